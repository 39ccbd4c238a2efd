// What a stretch of text looks like when its words are forgotten: kinds of characters and shapes of tokens, hashed.
import { PAIR, SYMBOLS, symbolOf } from "../../normalise/likelihood.ts";
import type { Bags } from "./grams.ts";

/** Buckets of each of the two bags. */
export const NOISE_BUCKETS = 1 << 12;
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;
/** Words that hold English together: endings that a machine found have few. */
const LINKS = new Set(
	"a an the of to and in is it you that for on are with as i be at this have from or by not but what all we there can your which if will how do my me he she they was has who when about into than them then no so some his her our its these would could should more".split(
		" ",
	),
);

const KIND = { space: 1, lower: 2, upper: 3, digit: 4, foreign: 5 } as const;

function kindOf(code: number): number {
	if (code <= 0x20) return KIND.space;
	if (code >= 0x61 && code <= 0x7a) return KIND.lower;
	if (code >= 0x41 && code <= 0x5a) return KIND.upper;
	if (code >= 0x30 && code <= 0x39) return KIND.digit;
	return code < 0x80 ? code : KIND.foreign;
}

function add(bags: Bags, words: boolean, hash: number): void {
	const bucket = (hash ^ (hash >>> 13)) & (NOISE_BUCKETS - 1);
	const at = words ? NOISE_BUCKETS + bucket : bucket;
	if (bags.stamp[at] === bags.generation) return;
	bags.stamp[at] = bags.generation;
	if (words) bags.words[bags.wordCount++] = bucket;
	else bags.letters[bags.letterCount++] = bucket;
}

/** Letters of a token that follow one another as in English: 1, hardly ever: 2; too few to say: 3. */
function likelihoodOf(text: string, from: number, to: number): number {
	let sum = 0;
	let pairs = 0;
	let previous = 0;
	for (let i = from; i < to; i++) {
		const symbol = symbolOf(text.charCodeAt(i));
		if (symbol === 0) continue;
		if (previous !== 0) {
			sum += PAIR[previous * SYMBOLS + symbol] as number;
			pairs++;
		}
		previous = symbol;
	}
	return pairs < 3 ? 3 : sum / pairs < 1 ? 2 : 1;
}

function shapeOf(text: string, from: number, to: number): number {
	let hash = OFFSET;
	let last = 0;
	let parts = 0;
	let plain = true;
	for (let i = from; i < to && parts < 8; i++) {
		const kind = kindOf(text.charCodeAt(i));
		if (kind === last && kind <= 5) continue;
		if (kind > KIND.upper || (parts > 0 && kind !== KIND.lower)) plain = false;
		hash = Math.imul(hash ^ kind, PRIME);
		last = kind;
		parts++;
	}
	if (plain && to - from <= 6 && LINKS.has(text.slice(from, to).toLowerCase())) return 7;
	return Math.imul(hash ^ likelihoodOf(text, from, to), PRIME);
}

/** Fills `bags` with the buckets of `text[from..to)`: three and four kinds in a row, shapes of tokens, pairs of shapes. */
export function hashNoise(text: string, from: number, to: number, bags: Bags): void {
	bags.letterCount = 0;
	bags.wordCount = 0;
	bags.generation++;
	let a = KIND.space as number;
	let b = a;
	let c = a;
	for (let i = from; i < to; i++) {
		const d = kindOf(text.charCodeAt(i));
		if (!(c === d && c === b && c <= 5)) {
			const three = Math.imul(Math.imul(Math.imul(OFFSET ^ b, PRIME) ^ c, PRIME) ^ d, PRIME);
			add(bags, false, three);
			add(bags, false, Math.imul(three ^ a ^ 0x4400, PRIME));
		}
		a = b;
		b = c;
		c = d;
	}
	let previous = 0;
	let earlier = 0;
	let i = from;
	while (i < to) {
		while (i < to && text.charCodeAt(i) <= 0x20) i++;
		const start = i;
		while (i < to && text.charCodeAt(i) > 0x20) i++;
		if (i === start) break;
		const shape = shapeOf(text, start, i);
		add(bags, true, Math.imul(shape ^ 0x77, PRIME));
		add(bags, true, Math.imul(Math.imul(previous ^ 0x1234, PRIME) ^ shape, PRIME));
		add(bags, true, Math.imul(Math.imul(Math.imul(earlier ^ 0x4321, PRIME) ^ previous, PRIME) ^ shape, PRIME));
		earlier = previous;
		previous = shape;
	}
}
