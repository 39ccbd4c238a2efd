// Routes of change control: a version's life, its evidence and approvals, the tiers that ask for them, and breaking the glass.
import * as v from "valibot";
import { ChangeKey, Ticket } from "./event.ts";
import { BreakGlassInfo, EnvelopeBody, EvidenceInfo, Tiers, VERSION_COMMANDS, VersionState, VersionStatus } from "./lifecycle.ts";
import { Digest, Millis, Name, type Role } from "./names.ts";
import { ChangeReason } from "./registry.ts";
import type { RouteSpec } from "./route.ts";

const READERS = ["auditor", "operator", "approver", "author", "admin"] as const satisfies readonly Role[];
const CHANGERS = ["operator", "approver", "author", "admin"] as const satisfies readonly Role[];
const WRITE = [
	"invalid-json",
	"invalid-request",
	"invalid-encoding",
	"unsupported-media-type",
	"body-too-large",
	"service-unavailable",
	"not-found",
	"conflict",
	"illegal-transition",
	"forbidden",
	"idempotency-mismatch",
] as const;
const READ = ["service-unavailable", "not-found"] as const;
const Epoch = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Commands that move no channel: `promote` is `activate`, and `rollback` has a route of its own. */
export const STEPS = VERSION_COMMANDS.filter((name) => name !== "promote" && name !== "rollback");
const ORDER = { reason: ChangeReason, ticket: v.optional(Ticket), idempotency_key: v.optional(ChangeKey) };
/** The change that made it so, now or before. */
const MADE = { epoch: Epoch, since: Millis, by: v.string(), reason: v.string(), made: v.boolean(), projected: v.boolean() };

export const LIFECYCLE_ROUTES = {
	versionStatus: {
		method: "GET",
		path: "/v1/policies/:name/versions/:digest",
		roles: READERS,
		tag: "Change control",
		summary: "Where a version stands: state, evidence, approvals, and what is missing for each next step",
		status: 200,
		response: VersionStatus,
		problems: [...READ, "invalid-request"],
	},
	transition: {
		method: "POST",
		path: "/v1/policies/:name/versions/:digest/transitions",
		roles: CHANGERS,
		tag: "Change control",
		summary: "One step of a version's life",
		description:
			"The table of docs/lifecycle.md says from which state which command leads where, and what must hold before; what does not is " +
			"refused with `illegal-transition`, naming state, command and what is missing. `approve` binds the digest and `rules`, the " +
			"digest of the tier's rules that the approver saw; where the tier asks for signatures, `envelope` is DSSE by the approver's " +
			"own key of the purpose `approval` over the canonical JSON of " +
			"`{v: 1, tenant, policy, digest, rules, principal, at}`, payload type application/vnd.edict.approval+json. To put a version " +
			"in force, call `activate`. The same again changes nothing.",
		request: v.strictObject({
			command: v.picklist(STEPS),
			...ORDER,
			/** Of `approve`: digest of the tier's rules that were looked at. */
			rules: v.optional(Digest),
			/** Of `approve`: the signed statement. */
			envelope: v.optional(EnvelopeBody),
		}),
		example: { command: "request", reason: "Ready for review" },
		status: 200,
		response: v.strictObject({ policy: Name, digest: Digest, command: v.picklist(STEPS), state: VersionState, ...MADE }),
		problems: WRITE,
	},
	addEvidence: {
		method: "POST",
		path: "/v1/policies/:name/versions/:digest/evidence",
		roles: CHANGERS,
		tag: "Change control",
		summary: "Evidence about a version: a signed in-toto statement",
		description:
			"DSSE with an Ed25519 key of the purpose `evidence`, payload type application/vnd.in-toto+json. The statement's subject is the " +
			"version's digest; its predicate a test result (https://in-toto.io/attestation/test-result/v0.1, whose first configuration names " +
			"the kind: `rego-tests`, `vectors`, `impact` or `suite:` and a name, with the annotations `finishedOn` and, for tests, " +
			"`coverage`) or SLSA provenance (https://slsa.dev/provenance/v1). Unsigned, foreign and future evidence is refused. The same " +
			"again is no change.",
		request: v.strictObject({ envelope: EnvelopeBody, reason: v.optional(ChangeReason, "evidence") }),
		status: 201,
		response: v.strictObject({ evidence: EvidenceInfo, ...MADE }),
		problems: WRITE,
	},
	listEvidence: {
		method: "GET",
		path: "/v1/policies/:name/versions/:digest/evidence",
		roles: READERS,
		tag: "Change control",
		summary: "All evidence about a version, what was revoked too",
		status: 200,
		response: v.strictObject({ evidence: v.array(EvidenceInfo) }),
		problems: [...READ, "invalid-request"],
	},
	revokeEvidence: {
		method: "DELETE",
		path: "/v1/policies/:name/versions/:digest/evidence/:id",
		roles: ["operator", "approver", "admin"],
		tag: "Change control",
		summary: "Let a piece of evidence count no more; what stands on it falls",
		query: {
			reason: {
				description: "Why, in 1 to 512 characters; it travels in the URL, so let it name nobody",
				required: true,
				schema: ChangeReason,
			},
		},
		status: 204,
		problems: [...READ, "invalid-request", "conflict", "illegal-transition", "forbidden"],
	},
	getTiers: {
		method: "GET",
		path: "/v1/admin/tiers",
		roles: READERS,
		tag: "Change control",
		summary: "The risk tiers: what each asks, and which policy line is in which",
		status: 200,
		response: v.strictObject({ tiers: Tiers, digest: Digest }),
		problems: ["service-unavailable"],
	},
	putTiers: {
		method: "PUT",
		path: "/v1/admin/tiers",
		roles: ["admin"],
		tag: "Change control",
		summary: "Set the risk tiers, whole",
		description:
			"Approvals are bound to the digest of a tier's rules: those of a tier whose rules change count no more. What a version " +
			"stands on and the tier now asks otherwise lets it fall back; what is in force stays.",
		request: v.strictObject({ tiers: Tiers, ...ORDER }),
		status: 200,
		response: v.strictObject({ tiers: Tiers, digest: Digest, ...MADE }),
		problems: WRITE,
	},
	askBreakGlass: {
		method: "POST",
		path: "/v1/policies/:name/versions/:digest/break-glass",
		roles: ["operator", "approver", "admin"],
		tag: "Change control",
		summary: "Ask to put a version in force without what its tier asks",
		description: "Opens nothing before another principal confirms it. It expires, and is shown until a third has reviewed it.",
		request: v.strictObject(ORDER),
		example: { reason: "The filter refuses every request" },
		status: 201,
		response: BreakGlassInfo,
		problems: WRITE,
	},
	listBreakGlass: {
		method: "GET",
		path: "/v1/break-glass",
		roles: READERS,
		tag: "Change control",
		summary: "Every break-glass, those that nobody has reviewed first",
		status: 200,
		response: v.strictObject({ open: v.number(), break_glass: v.array(BreakGlassInfo) }),
		problems: ["service-unavailable"],
	},
	confirmBreakGlass: {
		method: "POST",
		path: "/v1/break-glass/:id/confirm",
		roles: ["operator", "approver", "admin"],
		tag: "Change control",
		summary: "Confirm a break-glass that another principal asked for",
		request: v.strictObject(ORDER),
		example: { reason: "Seen it myself" },
		status: 200,
		response: BreakGlassInfo,
		problems: WRITE,
	},
	reviewBreakGlass: {
		method: "POST",
		path: "/v1/break-glass/:id/review",
		roles: ["operator", "approver", "admin"],
		tag: "Change control",
		summary: "Review a break-glass afterwards, as a principal who did not open it",
		request: v.strictObject(ORDER),
		example: { reason: "Justified; the missing suite was run since and passed" },
		status: 200,
		response: BreakGlassInfo,
		problems: WRITE,
	},
} as const satisfies Record<string, RouteSpec>;
