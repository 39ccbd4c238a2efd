// Finds where words begin in letters written without spaces, by a short vocabulary of common words and words of instructions.
import { VOCABULARY } from "./vocabulary.ts";

/** Every beginning of a known word: where none fits, no longer word need be tried. */
const BEGINNINGS = new Set([...VOCABULARY].flatMap((word) => [...word].map((_, index) => word.slice(0, index + 1))));
/** A split is believed when words of the vocabulary make up this share of the letters. */
const KNOWN_SHARE = 0.5;

/**
 * Offsets (but 0) at which a word begins; empty when too little of `letters` is words that are known.
 * Shortest path over the letters: a known word costs 1 whatever its length, an unknown letter costs 2. Linear: known words are short.
 */
export function wordStarts(letters: string): Set<number> {
	const lower = letters.toLowerCase();
	const length = lower.length;
	const cost = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY);
	const from = new Int32Array(length + 1);
	cost[0] = 0;
	for (let start = 0; start < length; start++) {
		const base = cost[start] ?? 0;
		const step = (end: number, price: number) => {
			if (base + price >= (cost[end] ?? 0)) return;
			cost[end] = base + price;
			from[end] = start;
		};
		step(start + 1, 2);
		for (let end = start + 1; end <= length; end++) {
			const word = lower.slice(start, end);
			if (!BEGINNINGS.has(word)) break;
			if (VOCABULARY.has(word)) step(end, 1);
		}
	}
	const starts = new Set<number>();
	let known = 0;
	for (let end = length; end > 0; ) {
		const start = from[end] ?? 0;
		const isKnown = VOCABULARY.has(lower.slice(start, end));
		if (isKnown) known += end - start;
		// Unknown letters in a row are one word.
		const isBesideUnknown = !isKnown && start > 0 && !VOCABULARY.has(lower.slice(from[start] ?? 0, start));
		if (start > 0 && !isBesideUnknown) starts.add(start);
		end = start;
	}
	return known >= length * KNOWN_SHARE ? starts : new Set();
}
