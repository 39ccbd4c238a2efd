// Keys of the caller's tenant.
import { CONTROL_ROUTES } from "../../contract/api-control.ts";
import type { KeyBody } from "../../contract/registry.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { readBody } from "../../platform/body.ts";
import { MAX_REGISTERED, MAX_REGISTRY_BODY_BYTES } from "../../platform/limits.ts";
import { problemResponse } from "../../platform/problem.ts";
import { countLivingKeys, createKey, listKeys, revokeKey, rotateKey } from "../keys.ts";
import { DEPLOY, INSTALL, ROLLOUT_GUARD } from "../names.ts";
import type { ControlDeps } from "./deps.ts";
import { actor, answer, done, refuse, wrong } from "./reply.ts";

type KeyRoutes = Pick<typeof CONTROL_ROUTES, "listKeys" | "createKey" | "rotateKey" | "revokeKey">;

export function keyHandlers(deps: ControlDeps): Handlers<KeyRoutes> {
	return {
		listKeys: async ({ caller }) => answer({ keys: await listKeys(deps.db, caller.tenant) }),
		createKey: (request) => create(deps, request),
		rotateKey: (request) => rotate(deps, request),
		revokeKey: async (request) =>
			(await revokeKey(deps.db, actor(request), request.params.id ?? "")) ? done() : refuse("not-found"),
	};
}

async function create(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const body = await readBody(request.raw, CONTROL_ROUTES.createKey.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const fault = keyFault(body.value, request.now);
	if (fault !== undefined) return wrong(fault.pointer, fault.detail);
	if ((await countLivingKeys(deps.db, request.caller.tenant, request.now)) >= MAX_REGISTERED) {
		return refuse("conflict", `A tenant has at most ${MAX_REGISTERED} living keys; revoke one first.`);
	}
	return answer(await createKey(deps.db, actor(request), body.value, deps.environment), 201);
}

async function rotate(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const body = await readBody(request.raw, CONTROL_ROUTES.rotateKey.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const overlap = body.value.overlap_seconds * 1000;
	const made = await rotateKey(deps.db, actor(request), request.params.id ?? "", overlap, deps.environment);
	if (made.ok) return answer(made.value, 201);
	return refuse(made.error, made.error === "conflict" ? "The key is dead or was rotated already." : undefined);
}

const SERVICE_PRINCIPALS: ReadonlySet<string> = new Set([DEPLOY, INSTALL, ROLLOUT_GUARD]);

/** What the schema cannot say of a key. */
function keyFault(body: KeyBody, now: number): { pointer: string; detail: string } | undefined {
	if (body.expires_at !== undefined && body.expires_at <= now) return { pointer: "/expires_at", detail: "must be in the future" };
	if (SERVICE_PRINCIPALS.has(body.principal))
		return { pointer: "/principal", detail: "is the service itself in the chain of changes" };
	// A restricted administrator could make itself an unrestricted key.
	if (body.role === "admin" && !body.apps.includes("*")) return { pointer: "/apps", detail: "must be * for the role admin" };
	if (body.origins.length > 0 && body.role !== "app") {
		return { pointer: "/origins", detail: "are for browser keys, which have the role app" };
	}
	const at = body.origins.findIndex((origin) => new URL(origin).origin !== origin);
	return at < 0 ? undefined : { pointer: `/origins/${at}`, detail: "must be an origin: scheme, host and port alone" };
}
