// A version's life as people order it: where it stands, its steps, its evidence, and the tiers that ask for them.
import * as v from "valibot";
import { LIFECYCLE_ROUTES } from "../../contract/api-lifecycle.ts";
import type { EvidenceInfo, GovernanceCommand, Tiers, VersionStatus } from "../../contract/lifecycle.ts";
import { Digest } from "../../contract/names.ts";
import { ChangeReason } from "../../contract/registry.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { readBody } from "../../platform/body.ts";
import { documentDigest } from "../../platform/digest.ts";
import { MAX_EVIDENCE_BYTES, MAX_REGISTRY_BODY_BYTES } from "../../platform/limits.ts";
import { problemResponse } from "../../platform/problem.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import { readApproval, type Signed } from "../approval.ts";
import type { ChangeMade, Known } from "../change.ts";
import { readEvidence } from "../evidence.ts";
import { ordered } from "../registry.ts";
import { keysOf } from "../signing-keys.ts";
import { tierOf } from "../tiers.ts";
import { authorsOf } from "./activations.ts";
import type { ControlDeps } from "./deps.ts";
import { actor, answer, done, nameOf, refuse, refuseOrder, ungoverned, wrong } from "./reply.ts";

type Routes = Omit<typeof LIFECYCLE_ROUTES, "askBreakGlass" | "listBreakGlass" | "confirmBreakGlass" | "reviewBreakGlass">;
/** A version that a path names and that is there. */
export type Named = Required<Pick<Known, "authors" | "carried">> & {
	readonly policy: string;
	readonly digest: string;
	readonly revision: string;
};

export function lifecycleHandlers(deps: ControlDeps): Handlers<Routes> {
	return {
		versionStatus: (request) => status(deps, request),
		transition: (request) => transition(deps, request),
		addEvidence: (request) => addEvidence(deps, request),
		listEvidence: async (request) => {
			const version = await versionOf(deps, request);
			if (!version.ok) return version.error;
			const { facts } = await deps.authority(request.caller.tenant).standing({ ...version.value, now: request.now });
			return answer({ evidence: facts.evidence });
		},
		revokeEvidence: (request) => revokeEvidence(deps, request),
		getTiers: async ({ caller }) => {
			const tiers = await deps.authority(caller.tenant).tiers();
			return answer({ tiers, digest: await documentDigest(tiers) });
		},
		putTiers: (request) => putTiers(deps, request),
	};
}

/** The version that the path names; its tenant has published it, or the deployment carries it. */
export async function versionOf(deps: ControlDeps, request: ApiRequest): Promise<Result<Named, Response>> {
	const name = nameOf(request);
	if (!name.ok) return name;
	const { digest } = request.params;
	if (!v.is(Digest, digest)) return err(wrong("/digest", "must be sha256: and 64 hex digits"));
	const carried = deps.releases.get(digest);
	const [stored] = carried === undefined ? await deps.store.list(request.caller.tenant, digest) : [];
	const manifest = carried?.manifest ?? stored;
	if (manifest === undefined || manifest.policy !== name.value) {
		return err(refuse("not-found", "The tenant has no version of that policy with that digest."));
	}
	const authors = await authorsOf(deps, request.caller.tenant, digest);
	return ok({ policy: name.value, digest, revision: manifest.revision, authors, carried: carried !== undefined });
}

/** `undefined`: the governance policy lets the caller do it to the version. */
export async function ungovernedVersion(
	deps: ControlDeps,
	request: ApiRequest,
	command: GovernanceCommand,
	version: Pick<Named, "policy" | "digest" | "authors">,
): Promise<Response | undefined> {
	const { caller, now } = request;
	const { policy, digest, authors } = version;
	const { tier, rules } = tierOf(await deps.authority(caller.tenant).tiers(), policy);
	const { required, roles } = rules.approvals;
	const asked = { command, caller, now, version: { policy, digest, authors }, tier: { name: tier, required, roles } };
	const may = await deps.govern(asked);
	return may.ok ? undefined : ungoverned(may.error);
}

async function status(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const version = await versionOf(deps, request);
	if (!version.ok) return version.error;
	const refused = await ungovernedVersion(deps, request, "read", version.value);
	if (refused !== undefined) return refused;
	const { policy, digest, revision } = version.value;
	const authority = deps.authority(request.caller.tenant);
	const { state, tier, facts, approvals, glasses, next } = await authority.standing({ ...version.value, now: request.now });
	const event = state === undefined ? undefined : (await authority.events(state.epoch, 1)).events[0]?.event;
	const told: VersionStatus = {
		...{ policy, digest, revision, state: facts.state },
		...(event === undefined ? {} : { since: event.at, epoch: event.epoch, by: event.principal, reason: event.reason }),
		...(state?.paused ? { paused: state.paused } : {}),
		...{ tier, rules: facts.rulesDigest, asks: facts.rules, authors: [...facts.authors] },
		evidence: [...facts.evidence],
		approvals: [...approvals],
		break_glass: [...glasses],
		next,
	};
	return answer(told);
}

async function transition(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const version = await versionOf(deps, request);
	if (!version.ok) return version.error;
	const body = await readBody(request.raw, LIFECYCLE_ROUTES.transition.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const { command, reason, ticket, idempotency_key, rules, envelope } = body.value;
	if (command !== "approve" && (rules !== undefined || envelope !== undefined)) {
		return wrong(rules === undefined ? "/envelope" : "/rules", "is of the command approve alone");
	}
	const refused = await ungovernedVersion(deps, request, command, version.value);
	if (refused !== undefined) return refused;
	const { policy, digest } = version.value;
	const { tenant, principal, role } = request.caller;
	let signed: Signed | undefined;
	if (envelope !== undefined) {
		const keys = await keysOf(deps.db, tenant);
		const read = await readApproval(envelope, keys, { tenant, policy, digest, principal }, request.now);
		if (!read.ok) return wrong("/envelope", APPROVAL_FAULTS[read.error]);
		signed = read.value;
	}
	const authority = deps.authority(tenant);
	const made = await authority.command({
		...ordered({ ...actor(request), reason }, idempotency_key),
		...version.value,
		...{ command, role },
		...(ticket === undefined ? {} : { ticket }),
		...(rules === undefined ? {} : { rules }),
		...(signed === undefined ? {} : { signed }),
	});
	if (!made.ok) return refuseOrder(made.error);
	const { facts } = await authority.standing({ ...version.value, now: request.now });
	return answer({ policy, digest, command, state: facts.state, ...told(made.value) });
}

const APPROVAL_FAULTS = {
	unsigned: "has no signature by a key of the purpose approval that is registered to the caller and counts",
	malformed: "is not DSSE over the canonical JSON of an approval",
	other: "is about another tenant, policy, version or principal",
	time: "was signed too long ago, or in the future",
} as const;
const EVIDENCE_FAULTS = {
	unsigned: "has no signature by a key of the purpose evidence that counts for this tenant",
	malformed: "is not DSSE over an in-toto statement with a test result or SLSA provenance",
	subject: "is about another version",
	future: "tells of work that ends in the future",
} as const;

async function addEvidence(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const version = await versionOf(deps, request);
	if (!version.ok) return version.error;
	const body = await readBody(request.raw, LIFECYCLE_ROUTES.addEvidence.request, MAX_EVIDENCE_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const { envelope, reason } = body.value;
	const refused = await ungovernedVersion(deps, request, "attest", version.value);
	if (refused !== undefined) return refused;
	const { policy, digest, revision } = version.value;
	const keys = await keysOf(deps.db, request.caller.tenant);
	const found = await readEvidence(envelope, keys, digest, request.now);
	if (!found.ok) return wrong("/envelope", EVIDENCE_FAULTS[found.error]);
	const order = ordered({ ...actor(request), reason });
	const authority = deps.authority(request.caller.tenant);
	const made = await authority.attest({ ...order, policy, digest, revision, found: found.value, envelope });
	if (!made.ok) return refuseOrder(made.error);
	const evidence: EvidenceInfo = { ...found.value, at: made.value.at, epoch: made.value.epoch };
	return answer({ evidence, ...told(made.value) }, 201);
}

async function revokeEvidence(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const version = await versionOf(deps, request);
	if (!version.ok) return version.error;
	const reason = request.query.get("reason");
	if (!v.is(ChangeReason, reason)) return wrong("/reason", "must have 1 to 512 characters");
	const refused = await ungovernedVersion(deps, request, "revoke-evidence", version.value);
	if (refused !== undefined) return refused;
	const { policy, digest } = version.value;
	const order = { ...ordered({ ...actor(request), reason }), policy, digest, id: request.params.id ?? "" };
	const made = await deps.authority(request.caller.tenant).revokeEvidence(order);
	return made.ok ? done() : refuseOrder(made.error);
}

async function putTiers(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const body = await readBody(request.raw, LIFECYCLE_ROUTES.putTiers.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const { tiers, reason, ticket, idempotency_key } = body.value;
	const named = [tiers.other, tiers.config, ...Object.values(tiers.lines)];
	if (named.some((name) => !Object.hasOwn(tiers.tiers, name))) return wrong("/tiers", "names a tier that it does not have");
	const order = {
		...ordered({ ...actor(request), reason }, idempotency_key),
		...({ type: "tiers.put", subject: "tiers", document: tiers satisfies Tiers } as const),
		...(ticket === undefined ? {} : { ticket }),
	};
	const made = await deps.authority(request.caller.tenant).append(order);
	return made.ok ? answer({ tiers, digest: await documentDigest(tiers), ...told(made.value) }) : refuseOrder(made.error);
}

function told({ epoch, at: since, by, reason, made, projected }: ChangeMade) {
	return { epoch, since, by, reason, made, projected };
}
