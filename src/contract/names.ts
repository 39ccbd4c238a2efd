// The small closed vocabularies and name shapes that every other contract file builds on.
import * as v from "valibot";

/** Declared, non-content names: apps, roles, tools, sources. Nothing else may cross into Rego as free text. */
export const NAME_PATTERN = /^[A-Za-z0-9._:/-]{1,128}$/;

/**
 * `__proto__`, `constructor` and whatever else every object has, and `prototype`: in an object keyed by names it would be
 * found without having been put there, or vanish; readers drop some of them.
 */
export function isReservedName(text: string): boolean {
	return text === "prototype" || text in Object.prototype;
}

/** For every schema of names that are keys. */
export const notReserved = v.check<string, string>(
	(text) => !isReservedName(text),
	"is a name that every JavaScript object has; take another",
);

export const Name = v.pipe(
	v.string(),
	v.regex(NAME_PATTERN, "must be 1 to 128 characters of A-Z a-z 0-9 . _ : / -"),
	notReserved,
);

/** Identifiers (subject, session): free text of the caller's, tokenised before Rego or a record sees it. */
export const Identifier = v.pipe(v.string(), v.minLength(1), v.maxLength(256));

export const STAGES = ["input", "output", "retrieval", "tool_call", "tool_result"] as const;
export const Stage = v.picklist(STAGES);
export type Stage = v.InferOutput<typeof Stage>;

/** What a decision says. Ordered from lenient to strict. */
export const DECISIONS = ["allow", "redact", "refuse"] as const;
export type DecisionAction = (typeof DECISIONS)[number];

/** What a rule asks for. Combination is refuse > review > redact > flag > allow. */
export const RULE_ACTIONS = ["flag", "redact", "review", "refuse"] as const;
export const RuleAction = v.picklist(RULE_ACTIONS);
export type RuleAction = (typeof RULE_ACTIONS)[number];

/** Whether the policy spoke at all: an outage is never reported as a violation. */
export const OUTCOMES = ["decided", "degraded", "unavailable"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const SEVERITIES = ["low", "medium", "high", "critical"] as const;
export const Severity = v.picklist(SEVERITIES);
export type Severity = (typeof SEVERITIES)[number];

export const TRUSTS = ["trusted", "internal", "untrusted", "unknown"] as const;
export const Trust = v.picklist(TRUSTS);
export type Trust = (typeof TRUSTS)[number];

export const ROLES = ["app", "author", "approver", "operator", "auditor", "admin", "agent"] as const;
export type Role = (typeof ROLES)[number];

export const MESSAGE_ROLES = ["system", "developer", "user", "assistant", "tool"] as const;
export type MessageRole = (typeof MESSAGE_ROLES)[number];

export const AGE_CLASSES = ["child", "teen", "adult", "unknown"] as const;
export type AgeClass = (typeof AGE_CLASSES)[number];

export const TOOL_CLASSES = ["read", "write", "money", "irreversible"] as const;
export type ToolClass = (typeof TOOL_CLASSES)[number];

/** `sha256:` and 64 hex digits. */
export const Digest = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/, "must be sha256: and 64 hex digits"));
/** BCP 47 language tag, kept short: language and optionally script or region. */
export const Locale = v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, "must be a BCP 47 language tag"));
/** Milliseconds since 1970-01-01T00:00:00Z. */
export const Millis = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
/** UUID version 7. */
export const DecisionId = v.pipe(
	v.string(),
	v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, "must be a UUID version 7"),
);
