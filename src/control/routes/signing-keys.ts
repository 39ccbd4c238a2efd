// Signing keys of the caller's tenant.
import * as v from "valibot";
import { VERSION_ROUTES } from "../../contract/api-versions.ts";
import { ChangeReason } from "../../contract/registry.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { readBody } from "../../platform/body.ts";
import { MAX_REGISTRY_BODY_BYTES, MAX_SIGNING_KEYS } from "../../platform/limits.ts";
import { problemResponse } from "../../platform/problem.ts";
import { listSigningKeys, registerSigningKey, revokeSigningKey } from "../signing-keys.ts";
import type { ControlDeps } from "./deps.ts";
import { actor, answer, done, refuse, wrong } from "./reply.ts";

type Routes = Pick<typeof VERSION_ROUTES, "listSigningKeys" | "registerSigningKey" | "revokeSigningKey">;

export function signingKeyHandlers(deps: ControlDeps): Handlers<Routes> {
	return {
		listSigningKeys: async ({ caller }) => answer({ signing_keys: await listSigningKeys(deps.db, caller.tenant) }),
		registerSigningKey: (request) => register(deps, request),
		revokeSigningKey: (request) => revoke(deps, request),
	};
}

async function register(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const body = await readBody(request.raw, VERSION_ROUTES.registerSigningKey.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const made = await registerSigningKey(deps.db, actor(request), body.value);
	if (made.ok) return answer(made.value, 201);
	switch (made.error) {
		case "weak":
			return wrong("/public_key", "is not an Ed25519 key whose signatures prove anything");
		case "conflict":
			return refuse("conflict", "The key is revoked, or registered to another principal.");
		case "full":
			return refuse("conflict", `A tenant has at most ${MAX_SIGNING_KEYS} signing keys, those that are revoked among them.`);
	}
}

/** The chain of changes hears of it first: what counts is decided there, and this table only tells. */
async function revoke(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const reason = request.query.get("reason");
	if (!v.is(ChangeReason, reason)) return wrong("/reason", "must have 1 to 512 characters");
	const { tenant, principal } = request.caller;
	const fingerprint = request.params.fingerprint ?? "";
	const known = await listSigningKeys(deps.db, tenant);
	if (!known.some((key) => key.fingerprint === fingerprint)) return refuse("not-found");
	const order = { by: principal, at: request.now, reason, key: crypto.randomUUID() };
	if ((await deps.revokeSigner?.(tenant, fingerprint, order)) === "full") {
		return refuse("conflict", "The pointer holds as many revoked keys as it may.");
	}
	await revokeSigningKey(deps.db, { ...actor(request), reason }, fingerprint);
	return done();
}
