// The impact of a draft: what it would have decided, counted beside what was decided; and the job that counts it in the service.
import * as v from "valibot";
import { Digest, Millis, Name } from "./names.ts";
import { ChangedDecision, RecordFilter } from "./replay.ts";

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Row = v.strictObject({ allow: Count, redact: Count, refuse: Count });

/** Rows: what was decided; columns: what the draft says. */
export const Matrix = v.strictObject({ allow: Row, redact: Row, refuse: Row });
export type Matrix = v.InferOutput<typeof Matrix>;

export const ImpactCounts = v.strictObject({
	/** Records that were looked at: those compared, and those that could not be. */
	records: Count,
	compared: Count,
	/** By reason. */
	not_replayable: v.record(v.string(), Count),
	/** `decision`: another decision; `rules`: the same by other rules; `details`: otherwise not the same verdict. */
	changed: v.strictObject({ decision: Count, rules: Count, details: Count }),
	/** Versions that decided, with how many of the decisions compared. */
	versions: v.record(v.string(), Count),
	matrix: Matrix,
	by_app: v.record(v.string(), Matrix),
	by_stage: v.record(v.string(), Matrix),
	/** Of each rule, decisions in which it fired before and after, and in which it appeared or disappeared. */
	by_rule: v.record(v.string(), v.strictObject({ before: Count, after: Count, appeared: Count, disappeared: Count })),
});
export type ImpactCounts = v.InferOutput<typeof ImpactCounts>;

/** Records that one job looks at in the service at the most; a command over an export has no bound. */
export const MAX_IMPACT_RECORDS = 50_000;

/** Times and names: a job is kept, and an identifier never is. */
export const ImpactFilter = v.omit(RecordFilter, ["subject", "session"]);
export type ImpactFilter = v.InferOutput<typeof ImpactFilter>;

export const ImpactRequest = v.strictObject({
	/** Which decisions; absent: all of the guard's. */
	filter: v.optional(ImpactFilter, {}),
	/** Records to look at, newest first. */
	sample: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_IMPACT_RECORDS)), 1_000),
});
export type ImpactRequest = v.InferOutput<typeof ImpactRequest>;

export const ImpactJob = v.strictObject({
	id: v.string(),
	policy: Name,
	/** The draft. */
	digest: Digest,
	/** Host that evaluated. */
	host: v.string(),
	created_at: Millis,
	created_by: Name,
	state: v.picklist(["running", "done"]),
	sample: Count,
	filter: ImpactFilter,
	counts: ImpactCounts,
	/** Batches so far; each call of `POST …/impact/:id` does one more. */
	steps: Count,
	/** Digest of the canonical JSON of `counts`, `digest`, `filter` and `sample`: what evidence names. */
	result: v.optional(Digest),
});
export type ImpactJob = v.InferOutput<typeof ImpactJob>;

export const ImpactAnswer = v.strictObject({
	job: ImpactJob,
	/** A page of the decisions that change, in the order they were found. */
	changed: v.array(ChangedDecision),
	/** Ask for the next page with it (`?after=`). */
	next_after: v.optional(Count),
});
export type ImpactAnswer = v.InferOutput<typeof ImpactAnswer>;
