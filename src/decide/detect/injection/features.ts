// What the combined score is computed from: hashed n-grams and a few dozen counted things. Training and scoring share it.
import { INJECTION_SIGNALS } from "../../../contract/signals/injection.ts";
import type { Hit } from "../detector.ts";
import { fold, letterClass } from "../phrases/fold.ts";
import type { Words } from "../phrases/lexicon.ts";
import { imbalance, noisiest } from "./suffix.ts";

/** Buckets of the hashed n-grams. */
export const BUCKETS = 1 << 16;
const MASK = BUCKETS - 1;
const TYPES = Object.keys(INJECTION_SIGNALS).filter((type) => type !== "injection.score");
const CONCEPTS = 32;
const EXTRA = 12;
/** Counted features besides the n-grams. The last two join the evidence of all types. */
export const HAND = TYPES.length + CONCEPTS + EXTRA;

/** Where the joined evidence stands among the counted features. */
export const JOINED = HAND - 2;

const SHORTEST = 3;
const LONGEST = 5;
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** Scratch space of one featurisation: each bucket once, however often its n-gram occurs. */
export type Sparse = { readonly buckets: Int32Array; count: number; readonly stamp: Int32Array; generation: number };

export function newSparse(): Sparse {
	return { buckets: new Int32Array(BUCKETS), count: 0, stamp: new Int32Array(BUCKETS), generation: 0 };
}

function add(sparse: Sparse, hash: number): void {
	const bucket = (hash ^ (hash >>> 16)) & MASK;
	if (sparse.stamp[bucket] === sparse.generation) return;
	sparse.stamp[bucket] = sparse.generation;
	sparse.buckets[sparse.count++] = bucket;
}

/** Fills `sparse` with the buckets of `text[from..to)`: 3 to 5 letters within padded words, words and pairs of words. */
export function hashGrams(text: string, from: number, to: number, sparse: Sparse): void {
	sparse.count = 0;
	sparse.generation++;
	const word = new Int32Array(48);
	let previous = 0;
	let i = from;
	while (i < to) {
		let code = text.charCodeAt(i);
		const kind = letterClass(code);
		if (kind === 0) {
			// Punctuation is a word of its own: quotes, colons and brackets tell structure.
			if (code > 0x20) add(sparse, Math.imul(OFFSET ^ code ^ 0x5000, PRIME));
			i++;
			continue;
		}
		let n = 0;
		word[n++] = 0x20;
		let whole = OFFSET;
		do {
			const unit = fold(code);
			whole = Math.imul(whole ^ unit, PRIME);
			if (n < 47) word[n++] = unit;
			code = text.charCodeAt(++i);
		} while (i < to && letterClass(code) === kind && (kind === 1 || n < 40));
		word[n++] = 0x20;
		add(sparse, Math.imul(whole ^ 0x7711, PRIME));
		add(sparse, Math.imul(Math.imul(previous ^ 0x1357, PRIME) ^ whole, PRIME));
		previous = whole;
		const shortest = kind === 2 ? 2 : SHORTEST;
		for (let start = 0; start + shortest <= n; start++) {
			let hash = OFFSET;
			const last = Math.min(n, start + LONGEST);
			for (let at = start; at < last; at++) {
				hash = Math.imul(hash ^ (word[at] as number), PRIME);
				if (at - start + 1 >= shortest) add(sparse, hash);
			}
		}
	}
}

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
	extras(text, from, to, total, out, TYPES.length + CONCEPTS);
	let open = 1;
	for (let at = 0; at < TYPES.length; at++) open *= 1 - (out[at] as number);
	out[JOINED] = 1 - open;
	out[HAND - 1] = open < 0.3 ? 1 : 0;
	return out;
}

function extras(text: string, from: number, to: number, words: number, out: Float32Array, at: number): void {
	let upper = 0;
	let lower = 0;
	let symbols = 0;
	let digits = 0;
	let lines = 0;
	for (let i = from; i < to; i++) {
		const c = text.charCodeAt(i);
		if (c >= 0x61 && c <= 0x7a) lower++;
		else if (c >= 0x41 && c <= 0x5a) upper++;
		else if (c >= 0x30 && c <= 0x39) digits++;
		else if (c === 0x0a) lines++;
		else if (c > 0x20 && c < 0x7f) symbols++;
	}
	const length = Math.max(1, to - from);
	const slice = length === text.length ? text : text.slice(from, to);
	const noise = length <= 4096 ? noisiest(slice) : { share: 0, start: 0, end: 0 };
	out[at] = Math.min(1, Math.log1p(length) / 9);
	out[at + 1] = Math.min(1, (5 * upper) / Math.max(1, upper + lower));
	out[at + 2] = Math.min(1, (5 * symbols) / length);
	out[at + 3] = Math.min(1, (5 * digits) / length);
	out[at + 4] = Math.min(1, lines / 20);
	out[at + 5] = noise.share;
	out[at + 6] = Math.min(1, imbalance(slice, noise.start, noise.end) / 5);
	out[at + 7] = noise.share * Math.min(1, imbalance(slice, noise.start, noise.end));
	out[at + 8] = Math.min(1, words / 400);
	out[at + 9] = words < 25 ? 1 : 0;
}
