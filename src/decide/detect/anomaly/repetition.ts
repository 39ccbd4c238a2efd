// How much of a text says again what it said before: share of word shingles that were seen already.
import type { Hit } from "../detector.ts";

/** Words of one shingle: short enough to see repeated sentences, long enough that phrases of prose do not count. */
const SHINGLE = 5;
/** Share of repeated shingles from which on a text is called repetitive; boilerplate and tables stay below. */
const REPETITIVE = 0.6;
/** A single unit this many times in a row is repetition whatever else stands there. */
const LONG_ROW = 200;
/** Shingles are remembered in this many slots at most: a bound on memory, at the price of a missed repetition. */
const MAX_SLOTS = 1 << 15;

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** Longest row of one repeated character that is no white space, rule or leader. */
function longestRow(text: string): { start: number; end: number } {
	let best = { start: 0, end: 0 };
	let from = 0;
	for (let i = 1; i <= text.length; i++) {
		if (i < text.length && text.charCodeAt(i) === text.charCodeAt(from)) continue;
		const c = text.charCodeAt(from);
		const ruler =
			c <= 0x20 || c === 0x2d || c === 0x3d || c === 0x2e || c === 0x5f || c === 0x2a || c === 0x23 || c === 0x7e || c === 0x2500;
		if (!ruler && i - from > best.end - best.start) best = { start: from, end: i };
		from = i;
	}
	return best;
}

/** Share of shingles seen before, and how many there are. */
function repeatedShare(text: string): { share: number; shingles: number } {
	// A word and its space are two characters at least: the slots suffice for every shingle of a text below the bound.
	const slots = Math.min(MAX_SLOTS, 2 ** Math.ceil(Math.log2(text.length / 2 + 2)));
	const seen = new Int32Array(slots);
	const window = new Int32Array(SHINGLE);
	let words = 0;
	let repeated = 0;
	let i = 0;
	while (i < text.length) {
		while (i < text.length && text.charCodeAt(i) <= 0x20) i++;
		if (i >= text.length) break;
		let hash = OFFSET;
		while (i < text.length && text.charCodeAt(i) > 0x20) hash = Math.imul(hash ^ text.charCodeAt(i++), PRIME);
		window[words % SHINGLE] = hash;
		words++;
		if (words < SHINGLE) continue;
		let mix = OFFSET;
		for (let k = 0; k < SHINGLE; k++) mix = Math.imul(mix ^ (window[(words + k) % SHINGLE] as number), PRIME) ^ (mix >>> 15);
		const slot = (mix >>> 7) & (slots - 1);
		// Zero marks an empty slot.
		const mark = mix | 1;
		if (seen[slot] === mark) repeated++;
		else seen[slot] = mark;
	}
	const shingles = Math.max(0, words - SHINGLE + 1);
	return { share: shingles === 0 ? 0 : repeated / shingles, shingles };
}

/** A hit when a text mostly repeats itself or holds one character many times in a row. Linear. */
export function repetition(text: string): Hit | null {
	const row = longestRow(text);
	if (row.end - row.start >= LONG_ROW) {
		return { type: "text.repetition", start: row.start, end: row.end, score: 700, evidence: "statistic" };
	}
	const { share, shingles } = repeatedShare(text);
	if (shingles < 40 || share < REPETITIVE) return null;
	return { type: "text.repetition", score: Math.min(900, Math.round(1000 * share)), evidence: "statistic" };
}
