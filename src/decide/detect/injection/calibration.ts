// Turns logits into scores: piecewise linear between anchors, each a share of innocent texts that pass it.
import type { LinearModel } from "./linear.ts";

/** A model with the logits at which its scores are anchored, rising. */
export type Anchored = { readonly model: LinearModel; readonly anchors: readonly number[] };

/** `scores[i]` at `anchors[i]`, falling to 0 and rising to `most` over `tail` logits beyond the outer anchors. Integer. */
export function piecewise(
	logit: number,
	anchors: readonly number[],
	scores: readonly number[],
	tail: number,
	most: number,
): number {
	const xs = [(anchors[0] as number) - tail, ...anchors, (anchors.at(-1) as number) + tail];
	const ys = [0, ...scores, most];
	if (logit <= (xs[0] as number)) return 0;
	for (let i = 1; i < xs.length; i++) {
		const [low, high] = [xs[i - 1] as number, xs[i] as number];
		if (logit > high) continue;
		const [from, to] = [ys[i - 1] as number, ys[i] as number];
		return Math.round(from + ((to - from) * (logit - low)) / (high - low));
	}
	return most;
}

/** Lengths, in characters, at which the main score has an allowance of its own; between them it is interpolated. */
export const LENGTHS = [80, 250, 800, 2000] as const;

/**
 * What a text of this length must exceed before its logit counts: long texts hold more of everything, so the same logit
 * says less about them. `allowances` belong to `LENGTHS`.
 */
export function allowance(length: number, allowances: readonly number[]): number {
	const x = Math.log(Math.max(1, length));
	for (let i = 1; i < LENGTHS.length; i++) {
		const high = Math.log(LENGTHS[i] as number);
		if (x > high && i < LENGTHS.length - 1) continue;
		const low = Math.log(LENGTHS[i - 1] as number);
		const share = Math.max(0, Math.min(1, (x - low) / (high - low)));
		return (allowances[i - 1] as number) * (1 - share) + (allowances[i] as number) * share;
	}
	return allowances[0] as number;
}
