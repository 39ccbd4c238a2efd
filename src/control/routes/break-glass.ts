// Breaking the glass: asked by one principal, confirmed by another, shown until a third has reviewed it.
import { LIFECYCLE_ROUTES } from "../../contract/api-lifecycle.ts";
import type { BreakGlassInfo } from "../../contract/lifecycle.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { readBody } from "../../platform/body.ts";
import { MAX_REGISTRY_BODY_BYTES } from "../../platform/limits.ts";
import { problemResponse } from "../../platform/problem.ts";
import { ordered } from "../registry.ts";
import type { ControlDeps } from "./deps.ts";
import { ungovernedVersion, versionOf } from "./lifecycle.ts";
import { actor, answer, refuse, refuseOrder, ungoverned } from "./reply.ts";

type Routes = Pick<typeof LIFECYCLE_ROUTES, "askBreakGlass" | "listBreakGlass" | "confirmBreakGlass" | "reviewBreakGlass">;

export function breakGlassHandlers(deps: ControlDeps): Handlers<Routes> {
	return {
		askBreakGlass: (request) => ask(deps, request),
		listBreakGlass: async ({ caller, now }) => {
			const all = (await deps.authority(caller.tenant).glasses()).map((glass) => asOf(glass, now)).reverse();
			const open = all.filter(({ reviewed }) => reviewed === undefined);
			return answer({ open: open.length, break_glass: [...open, ...all.filter(({ reviewed }) => reviewed !== undefined)] });
		},
		confirmBreakGlass: (request) => go(deps, request, "confirm"),
		reviewBreakGlass: (request) => go(deps, request, "review"),
	};
}

/** What time makes of its state. */
export function asOf(glass: BreakGlassInfo, now: number): BreakGlassInfo {
	if (glass.reviewed !== undefined) return glass;
	if (glass.used.length > 0) return { ...glass, state: "used" };
	return glass.expires_at <= now ? { ...glass, state: "expired" } : glass;
}

async function ask(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const version = await versionOf(deps, request);
	if (!version.ok) return version.error;
	const body = await readBody(request.raw, LIFECYCLE_ROUTES.askBreakGlass.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const { reason, ticket, idempotency_key } = body.value;
	const refused = await ungovernedVersion(deps, request, "break-glass.ask", version.value);
	if (refused !== undefined) return refused;
	const { policy, digest, revision } = version.value;
	const authority = deps.authority(request.caller.tenant);
	const made = await authority.breakGlass({
		...ordered({ ...actor(request), reason }, idempotency_key),
		...{ step: "ask", policy, digest, revision },
		...(ticket === undefined ? {} : { ticket }),
	});
	if (!made.ok) return refuseOrder(made.error);
	const mine = (await authority.glasses()).filter((each) => each.digest === digest && each.asked_at === made.value.at);
	const glass = mine.at(-1);
	return glass === undefined ? refuse("service-unavailable") : answer(asOf(glass, request.now), 201);
}

async function go(deps: ControlDeps, request: ApiRequest, step: "confirm" | "review"): Promise<Response> {
	const body = await readBody(request.raw, LIFECYCLE_ROUTES.confirmBreakGlass.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const { reason, ticket, idempotency_key } = body.value;
	const { id = "" } = request.params;
	const { caller, now } = request;
	const authority = deps.authority(caller.tenant);
	const known = (await authority.glasses()).find((each) => each.id === id);
	const by = [known?.asked_by, known?.confirmed_by].filter((each) => each !== undefined);
	const may = await deps.govern({ command: `break-glass.${step}`, caller, now, glass: { by } });
	if (!may.ok) return ungoverned(may.error);
	const made = await authority.breakGlass({
		...ordered({ ...actor(request), reason }, idempotency_key),
		...{ step, id },
		...(ticket === undefined ? {} : { ticket }),
	});
	if (!made.ok) return refuseOrder(made.error);
	const glass = (await authority.glasses()).find((each) => each.id === id);
	return glass === undefined ? refuse("not-found") : answer(asOf(glass, request.now));
}
