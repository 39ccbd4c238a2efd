// Reads Morse code (ITU-R M.1677-1) in dots and dashes of several makes, words apart by a slash, a bar or a wide gap.
import type { Hit } from "../detect/detector.ts";
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
const LONGEST_SIGN = 6;

const OTHER = 0;
const SIGN = 1;
const SPACE = 2;
const SLASH = 3;

type Sign = { text: string; from: number; to: number };
type Message = readonly Sign[];

export const morse: Reader = {
	kind: "morse",
	encoding: true,
	read: (text, census, budget) => {
		if (census.marks < FEWEST_SIGNS) return [];
		const out = rewrite(text);
		const hits: Hit[] = [];
		let position = 0;
		for (const message of findMessages(text)) {
			const read = message.map((sign) => sign.text).join("");
			const start = message[0]?.from ?? 0;
			if (!isWorth(read) || budget.take(read.length) < read.length) continue;
			out.copy(position, start);
			for (const sign of message) out.put(sign.text, sign.from, sign.to);
			position = message.at(-1)?.to ?? start;
			const score = englishness(read).mean >= 2 ? 850 : 500;
			hits.push({ type: "text.encoded", start, end: position, score, evidence: "format" });
		}
		if (position === 0) return [];
		out.copy(position, text.length);
		return [{ ...out.finish(), hits }];
	},
};

function classOf(code: number): number {
	if (code === 0x2e || code === 0x2d || code === 0x5f || code === 0x2a || code === 0xb7) return SIGN;
	if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === 0xa0) return SPACE;
	if (code === 0x2f || code === 0x7c) return SLASH;
	if (code < 0x2000) return OTHER;
	return (code >= 0x2010 && code <= 0x2015) || code === 0x2022 || code === 0x2212 || code === 0x2219 || code === 0x22c5
		? SIGN
		: OTHER;
}

/** Rows of signs that stand free of other characters, each sign with its letter, gaps of words as spaces. */
function findMessages(text: string): Message[] {
	const messages: Message[] = [];
	let signs: Sign[] = [];
	const close = () => {
		while (signs.at(-1)?.text === " ") signs.pop();
		if (signs.length >= FEWEST_LETTERS) messages.push(signs);
		signs = [];
	};
	let isGlued = false;
	for (let index = 0; index < text.length; ) {
		const from = index;
		const kind = classOf(text.charCodeAt(index));
		while (index < text.length && classOf(text.charCodeAt(index)) === kind) index++;
		if (kind === OTHER) {
			// Signs glued to a word are that word's punctuation.
			if (signs.at(-1)?.to === from && signs.at(-1)?.text !== " ") signs.pop();
			close();
			isGlued = true;
		} else if (kind === SIGN) {
			const letter = isGlued || index - from > LONGEST_SIGN ? undefined : CODE.get(plain(text.slice(from, index)));
			if (letter === undefined) close();
			else signs.push({ text: letter, from, to: index });
			isGlued = true;
		} else {
			const isWide = kind === SLASH || index - from >= 3 || text.slice(from, index).includes("\n");
			if (isWide && signs.length > 0 && signs.at(-1)?.text !== " ") signs.push({ text: " ", from, to: index });
			isGlued = false;
		}
	}
	close();
	return messages;
}

/** All makes of dots and dashes as one. */
function plain(sign: string): string {
	return sign.replace(/[*\u00b7\u2022\u2219\u22c5]/g, ".").replace(/[_\u2010-\u2015\u2212]/g, "-");
}

function isWorth(read: string): boolean {
	const letters = read.replace(/[^a-z]/g, "");
	return letters.length >= FEWEST_LETTERS && new Set(letters).size >= 4 && englishness(read).mean >= -2;
}
