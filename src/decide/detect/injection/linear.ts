// The linear model over n-grams and counted features: its logit for a stretch of text.
import type { Hit } from "../detector.ts";
import type { Words } from "../phrases/lexicon.ts";
import { handFeatures, JOINED } from "./features.ts";
import { type Bags, hashGrams } from "./grams.ts";

/** Tables have a power of two of entries, at most as many as there are buckets; larger bucket numbers wrap around. */
export type LinearModel = {
	readonly bias: number;
	/** One weight a bucket, in units of `letterScale` and `wordScale`. */
	readonly letters: Int8Array | Float32Array;
	readonly words: Int8Array | Float32Array;
	readonly letterScale: number;
	readonly wordScale: number;
	readonly hand: Float32Array;
};

/** Texts up to this length are scored whole; longer ones window by window, so that padding hides nothing. */
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
export const LETTER_PRIOR = 60;
export const WORD_PRIOR = 8;

/** Logit of features already computed; `hand` may be shorter than the model's, or empty. */
export function dot(model: LinearModel, bags: Bags, hand: Float32Array): number {
	let logit = model.bias;
	let sum = 0;
	const lastLetter = model.letters.length - 1;
	for (let i = 0; i < bags.letterCount; i++) sum += model.letters[(bags.letters[i] as number) & lastLetter] as number;
	logit += (sum * model.letterScale) / Math.sqrt(bags.letterCount + LETTER_PRIOR);
	sum = 0;
	const lastWord = model.words.length - 1;
	for (let i = 0; i < bags.wordCount; i++) sum += model.words[(bags.words[i] as number) & lastWord] as number;
	logit += (sum * model.wordScale) / Math.sqrt(bags.wordCount + WORD_PRIOR);
	for (let k = 0; k < hand.length; k++) logit += (model.hand[k] as number) * (hand[k] as number);
	return logit;
}

/** What the joined evidence of a stretch adds to its learned logit. */
export function evidenceBonus(hand: Float32Array): number {
	return EVIDENCE_WEIGHT * Math.min(EVIDENCE_LIMIT, -Math.log(1 - (hand[JOINED] as number)));
}

/** Logit of `text[from..to)`. */
export function stretchLogit(
	model: LinearModel,
	text: string,
	words: Words,
	hits: readonly Hit[],
	bags: Bags,
	from: number,
	to: number,
): number {
	hashGrams(text, from, to, bags);
	const hand = handFeatures(text, words, hits, from, to);
	return dot(model, bags, hand) + evidenceBonus(hand);
}

/** Logit of a whole text, or the largest of its windows; a window's counts less, since there are many. */
export function textLogit(model: LinearModel, text: string, words: Words, hits: readonly Hit[], bags: Bags): number {
	if (text.length <= WINDOW_CHARS) return stretchLogit(model, text, words, hits, bags, 0, text.length);
	let best = -Infinity;
	for (let from = 0; from === 0 || from + WINDOW_CHARS - STRIDE < text.length; from += STRIDE) {
		const logit = stretchLogit(model, text, words, hits, bags, from, Math.min(text.length, from + WINDOW_CHARS));
		best = Math.max(best, logit - WINDOW_PENALTY);
	}
	return best;
}
