// Makes the HTTP router from the route table: access, rate limits, CORS, headers and problems are the same for all.
import { Hono } from "hono";
import type { RouteSpec } from "../contract/api.ts";
import type { Problem } from "../contract/problem.ts";
import { authorise, type FindCaller } from "./access.ts";
import type { ApiRequest, Handler } from "./api.ts";
import type { Clock } from "./clock.ts";
import type { Caller } from "./credential.ts";
import { failureName, type Log } from "./log.ts";
import { opaProblemResponse } from "./opa-error.ts";
import { problem, problemResponse } from "./problem.ts";

export type RouterDeps = {
	readonly findCaller: FindCaller;
	/** A problem when the caller has had its share. */
	readonly limitRate: (caller: Caller, now: number, cost?: number) => Promise<Problem | undefined>;
	readonly clock: Clock;
	readonly log: Log;
	/**
	 * Answers what no route takes where another API's clients expect that API's words; `allowed` are the methods that the path
	 * takes, when it is one. `undefined`: a problem is answered.
	 */
	readonly otherwise?: (request: Request, allowed?: readonly string[]) => Response | undefined;
};

export type Router = (request: Request, context: ExecutionContext) => Promise<Response>;

const EXPOSED = "edict-decision-id, edict-policy-digest, retry-after";

export function createRouter(
	routes: Readonly<Record<string, RouteSpec>>,
	handlers: Readonly<Record<string, Handler>>,
	deps: RouterDeps,
): Router {
	const app = new Hono();
	const methods = new Map<string, string[]>();
	for (const [id, route] of Object.entries(routes)) {
		const handler = handlers[id];
		if (handler === undefined) throw new Error(`route ${id} has no handler`);
		for (const path of pathsOf(route)) {
			methods.set(path, [...(methods.get(path) ?? []), route.method]);
			app.on(route.method, path, (context) =>
				serve(route, handler, deps, context.req.raw, context.req.param() as Record<string, string>, (work) =>
					context.executionCtx.waitUntil(work),
				),
			);
		}
	}
	// A path of plain names goes before one whose parameter would match it too, or the other's methods would be told.
	const plainFirst = [...methods].sort(([a], [b]) => Number(a.includes(":")) - Number(b.includes(":")));
	for (const [path, allowed] of plainFirst) {
		const browser = Object.values(routes).some((route) => route.browser === true && pathsOf(route).includes(path));
		app.on("OPTIONS", path, (context) => preflight(context.req.raw, allowed, browser));
		app.all(path, (context) => {
			const response = deps.otherwise?.(context.req.raw, allowed) ?? problemResponse(problem("method-not-allowed"));
			if (response.status === 405) response.headers.set("allow", allowed.join(", "));
			return finish(response);
		});
	}
	app.notFound((context) => finish(deps.otherwise?.(context.req.raw) ?? problemResponse(problem("not-found"))));
	app.onError((error) => {
		deps.log("error", "request.failed", { error: failureName(error) });
		return finish(problemResponse(problem("internal", { decision: "refuse" })));
	});
	return async (request, context) => app.fetch(request, {}, context);
}

/** The paths of a route in the router's own form. */
function pathsOf({ path, alsoUnder }: RouteSpec): string[] {
	const own = path.replace(/:(\w+)\*$/, ":$1{.+}");
	if (alsoUnder === undefined) return [own];
	return path === "/" ? [own, alsoUnder, `${alsoUnder}/`] : [own, alsoUnder + own];
}

async function serve(
	route: RouteSpec,
	handler: Handler,
	deps: RouterDeps,
	raw: Request,
	params: Record<string, string>,
	waitUntil: (work: Promise<unknown>) => void,
): Promise<Response> {
	const now = deps.clock();
	const refused = route.errors === "opa" ? opaProblemResponse : problemResponse;
	const caller = await authorise(route, raw, now, deps.findCaller);
	if (!caller.ok) return finish(refused(caller.error, caller.error.status === 401 ? { "www-authenticate": "Bearer" } : {}));
	if (route.errors === "opa" && raw.method === "HEAD") return finish(new Response(null, { status: 405 }));
	const limited = route.roles === "public" ? undefined : await deps.limitRate(caller.value, now);
	const call: ApiRequest = {
		raw,
		params,
		// Most routes ask for no parameter, so that the address is read when one is asked for.
		get query() {
			return new URL(raw.url).searchParams;
		},
		caller: caller.value,
		now,
		charge: (cost) => deps.limitRate(caller.value, now, cost),
		waitUntil,
	};
	const response = limited === undefined ? await handled(route, handler, call, deps.log) : refused(limited);
	return finish(response, caller.value.origins.length > 0 ? raw.headers.get("origin") : null);
}

/** What breaks where OPA's shape is expected is told in that shape; elsewhere the router tells it. */
async function handled(route: RouteSpec, handler: Handler, call: ApiRequest, log: Log): Promise<Response> {
	if (route.errors !== "opa") return handler(call);
	try {
		return await handler(call);
	} catch (error) {
		log("error", "request.failed", { error: failureName(error) });
		return opaProblemResponse(problem("internal", { decision: "refuse" }));
	}
}

/** Headers of every answer: nothing is cached unless a route says so, and only a browser key's own origin may read. */
function finish(response: Response, origin: string | null = null): Response {
	const { headers } = response;
	if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
	headers.set("x-content-type-options", "nosniff");
	if (origin !== null) {
		headers.set("access-control-allow-origin", origin);
		headers.set("access-control-expose-headers", EXPOSED);
		headers.append("vary", "origin");
	}
	return response;
}

/** A preflight carries no key, so it tells only what a browser key may ever do; the request itself is checked. */
function preflight(request: Request, allowed: readonly string[], browser: boolean): Response {
	const origin = request.headers.get("origin");
	if (!browser || origin === null) return finish(new Response(null, { status: 204, headers: { allow: allowed.join(", ") } }));
	return finish(
		new Response(null, {
			status: 204,
			headers: {
				"access-control-allow-methods": allowed.join(", "),
				"access-control-allow-headers": "authorization, content-type, idempotency-key, traceparent",
				"access-control-max-age": "600",
			},
		}),
		origin,
	);
}
