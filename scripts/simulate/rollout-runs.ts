// Simulated rollouts: the guard's test and a naive one, on the same subjects, looked at all the while.

import type { Rollout } from "../../src/contract/rollout.ts";
import { type BlockSize, blockSize, newTest, takeBlock } from "../../src/control/rollout/e-process.ts";
import { contribute, newGuard } from "../../src/control/rollout/guard.ts";
import { counts, type Random, random, rates } from "./random.ts";

export type Traffic = {
	/** Share of subjects that get the candidate. */
	readonly share: number;
	readonly baseline: number;
	readonly candidate: number;
	/** Subjects differ and some ask very often; otherwise each asks once and all are alike. */
	readonly clustered: boolean;
};

/** Half of the subjects of a rate of 5 % are under 1.4 %, and a tenth of them are over 15 %. */
const SPREAD = 4;
/** Mean and variance of requests without a bound are infinite at this shape; half of the subjects ask once. */
const SHAPE = 1.1;
const MOST_REQUESTS = 2_000;

export type Subjects = {
	readonly candidate: () => void;
	readonly baseline: () => void;
	event: number;
	requests: number;
	events: number;
};

/** Draws subjects: whether the first request is an event, how many requests there are, and how many of them are events. */
export function subjects({ baseline, candidate, clustered }: Traffic, draw: Random): Subjects {
	const spread = clustered ? SPREAD : Number.POSITIVE_INFINITY;
	const [ofCandidate, ofBaseline] = [rates(candidate, spread, draw), rates(baseline, spread, draw)];
	const requests = clustered ? counts(SHAPE, MOST_REQUESTS) : new Uint16Array(1).fill(1);
	const next = (table: Float64Array) => () => {
		const rate = table[Math.floor(draw() * table.length)] ?? 0;
		const count = requests[Math.floor(draw() * requests.length)] ?? 1;
		const first = draw() < rate ? 1 : 0;
		let events = first;
		for (let at = 1; at < count; at++) if (draw() < rate) events++;
		drawn.event = first;
		drawn.requests = count;
		drawn.events = events;
	};
	const drawn: Subjects = { candidate: next(ofCandidate), baseline: next(ofBaseline), event: 0, requests: 0, events: 0 };
	return drawn;
}

export type Found = {
	/** Candidate subjects until there was enough evidence; `Infinity`: there never was. */
	readonly guard: Float64Array;
	/** The same of a z-test over requests at 5 %, looked at after every tenth block. */
	readonly naive: Float64Array;
};
export type Runs = {
	readonly runs: number;
	readonly blocks: number;
	readonly margin: number;
	readonly threshold: number;
	readonly seed: number;
};

const LOOK_EVERY = 10;
/** One-sided, 5 %. */
const Z = 1.6449;

/** Many runs of one test. The naive one tests the same null, p ≤ q + margin, as if requests were independent. */
export function simulate(traffic: Traffic, { runs, blocks, margin, threshold, seed }: Runs): Found {
	const size = blockSize(traffic.share);
	if (size === undefined) throw new RangeError("a step without both arms compares nothing");
	const drawn = subjects(traffic, random(seed));
	const [guard, naive] = [
		new Float64Array(runs).fill(Number.POSITIVE_INFINITY),
		new Float64Array(runs).fill(Number.POSITIVE_INFINITY),
	];
	const enough = Math.log(threshold);
	for (let run = 0; run < runs; run++) {
		const test = newTest();
		const sums = { c: 0, cn: 0, b: 0, bn: 0 };
		for (let block = 1; block <= blocks; block++) {
			const events = drawBlock(drawn, size, sums);
			const found = takeBlock(test, size, margin, events);
			if (found >= enough && guard[run] === Number.POSITIVE_INFINITY) guard[run] = block * size.candidate;
			if (block % LOOK_EVERY === 0 && naive[run] === Number.POSITIVE_INFINITY && zOf(sums, margin) > Z)
				naive[run] = block * size.candidate;
			if (guard[run] !== Number.POSITIVE_INFINITY && naive[run] !== Number.POSITIVE_INFINITY) break;
		}
	}
	return { guard, naive };
}

type Sums = { c: number; cn: number; b: number; bn: number };

function drawBlock(drawn: Subjects, size: BlockSize, sums: Sums): BlockSize {
	const events = { candidate: 0, baseline: 0 };
	for (let at = 0; at < size.candidate; at++) {
		drawn.candidate();
		events.candidate += drawn.event;
		sums.c += drawn.events;
		sums.cn += drawn.requests;
	}
	for (let at = 0; at < size.baseline; at++) {
		drawn.baseline();
		events.baseline += drawn.event;
		sums.b += drawn.events;
		sums.bn += drawn.requests;
	}
	return events;
}

/** Of the difference of two shares of requests from the margin; 0 while there are too few for a normal approximation. */
function zOf({ c, cn, b, bn }: Sums, margin: number): number {
	if (c < 5 || b < 5) return 0;
	const [p, q] = [c / cn, b / bn];
	return (p - q - margin) / Math.sqrt((p * (1 - p)) / cn + (q * (1 - q)) / bn);
}

/** Runs of a whole guard, all metrics and the arms' ratio over all of a plan's steps; gives how many were stopped. */
export function simulateGuard(
	plan: Pick<Rollout, "steps" | "margins" | "alpha">,
	traffic: Omit<Traffic, "share">,
	{ runs, subjects: perStep, seed }: { readonly runs: number; readonly subjects: number; readonly seed: number },
	onRun: (run: number) => void = () => {},
): number {
	const draw = random(seed);
	const drawn = subjects({ ...traffic, share: 0 }, draw);
	let stopped = 0;
	for (let run = 0; run < runs; run++) {
		onRun(run);
		if (isStopped(plan, drawn, perStep, draw)) stopped++;
	}
	return stopped;
}

function isStopped(plan: Pick<Rollout, "steps" | "margins" | "alpha">, drawn: Subjects, perStep: number, draw: Random): boolean {
	for (const [step, { share }] of plan.steps.entries()) {
		const guard = newGuard(step);
		for (let at = 0; at < perStep; at++) {
			const arm = draw() < share ? "candidate" : "baseline";
			let events = 0;
			for (let metric = 0; metric < 4; metric++) {
				drawn[arm]();
				events |= drawn.event << metric;
			}
			if (contribute(guard, plan, { arm, events }) !== undefined) return true;
		}
	}
	return false;
}

/** The upper end of a one-sided 95 % interval for a chance, after `hits` of `runs` (Clopper and Pearson). */
export function upperBound(hits: number, runs: number): number {
	let [low, high] = [hits / runs, 1];
	for (let round = 0; round < 60; round++) {
		const middle = (low + high) / 2;
		if (atMost(hits, runs, middle) > 0.05) low = middle;
		else high = middle;
	}
	return high;
}

/** P(X ≤ hits) of a binomial. */
function atMost(hits: number, runs: number, chance: number): number {
	let log = runs * Math.log1p(-chance);
	let sum = Math.exp(log);
	for (let at = 1; at <= hits; at++) {
		log += Math.log((runs - at + 1) / at) + Math.log(chance) - Math.log1p(-chance);
		sum += Math.exp(log);
	}
	return sum;
}
