// Which version a policy's channel leads to: activation, rollback, and what was before.
import * as v from "valibot";
import { CONTROL_ROUTES } from "../../contract/api-control.ts";
import { Name } from "../../contract/names.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { readBody } from "../../platform/body.ts";
import { MAX_PAGE, MAX_REGISTRY_BODY_BYTES } from "../../platform/limits.ts";
import { problemResponse } from "../../platform/problem.ts";
import { activationHistory } from "../activation.ts";
import type { ChangeMade } from "../change.ts";
import type { Activatable, NotActivatable } from "../may-activate.ts";
import { ordered } from "../registry.ts";
import type { ControlDeps } from "./deps.ts";
import { actor, answer, nameOf, readCount, refuse, refuseOrder, ungoverned, wrong } from "./reply.ts";

type ActivationRoutes = Pick<typeof CONTROL_ROUTES, "activatePolicy" | "rollbackPolicy" | "policyHistory">;
type Asked = { readonly policy: string; readonly channel: string; readonly digest: string };

/** Activations of a page when nothing else is asked for. */
const USUAL_PAGE = 50;

export function activationHandlers(deps: ControlDeps): Handlers<ActivationRoutes> {
	return {
		activatePolicy: (request) => activate(deps, request),
		rollbackPolicy: (request) => rollBack(deps, request),
		policyHistory: (request) => history(deps, request),
	};
}

async function activate(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const name = nameOf(request);
	if (!name.ok) return name.error;
	const body = await readBody(request.raw, CONTROL_ROUTES.activatePolicy.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	if (!wholeTenant(request)) return onlySomeApps();
	const { channel, digest, reason, expected_epoch, idempotency_key } = body.value;
	const authors = await authorsOf(deps, request.caller.tenant, digest);
	const refused = await mayMove(deps, request, "promote", { policy: name.value, digest, authors });
	if (refused !== undefined) return refused;
	const asked = { policy: name.value, channel, digest };
	const may = await deps.mayActivate({ ...asked, tenant: request.caller.tenant, principal: request.caller.principal });
	if (!may.ok) return notActivatable(may.error);
	const made = await deps.authority(request.caller.tenant).activate({
		...ordered({ ...actor(request), reason }, idempotency_key),
		...asked,
		...may.value,
		authors,
		host: deps.host,
		...(expected_epoch === undefined ? {} : { expectedEpoch: expected_epoch }),
	});
	return made.ok ? activated(asked, may.value, made.value) : refuseOrder(made.error);
}

/** The target is asked for first, since what is gone back to must be in order today; whoever moves the channel meanwhile wins. */
async function rollBack(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const name = nameOf(request);
	if (!name.ok) return name.error;
	const body = await readBody(request.raw, CONTROL_ROUTES.rollbackPolicy.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	if (!wholeTenant(request)) return onlySomeApps();
	const { channel, to, reason, expected_epoch, idempotency_key } = body.value;
	const authority = deps.authority(request.caller.tenant);
	const target = await authority.previous(name.value, channel, to, idempotency_key);
	if (target === undefined) {
		return refuse(
			"not-found",
			to === undefined ? "The channel has no version before this one." : "The channel never led to that version.",
		);
	}
	const refused = await mayMove(deps, request, "rollback", { policy: name.value, digest: target.digest, authors: [] });
	if (refused !== undefined) return refused;
	const asked = { policy: name.value, channel, digest: target.digest };
	const may = await deps.mayActivate({ ...asked, tenant: request.caller.tenant, principal: request.caller.principal });
	if (!may.ok) return notActivatable(may.error);
	const made = await authority.rollback({
		...ordered({ ...actor(request), reason }, idempotency_key),
		...{ policy: name.value, channel, host: deps.host, found: target.digest, carried: may.value.carried },
		...(to === undefined ? {} : { to }),
		...(expected_epoch === undefined ? {} : { expectedEpoch: expected_epoch }),
	});
	return made.ok ? activated(asked, may.value, made.value) : refuseOrder(made.error);
}

async function history({ db }: ControlDeps, request: ApiRequest): Promise<Response> {
	const name = nameOf(request);
	if (!name.ok) return name.error;
	const channel = request.query.get("channel") ?? undefined;
	if (channel !== undefined && !v.is(Name, channel)) return wrong("/channel", "must be the name of a channel");
	const from = readCount(request.query.get("from"), Number.MAX_SAFE_INTEGER);
	if (from === undefined) return wrong("/from", "must be an epoch");
	const limit = readCount(request.query.get("limit"), USUAL_PAGE);
	if (limit === undefined || limit > MAX_PAGE) return wrong("/limit", `must be 1 to ${MAX_PAGE}`);
	const asked = { tenant: request.caller.tenant, policy: name.value, from, limit, ...(channel === undefined ? {} : { channel }) };
	return answer(await activationHistory(db, asked));
}

/** `undefined`: the governance policy lets the caller move the channel. */
async function mayMove(
	{ govern }: ControlDeps,
	{ caller, now }: ApiRequest,
	command: "promote" | "rollback",
	version: { readonly policy: string; readonly digest: string; readonly authors: readonly string[] },
): Promise<Response | undefined> {
	const may = await govern({ command, caller, now, version });
	return may.ok ? undefined : ungoverned(may.error);
}

/**
 * Principals that published or signed a version: those who may not approve it. Throws when the store cannot be read: with
 * nobody named as an author, an author could approve.
 */
export async function authorsOf({ store }: ControlDeps, tenant: string, digest: string): Promise<string[]> {
	const [version] = await store.list(tenant, digest);
	if (version === undefined) return [];
	const signers = version.signed_by.map(({ principal }) => principal);
	return [...new Set([...(version.published_by === undefined ? [] : [version.published_by]), ...signers])];
}

/** A channel decides for every app that follows it. */
export function wholeTenant({ caller }: ApiRequest): boolean {
	return caller.apps.includes("*");
}

export function onlySomeApps(): Response {
	return refuse("forbidden", "A key for some apps cannot move a channel, which other apps may follow.");
}

function activated(asked: Asked, { revision }: Activatable, change: ChangeMade): Response {
	const { epoch, at: since, by, reason, made, projected } = change;
	return answer({ ...asked, revision, epoch, since, by, reason, made, projected });
}

export function notActivatable({ fault }: NotActivatable): Response {
	switch (fault) {
		case "unknown":
			return refuse("not-found", "The tenant has no version of that digest.");
		case "other-policy":
			return wrong("/digest", "is a version of another policy");
		case "untrusted":
			return refuse("conflict", "No signing key of the tenant that still counts has signed that version.");
		case "corrupt":
			return refuse("conflict", "The stored version is not what its digest names.");
		case "unsupported":
			return refuse("conflict", "The version needs what this deployment does not have.");
		case "unavailable":
			return refuse("service-unavailable");
	}
}
