// Reads characters written as decimal or octal codes in a row: "105 103 110 111 114 101", with spaces or commas.
import { type EncodedRun, readRuns } from "./encoded-runs.ts";
import { englishness } from "./likelihood.ts";
import { textOf } from "./readable.ts";
import type { Reader } from "./reader.ts";
import { knownShare } from "./vocabulary.ts";

/** Shorter rows of numbers read as letters by chance. */
const FEWEST = 8;
/** Mean score (quarter bits) of letters that are English; numbers of any list give letters, but not likely ones. */
const LANGUAGE = 4;
const KNOWN_SHARE = 0.25;
/** Octal for the last character that can be read. */
const HIGHEST = 176;
const LAST = 126;
/** So many codes that are all those of an address or a token are one: lists of numbers also fall on signs and controls. */
const FEWEST_OF_TOKEN = 13;

export const decimal: Reader = {
	kind: "decimal",
	encoding: true,
	read: (text, census, budget) => {
		if (census.digits < 2 * FEWEST) return [];
		const runs: EncodedRun[] = [];
		let places: number[] = [];
		let ends: number[] = [];
		let codes: number[] = [];
		const close = () => {
			const [bytes, starts, stops] = [Uint8Array.from(codes), places, ends];
			[codes, places, ends] = [[], [], []];
			if (bytes.length < FEWEST) return;
			const whole = { from: 0, to: bytes.length };
			const place = { start: (at: number) => starts[at] ?? 0, end: (at: number) => stops[at] ?? 0 };
			if (isText(bytes)) {
				runs.push({ bytes, stretches: [whole], ...place });
				return;
			}
			const octal = bytesOfOctal(bytes);
			if (octal !== undefined && isText(octal)) runs.push({ bytes: octal, stretches: [whole], ...place });
		};
		for (const match of text.matchAll(/\d+/g)) {
			const end = match.index + match[0].length;
			// Octal codes reach 176; which base a row is in shows at its end.
			const code = match[0].length <= 3 ? Number(match[0]) : 0;
			if (!isSeparator(text, ends.at(-1) ?? match.index, match.index)) close();
			if (code === 10 || (code >= 32 && code <= HIGHEST)) {
				codes.push(code);
				places.push(match.index);
				ends.push(end);
			} else {
				close();
			}
		}
		close();
		return readRuns(text, runs, budget);
	},
};

/** The codes read in base 8 instead; undefined where one cannot be. */
function bytesOfOctal(codes: Uint8Array): Uint8Array | undefined {
	const values = codes.map((code) => (/[89]/.test(String(code)) ? 0 : Number.parseInt(String(code), 8)));
	return values.every((value) => value >= 32 && value <= LAST) ? values : undefined;
}

/** English, or an address or token. */
function isText(bytes: Uint8Array): boolean {
	if (bytes.some((byte) => byte > LAST)) return false;
	const read = textOf(bytes, { from: 0, to: bytes.length });
	const { mean, letters } = englishness(read);
	if (letters * 4 >= bytes.length * 3 && mean >= LANGUAGE && knownShare(read) >= KNOWN_SHARE) return true;
	if (bytes.length < FEWEST_OF_TOKEN) return false;
	return (
		/[\w.+-]@[\w-]+\.[a-z]{2,}/i.test(read) ||
		/^[\d -]+$/.test(read) ||
		(letters * 3 >= bytes.length && /^[\w .:=@+/-]+$/.test(read))
	);
}

/** At most three of space, comma and semicolon; nothing at the start of a row. */
function isSeparator(text: string, from: number, to: number): boolean {
	if (to - from > 3) return false;
	for (let index = from; index < to; index++) if (!" ,;\n\t".includes(text.charAt(index))) return false;
	return true;
}
