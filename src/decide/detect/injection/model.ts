// The trained score: decodes the weights at first use and turns a logit into 0–1000.
import type { Hit } from "../detector.ts";
import type { Words } from "../phrases/lexicon.ts";
import { newSparse, type Sparse } from "./features.ts";
import { type LinearModel, textLogit } from "./linear.ts";
import { ANCHORS, BIAS, GRAMS, HAND_WEIGHTS, SCALE } from "./weights.ts";

/** Scores at the anchors: 500 is passed by 3 % of innocent texts of unseen sources, 700 by 1 %, 850 by 0.3 %. */
const SCORES = [300, 500, 700, 850, 950];
/** Logits below the first anchor over which the score falls to 0, and above the last over which it rises to 1000. */
const TAIL = 4;

let loaded: { model: LinearModel; sparse: Sparse } | undefined;

function load(): { model: LinearModel; sparse: Sparse } {
	if (loaded === undefined) {
		const bytes = atob(GRAMS);
		const grams = new Int8Array(bytes.length);
		for (let i = 0; i < bytes.length; i++) grams[i] = bytes.charCodeAt(i);
		loaded = { model: { bias: BIAS, grams, scale: SCALE, hand: Float32Array.from(HAND_WEIGHTS) }, sparse: newSparse() };
	}
	return loaded;
}

/** Piecewise linear between the anchors, so that a score means the same share of false alarms after each training. */
export function calibrate(logit: number): number {
	const logits = [(ANCHORS[0] as number) - TAIL, ...ANCHORS, (ANCHORS.at(-1) as number) + TAIL];
	const scores = [0, ...SCORES, 1000];
	if (logit <= (logits[0] as number)) return 0;
	for (let i = 1; i < logits.length; i++) {
		const [low, high] = [logits[i - 1] as number, logits[i] as number];
		if (logit > high) continue;
		const [from, to] = [scores[i - 1] as number, scores[i] as number];
		return Math.round(from + ((to - from) * (logit - low)) / (high - low));
	}
	return 1000;
}

/** How much a text resembles an attack, 0 to 1000, from its n-grams, its concepts and the evidence already found. */
export function injectionScore(text: string, words: Words, hits: readonly Hit[]): number {
	const { model, sparse } = load();
	return calibrate(textLogit(model, text, words, hits, sparse));
}
