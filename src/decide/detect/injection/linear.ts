// The linear model over n-grams and counted features: its logit for a stretch of text.
import type { Hit } from "../detector.ts";
import type { Words } from "../phrases/lexicon.ts";
import { HAND, handFeatures, hashGrams, JOINED, type Sparse } from "./features.ts";

export type LinearModel = {
	readonly bias: number;
	/** One weight a bucket, in units of `scale`. */
	readonly grams: Int8Array | Float32Array;
	readonly scale: number;
	readonly hand: Float32Array;
};

/** Texts up to this length are scored whole; longer ones also window by window, so that padding hides nothing. */
export const WINDOW_CHARS = 2000;
const STRIDE = 1500;
/** What a window's logit loses. */
const WINDOW_PENALTY = 0.7;
/**
 * How much the joined evidence adds, per factor e by which it lowers the odds of innocence, and where it ends. Chosen on
 * sources left out whole: the learned part knows its sources, wordings carry over to new ones.
 */
const EVIDENCE_WEIGHT = 1.5;
const EVIDENCE_LIMIT = 4;

/** Grams of silence that every text is taken to hold as well: a greeting has too few of its own to say anything. */
export const GRAM_PRIOR = 100;

/** Logit of features already computed. */
export function dot(model: LinearModel, buckets: Int32Array, count: number, hand: Float32Array): number {
	let sum = 0;
	for (let i = 0; i < count; i++) sum += model.grams[buckets[i] as number] as number;
	let logit = model.bias + (count === 0 ? 0 : (sum * model.scale) / Math.sqrt(count + GRAM_PRIOR));
	for (let k = 0; k < HAND; k++) logit += (model.hand[k] as number) * (hand[k] as number);
	return logit;
}

/** Largest logit over the whole text and its windows; a window's counts less, since there are many. */
export function textLogit(model: LinearModel, text: string, words: Words, hits: readonly Hit[], sparse: Sparse): number {
	const at = (from: number, to: number): number => {
		hashGrams(text, from, to, sparse);
		const hand = handFeatures(text, words, hits, from, to);
		const evidence = Math.min(EVIDENCE_LIMIT, -Math.log(1 - (hand[JOINED] as number)));
		return dot(model, sparse.buckets, sparse.count, hand) + EVIDENCE_WEIGHT * evidence;
	};
	if (text.length <= WINDOW_CHARS) return at(0, text.length);
	let best = -Infinity;
	for (let from = 0; from === 0 || from + WINDOW_CHARS - STRIDE < text.length; from += STRIDE) {
		best = Math.max(best, at(from, Math.min(text.length, from + WINDOW_CHARS)) - WINDOW_PENALTY);
	}
	return best;
}
