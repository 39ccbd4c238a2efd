// A rollout: how a candidate comes to answer a growing share beside the version in force, and what stops it.
import * as v from "valibot";
import { DecisionId, Digest, Millis, Name } from "./names.ts";

/** What is measured of each subject's first decision in a step; each is a share, and a larger one is worse. */
export const ROLLOUT_METRICS = ["refusal", "redaction", "error", "latency"] as const;
export const RolloutMetric = v.picklist(ROLLOUT_METRICS);
export type RolloutMetric = v.InferOutput<typeof RolloutMetric>;

/** What keeps its version: all decisions about one subject, of one session, or of one app. */
export const ROLLOUT_UNITS = ["subject", "session", "app"] as const;
export const ROLLOUT_STATES = ["running", "paused", "aborted", "completed"] as const;

const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000));
const Epoch = v.pipe(v.number(), v.integer(), v.minValue(0));
const StepName = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "must be 1 to 32 of a-z 0-9 -"));

/** Whom a step is for: who has one of the roles, in one of the apps; an absent list asks nothing. */
export const Cohort = v.strictObject({
	roles: v.optional(v.pipe(v.array(Name), v.minLength(1), v.maxLength(32))),
	apps: v.optional(v.pipe(v.array(Name), v.minLength(1), v.maxLength(100))),
});
export type Cohort = v.InferOutput<typeof Cohort>;

export const RolloutStep = v.strictObject({
	name: StepName,
	/** Absent: everybody. */
	cohort: v.optional(Cohort),
	/** Of the cohort's units, the part that the candidate answers. */
	share: Share,
	/** How long the step lasts at least, and over how many units of the candidate. */
	min_minutes: Count,
	min_subjects: Count,
});
export type RolloutStep = v.InferOutput<typeof RolloutStep>;

export const RolloutSteps = v.pipe(v.array(RolloutStep), v.minLength(1), v.maxLength(12));

/** What is wrong with steps that each are right; `undefined`: nothing is. */
export function faultOfSteps(steps: readonly RolloutStep[]): string | undefined {
	if (new Set(steps.map(({ name }) => name)).size < steps.length) return "names two steps alike";
	const open = steps.filter(({ cohort }) => cohort === undefined);
	const shrinks = open.some(({ share }, at) => share < (open[at - 1]?.share ?? 0));
	return shrinks ? "has a step of everybody with a smaller share than one before it" : undefined;
}

/** By how much the candidate's share may be above the baseline's, by metric: an intended change must be able to pass. */
export const Margins = v.strictObject({ refusal: Share, redaction: Share, error: Share, latency: Share });
export type Margins = v.InferOutput<typeof Margins>;

/** What a plan says beside its versions. */
export const plan = {
	/** `shadow`: evaluated beside the version in force and answering nobody; `canary`: answering a share. */
	kind: v.picklist(["shadow", "canary"]),
	channel: Name,
	/** Of a shadow: the part of the decisions that it is asked about too. */
	sample: Share,
	unit: v.picklist(ROLLOUT_UNITS),
	steps: RolloutSteps,
	margins: Margins,
	/** The chance, at most, that the guard stops a rollout that is no worse than its margins, over all steps and metrics. */
	alpha: v.pipe(v.number(), v.minValue(0.000_001), v.maxValue(0.2)),
	/** A decision that takes longer, as the Worker sees it at its I/O, counts as late, ms. */
	budget_ms: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60_000)),
	/** What the guard does when a metric is worse than its margin. */
	on_harm: v.picklist(["pause", "abort"]),
};

/** Why the guard stopped a rollout: what it saw when the evidence was enough. */
export const Harm = v.strictObject({
	step: StepName,
	metric: v.picklist([...ROLLOUT_METRICS, "sample-ratio"]),
	/** Evidence against "no worse than the margin", and how much of it is enough. */
	e_value: v.number(),
	threshold: v.number(),
	candidate: v.strictObject({ subjects: Count, events: Count }),
	baseline: v.strictObject({ subjects: Count, events: Count }),
	margin: v.number(),
});
export type Harm = v.InferOutput<typeof Harm>;

/** A rollout as one change left it. */
export const Rollout = v.strictObject({
	v: v.literal(1),
	/** `policy.epoch` of the change that began it. */
	id: Name,
	policy: Name,
	candidate: v.strictObject({ digest: Digest, revision: v.string() }),
	/** The version that the channel led to when it began; when the channel is moved, the rollout is over. */
	baseline: v.strictObject({ digest: Digest, revision: v.string() }),
	/** Goes into every assignment: another rollout assigns anew. */
	salt: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
	...plan,
	/** Number of the current step, from 0. */
	step: Count,
	step_since: Millis,
	state: v.picklist(ROLLOUT_STATES),
	started_by: v.string(),
	started_at: Millis,
	/** Of the change that left it so. */
	epoch: Epoch,
	harm: v.optional(Harm),
	/** Decisions that its shadow was compared on before. */
	shadowed: v.optional(Count),
});
export type Rollout = v.InferOutput<typeof Rollout>;

const Arm = v.strictObject({ subjects: Count, refusal: Count, redaction: Count, error: Count, latency: Count });
const Tally = v.record(v.string(), Count);

/** What the monitor has seen. Counts of decisions are best effort: what an isolate had not yet told when it ended is missing. */
export const RolloutSeen = v.strictObject({
	/** When an isolate last told anything; absent: never. */
	last_report: v.optional(Millis),
	decisions: v.strictObject({ candidate: Count, baseline: Count }),
	/** Of the current step: one contribution a unit. */
	candidate: Arm,
	baseline: Arm,
	/** No more units are kept apart, so that no more contribute in this step. */
	full: v.boolean(),
	tests: v.array(v.strictObject({ metric: v.string(), e_value: v.number(), threshold: v.number(), margin: v.number() })),
	harm: v.optional(Harm),
	/** Of a shadow: how often what was decided (first) met what the candidate says (second). */
	shadow: v.strictObject({
		compared: Count,
		agreed: Count,
		failed: Count,
		dropped: Count,
		matrix: Tally,
		/** Rules that only the candidate (`+`) or only the version in force (`-`) fired, and disagreements by app. */
		rules: Tally,
		apps: Tally,
		disagreements: v.array(v.strictObject({ decision_id: DecisionId, app: Name, was: v.string(), would_be: v.string() })),
	}),
});
export type RolloutSeen = v.InferOutput<typeof RolloutSeen>;

export const RolloutStatus = v.strictObject({
	rollout: v.optional(Rollout),
	/** Whether it decides anything now; if not, why. */
	live: v.boolean(),
	stopped: v.optional(v.string()),
	seen: v.optional(RolloutSeen),
});
export type RolloutStatus = v.InferOutput<typeof RolloutStatus>;
