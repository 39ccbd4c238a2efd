// The life of a policy version: its states, what is asked of it by risk tier, evidence, approvals, and how each is told.
import * as v from "valibot";
import { Digest, Millis, Name, ROLES } from "./names.ts";
import { ChangeReason } from "./registry.ts";
import { PolicyName } from "./versions.ts";

export const VERSION_STATES = [
	"draft",
	"tested",
	"approved",
	"shadow",
	"canary",
	"stable",
	"superseded",
	"rolled_back",
	"rejected",
	"retired",
] as const;
export const VersionState = v.picklist(VERSION_STATES);
export type VersionState = v.InferOutput<typeof VersionState>;

/** What people and rollouts order of a version. `promote` lets a channel lead to it; `rollback` lets one lead back to it. */
export const VERSION_COMMANDS = [
	"test",
	"request",
	"approve",
	"withdraw",
	"reject",
	"shadow",
	"canary",
	"pause",
	"resume",
	"promote",
	"rollback",
	"retire",
] as const;
export const VersionCommand = v.picklist(VERSION_COMMANDS);
export type VersionCommand = v.InferOutput<typeof VersionCommand>;

const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000));
const Seconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(315_360_000));
const Epoch = v.pipe(v.number(), v.integer(), v.minValue(0));
const TierName = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "must be 1 to 32 of a-z 0-9 -"));

/** How long a version stays in a stage at least, and over how many decisions. */
const StageRules = v.strictObject({ min_seconds: Seconds, min_decisions: Count });

/** What a tier asks before a version goes on. Nothing is asked where a number is 0, a list empty, a switch off, a stage absent. */
export const TierRules = v.strictObject({
	gates: v.strictObject({
		/** Rego tests that passed, over at least so many percent of the lines. */
		tests: v.boolean(),
		coverage: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
		/** The shared vectors answered as written. */
		vectors: v.boolean(),
		/** Suites of evaluation that must have passed, by name. */
		suites: v.pipe(v.array(TierName), v.maxLength(32)),
		/** What would have been decided otherwise, looked at. */
		impact: v.boolean(),
		/** Which sources and which compiler made it (SLSA). */
		provenance: v.boolean(),
		/** Evidence that ended longer ago counts no more; 0: none is too old. */
		max_age_seconds: Seconds,
	}),
	approvals: v.strictObject({
		/** So many, each by another principal, none by an author of the version. */
		required: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10)),
		roles: v.pipe(v.array(v.picklist(ROLES)), v.maxLength(ROLES.length)),
		/** Only of these principals; empty: of any that has one of the roles. */
		from: v.pipe(v.array(Name), v.maxLength(100)),
		/** Each a signature by the approver's own registered key. */
		signed: v.boolean(),
		/** An approval counts so long. */
		valid_seconds: v.pipe(Seconds, v.minValue(1)),
	}),
	stages: v.strictObject({ shadow: v.optional(StageRules), canary: v.optional(StageRules) }),
	/** What is answered where the version cannot serve. */
	fail_mode: v.picklist(["refuse", "degrade"]),
	retention_days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(36_500)),
	/** From when until when nothing is put in force; going back is always possible. */
	freeze: v.pipe(v.array(v.strictObject({ from: Millis, until: Millis, reason: ChangeReason })), v.maxLength(100)),
	/** How long an opened break-glass counts. */
	break_glass_seconds: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(86_400)),
});
export type TierRules = v.InferOutput<typeof TierRules>;

/** What the governance policy is asked about. */
export const GOVERNANCE_COMMANDS = [
	...VERSION_COMMANDS,
	"publish",
	"attest",
	"revoke-evidence",
	"break-glass.ask",
	"break-glass.confirm",
	"break-glass.review",
	"tiers.put",
	"config.put",
	"kill",
	"except",
	"read",
] as const;
export type GovernanceCommand = (typeof GOVERNANCE_COMMANDS)[number];

/** A tenant's own restriction of who may: only these roles, only these principals. It can only take away. */
export const Restriction = v.strictObject({
	/** `*`: every command. */
	command: v.picklist([...GOVERNANCE_COMMANDS, "*"]),
	roles: v.optional(v.pipe(v.array(v.picklist(ROLES)), v.maxLength(ROLES.length))),
	principals: v.optional(v.pipe(v.array(Name), v.maxLength(100))),
});
export type Restriction = v.InferOutput<typeof Restriction>;

/** The tiers of a tenant, and which policy line is in which. */
export const Tiers = v.strictObject({
	v: v.literal(1),
	tiers: v.pipe(v.record(TierName, TierRules), v.maxEntries(16)),
	/** By policy line; a line that is not named is in tier `other`. */
	lines: v.pipe(v.record(PolicyName, TierName), v.maxEntries(1_000)),
	other: TierName,
	/** Of configuration, and of this document itself: `approvals` alone is asked of them. */
	config: TierName,
	/** Who may do less than the governance policy lets them. */
	restrict: v.optional(v.pipe(v.array(Restriction), v.maxLength(100)), []),
});
export type Tiers = v.InferOutput<typeof Tiers>;

/** Why something cannot be done yet: what is asked for, and what to do about it. */
export const Missing = v.strictObject({
	/** E.g. `evidence:rego-tests`, `approvals`, `stage:canary`, `freeze`. */
	requirement: Name,
	detail: v.string(),
});
export type Missing = v.InferOutput<typeof Missing>;

export const EVIDENCE_RESULTS = ["PASSED", "WARNED", "FAILED"] as const;
export const EvidenceInfo = v.strictObject({
	/** SHA-256 of the signed statement. */
	id: Digest,
	/** `rego-tests`, `vectors`, `impact`, `provenance`, or `suite:` and its name. */
	kind: Name,
	result: v.picklist(EVIDENCE_RESULTS),
	coverage: v.optional(v.number()),
	/** When the work that it tells of ended, by its own word. */
	finished_at: Millis,
	signer: Digest,
	/** Whose key signed it. */
	principal: Name,
	at: Millis,
	epoch: Epoch,
	revoked: v.optional(v.boolean()),
});
export type EvidenceInfo = v.InferOutput<typeof EvidenceInfo>;

export const ApprovalInfo = v.strictObject({
	/** SHA-256 of what was approved: the canonical statement. */
	id: Digest,
	principal: Name,
	role: v.picklist(ROLES),
	/** Digest of the tier's rules that the approver saw. */
	rules: Digest,
	/** Fingerprint of the key that signed it; absent: by an authenticated call. */
	signer: v.optional(Digest),
	at: Millis,
	expires_at: Millis,
	epoch: Epoch,
	withdrawn: v.optional(v.boolean()),
});
export type ApprovalInfo = v.InferOutput<typeof ApprovalInfo>;

/** What an approver signs, as canonical JSON. */
export const ApprovalStatement = v.strictObject({
	v: v.literal(1),
	tenant: Name,
	policy: PolicyName,
	/** The version. */
	digest: Digest,
	/** Digest of the rules of the version's tier. */
	rules: Digest,
	principal: Name,
	at: Millis,
});
export type ApprovalStatement = v.InferOutput<typeof ApprovalStatement>;
export const APPROVAL_PAYLOAD = "application/vnd.edict.approval+json";
export const STATEMENT_PAYLOAD = "application/vnd.in-toto+json";

/** A DSSE envelope as it travels in a body. */
export const EnvelopeBody = v.strictObject({
	payload: v.string(),
	payloadType: v.string(),
	signatures: v.pipe(v.array(v.strictObject({ keyid: v.optional(v.string(), ""), sig: v.string() })), v.maxLength(16)),
});

export const BREAK_GLASS_STATES = ["asked", "open", "used", "expired", "reviewed"] as const;
export const BreakGlassInfo = v.strictObject({
	/** SHA-256 of what was asked. */
	id: Digest,
	policy: Name,
	digest: Digest,
	state: v.picklist(BREAK_GLASS_STATES),
	reason: ChangeReason,
	asked_by: Name,
	asked_at: Millis,
	/** The second principal, without whom it opens nothing. */
	confirmed_by: v.optional(Name),
	confirmed_at: v.optional(Millis),
	expires_at: Millis,
	/** Epochs of what was done by it. */
	used: v.array(Epoch),
	reviewed: v.optional(v.strictObject({ by: Name, at: Millis, note: ChangeReason })),
});
export type BreakGlassInfo = v.InferOutput<typeof BreakGlassInfo>;

export const VersionStatus = v.strictObject({
	policy: Name,
	digest: Digest,
	revision: v.string(),
	state: VersionState,
	/** Since when, by which change, whose and why; a version that nothing was done with is a draft since it was published. */
	since: v.optional(Millis),
	epoch: v.optional(Epoch),
	by: v.optional(v.string()),
	reason: v.optional(v.string()),
	/** A rollout of it stands still. */
	paused: v.optional(v.string()),
	tier: TierName,
	/** Digest of the tier's rules: what an approval is bound to. */
	rules: Digest,
	asks: TierRules,
	/** Who wrote or signed it: none of these may approve it. */
	authors: v.array(Name),
	evidence: v.array(EvidenceInfo),
	approvals: v.array(ApprovalInfo),
	break_glass: v.array(BreakGlassInfo),
	/** For each command that its state takes, what is missing; empty: nothing is. */
	next: v.record(Name, v.array(Missing)),
});
export type VersionStatus = v.InferOutput<typeof VersionStatus>;
