// Reads Morse code (ITU-R M.1677-1) in dots and dashes of several makes, words apart by a slash, a bar or a wide gap.
import { englishness } from "./likelihood.ts";
import type { Reader } from "./reader.ts";
import { rewrite } from "./rewrite.ts";

const CODE = new Map(
	Object.entries({
		".-": "a",
		"-...": "b",
		"-.-.": "c",
		"-..": "d",
		".": "e",
		"..-.": "f",
		"--.": "g",
		"....": "h",
		"..": "i",
		".---": "j",
		"-.-": "k",
		".-..": "l",
		"--": "m",
		"-.": "n",
		"---": "o",
		".--.": "p",
		"--.-": "q",
		".-.": "r",
		"...": "s",
		"-": "t",
		"..-": "u",
		"...-": "v",
		".--": "w",
		"-..-": "x",
		"-.--": "y",
		"--..": "z",
		"-----": "0",
		".----": "1",
		"..---": "2",
		"...--": "3",
		"....-": "4",
		".....": "5",
		"-....": "6",
		"--...": "7",
		"---..": "8",
		"----.": "9",
		".-.-.-": ".",
		"--..--": ",",
		"..--..": "?",
		"-.-.--": "!",
		"-..-.": "/",
		".--.-.": "@",
	}),
);
/** Fewer letters than this are bullets, dashes and ellipses of ordinary text. */
const FEWEST_LETTERS = 5;
/** … and signs that do not follow a word. */
const FEWEST_SIGNS = 8;
const TOKEN =
	/[.\-_*\u00b7\u2022\u2010-\u2015\u2022\u2212\u2219\u22c5]+|[^.\-_*\u00b7\u2022\u2010-\u2015\u2022\u2212\u2219\u22c5\s/|]+|[/|]|\s+/g;

type Sign = { text: string; from: number; to: number };

export const morse: Reader = {
	kind: "morse",
	encoding: true,
	read: (text, census, budget) => {
		if (census.marks < FEWEST_SIGNS) return [];
		const out = rewrite(text);
		const hits: { type: "text.encoded"; start: number; end: number; score: number; evidence: "format" }[] = [];
		let signs: Sign[] = [];
		let position = 0;
		const close = () => {
			while (signs.at(-1)?.text === " ") signs.pop();
			const read = signs.map((sign) => sign.text).join("");
			const kept = signs;
			signs = [];
			const first = kept[0];
			const last = kept.at(-1);
			if (first === undefined || last === undefined || !isWorth(read) || budget.take(read.length) < read.length) return;
			out.copy(position, first.from);
			for (const sign of kept) out.put(sign.text, sign.from, sign.to);
			position = last.to;
			hits.push({
				type: "text.encoded",
				start: first.from,
				end: last.to,
				score: englishness(read).mean >= 2 ? 850 : 500,
				evidence: "format",
			});
		};
		let glued = false;
		for (const match of text.matchAll(TOKEN)) {
			const token = match[0];
			const to = match.index + token.length;
			const isGap = token.trim() === "" || token === "/" || token === "|";
			if (isGap) {
				const wide = token === "/" || token === "|" || token.length >= 3 || token.includes("\n");
				if (wide && signs.length > 0 && signs.at(-1)?.text !== " ") signs.push({ text: " ", from: match.index, to });
				glued = false;
				continue;
			}
			const letter = glued ? undefined : CODE.get(plain(token));
			if (letter === undefined) {
				// Signs glued to a word are that word's punctuation.
				if (glued && signs.at(-1)?.to === match.index) signs.pop();
				close();
			} else {
				signs.push({ text: letter, from: match.index, to });
			}
			glued = true;
		}
		close();
		if (position === 0) return [];
		out.copy(position, text.length);
		return [{ ...out.finish(), hits }];
	},
};

function plain(token: string): string {
	if (token.length > 6) return "";
	return token.replace(/[*\u00b7\u2022\u2219\u22c5]/g, ".").replace(/[_\u2010-\u2015\u2212]/g, "-");
}

function isWorth(read: string): boolean {
	const letters = read.replace(/[^a-z]/g, "");
	return letters.length >= FEWEST_LETTERS && new Set(letters).size >= 4 && englishness(read).mean >= -2;
}
