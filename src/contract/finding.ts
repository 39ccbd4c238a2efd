// A finding: a rule that fired, built in Rego from the rule's METADATA; and the verdict that combines them.
import * as v from "valibot";
import { DECISIONS, RULE_ACTIONS, SEVERITIES } from "./names.ts";
import { Span } from "./signal.ts";

/** A rule's id: the tail of its package, `<category>.<rule>`. */
export const RuleId = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, "must be <category>.<rule>"));

export const FindingTarget = v.strictObject({
	target: v.string(),
	/** Signal type, or the name of the fact the rule read. */
	type: v.string(),
	span: v.optional(Span),
});

export const Finding = v.strictObject({
	rule: RuleId,
	title: v.string(),
	action: v.picklist(RULE_ACTIONS),
	severity: v.picklist(SEVERITIES),
	owner: v.string(),
	risks: v.array(v.string()),
	exemptible: v.boolean(),
	targets: v.array(FindingTarget),
});
export type Finding = v.InferOutput<typeof Finding>;

export const SuppressedFinding = v.strictObject({ ...Finding.entries, exception: v.string() });
export type SuppressedFinding = v.InferOutput<typeof SuppressedFinding>;

/** Something the application must do besides; data, so that policies can add kinds. */
export const Obligation = v.strictObject({
	type: v.picklist(["await_approval", "review", "disclose", "cite", "limit_tools", "notify", "support_resources"]),
	/** The rule that asks for it. */
	rule: RuleId,
	/** Closed, content-free parameters, e.g. the tools that remain. */
	params: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.array(v.string())]))),
});
export type Obligation = v.InferOutput<typeof Obligation>;

export const REDACTION_STYLES = ["mask", "partial", "token"] as const;
export type RedactionStyle = (typeof REDACTION_STYLES)[number];

/** One span that the policy wants out, and how. */
export const RedactionOrder = v.strictObject({
	target: v.string(),
	type: v.string(),
	span: Span,
	style: v.picklist(REDACTION_STYLES),
});
export type RedactionOrder = v.InferOutput<typeof RedactionOrder>;

/** Hazard whose refusal text is shown; a key of the refusal catalogue. */
export const REFUSAL_HAZARDS = [
	"generic",
	"privacy",
	"secrets",
	"injection",
	"harm",
	"self_harm",
	"child_safety",
	"tools",
	"retrieval",
	"scope",
] as const;
export type RefusalHazard = (typeof REFUSAL_HAZARDS)[number];

/** What the entrypoint `data.guard.decision.decision` answers. Anything else is read as no verdict. */
export const Verdict = v.strictObject({
	action: v.picklist(DECISIONS),
	findings: v.array(Finding),
	suppressed: v.array(SuppressedFinding),
	obligations: v.array(Obligation),
	redactions: v.array(RedactionOrder),
	/** Present exactly when the action is refuse. */
	refusal: v.optional(v.strictObject({ hazard: v.picklist(REFUSAL_HAZARDS) })),
});
export type Verdict = v.InferOutput<typeof Verdict>;
