// Exceptions and grants: asked for, allowed, taken back, listed.
import * as v from "valibot";
import { EXCEPTION_ROUTES } from "../../contract/api-exceptions.ts";
import { EXCEPTION_STATES, type ExceptionDocument, type ExceptionInfo, stateAt } from "../../contract/exception.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { readBody } from "../../platform/body.ts";
import { MAX_PAGE, MAX_REGISTRY_BODY_BYTES } from "../../platform/limits.ts";
import { problemResponse } from "../../platform/problem.ts";
import { readChanges } from "../changes.ts";
import type { ItemMade } from "../item-orders.ts";
import { ordered } from "../registry.ts";
import type { ControlDeps } from "./deps.ts";
import { refuseItem } from "./item-reply.ts";
import { actor, answer, mayName, readCount, refuse, wrong } from "./reply.ts";

type ExceptionHandlers = Handlers<typeof EXCEPTION_ROUTES>;
/** Exceptions looked at for a page when nothing else is asked for. */
const USUAL_PAGE = 50;

export function exceptionHandlers(deps: ControlDeps): ExceptionHandlers {
	return {
		proposeException: (request) => propose(deps, request),
		listExceptions: (request) => list(deps, request),
		exceptionHistory: (request) => itemHistory(deps, request, "exception"),
		approveException: (request) => word(deps, request, "approve"),
		rejectException: (request) => word(deps, request, "reject"),
		revokeException: (request) => word(deps, request, "revoke"),
		issueGrant: (request) => grant(deps, request),
	};
}

async function propose(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const body = await readBody(request.raw, EXCEPTION_ROUTES.proposeException.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const { reason, ticket, idempotency_key, ...exception } = body.value;
	const { caller } = request;
	if (!namesAll(request, exception.apps)) return refuse("forbidden", "The key may ask for its own apps alone.");
	const authority = deps.authority(caller.tenant);
	const fault = await ruleFault(deps, await authority.pointer(), exception);
	if (fault !== undefined) return fault;
	const order = { ...ordered({ ...actor(request), reason }, idempotency_key), ...(ticket === undefined ? {} : { ticket }) };
	const made = await authority.exception({ ...order, step: "propose", exception });
	return made.ok ? answer(told(made.value, request.now), 201) : refuseItem(made.error);
}

/** Only what the version in force lets have exceptions; a later one that does not stops honouring them. */
async function ruleFault(
	deps: ControlDeps,
	pointer: Parameters<ControlDeps["guardInForce"]>[0],
	{ rule, mode, apps }: Pick<ExceptionDocument, "rule" | "mode" | "apps">,
): Promise<Response | undefined> {
	if (rule === "*") {
		return mode === "monitor" && apps.length > 0 ? undefined : wrong("/rule", "is * only to monitor apps that are named");
	}
	const inForce = await deps.guardInForce(pointer);
	if (!inForce.ok) return refuse("service-unavailable", `The version in force cannot be read: ${inForce.error}.`);
	const known = inForce.value.manifest.rules.find(({ id }) => id === rule);
	if (known === undefined) return wrong("/rule", "is no rule of the version in force");
	return known.exemptible ? undefined : wrong("/rule", "has no exceptions: its header says so");
}

async function word(deps: ControlDeps, request: ApiRequest, step: "approve" | "reject" | "revoke"): Promise<Response> {
	const body = await readBody(request.raw, EXCEPTION_ROUTES.approveException.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const { reason, idempotency_key } = body.value;
	const { id = "" } = request.params;
	const authority = deps.authority(request.caller.tenant);
	const known = await authority.item("exception", id);
	if (known === undefined || !sees(request, known.apps)) return refuse("not-found");
	if (!namesAll(request, known.apps)) return refuse("forbidden", "It covers apps that are none of the key's.");
	const made = await authority.exception({ ...ordered({ ...actor(request), reason }, idempotency_key), step, id });
	return made.ok ? answer(told(made.value, request.now)) : refuseItem(made.error);
}

async function list(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const { query, now } = request;
	const [from, limit] = [readCount(query.get("from"), Number.MAX_SAFE_INTEGER), readCount(query.get("limit"), USUAL_PAGE)];
	const before = query.has("expiring_before") ? readCount(query.get("expiring_before"), 0) : Number.POSITIVE_INFINITY;
	if (from === undefined) return wrong("/from", "must be an epoch");
	if (limit === undefined || limit > MAX_PAGE) return wrong("/limit", `must be 1 to ${MAX_PAGE}`);
	if (before === undefined) return wrong("/expiring_before", "must be milliseconds");
	const [state, app, rule] = [query.get("state"), query.get("app"), query.get("rule")];
	if (state !== null && !v.is(v.picklist(EXCEPTION_STATES), state)) return wrong("/state", "must be a state of an exception");
	const page = await deps.authority(request.caller.tenant).items("exception", from, limit + 1);
	const exceptions = page
		.slice(0, limit)
		.map((item) => info(item, now))
		.filter((each) => sees(request, each.apps))
		.filter((each) => (state === null || each.state === state) && (rule === null || each.rule === rule))
		.filter((each) => app === null || each.apps.length === 0 || each.apps.includes(app))
		.filter((each) => before === Number.POSITIVE_INFINITY || (isAlive(each) && each.expires_at < before));
	const next = page[limit]?.epoch;
	return answer({ exceptions, ...(next === undefined ? {} : { next }) });
}

function isAlive({ state }: ExceptionInfo): boolean {
	return state === "proposed" || state === "scheduled" || state === "active";
}

async function grant(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const body = await readBody(request.raw, EXCEPTION_ROUTES.issueGrant.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const { reason, ticket, idempotency_key, expires_in_seconds, app, request: held, rules } = body.value;
	if (!mayName(request.caller, app)) return refuse("not-found", "The tenant has no app of that name.");
	const order = { ...ordered({ ...actor(request), reason }, idempotency_key), ...(ticket === undefined ? {} : { ticket }) };
	const lasts = expires_in_seconds * 1000;
	const made = await deps.authority(request.caller.tenant).grant({ ...order, app, request: held, rules, lasts });
	if (!made.ok) return refuseItem(made.error);
	const { item, epoch, made: isNew, projected } = made.value;
	return answer({ ...item, epoch, made: isNew, projected }, 201);
}

/** Every step of one of these; a key for some apps sees what covers them. */
export async function itemHistory(deps: ControlDeps, request: ApiRequest, kind: "exception" | "kill"): Promise<Response> {
	const { id = "" } = request.params;
	const { tenant } = request.caller;
	const known = await deps.authority(tenant).item(kind, id);
	if (known === undefined || ("apps" in known && !sees(request, known.apps))) return refuse("not-found");
	const { changes } = await readChanges(deps.db, { tenant, from: Number.MAX_SAFE_INTEGER, limit: MAX_PAGE, subject: id });
	return answer({ changes });
}

function sees({ caller }: ApiRequest, apps: readonly string[]): boolean {
	return apps.length === 0 || apps.some((app) => mayName(caller, app));
}

function namesAll({ caller }: ApiRequest, apps: readonly string[]): boolean {
	return caller.apps.includes("*") || (apps.length > 0 && apps.every((app) => mayName(caller, app)));
}

function info(item: ExceptionDocument & { readonly epoch: number }, now: number): ExceptionInfo {
	return { ...item, state: stateAt(item, now) };
}

function told({ item, epoch, made, projected }: ItemMade<"exception">, now: number) {
	return { ...info({ ...item, epoch }, now), made, projected };
}
