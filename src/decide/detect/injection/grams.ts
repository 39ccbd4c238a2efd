// Hashes a stretch of text into two bags: letters within words, and words with their neighbours.
import { fold, letterClass } from "../phrases/fold.ts";

/** Buckets of letter n-grams. */
export const LETTER_BUCKETS = 1 << 16;
/** Buckets of words, pairs and triples. */
export const WORD_BUCKETS = 1 << 15;

const SHORTEST = 3;
/** In scripts without spaces a letter says more. */
const SHORTEST_DENSE = 2;
const LONGEST = 5;
const LONGEST_WORD = 47;
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** Scratch space of one featurisation: each bucket once, however often its n-gram occurs. */
export type Bags = {
	readonly letters: Int32Array;
	readonly words: Int32Array;
	letterCount: number;
	wordCount: number;
	readonly stamp: Int32Array;
	generation: number;
	readonly word: Int32Array;
};

export function newBags(): Bags {
	return {
		letters: new Int32Array(LETTER_BUCKETS),
		words: new Int32Array(WORD_BUCKETS),
		letterCount: 0,
		wordCount: 0,
		stamp: new Int32Array(LETTER_BUCKETS + WORD_BUCKETS),
		generation: 0,
		word: new Int32Array(LONGEST_WORD + 1),
	};
}

function addLetters(bags: Bags, hash: number): void {
	const bucket = (hash ^ (hash >>> 16)) & (LETTER_BUCKETS - 1);
	if (bags.stamp[bucket] === bags.generation) return;
	bags.stamp[bucket] = bags.generation;
	bags.letters[bags.letterCount++] = bucket;
}

function addWord(bags: Bags, hash: number): void {
	const bucket = (hash ^ (hash >>> 15)) & (WORD_BUCKETS - 1);
	const at = LETTER_BUCKETS + bucket;
	if (bags.stamp[at] === bags.generation) return;
	bags.stamp[at] = bags.generation;
	bags.words[bags.wordCount++] = bucket;
}

/** Letters, digits and white space by kind, symbols as they are. */
function kindOf(code: number): number {
	if (Number.isNaN(code) || code <= 0x20) return 1;
	if (code >= 0x61 && code <= 0x7a) return 2;
	if (code >= 0x41 && code <= 0x5a) return 3;
	if (code >= 0x30 && code <= 0x39) return 4;
	return code < 0x80 ? code : 5;
}

/** A symbol with the kinds of its neighbours, and the symbol after next. */
function around(text: string, at: number): number {
	let hash = Math.imul(OFFSET ^ 0x9393, PRIME);
	for (let i = at - 1; i <= at + 2; i++) hash = Math.imul(hash ^ kindOf(text.charCodeAt(i)), PRIME);
	return hash;
}

/**
 * Fills `bags` with the buckets of `text[from..to)`: 3 to 5 letters within padded words (2 to 5 in scripts without
 * spaces), and words, pairs and triples of words. Punctuation counts as a word, but stands between no pair.
 */
export function hashGrams(text: string, from: number, to: number, bags: Bags): void {
	bags.letterCount = 0;
	bags.wordCount = 0;
	bags.generation++;
	const word = bags.word;
	let previous = 0;
	let earlier = 0;
	let i = from;
	while (i < to) {
		let code = text.charCodeAt(i);
		const kind = letterClass(code);
		if (kind === 0) {
			// Quotes, colons and brackets tell structure, and so does what touches them.
			if (code > 0x20) {
				addWord(bags, Math.imul(OFFSET ^ code ^ 0x5000, PRIME));
				addLetters(bags, around(text, i));
			}
			i++;
			continue;
		}
		let n = 0;
		word[n++] = 0x20;
		let whole = OFFSET;
		do {
			const unit = fold(code);
			whole = Math.imul(whole ^ unit, PRIME);
			if (n < LONGEST_WORD) word[n++] = unit;
			code = text.charCodeAt(++i);
		} while (i < to && letterClass(code) === kind && (kind === 1 || n < 40));
		word[n++] = 0x20;
		addWord(bags, Math.imul(whole ^ 0x7711, PRIME));
		const pair = Math.imul(Math.imul(previous ^ 0x1357, PRIME) ^ whole, PRIME);
		addWord(bags, pair);
		if (earlier !== 0) addWord(bags, Math.imul(Math.imul(earlier ^ 0x2468, PRIME) ^ pair, PRIME));
		earlier = previous;
		previous = whole;
		const shortest = kind === 2 ? SHORTEST_DENSE : SHORTEST;
		for (let start = 0; start + shortest <= n; start++) {
			let hash = OFFSET;
			const last = Math.min(n, start + LONGEST);
			for (let at = start; at < last; at++) {
				hash = Math.imul(hash ^ (word[at] as number), PRIME);
				if (at - start + 1 >= shortest) addLetters(bags, hash);
			}
		}
	}
}
