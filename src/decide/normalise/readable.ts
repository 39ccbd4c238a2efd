// Finds stretches of readable UTF-8 in decoded bytes and writes them into a rewriting, each character with its quantum.
import type { Rewrite } from "./rewrite.ts";

/** Decoded bytes and where in the source the whole quantum stands that holds each of them. */
export type DecodedBytes = {
	readonly bytes: Uint8Array;
	readonly start: (index: number) => number;
	readonly end: (index: number) => number;
};

export type Stretch = { readonly from: number; readonly to: number };

/** Length of the readable UTF-8 character at `index`; 0 when there is none. */
function characterLength(bytes: Uint8Array, index: number): number {
	const first = bytes[index] ?? 0;
	if (first < 0x80) return (first >= 0x20 && first < 0x7f) || first === 0x0a || first === 0x09 || first === 0x0d ? 1 : 0;
	const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
	if (first < 0xc2 || first > 0xf4 || index + length > bytes.length) return 0;
	for (let next = 1; next < length; next++) {
		if (((bytes[index + next] ?? 0) & 0xc0) !== 0x80) return 0;
	}
	const second = bytes[index + 1] ?? 0;
	if (first === 0xc2 && second < 0xa0) return 0;
	if (first === 0xe0 && second < 0xa0) return 0;
	if (first === 0xed && second >= 0xa0) return 0;
	if (first === 0xee || (first === 0xef && second < 0xa4)) return 0;
	if (first === 0xf0 && second < 0x90) return 0;
	if (first === 0xf4 && second >= 0x90) return 0;
	return length;
}

/** Maximal stretches of at least `least` readable bytes. */
export function readableStretches(bytes: Uint8Array, least: number): Stretch[] {
	const stretches: Stretch[] = [];
	let from = 0;
	let index = 0;
	while (index <= bytes.length) {
		const length = index < bytes.length ? characterLength(bytes, index) : 0;
		if (length > 0) {
			index += length;
			continue;
		}
		if (index - from >= least) stretches.push({ from, to: index });
		index++;
		from = index;
	}
	return stretches;
}

/** The bytes as text; they are readable UTF-8. */
export function textOf(bytes: Uint8Array, stretch: Stretch): string {
	return new TextDecoder().decode(bytes.subarray(stretch.from, stretch.to));
}

/**
 * The stretches worth reading of one encoded run. Random bytes are readable for a dozen in a row once in 10^5 tries,
 * so a stretch counts when it is most of its run, or long and made of words.
 */
export function worthReading(bytes: Uint8Array, least: number): Stretch[] {
	const stretches = readableStretches(bytes, least);
	return stretches.filter((stretch) => {
		const length = stretch.to - stretch.from;
		return length * 10 >= bytes.length * 9 || (length >= 24 && letterShare(bytes, stretch) >= 0.7);
	});
}

/** Share of letters and spaces; bytes beyond ASCII count as letters. */
export function letterShare(bytes: Uint8Array, { from, to }: Stretch): number {
	let letters = 0;
	for (let index = from; index < to; index++) {
		const byte = bytes[index] ?? 0;
		const lower = byte | 0x20;
		if (byte === 0x20 || byte >= 0x80 || (lower >= 0x61 && lower <= 0x7a)) letters++;
	}
	return to > from ? letters / (to - from) : 0;
}

/** Bytes of numbers and addresses: digits and what keeps their groups apart; letters and their marks besides. */
const NUMBER = byteSet("0123456789 -");
const PLAIN = byteSet("0123456789 -abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.:@+_/,");
const FEWEST_PLAIN = 12;

/**
 * Whether a stretch is its whole run and nothing but a number, an address or words: of twelve random bytes that is so once
 * in 10^7 tries, so it needs no likeness to language. `numberOnly` where letters come about more easily.
 */
export function isPlain(bytes: Uint8Array, { from, to }: Stretch, numberOnly = false): boolean {
	if (to - from !== bytes.length || bytes.length < FEWEST_PLAIN) return false;
	const set = numberOnly ? NUMBER : PLAIN;
	return bytes.every((byte) => set[byte] === 1);
}

function byteSet(characters: string): Uint8Array {
	const set = new Uint8Array(256);
	for (const character of characters) set[character.charCodeAt(0)] = 1;
	return set;
}

/** Writes a readable stretch; characters that share their quanta become one unit. */
export function putStretch(out: Rewrite, decoded: DecodedBytes, { from, to }: Stretch): void {
	let pending = "";
	let start = -1;
	let end = -1;
	let index = from;
	while (index < to) {
		const length = Math.max(1, characterLength(decoded.bytes, index));
		const characterStart = decoded.start(index);
		const characterEnd = decoded.end(index + length - 1);
		const character =
			length === 1 ? String.fromCharCode(decoded.bytes[index] ?? 0) : textOf(decoded.bytes, { from: index, to: index + length });
		if (characterStart === start && characterEnd === end) {
			pending += character;
		} else {
			out.put(pending, start, end);
			pending = character;
			start = characterStart;
			end = characterEnd;
		}
		index += length;
	}
	out.put(pending, start, end);
}
