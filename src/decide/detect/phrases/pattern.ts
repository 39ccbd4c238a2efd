// Patterns over concepts: several kinds of words close to one another within a sentence.
import type { Words } from "./lexicon.ts";

export type Pattern<T extends string> = {
	readonly type: T;
	readonly score: number;
	/** Concept masks that must all occur, each in a word of its own; a mask with several bits means any of them. */
	readonly needs: readonly number[];
	/** Words from the first to the last at most, both counted. */
	readonly within: number;
	/** True: in the order given. */
	readonly ordered?: boolean;
	/** Concepts that, within the same span, make it something else. */
	readonly unless?: number;
	/** Words of the same sentence after the span in which `unless` counts too; 0 if absent. */
	readonly unlessAfter?: number;
};

export type Match<T extends string> = { readonly type: T; readonly score: number; readonly start: number; readonly end: number };

/** Spans reported per pattern: more of the same says nothing new. */
export const MAX_MATCHES_PER_PATTERN = 32;

/** Where a pattern that begins (ordered) or is anchored (unordered) at word `i` ends, or -1. */
function extent(words: Words, pattern: Pattern<string>, i: number): number {
	const { needs, within } = pattern;
	const limit = Math.min(words.count, i + within);
	const sentence = words.sentence[i];
	if (pattern.ordered === true) {
		let need = 1;
		for (let j = i + 1; j < limit && words.sentence[j] === sentence; j++) {
			if (((words.mask[j] as number) & (needs[need] as number)) !== 0 && ++need === needs.length) return j;
		}
		return need === needs.length ? i : -1;
	}
	// The first word satisfies any one need; the rest follow in any order.
	let open = (1 << needs.length) - 1;
	for (let j = i; j < limit && words.sentence[j] === sentence; j++) {
		const mask = words.mask[j] as number;
		if (mask === 0) continue;
		for (let n = 0; n < needs.length; n++) {
			if ((open & (1 << n)) !== 0 && (mask & (needs[n] as number)) !== 0) {
				open &= ~(1 << n);
				break;
			}
		}
		if (open === 0) return j;
	}
	return -1;
}

function excluded(words: Words, pattern: Pattern<string>, from: number, to: number): boolean {
	if (pattern.unless === undefined) return false;
	const sentence = words.sentence[to];
	const last = Math.min(words.count - 1, to + (pattern.unlessAfter ?? 0));
	for (let j = from; j <= last && words.sentence[j] === sentence; j++) {
		if (((words.mask[j] as number) & pattern.unless) !== 0) return true;
	}
	return false;
}

/** Every match, by pattern; overlapping matches of one pattern are given once. Linear for a fixed set of patterns. */
export function matchPatterns<T extends string>(words: Words, patterns: readonly Pattern<T>[]): Match<T>[] {
	const matches: Match<T>[] = [];
	const sentences = sentenceMasks(words);
	// Most words stand for nothing: only the others can begin a match.
	const active = new Int32Array(words.count);
	let actives = 0;
	let seen = 0;
	for (let i = 0; i < words.count; i++) {
		const mask = words.mask[i] as number;
		if (mask === 0) continue;
		active[actives++] = i;
		seen |= mask;
	}
	for (const pattern of patterns) {
		if (!reaches(pattern.needs, seen)) continue;
		const first = pattern.ordered === true ? (pattern.needs[0] as number) : union(pattern.needs);
		let found = 0;
		for (let a = 0; a < actives && found < MAX_MATCHES_PER_PATTERN; a++) {
			const i = active[a] as number;
			if (((words.mask[i] as number) & first) === 0) continue;
			if (!reaches(pattern.needs, sentences[words.sentence[i] as number] as number)) continue;
			const last = extent(words, pattern, i);
			if (last < 0 || excluded(words, pattern, i, last)) continue;
			matches.push({ type: pattern.type, score: pattern.score, start: words.start[i] as number, end: words.end[last] as number });
			found++;
			while (a + 1 < actives && (active[a + 1] as number) <= last) a++;
		}
	}
	return matches;
}

/** Whether every need is met by the concepts in `mask`. */
function reaches(needs: readonly number[], mask: number): boolean {
	for (const need of needs) if ((need & mask) === 0) return false;
	return true;
}

function union(needs: readonly number[]): number {
	let all = 0;
	for (const need of needs) all |= need;
	return all;
}

function sentenceMasks(words: Words): Int32Array {
	const last = words.count === 0 ? 0 : (words.sentence[words.count - 1] as number);
	const masks = new Int32Array(last + 1);
	for (let i = 0; i < words.count; i++) {
		const s = words.sentence[i] as number;
		masks[s] = (masks[s] as number) | (words.mask[i] as number);
	}
	return masks;
}
