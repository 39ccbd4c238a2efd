// Compresses answers as OPA's server does: what asks for gzip and has at least 1,024 bytes.
import { utf8 } from "../../../platform/bytes.ts";
import { OPA_GZIP_MIN_BYTES } from "../../../platform/limits.ts";

/** The answer with its text, compressed where the client takes it; `vary` says that it depends on that. */
export function compressible(
	request: Request,
	text: string,
	init: { status: number; headers: Record<string, string> },
): Response {
	const headers = { ...init.headers, vary: "Accept-Encoding" };
	const bytes = utf8(text);
	if (bytes.length < OPA_GZIP_MIN_BYTES || !takesGzip(acceptEncoding(request))) {
		return new Response(bytes, { status: init.status, headers });
	}
	const body = new Response(bytes).body?.pipeThrough(new CompressionStream("gzip")) ?? null;
	const zipped = { status: init.status, headers: { ...headers, "content-encoding": "gzip" }, encodeBody: "manual" as const };
	return new Response(body, zipped as ResponseInit);
}

/** The platform's front puts its own word into the header, and keeps what the client said, be it nothing. */
function acceptEncoding(request: Request): string {
	const said = (request as Request<unknown, IncomingRequestCfProperties>).cf?.clientAcceptEncoding;
	return said ?? request.headers.get("accept-encoding") ?? "";
}

export function takesGzip(accepted: string): boolean {
	return accepted.split(",").some((item) => {
		const [name = "", ...parameters] = item.split(";").map((part) => part.trim().toLowerCase());
		const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
		return name === "gzip" && (quality === undefined || Number(quality) > 0);
	});
}
