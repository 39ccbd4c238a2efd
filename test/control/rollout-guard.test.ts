// The guard of a rollout: exact expectations of its bets under the null, few false stops on clustered traffic, and what it finds.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simulate, simulateGuard, upperBound } from "../../scripts/simulate/rollout-runs.ts";
import {
	type BlockSize,
	blockSize,
	evidence,
	newRatioTest,
	newTest,
	takeArm,
	takeBlock,
} from "../../src/control/rollout/e-process.ts";
import { contribute, eventBits, newGuard, readings, threshold } from "../../src/control/rollout/guard.ts";
import { MAX_GUARD_WAITING } from "../../src/platform/limits.ts";

const plan = {
	steps: [
		{ name: "one", share: 0.1, min_minutes: 0, min_subjects: 0 },
		{ name: "half", share: 0.5, min_minutes: 0, min_subjects: 0 },
	],
	margins: { refusal: 0.01, redaction: 0.01, error: 0.001, latency: 0.01 },
	alpha: 0.05,
};
const NOTHING = { refusal: false, redaction: false, error: false, latency: false };

function binomial(n: number, k: number, p: number): number {
	let ways = 1;
	for (let at = 1; at <= k; at++) ways *= (n - at + 1) / at;
	return ways * p ** k * (1 - p) ** (n - k);
}

/** What the capital of a test becomes on average by one more block, when the rates are these. */
function meanFactor(history: readonly BlockSize[], size: BlockSize, margin: number, p: number, q: number): number {
	let sum = 0;
	for (let candidate = 0; candidate <= size.candidate; candidate++) {
		for (let baseline = 0; baseline <= size.baseline; baseline++) {
			const test = newTest();
			for (const block of history) takeBlock(test, size, margin, block);
			const before = evidence(test);
			const after = takeBlock(test, size, margin, { candidate, baseline });
			sum += binomial(size.candidate, candidate, p) * binomial(size.baseline, baseline, q) * Math.exp(after - before);
		}
	}
	return sum;
}

describe("the test of one metric", () => {
	it("gains nothing on average from any block, whatever came before, while the candidate is no worse than its margin", () => {
		const size = fc.constantFrom(0.01, 0.1, 0.5, 0.9).map((share) => blockSize(share) ?? { candidate: 0, baseline: 0 });
		const rate = fc.double({ min: 0, max: 1, noNaN: true });
		const history = fc.array(fc.tuple(rate, rate), { maxLength: 6 });
		fc.assert(
			fc.property(size, fc.constantFrom(0, 0.001, 0.02, 0.2), rate, rate, history, (block, margin, q, below, past) => {
				const boundary = Math.min(1, q + margin);
				const before = past.map(([c, b]) => ({
					candidate: Math.round(c * block.candidate),
					baseline: Math.round(b * block.baseline),
				}));
				expect(meanFactor(before, block, margin, boundary, q)).toBeLessThanOrEqual(1 + 1e-9);
				expect(meanFactor(before, block, margin, boundary * below, q)).toBeLessThanOrEqual(1 + 1e-9);
			}),
			{ numRuns: 200 },
		);
	});

	it("gains where the candidate is worse than its margin", () => {
		const size = { candidate: 1, baseline: 9 };
		expect(meanFactor([], size, 0.01, 0.3, 0.05)).toBeGreaterThan(1.05);
	});

	it("compares nothing where one arm has nobody", () => {
		expect(blockSize(0)).toBeUndefined();
		expect(blockSize(1)).toBeUndefined();
		expect(blockSize(0.001)).toEqual({ candidate: 1, baseline: 20 });
		expect(blockSize(0.75)).toEqual({ candidate: 3, baseline: 1 });
	});
});

describe("the arms' ratio", () => {
	it("is a martingale where chance is as planned, and finds arms that are not", () => {
		const test = newRatioTest();
		for (let at = 0; at < 50; at++) {
			const before = test.log;
			const [candidate, baseline] = [{ ...test }, { ...test }];
			const mean =
				0.1 * Math.exp(takeArm(candidate, 0.1, "candidate") - before) +
				0.9 * Math.exp(takeArm(baseline, 0.1, "baseline") - before);
			expect(mean).toBeCloseTo(1, 10);
			takeArm(test, 0.1, at % 3 === 0 ? "candidate" : "baseline");
		}
		const broken = newGuard(0);
		let harm: ReturnType<typeof contribute>;
		for (let at = 0; at < 3_000 && harm === undefined; at++) {
			harm = contribute(broken, plan, { arm: at % 5 === 0 ? "candidate" : "baseline", events: 0 });
		}
		expect(harm?.metric).toBe("sample-ratio");
	});
});

describe("simulated traffic", () => {
	it("stops few rollouts wrongly, at the margin itself and with subjects that ask thousands of times", () => {
		for (const clustered of [false, true]) {
			const traffic = { share: 0.5, baseline: 0.05, candidate: 0.07, clustered };
			const { guard } = simulate(traffic, { runs: 600, blocks: 400, margin: 0.02, threshold: 20, seed: 7 });
			const stopped = guard.filter(Number.isFinite).length;
			expect(upperBound(stopped, 600)).toBeLessThanOrEqual(0.06);
		}
	});

	it("counting requests instead would stop most of them", () => {
		const traffic = { share: 0.5, baseline: 0.05, candidate: 0.07, clustered: true };
		const { naive } = simulate(traffic, { runs: 200, blocks: 400, margin: 0.02, threshold: 20, seed: 7 });
		expect(naive.filter(Number.isFinite).length).toBeGreaterThan(60);
	});

	it("finds a candidate that is worse, and lets an intended change within its margin pass", () => {
		const worse = simulate(
			{ share: 0.1, baseline: 0.05, candidate: 0.2, clustered: true },
			{ runs: 50, blocks: 2_000, margin: 0.02, threshold: 600, seed: 3 },
		);
		expect(worse.guard.filter(Number.isFinite).length).toBe(50);
		const wide = { ...plan, margins: { refusal: 0.03, redaction: 0.03, error: 0.03, latency: 0.03 } };
		expect(
			simulateGuard(wide, { baseline: 0.05, candidate: 0.07, clustered: true }, { runs: 100, subjects: 2_000, seed: 5 }),
		).toBeLessThanOrEqual(2);
	});

	it("bounds chances as Clopper and Pearson do", () => {
		expect(upperBound(0, 10_000)).toBeCloseTo(0.00029953, 7);
		expect(upperBound(3, 100)).toBeCloseTo(0.0757, 3);
	});
});

describe("the guard", () => {
	it("splits its chance of a wrong stop over steps and tests", () => {
		expect(threshold(plan)).toBe((2 * 5) / 0.05);
	});

	it("names the metric that is worse and what it saw", () => {
		const guard = newGuard(1);
		let harm: ReturnType<typeof contribute>;
		let taken = 0;
		while (harm === undefined && taken < 400) {
			const arm = taken++ % 2 === 0 ? "candidate" : "baseline";
			harm = contribute(guard, plan, { arm, events: eventBits({ ...NOTHING, error: arm === "candidate" }) });
		}
		expect(harm).toMatchObject({ step: "half", metric: "error", margin: 0.001, baseline: { events: 0 } });
		expect(harm?.e_value).toBeGreaterThanOrEqual(threshold(plan));
		expect(harm?.candidate.events).toBe(harm?.candidate.subjects);
		expect(taken).toBeLessThan(60);
	});

	it("goes on as before from what was stored", () => {
		const [one, other] = [newGuard(0), newGuard(0)];
		let restored = other;
		for (let at = 0; at < 200; at++) {
			const taken = { arm: at % 10 === 0 ? "candidate" : "baseline", events: at % 7 === 0 ? 1 : 0 } as const;
			contribute(one, plan, taken);
			contribute(restored, plan, taken);
			restored = JSON.parse(JSON.stringify(restored));
		}
		expect(readings(restored, plan)).toEqual(readings(one, plan));
	});

	it("keeps no more contributions waiting than its bound", () => {
		const rare = { ...plan, steps: [{ name: "rare", share: 0.0001, min_minutes: 0, min_subjects: 0 }] };
		const guard = newGuard(0);
		for (let at = 0; at < MAX_GUARD_WAITING + 10; at++) contribute(guard, rare, { arm: "baseline", events: 0 });
		expect(guard.waiting.baseline.length).toBe(MAX_GUARD_WAITING);
		expect(guard.seen.baseline.subjects).toBe(MAX_GUARD_WAITING + 10);
	});
});
