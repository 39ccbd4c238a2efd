// What OPA's server does with a path before it looks at it: slashes too many are sent away, broken escapes are refused.
import { pathnameOf } from "../../../platform/pathname.ts";
import { isEscapedRight } from "./path.ts";

const TEXT = { 301: "Moved Permanently", 307: "Temporary Redirect" } as const;

/** The answer that a path gets instead of its handler's, as of a data API's path; `undefined`: it is a path to serve. */
export function misdirected(request: Request): Response | undefined {
	const pathname = pathnameOf(request);
	if (!isEscapedRight(pathname)) {
		return new Response("400 Bad Request", { status: 400, headers: { "content-type": "text/plain; charset=utf-8" } });
	}
	if (pathname.includes("//")) return redirect(request, 307, pathname.replace(/\/{2,}/g, "/") + new URL(request.url).search);
	// The query is lost on the way, as it is with OPA.
	if (pathname.endsWith("/")) return redirect(request, 301, pathname.slice(0, -1));
	return undefined;
}

function redirect(request: Request, status: 301 | 307, location: string): Response {
	const headers = { location, vary: "Accept-Encoding" };
	if (request.method !== "GET") return new Response(null, { status, headers });
	const link = location.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("'", "&#39;");
	const body = `<a href="${link}">${TEXT[status]}</a>.\n\n`;
	return new Response(body, { status, headers: { ...headers, "content-type": "text/html; charset=utf-8" } });
}
