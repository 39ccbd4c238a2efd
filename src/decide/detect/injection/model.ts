// The trained models: weights decoded at first use; the score of a whole text.
import type { Hit } from "../detector.ts";
import type { Words } from "../phrases/lexicon.ts";
import { type Anchored, allowance, piecewise } from "./calibration.ts";
import { type Bags, newBags } from "./grams.ts";
import { type LinearModel, textLogit } from "./linear.ts";
import { ALLOWANCES, MAIN, NOISE, UNIT } from "./weights.ts";

/** Scores at the anchors: 500 is passed by 3 % of innocent texts, 700 by 1 %, 850 by 0.3 %. */
const SCORES = [300, 500, 700, 850, 950];
/** Logits over which the score falls to 0 below the first anchor and rises to 1000 above the last. */
const TAIL = 4;

/** A model as `weights.ts` holds it: bytes in base64. */
export type Stored = {
	readonly letters: string;
	readonly words: string;
	readonly letterScale: number;
	readonly wordScale: number;
	readonly bias: number;
	readonly hand: readonly number[];
	readonly anchors: readonly number[];
};

export type Models = { readonly main: Anchored; readonly noise: Anchored; readonly unit: Anchored; readonly bags: Bags };

function bytesOf(base64: string): Int8Array {
	const bytes = atob(base64);
	const out = new Int8Array(bytes.length);
	for (let i = 0; i < bytes.length; i++) out[i] = bytes.charCodeAt(i);
	return out;
}

function decode({ letters, words, hand, anchors, ...rest }: Stored): Anchored {
	const model: LinearModel = { ...rest, letters: bytesOf(letters), words: bytesOf(words), hand: Float32Array.from(hand) };
	return { model, anchors };
}

let loaded: Models | undefined;

/** The models and one scratch space, which every scan of the isolate shares: scans do not overlap. */
export function models(): Models {
	loaded ??= { main: decode(MAIN), noise: decode(NOISE), unit: decode(UNIT), bags: newBags() };
	return loaded;
}

/** Score of a logit that has been freed of the allowance for its length. */
export function calibrate(logit: number, anchors: readonly number[] = MAIN.anchors): number {
	return piecewise(logit, anchors, SCORES, TAIL, 1000);
}

/** How much a text resembles an attack, 0 to 1000, from its n-grams, its concepts and the evidence already found. */
export function injectionScore({ main, bags }: Models, text: string, words: Words, hits: readonly Hit[]): number {
	return calibrate(textLogit(main.model, text, words, hits, bags) - allowance(text.length, ALLOWANCES), main.anchors);
}
