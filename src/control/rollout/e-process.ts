// Evidence that stays valid while it is watched: that one share is larger than another by more than a margin, and that two
// arms do not have the sizes that chance should give them.

/** How many contributions of each arm make one block. */
export type BlockSize = { readonly candidate: number; readonly baseline: number };

/** More baseline contributions in a block than this add almost nothing, and would make blocks rare. */
const MAX_SIDE = 20;
/** By how much more than the margin the candidate might be worse: each is bet on with an equal part of the capital. */
const EFFECTS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64] as const;
/** What is believed of the baseline before anything is known: half an event in ten. */
const [PRIOR_EVENTS, PRIOR_SIZE] = [0.5, 10];
const LEAST = 0.0001;
const MOST = 0.9999;
const BISECTIONS = 52;
/** The bets follow what was learned whenever there is a tenth more of it. */
const RELEARN = 1.1;

/** The ratio of a step's arms as a block has it; `undefined`: one of the arms has nobody. */
export function blockSize(share: number): BlockSize | undefined {
	if (share <= 0 || share >= 1) return undefined;
	if (share <= 0.5) return { candidate: 1, baseline: Math.min(MAX_SIDE, Math.round((1 - share) / share)) };
	return { candidate: Math.min(MAX_SIDE, Math.round(share / (1 - share))), baseline: 1 };
}

/** Of one metric in one step. Plain data, so that it can be stored. */
export type Test = {
	blocks: number;
	baselineEvents: number;
	baselineSize: number;
	/** Logarithm of the capital of each bet. */
	readonly capital: number[];
	/** Of each bet, what one outcome multiplies its capital by, as logarithms; recomputed at `relearnAt`. */
	bets: Bet[];
	relearnAt: number;
};
type Bet = {
	readonly candidateEvent: number;
	readonly candidateNone: number;
	readonly baselineEvent: number;
	readonly baselineNone: number;
	readonly slack: number;
};

export function newTest(): Test {
	return { blocks: 0, baselineEvents: 0, baselineSize: 0, capital: EFFECTS.map(() => 0), bets: [], relearnAt: 0 };
}

/**
 * Takes one block: how many of its contributions were events. Gives the evidence since the beginning as a logarithm.
 *
 * The null: the candidate's rate is at most the baseline's plus the margin, p ≤ q + δ. Whatever p and q are, the chance that the
 * evidence *ever* reaches 1/α under the null is at most α, however often it is looked at. Why: a bet multiplies its capital by
 *   S = ∏ f(y)/f₀(y) over m candidate outcomes · ∏ g(y)/g₀(y) over n baseline outcomes,
 * Bernoulli likelihood ratios of rates θ, η chosen before the block is seen, against rates θ₀ = η₀ + δ on the null's boundary.
 * The mean of f(y)/f₀(y) under a rate p is linear in p and 1 at θ₀, so it is 1 + a(p − θ₀) with a = (θ − θ₀)/(θ₀(1 − θ₀)) > 0;
 * of the baseline's 1 + b(q − η₀) with b = (η − η₀)/(η₀(1 − η₀)) < 0. Outcomes are independent and 1 + x ≤ eˣ, so
 *   E[S] ≤ exp(m·a(p − θ₀) + n·b(q − η₀)) ≤ exp((m·a + n·b)(q − η₀))   since p − θ₀ ≤ q + δ − θ₀ = q − η₀ and a > 0,
 * which is 1 for every q when η₀ solves m·a + n·b = 0. There is a solution between η and θ − δ, where the sum changes its sign;
 * what bisection leaves of the sum is taken off the capital (`slack`; |q − η₀| ≤ 1). So each capital is a supermartingale from
 * 1, their mean is one too, and Ville's inequality gives the claim. The ratio is the reverse projection that Turner, Ly and
 * Grünwald use for two Bernoulli streams (arXiv:2106.02693), with a margin.
 *
 * It asks of the contributions that they are independent and of one rate in each arm: one contribution a subject, arms by chance.
 */
export function takeBlock(test: Test, size: BlockSize, margin: number, events: BlockSize): number {
	if (test.blocks >= test.relearnAt) relearn(test, size, margin);
	const { capital, bets } = test;
	for (let at = 0; at < bets.length; at++) {
		const bet = bets[at] as Bet;
		const candidate = events.candidate * bet.candidateEvent + (size.candidate - events.candidate) * bet.candidateNone;
		const baseline = events.baseline * bet.baselineEvent + (size.baseline - events.baseline) * bet.baselineNone;
		capital[at] = (capital[at] ?? 0) + candidate + baseline - bet.slack;
	}
	test.blocks++;
	test.baselineEvents += events.baseline;
	test.baselineSize += size.baseline;
	return evidence(test);
}

/** Logarithm of the mean capital. */
export function evidence({ capital }: Test): number {
	const most = Math.max(...capital);
	let sum = 0;
	for (const each of capital) sum += Math.exp(each - most);
	return most + Math.log(sum / capital.length);
}

/** Chooses the bets of the next blocks by the blocks before them, and by nothing else. */
function relearn(test: Test, size: BlockSize, margin: number): void {
	const learned = (test.baselineEvents + PRIOR_EVENTS) / (test.baselineSize + PRIOR_SIZE);
	test.bets = EFFECTS.map((effect) => betOn(learned, effect, margin, size));
	test.relearnAt = Math.ceil((test.blocks + 1) * RELEARN);
}

/** No bet: the capital stays. */
const NONE: Bet = { candidateEvent: 0, candidateNone: 0, baselineEvent: 0, baselineNone: 0, slack: 0 };

function betOn(learned: number, effect: number, margin: number, { candidate, baseline }: BlockSize): Bet {
	const eta = Math.max(LEAST, learned);
	const theta = Math.min(MOST, eta + margin + effect);
	if (theta - margin - eta < LEAST) return NONE;
	const candidateSlope = (eta0: number) => (theta - margin - eta0) / ((eta0 + margin) * (1 - eta0 - margin));
	const baselineSlope = (eta0: number) => (eta - eta0) / (eta0 * (1 - eta0));
	const sum = (eta0: number) => candidate * candidateSlope(eta0) + baseline * baselineSlope(eta0);
	let [low, high] = [eta, theta - margin];
	for (let round = 0; round < BISECTIONS; round++) {
		const middle = (low + high) / 2;
		if (sum(middle) > 0) low = middle;
		else high = middle;
	}
	const eta0 = (low + high) / 2;
	const theta0 = eta0 + margin;
	return {
		...{ candidateEvent: Math.log(theta / theta0), candidateNone: Math.log((1 - theta) / (1 - theta0)) },
		...{ baselineEvent: Math.log(eta / eta0), baselineNone: Math.log((1 - eta) / (1 - eta0)) },
		slack: Math.abs(sum(eta0)),
	};
}

/** Of a step's arms. `log`: evidence against the share that chance should give. */
export type RatioTest = { candidate: number; baseline: number; log: number };

/** How sure the alternative is that the share is near the planned one: an error of some percent is found soonest. */
const RATIO_PRIOR = 200;

export function newRatioTest(): RatioTest {
	return { candidate: 0, baseline: 0, log: 0 };
}

/**
 * Takes the arm of one more unit. The null: each is the candidate's with chance `share`. The alternative is a Beta prior around
 * it, so that the evidence is the ratio of the Beta-binomial's likelihood to the binomial's: a martingale from 1, with the same
 * guarantee at any time of looking (multinomial sample-ratio test of Lindon and Malek, arXiv:2011.03567).
 */
export function takeArm(test: RatioTest, share: number, arm: "candidate" | "baseline"): number {
	const chance = arm === "candidate" ? share : 1 - share;
	const predicted = (RATIO_PRIOR * chance + test[arm]) / (RATIO_PRIOR + test.candidate + test.baseline);
	test.log += Math.log(predicted / chance);
	test[arm]++;
	return test.log;
}
