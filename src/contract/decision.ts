// The answer to a decide request: what may go on, which policy version said so, and the signed promise to record it.
import * as v from "valibot";
import { Explanation } from "./explanation.ts";
import { Obligation, REFUSAL_HAZARDS, RuleId } from "./finding.ts";
import { PolicyInput } from "./input.ts";
import { DECISIONS, DecisionId, Digest, Locale, Name, OUTCOMES, RULE_ACTIONS, SEVERITIES } from "./names.ts";
import { Problem } from "./problem.ts";
import { Document, Message } from "./request.ts";

export const PolicyVersion = v.strictObject({
	name: Name,
	channel: Name,
	/** Human-readable; the digest is the version. */
	revision: v.string(),
	/** Digest of the release manifest. */
	digest: Digest,
	/** Digest of the manifest that names the configuration documents in force. */
	config: Digest,
});
export type PolicyVersion = v.InferOutput<typeof PolicyVersion>;

export const Reason = v.strictObject({
	rule: RuleId,
	title: v.string(),
	action: v.picklist(RULE_ACTIONS),
	severity: v.picklist(SEVERITIES),
	risks: v.array(v.string()),
	/** JSON pointers into the request: where it was found. Member names that no schema declares are `*` and their ordinal. */
	targets: v.array(v.string()),
	/** Set when an approved exception keeps the finding from counting. */
	suppressed_by: v.optional(v.string()),
});
export type Reason = v.InferOutput<typeof Reason>;

export const Redaction = v.strictObject({
	/** JSON pointer into the request. */
	path: v.string(),
	/** Offsets into the caller's own text, in the unit the request asked for; end exclusive. */
	start: v.pipe(v.number(), v.integer(), v.minValue(0)),
	end: v.pipe(v.number(), v.integer(), v.minValue(0)),
	type: v.string(),
	replacement: v.string(),
});
export type Redaction = v.InferOutput<typeof Redaction>;

export const Decision = v.strictObject({
	decision: v.picklist(DECISIONS),
	outcome: v.picklist(OUTCOMES),
	decision_id: DecisionId,
	/** RFC 3339, the decision's clock. */
	time: v.pipe(v.string(), v.isoTimestamp()),
	policy: PolicyVersion,
	reasons: v.array(Reason),
	/** What may go on, redactions applied; absent when refused. */
	content: v.optional(v.array(Message)),
	documents: v.optional(v.array(Document)),
	tool: v.optional(v.strictObject({ name: Name, arguments: v.record(v.string(), v.unknown()) })),
	redactions: v.array(Redaction),
	obligations: v.array(Obligation),
	/** Safe to show to an end user; present exactly when refused. */
	refusal: v.optional(v.strictObject({ hazard: v.picklist(REFUSAL_HAZARDS), locale: Locale, text: v.string() })),
	/** Why the policy could not speak, when the outcome is not `decided`. */
	problem: v.optional(Problem),
	/** Compact JWS (EdDSA). Absent on a dry run. */
	receipt: v.optional(v.string()),
	/** True when nothing was recorded because the request asked for that. */
	dry_run: v.optional(v.literal(true)),
	/** Everything the policy saw; on a dry run by a role that may see it. */
	input: v.optional(PolicyInput),
	/** How the policy came to it; on a dry run, where `explain` asked for it. */
	explanation: v.optional(Explanation),
});
export type Decision = v.InferOutput<typeof Decision>;

export const BatchResponse = v.strictObject({ decisions: v.array(v.union([Decision, Problem])) });
