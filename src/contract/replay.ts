// Decisions computed again from their records: what came of it, and why some cannot be.
import * as v from "valibot";
import { DECISIONS, DecisionId, Digest, Millis, Name, Stage } from "./names.ts";
import { SearchRequest } from "./search.ts";

/** Why a recorded decision cannot be computed again. The list is closed: whatever is none of these is replayed. */
export const NOT_REPLAYABLE = {
	"general-policy": "a general policy's record holds digests of input and result, never these themselves",
	"not-asked": "the policy was not asked: the content could not be read, and the record holds no input",
	"content-needed": "the verdict could not be carried out on the content, which is not kept",
	"no-answer": "the policy's host gave no answer, and that is no property of record or version",
	"version-unknown": "the version is neither carried nor stored here",
	"version-corrupt": "the stored bytes of the version are not what its digest says",
	"version-untrusted": "no signature of the version counts any more",
	"version-unsupported": "this host cannot load the version",
	"version-unavailable": "the version could not be read or loaded just now",
	"document-unknown": "a document that the record names is not there",
	"document-damaged": "a document that the record names is not what its digest says",
	"contract-unread": "the version reads another input contract than the record's",
	"input-lacking": "the version reads inputs that the record does not hold",
	"evaluation-lost": "the isolate that held the version was stopped",
} as const;
export type NotReplayable = keyof typeof NOT_REPLAYABLE;
const Reason = v.picklist(Object.keys(NOT_REPLAYABLE) as [NotReplayable, ...NotReplayable[]]);

/** One place where record and recomputation differ. */
export const ReplayDifference = v.strictObject({
	/** JSON pointer into the record. */
	field: v.string(),
	/** Absent: the record has nothing there. */
	recorded: v.optional(v.unknown()),
	recomputed: v.optional(v.unknown()),
});
export type ReplayDifference = v.InferOutput<typeof ReplayDifference>;

/**
 * `same`: bit for bit, as canonical JSON; `differs`: not; `damaged`: the record does not open its commitment, or is no record;
 * `not_replayable`: see `reason`.
 */
export const REPLAY_STATUSES = ["same", "differs", "not_replayable", "damaged"] as const;
export type ReplayStatus = (typeof REPLAY_STATUSES)[number];

export const Replayed = v.strictObject({
	decision_id: v.string(),
	status: v.picklist(REPLAY_STATUSES),
	reason: v.optional(Reason),
	/** The first ones, when there are many. */
	differences: v.optional(v.array(ReplayDifference)),
	/** Host that decided, where it is another than the one that recomputed. */
	recorded_host: v.optional(v.string()),
});
export type Replayed = v.InferOutput<typeof Replayed>;

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const ReplaySummary = v.strictObject({
	/** Records that were looked at. */
	records: Count,
	same: Count,
	differs: Count,
	damaged: Count,
	not_replayable: Count,
	/** How many could not be replayed, by reason. */
	reasons: v.record(v.string(), Count),
});
export type ReplaySummary = v.InferOutput<typeof ReplaySummary>;

/** What a search may ask for, without what pages it: of it the guard's decisions are taken. */
const Filter = v.omit(SearchRequest, ["limit", "cursor", "kind", "policy_name", "path", "agent", "agent_decision_id"]);
export const RecordFilter = v.strictObject(Filter.entries);
export type RecordFilter = v.InferOutput<typeof RecordFilter>;

/** Decisions that one call replays at the most. */
export const MAX_REPLAYED = 200;

export const ReplayRequest = v.strictObject({
	/** These; those that are not there are named in `missing`. */
	ids: v.optional(v.pipe(v.array(DecisionId), v.minLength(1), v.maxLength(MAX_REPLAYED))),
	/** Or those that a search finds, newest first. */
	filter: v.optional(RecordFilter),
	limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_REPLAYED)), 100),
	/** Of the page before, with the same filter. */
	cursor: v.optional(v.pipe(v.string(), v.maxLength(256))),
});
export type ReplayRequest = v.InferOutput<typeof ReplayRequest>;

export const ReplayResponse = v.strictObject({
	/** Host that recomputed. */
	host: v.string(),
	summary: ReplaySummary,
	/** All that are not the same. */
	decisions: v.array(Replayed),
	missing: v.optional(v.array(DecisionId)),
	next_cursor: v.optional(v.string()),
});
export type ReplayResponse = v.InferOutput<typeof ReplayResponse>;

/** A verdict in short: the decision, and the rules that fired. */
export const BriefDecision = v.strictObject({
	decision: v.picklist(DECISIONS),
	/** Ids, sorted. */
	rules: v.array(v.string()),
	suppressed: v.array(v.string()),
	/** Code of the problem, where the policy gave no verdict. */
	problem: v.optional(v.string()),
});
export type BriefDecision = v.InferOutput<typeof BriefDecision>;

export const ChangedDecision = v.strictObject({
	decision_id: v.string(),
	app: Name,
	stage: Stage,
	time: Millis,
	/** The version that decided. */
	version: Digest,
	/** `decision`: another one; `rules`: the same by other rules; `details`: by the same rules, otherwise not the same verdict. */
	change: v.picklist(["decision", "rules", "details"]),
	before: BriefDecision,
	after: BriefDecision,
});
export type ChangedDecision = v.InferOutput<typeof ChangedDecision>;
