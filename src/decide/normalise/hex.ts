// Reads hexadecimal bytes: one run of digits, or pairs kept apart by spaces, colons, commas, each with or without 0x.

import { type EncodedRun, readRuns } from "./encoded-runs.ts";
import { englishness } from "./likelihood.ts";
import { isPlain, letterShare, readableStretches, type Stretch, textOf } from "./readable.ts";
import type { Reader } from "./reader.ts";

const NONE = 255;
const VALUE = new Uint8Array(128).fill(NONE);
for (const [value, character] of [..."0123456789abcdef"].entries()) {
	VALUE[character.charCodeAt(0)] = value;
	VALUE[character.toUpperCase().charCodeAt(0)] = value;
}
/** Fewer bytes than this are read by chance too often. */
const FEWEST = 4;
/** A long number is read as letters by chance up to so many bytes. */
const FEWEST_DECIMAL = 20;

export const hex: Reader = {
	kind: "hex",
	encoding: true,
	read: (text, census, budget) => {
		// Every letter of ASCII has a digit in its code.
		if (census.digits < FEWEST) return [];
		const runs: EncodedRun[] = [];
		let index = 0;
		while (index < text.length) {
			if (valueAt(text, index) === NONE || isWordCharacter(text, index - 1)) {
				index++;
				continue;
			}
			const { pairs, end } = collect(text, index);
			if (pairs.length >= FEWEST) {
				const bytes = Uint8Array.from(pairs, (at) => valueAt(text, at) * 16 + valueAt(text, at + 1));
				const isDecimal = pairs.every((at) => valueAt(text, at) < 10 && valueAt(text, at + 1) < 10);
				const stretches = readable(bytes, isDecimal);
				const start = (at: number) => withPrefix(text, pairs[at] ?? 0);
				if (stretches.length > 0) runs.push({ bytes, stretches, start, end: (at) => (pairs[at] ?? 0) + 2 });
			}
			index = end;
		}
		return readRuns(text, runs, budget);
	},
};

function valueAt(text: string, index: number): number {
	const code = text.charCodeAt(index);
	return code < 128 ? (VALUE[code] ?? NONE) : NONE;
}

/** The letter of a 0x or \x prefix does not glue a pair to a word. */
function isWordCharacter(text: string, index: number): boolean {
	if (index < 0) return false;
	const code = text.charCodeAt(index) | 0x20;
	if (code === 0x78) return false;
	return code < 128 && ((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39));
}

/** Start of a pair or of the 0x before it. */
function withPrefix(text: string, at: number): number {
	return at >= 2 && text[at - 2] === "0" && (text[at - 1] === "x" || text[at - 1] === "X") ? at - 2 : at;
}

/** Starts of the pairs from `from` on, and where looking goes on. */
function collect(text: string, from: number): { pairs: number[]; end: number } {
	let end = from;
	while (end < text.length && valueAt(text, end) !== NONE) end++;
	const pairs: number[] = [];
	if (end - from !== 2) {
		// A leading zero of "0x" is not a digit of the run: "0" alone ends here and the run behind the x is next.
		// An odd digit at the end stays as it stands.
		if (!isWordCharacter(text, end)) for (let at = from; at + 1 < end; at += 2) pairs.push(at);
		return { pairs, end: end + 1 };
	}
	let at = from;
	for (;;) {
		pairs.push(at);
		const next = nextPair(text, at + 2);
		if (next < 0) return { pairs, end: at + 3 };
		at = next;
	}
}

/** Start of the pair behind a separator of at most three characters and an optional 0x; −1 when there is none. */
function nextPair(text: string, from: number): number {
	let at = from;
	while (at < from + 3 && " ,:;-\n\r\t".includes(text[at] ?? "x")) at++;
	if (at === from) return -1;
	if (text[at] === "0" && (text[at + 1] === "x" || text[at + 1] === "X")) at += 2;
	const isPair = valueAt(text, at) !== NONE && valueAt(text, at + 1) !== NONE && valueAt(text, at + 2) === NONE;
	return isPair && !isWordCharacter(text, at + 2) ? at : -1;
}

function readable(bytes: Uint8Array, isDecimal: boolean): Stretch[] {
	return readableStretches(bytes, FEWEST).filter((stretch) => {
		// Pairs of decimal digits are letters every second time, and digits every tenth: that takes more of them.
		if (isPlain(bytes, stretch, isDecimal && bytes.length < FEWEST_DECIMAL)) return true;
		const length = stretch.to - stretch.from;
		if (length < bytes.length && length < 12) return false;
		if (letterShare(bytes, stretch) < 0.7) return false;
		// A few bytes read as letters by chance: hashes and images are full of them.
		if (length < 8 && englishness(textOf(bytes, stretch)).mean < 0) return false;
		// Numbers of cards and accounts are pairs of digits too: those must spell words.
		return !isDecimal || (letterShare(bytes, stretch) >= 0.9 && englishness(textOf(bytes, stretch)).mean >= 3);
	});
}
