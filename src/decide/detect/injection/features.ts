// What the combined score is computed from: hashed n-grams and a few dozen counted things. Training and scoring share it.
import { INJECTION_SIGNALS } from "../../../contract/signals/injection.ts";
import type { Hit } from "../detector.ts";
import type { Words } from "../phrases/lexicon.ts";
import { SHAPES, shapeFeatures } from "./shape.ts";

const TYPES = Object.keys(INJECTION_SIGNALS).filter((type) => type !== "injection.score");
const CONCEPTS = 32;
/** Counted features besides the n-grams. The last two join the evidence of all types. */
export const HAND = TYPES.length + CONCEPTS + SHAPES + 2;

/** Where the joined evidence stands among the counted features. */
export const JOINED = HAND - 2;

/** Index of the first word at or after `from`. */
function firstWord(words: Words, from: number): number {
	let low = 0;
	let high = words.count;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((words.start[middle] as number) < from) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** The counted features of `text[from..to)`, each about 0 to 1. `hits` are those of the whole text. */
export function handFeatures(text: string, words: Words, hits: readonly Hit[], from: number, to: number): Float32Array {
	const out = new Float32Array(HAND);
	for (const hit of hits) {
		const at = TYPES.indexOf(hit.type);
		if (at < 0 || (hit.start !== undefined && (hit.start >= to || (hit.end ?? 0) <= from))) continue;
		out[at] = Math.max(out[at] as number, hit.score / 1000);
	}
	const counts = new Int32Array(CONCEPTS);
	let total = 0;
	for (let i = firstWord(words, from); i < words.count; i++) {
		if ((words.start[i] as number) >= to) break;
		total++;
		const mask = words.mask[i] as number;
		if (mask === 0) continue;
		for (let bit = 0; bit < CONCEPTS; bit++) if ((mask & (1 << bit)) !== 0) counts[bit] = (counts[bit] as number) + 1;
	}
	for (let bit = 0; bit < CONCEPTS; bit++) out[TYPES.length + bit] = Math.min(1, Math.log1p(counts[bit] as number) / 3);
	shapeFeatures(text, from, to, total, out, TYPES.length + CONCEPTS);
	let open = 1;
	for (let at = 0; at < TYPES.length; at++) open *= 1 - (out[at] as number);
	out[JOINED] = 1 - open;
	out[HAND - 1] = open < 0.3 ? 1 : 0;
	return out;
}
