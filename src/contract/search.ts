// Questions about past decisions: identifiers travel in the body, never in a URL.
import * as v from "valibot";
import { RuleId } from "./finding.ts";
import { Instant } from "./instant.ts";
import { DECISIONS, DecisionId, Digest, Identifier, Millis, Name, OUTCOMES, Stage } from "./names.ts";
import { Feedback, Leaf } from "./record.ts";
import { AnyRecord, RECORD_KINDS } from "./record-data.ts";

export const SearchRequest = v.strictObject({
	app: v.optional(Name),
	stage: v.optional(Stage),
	/** Inclusive. */
	from: v.optional(Instant),
	/** Exclusive. */
	to: v.optional(Instant),
	decision: v.optional(v.picklist(DECISIONS)),
	outcome: v.optional(v.picklist(OUTCOMES)),
	rule: v.optional(RuleId),
	/** The version. */
	policy: v.optional(Digest),
	/** Name of the policy line. */
	policy_name: v.optional(Name),
	/** `decision`: of the guard; `data`: of general policies, Edict's own answers and those that OPA agents report. */
	kind: v.optional(v.picklist(RECORD_KINDS)),
	/** What a general policy was asked for, `a/b/c` under `data`. */
	path: v.optional(v.union([v.literal(""), Identifier])),
	/** Label `id` of the OPA agent that decided. */
	agent: v.optional(Identifier),
	/** The agent's own id of the decision. */
	agent_decision_id: v.optional(Identifier),
	/** Digest of the manifest of the configuration documents in force, `policy.config` of answers and records. */
	config: v.optional(Digest),
	/** The caller's own identifier; tokenised with every epoch's key before it is looked for. */
	subject: v.optional(Identifier),
	session: v.optional(Identifier),
	limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)), 50),
	cursor: v.optional(v.pipe(v.string(), v.maxLength(256))),
});
export type SearchRequest = v.InferOutput<typeof SearchRequest>;

export const FeedbackEntry = v.strictObject({ ...Feedback.entries, at: Millis, by: Name });
export type FeedbackEntry = v.InferOutput<typeof FeedbackEntry>;

/** One stored decision: the record as it was committed, and what has been said of it since. */
export const StoredDecision = v.strictObject({
	record: AnyRecord,
	/** base64url; what receipt and leaf carry. */
	commitment: v.string(),
	/** base64url; opens the commitment. */
	commitment_key: v.string(),
	/** What the receipt's `leaf` is the hash of. */
	leaf: Leaf,
	recorded_at: Millis,
	feedback: v.array(FeedbackEntry),
});
export type StoredDecision = v.InferOutput<typeof StoredDecision>;

export const SearchResponse = v.strictObject({
	/** May be fewer than asked for, even none, while there is a next page: the work of one page is bounded. */
	decisions: v.array(AnyRecord),
	/** Decisions whose stored record does not open its commitment: they are named, not shown as facts. */
	damaged: v.optional(v.array(DecisionId)),
	/** Ask for the next page with it; absent on the last. */
	next_cursor: v.optional(v.string()),
});
export type SearchResponse = v.InferOutput<typeof SearchResponse>;

export const DeadLetter = v.strictObject({
	id: v.string(),
	decision_id: v.optional(v.string()),
	tenant: v.optional(Name),
	reason: v.string(),
	at: Millis,
	replayed_at: v.optional(Millis),
});
export type DeadLetter = v.InferOutput<typeof DeadLetter>;
