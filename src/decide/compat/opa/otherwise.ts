// What OPA's paths answer when no route takes the request: OPA's own refusals, and for what a compiled policy cannot do, the way there is.
import { opaErrorResponse } from "../../../platform/opa-error.ts";
import { healthResponse } from "./health.ts";
import { misdirected } from "./redirect.ts";

const RELEASE = "publish a version that holds it and activate that: POST /v1/policies/{name}/versions, see /docs";

const WAYS: readonly { readonly path: RegExp; readonly methods: RegExp; readonly status: number; readonly message: string }[] = [
	{
		path: /^\/v1\/data(?:\/|$)/,
		methods: /^(?:PUT|PATCH|DELETE)$/,
		status: 405,
		message: `data is not written in place: ${RELEASE}`,
	},
	{
		path: /^\/opa\/v1\/policies(?:\/|$)/,
		methods: /^(?:PUT|DELETE)$/,
		status: 405,
		message: `policies are not written in place: ${RELEASE}`,
	},
	{
		path: /^\/v1\/query(?:\/|$)/,
		methods: /^(?:GET|POST)$/,
		status: 501,
		message: "queries are not compiled here: make the query a rule of a policy and ask for it at /v1/data",
	},
	{
		path: /^\/v1\/compile(?:\/|$)/,
		methods: /^(?:GET|POST)$/,
		status: 501,
		message: "policies are not evaluated in part here: write the rule that gives the filter and ask for it at /v1/data",
	},
];

const DATA = /^\/(?:v[01]|v1\/batch)\/data(?:\/|$)/;
const PLAIN = { "content-type": "text/plain; charset=utf-8" };

/** The router's last word on OPA's surface; `undefined`: the path is none of OPA's. */
export function opaOtherwise(request: Request, allowed?: readonly string[]): Response | undefined {
	const { pathname } = new URL(request.url);
	const own = pathname === "/opa" || pathname.startsWith("/opa/");
	// What lies only under the prefix keeps it.
	const path = own && !pathname.startsWith("/opa/v1/policies") ? pathname.slice("/opa".length) || "/" : pathname;
	const way = WAYS.find((one) => one.path.test(path) && one.methods.test(request.method));
	if (way !== undefined) return opaErrorResponse(way.status, { code: "invalid_operation", message: way.message });
	if (DATA.test(path)) {
		const vary: Record<string, string> = /^(?:GET|POST)$/.test(request.method) ? { vary: "Accept-Encoding" } : {};
		return misdirectedThere(request) ?? new Response(null, { status: 405, headers: vary });
	}
	if (/^\/health\/./.test(path)) return request.method === "GET" ? undefinedHealth(path) : notAllowed();
	if (path === "/health" || (path === "/" && request.method !== "GET")) return notAllowed();
	// What serves OPA's agents speaks this service's words.
	const served = !own || /^\/(?:bundles|discovery|status|logs)(?:\/|$)/.test(path);
	if (served) return undefined;
	return allowed === undefined
		? new Response("404 page not found\n", { status: 404, headers: PLAIN })
		: new Response(null, { status: 405 });
}

/** Methods that have no handler are refused where they are, slashes or not. */
function misdirectedThere(request: Request): Response | undefined {
	return /^(?:GET|POST)$/.test(request.method) ? misdirected(request) : undefined;
}

function notAllowed(): Response {
	return new Response("Method Not Allowed\n", { status: 405, headers: PLAIN });
}

/** Health checks by policy are not evaluated: whoever asks has no key, so that no tenant is known. */
function undefinedHealth(path: string): Response {
	const names = path.split("/").slice(2).filter(Boolean);
	const reference = names
		.map((name) => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`))
		.join("");
	return healthResponse(`health check (data.system.health${reference}) was undefined`);
}
