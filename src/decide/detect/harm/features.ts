// What the trained score reads of a text: hashed n-grams, concepts that meet in a sentence, and counted things.
import { HARM_SIGNALS } from "../../../contract/signals/harm.ts";
import type { Hit } from "../detector.ts";
import { fold, letterClass } from "../phrases/fold.ts";
import type { Words } from "../phrases/lexicon.ts";
import { HARM } from "./concepts.ts";

/** Buckets of each kind of n-gram: letters in the lower half, words and meeting concepts in the upper. */
const HALF = 1 << 15;
/** Buckets of the head that tells harmful from harmless. */
export const BUCKETS = 2 * HALF;
/** Buckets of the heads that tell hazards apart: words and beginnings of words only. */
export const TOPICS = 1 << 11;

export const TYPES = Object.keys(HARM_SIGNALS);
const CONCEPTS = 32;
const EXTRA = 8;
/** Counted features: best score of each hazard's wordings, concepts by share, form. */
export const HAND = TYPES.length + CONCEPTS + EXTRA;

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;
const SHORTEST = 3;
const LONGEST = 4;
const LONGEST_WORD = 40;
/** Letters that stand for a word and its inflections. */
const STEM = 5;

/** Scratch space: each bucket once, however often its feature occurs. */
export type Sparse = { readonly buckets: Int32Array; readonly stamp: Uint16Array; count: number; generation: number };
/** What is read of one stretch of text. Reused: valid until the next reading. */
export type Reading = { readonly grams: Sparse; readonly topics: Sparse; readonly hand: Float32Array };

function newSparse(size: number): Sparse {
	return { buckets: new Int32Array(size), stamp: new Uint16Array(size), count: 0, generation: 0 };
}

export function newReading(): Reading {
	return { grams: newSparse(BUCKETS), topics: newSparse(TOPICS), hand: new Float32Array(HAND) };
}

function clear(sparse: Sparse): void {
	sparse.count = 0;
	sparse.generation = (sparse.generation + 1) & 0xffff;
	// Stamps of 65,536 readings ago would be taken for today's.
	if (sparse.generation === 0) {
		sparse.stamp.fill(0);
		sparse.generation = 1;
	}
}

function add(sparse: Sparse, hash: number, mask: number, base = 0): void {
	const bucket = base + ((hash ^ (hash >>> 15)) & mask);
	if (sparse.stamp[bucket] === sparse.generation) return;
	sparse.stamp[bucket] = sparse.generation;
	sparse.buckets[sparse.count++] = bucket;
}

const mix = (hash: number, code: number): number => Math.imul(hash ^ code, PRIME);

/** n-grams of one padded word; in scripts without spaces, whose runs are whole clauses, from two letters on. */
function addLetters(grams: Sparse, word: Int32Array, length: number, shortest: number): void {
	for (let start = 0; start + shortest <= length; start++) {
		let hash = OFFSET;
		const last = Math.min(length, start + LONGEST);
		for (let at = start; at < last; at++) {
			hash = mix(hash, word[at] as number);
			if (at - start + 1 >= shortest) add(grams, hash, HALF - 1);
		}
	}
}

/** Words of a script without spaces are unknown: pairs and triples of letters stand for topics. */
function addRun(topics: Sparse, word: Int32Array, length: number): void {
	for (let start = 1; start + 2 < length; start++) {
		const pair = mix(mix(OFFSET, word[start] as number), word[start + 1] as number);
		add(topics, pair, TOPICS - 1);
		if (start + 3 < length) add(topics, mix(pair, word[start + 2] as number), TOPICS - 1);
	}
}

const letters = new Int32Array(LONGEST_WORD + 2);
letters[0] = 0x20;

function hashWords(text: string, words: Words, from: number, to: number, grams: Sparse, topics: Sparse): void {
	let before = 0;
	let previous = 0;
	let i = firstWord(words, from);
	while (i < words.count && (words.start[i] as number) < to) {
		let at = words.start[i] as number;
		const run = letterClass(text.charCodeAt(at)) === 2;
		let end = words.end[i++] as number;
		// In scripts without spaces the reader cut out its own terms: what touches is one run.
		if (run) while (i < words.count && words.start[i] === end && end - at < LONGEST_WORD) end = words.end[i++] as number;
		let n = 1;
		let whole = OFFSET;
		let stem = OFFSET;
		for (; at < end; at++) {
			const unit = fold(text.charCodeAt(at));
			whole = mix(whole, unit);
			if (n > LONGEST_WORD) continue;
			letters[n] = unit;
			if (n++ <= STEM) stem = whole;
		}
		letters[n++] = 0x20;
		addLetters(grams, letters, n, run ? 2 : SHORTEST);
		if (run) {
			addRun(topics, letters, n);
			continue;
		}
		add(grams, mix(whole, 0x7711), HALF - 1, HALF);
		add(grams, mix(mix(previous, 0x1357), whole), HALF - 1, HALF);
		add(grams, mix(mix(before, 0x2468), whole), HALF - 1, HALF);
		add(topics, mix(whole, 0x7711), TOPICS - 1);
		add(topics, mix(stem, 0x3311), TOPICS - 1);
		before = previous;
		previous = whole;
	}
}

/** Hash of each concept, to be joined with another's. */
const CONCEPT_HASH = Int32Array.from({ length: CONCEPTS }, (_, bit) => mix(OFFSET, 0x6100 + bit));

/** Concepts that meet in a sentence: the same in every language that the lists know. */
function addMeetings(grams: Sparse, mask: number): void {
	for (let rest = mask; rest !== 0; rest &= rest - 1) {
		const first = CONCEPT_HASH[31 - Math.clz32(rest & -rest)] as number;
		add(grams, mix(first, 0x21), HALF - 1, HALF);
		for (let others = rest & (rest - 1); others !== 0; others &= others - 1) {
			add(grams, mix(first, 0x6200 + 31 - Math.clz32(others & -others)), HALF - 1, HALF);
		}
	}
}

/** Index of the first word at or after `from`. */
export function firstWord(words: Words, from: number): number {
	let low = 0;
	let high = words.count;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((words.start[middle] as number) < from) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Harmful and reassuring concepts, told apart to see which of them has the sentence. */
const GRAVE =
	HARM.violence | HARM.massWeapon | HARM.gun | HARM.drug | HARM.crime | HARM.hack | HARM.suicide | HARM.assault | HARM.terror;

const counts = new Int32Array(CONCEPTS);

function readConcepts(words: Words, from: number, to: number, grams: Sparse, hand: Float32Array): void {
	counts.fill(0);
	let total = 0;
	let sentence = -1;
	let mask = 0;
	let grave = 0;
	let spoilt = 0;
	let every = 0;
	const close = (): void => {
		if (mask !== 0) addMeetings(grams, mask);
		if ((mask & GRAVE) !== 0) grave++;
		if ((mask & GRAVE) !== 0 && (mask & (HARM.benign | HARM.harmless | HARM.work)) !== 0) spoilt++;
		every |= mask;
		mask = 0;
	};
	for (let i = firstWord(words, from); i < words.count && (words.start[i] as number) < to; i++) {
		if (words.sentence[i] !== sentence) close();
		sentence = words.sentence[i] as number;
		total++;
		const bits = words.mask[i] as number;
		if (bits === 0) continue;
		mask |= bits;
		for (let rest = bits; rest !== 0; rest &= rest - 1) {
			const bit = 31 - Math.clz32(rest & -rest);
			counts[bit] = (counts[bit] as number) + 1;
		}
	}
	close();
	for (let bit = 0; bit < CONCEPTS; bit++) hand[TYPES.length + bit] = Math.min(1, Math.log1p(counts[bit] as number) / 2);
	const at = TYPES.length + CONCEPTS;
	hand[at] = grave === 0 ? 0 : 1;
	hand[at + 1] = grave === 0 ? 0 : spoilt / grave;
	hand[at + 2] = (every & HARM.evade) !== 0 && (every & (GRAVE | HARM.stalk | HARM.piracy | HARM.defame)) !== 0 ? 1 : 0;
	hand[at + 3] = total < 25 ? 1 : 0;
	hand[at + 4] = total >= 120 ? 1 : 0;
}

/** Reads `text[from..to)`; `hits` are those of the wordings in the whole text. */
export function read(reading: Reading, text: string, words: Words, hits: readonly Hit[], from: number, to: number): void {
	const { grams, topics, hand } = reading;
	clear(grams);
	clear(topics);
	hand.fill(0);
	hashWords(text, words, from, to, grams, topics);
	for (const hit of hits) {
		if (hit.start !== undefined && (hit.start >= to || (hit.end ?? 0) <= from)) continue;
		const at = TYPES.indexOf(hit.type);
		hand[at] = Math.max(hand[at] as number, hit.score / 1000);
	}
	readConcepts(words, from, to, grams, hand);
	const at = TYPES.length + CONCEPTS;
	let open = 1;
	for (let k = 0; k < TYPES.length; k++) open *= 1 - (hand[k] as number);
	hand[at + 5] = 1 - open;
	hand[at + 6] = open < 0.3 ? 1 : 0;
	hand[at + 7] = open === 1 ? 1 : 0;
}
