// The guard of a rollout: takes one bounded contribution a subject, and says when a metric is worse than its margin.
import { type Harm, ROLLOUT_METRICS, type Rollout } from "../../contract/rollout.ts";
import { MAX_GUARD_WAITING } from "../../platform/limits.ts";
import type { Arm } from "../../policy/assignment.ts";
import {
	type BlockSize,
	blockSize,
	evidence,
	newRatioTest,
	newTest,
	type RatioTest,
	type Test,
	takeArm,
	takeBlock,
} from "./e-process.ts";

/** What a unit's first decision in a step was: the metrics that count it, a bit each in the order of `ROLLOUT_METRICS`. */
export type Contribution = { readonly arm: Arm; readonly events: number };

/** Of one step. Plain data, so that it can be stored. */
export type Guard = {
	readonly step: number;
	readonly tests: Test[];
	readonly ratio: RatioTest;
	/** Contributions that wait for the rest of their block, oldest first. */
	readonly waiting: Record<Arm, number[]>;
	/** Contributions and events by metric, of all that were taken. */
	readonly seen: Record<Arm, { subjects: number; readonly events: number[] }>;
};

type Plan = Pick<Rollout, "steps" | "margins" | "alpha">;

export function newGuard(step: number): Guard {
	const seen = () => ({ subjects: 0, events: ROLLOUT_METRICS.map(() => 0) });
	return {
		...{ step, tests: ROLLOUT_METRICS.map(newTest), ratio: newRatioTest(), waiting: { candidate: [], baseline: [] } },
		seen: { candidate: seen(), baseline: seen() },
	};
}

/**
 * How much evidence stops a rollout: 1/α, with α divided evenly over the steps and their tests, so that by Bonferroni's bound the
 * whole rollout is stopped wrongly with a chance of at most its α.
 */
export function threshold({ steps, alpha }: Plan): number {
	return (steps.length * (ROLLOUT_METRICS.length + 1)) / alpha;
}

/** Takes one contribution; gives the first harm for which there is enough evidence now. */
export function contribute(guard: Guard, plan: Plan, { arm, events }: Contribution): Harm | undefined {
	const step = plan.steps[guard.step];
	const size = step === undefined ? undefined : blockSize(step.share);
	const seen = guard.seen[arm];
	seen.subjects++;
	for (let metric = 0; metric < ROLLOUT_METRICS.length; metric++)
		seen.events[metric] = (seen.events[metric] ?? 0) + bit(events, metric);
	if (step === undefined || size === undefined) return undefined;
	const enough = Math.log(threshold(plan));
	if (takeArm(guard.ratio, step.share, arm) >= enough) return harmOf(guard, plan, "sample-ratio");
	const waiting = guard.waiting[arm];
	// Which are left out depends on how many there are alone, never on what they say.
	if (waiting.length < MAX_GUARD_WAITING) waiting.push(events);
	const { candidate, baseline } = guard.waiting;
	while (candidate.length >= size.candidate && baseline.length >= size.baseline) {
		const worse = takeOne(guard, plan, size, enough);
		if (worse !== undefined) return harmOf(guard, plan, worse);
	}
	return undefined;
}

function takeOne(guard: Guard, { margins }: Plan, size: BlockSize, enough: number) {
	const candidate = guard.waiting.candidate.splice(0, size.candidate);
	const baseline = guard.waiting.baseline.splice(0, size.baseline);
	const count = (of: readonly number[], metric: number) => of.reduce((sum, events) => sum + bit(events, metric), 0);
	let worse: (typeof ROLLOUT_METRICS)[number] | undefined;
	for (const [at, metric] of ROLLOUT_METRICS.entries()) {
		const test = guard.tests[at];
		if (test === undefined) continue;
		const found = takeBlock(test, size, margins[metric], { candidate: count(candidate, at), baseline: count(baseline, at) });
		if (found >= enough) worse ??= metric;
	}
	return worse;
}

function harmOf(guard: Guard, plan: Plan, metric: Harm["metric"]): Harm {
	const step = plan.steps[guard.step];
	const at = metric === "sample-ratio" ? -1 : ROLLOUT_METRICS.indexOf(metric);
	const test = guard.tests[at];
	const arm = ({ subjects, events }: Guard["seen"][Arm]) => ({ subjects, events: at < 0 ? subjects : (events[at] ?? 0) });
	return {
		...{ step: step?.name ?? "", metric, threshold: threshold(plan) },
		e_value: finite(test === undefined ? guard.ratio.log : evidence(test)),
		...{ candidate: arm(guard.seen.candidate), baseline: arm(guard.seen.baseline) },
		margin: metric === "sample-ratio" ? 0 : plan.margins[metric],
	};
}

/** What each test has found so far. */
export function readings(guard: Guard, plan: Plan): { metric: string; e_value: number; threshold: number; margin: number }[] {
	const enough = threshold(plan);
	return [
		...ROLLOUT_METRICS.map((metric, at) => ({
			...{ metric, e_value: finite(evidence(guard.tests[at] ?? newTest())), threshold: enough, margin: plan.margins[metric] },
		})),
		{ metric: "sample-ratio", e_value: finite(guard.ratio.log), threshold: enough, margin: 0 },
	];
}

/** From its logarithm, within what JSON can say. */
function finite(log: number): number {
	return Math.exp(Math.min(700, log));
}

function bit(events: number, metric: number): number {
	return (events >> metric) & 1;
}

/** The bits of a contribution, from what happened. */
export function eventBits(happened: { readonly [metric in (typeof ROLLOUT_METRICS)[number]]: boolean }): number {
	return ROLLOUT_METRICS.reduce((bits, metric, at) => bits | (happened[metric] ? 1 << at : 0), 0);
}
