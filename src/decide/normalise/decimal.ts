// Reads characters written as decimal codes in a row: "105 103 110 111 114 101", with spaces or commas.
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
			const read = textOf(bytes, whole);
			const { mean, letters } = englishness(read);
			if (letters * 4 < bytes.length * 3 || mean < LANGUAGE || knownShare(read) < KNOWN_SHARE) return;
			runs.push({ bytes, stretches: [whole], start: (at) => starts[at] ?? 0, end: (at) => stops[at] ?? 0 });
		};
		for (const match of text.matchAll(/\d+/g)) {
			const end = match.index + match[0].length;
			const code = match[0].length <= 3 ? Number(match[0]) : 0;
			if (!isSeparator(text, ends.at(-1) ?? match.index, match.index)) close();
			if (code === 10 || (code >= 32 && code < 127)) {
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

/** At most three of space, comma and semicolon; nothing at the start of a row. */
function isSeparator(text: string, from: number, to: number): boolean {
	if (to - from > 3) return false;
	for (let index = from; index < to; index++) if (!" ,;\n\t".includes(text.charAt(index))) return false;
	return true;
}
