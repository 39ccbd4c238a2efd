// Makes the HTTP router from the route table: access, rate limits, CORS, headers and problems are the same for all.
import { Hono } from "hono";
import type { RouteSpec } from "../contract/api.ts";
import type { Problem } from "../contract/problem.ts";
import { authorise, type FindCaller } from "./access.ts";
import type { Handler } from "./api.ts";
import type { Clock } from "./clock.ts";
import type { Caller } from "./credential.ts";
import { failureName, type Log } from "./log.ts";
import { problem, problemResponse } from "./problem.ts";

export type RouterDeps = {
	readonly findCaller: FindCaller;
	/** A problem when the caller has had its share. */
	readonly limitRate: (caller: Caller, now: number, cost?: number) => Promise<Problem | undefined>;
	readonly clock: Clock;
	readonly log: Log;
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
		methods.set(route.path, [...(methods.get(route.path) ?? []), route.method]);
		app.on(route.method, route.path, (context) =>
			serve(route, handler, deps, context.req.raw, context.req.param() as Record<string, string>, (work) =>
				context.executionCtx.waitUntil(work),
			),
		);
	}
	// A path of plain names goes before one whose parameter would match it too, or the other's methods would be told.
	const plainFirst = [...methods].sort(([a], [b]) => Number(a.includes(":")) - Number(b.includes(":")));
	for (const [path, allowed] of plainFirst) {
		const browser = Object.values(routes).some((route) => route.path === path && route.browser === true);
		app.on("OPTIONS", path, (context) => preflight(context.req.raw, allowed, browser));
		app.all(path, () => finish(problemResponse(problem("method-not-allowed"), { allow: allowed.join(", ") })));
	}
	app.notFound(() => finish(problemResponse(problem("not-found"))));
	app.onError((error) => {
		deps.log("error", "request.failed", { error: failureName(error) });
		return finish(problemResponse(problem("internal", { decision: "refuse" })));
	});
	return async (request, context) => app.fetch(request, {}, context);
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
	const caller = await authorise(route, raw, now, deps.findCaller);
	if (!caller.ok)
		return finish(problemResponse(caller.error, caller.error.status === 401 ? { "www-authenticate": "Bearer" } : {}));
	const limited = route.roles === "public" ? undefined : await deps.limitRate(caller.value, now);
	const response =
		limited === undefined
			? await handler({
					raw,
					params,
					query: new URL(raw.url).searchParams,
					caller: caller.value,
					now,
					charge: (cost) => deps.limitRate(caller.value, now, cost),
					waitUntil,
				})
			: problemResponse(limited);
	return finish(response, caller.value.origins.length > 0 ? raw.headers.get("origin") : null);
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
