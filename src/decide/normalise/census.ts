// One cheap pass over a text that tells which readings can be worth trying at all.

export type Census = {
	/** Something other than printable ASCII, tab and line ends. */
	readonly special: boolean;
	/** Longest run of letters and digits. */
	readonly longest: number;
	readonly digits: number;
	/** Dots, hyphens and what else serves as a Morse sign, where they do not follow a word. */
	readonly marks: number;
	/** Most tokens of one or two characters in a row: a spelled word is many. */
	readonly shortRow: number;
	/** Places where a letter touches a digit or one of the symbols used as letters. */
	readonly mixed: number;
	readonly ampersand: boolean;
	readonly percent: boolean;
	readonly backslash: boolean;
};

const LETTER = 1;
const DIGIT = 2;
const MARK = 4;
const SYMBOL = 8;
const SPECIAL = 16;

const CLASS = new Uint8Array(128).fill(SPECIAL);
for (let code = 0x20; code < 0x7f; code++) CLASS[code] = 0;
for (const character of "\t\n\r") CLASS[character.charCodeAt(0)] = 0;
for (const character of ".-_*") CLASS[character.charCodeAt(0)] = MARK;
for (const character of "@$!") CLASS[character.charCodeAt(0)] = SYMBOL;
for (let code = 0x30; code < 0x3a; code++) CLASS[code] = DIGIT;
for (let code = 0x41; code < 0x5b; code++) {
	CLASS[code] = LETTER;
	CLASS[code + 32] = LETTER;
}

/** Counts what the gates of the readings ask for. */
export function census(text: string): Census {
	let seen = 0;
	let longest = 0;
	let run = 0;
	let digits = 0;
	let marks = 0;
	let shortRow = 0;
	let row = 0;
	let mixed = 0;
	let previous = 0;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		// A letter beyond ASCII stands alone as often as one within: both count for letter spacing.
		const kind = code < 128 ? (CLASS[code] ?? 0) : code < 0x2000 ? SPECIAL | LETTER : code < 0x2e80 ? SPECIAL | MARK : SPECIAL;
		seen |= kind;
		if ((kind & (LETTER | DIGIT)) !== 0) {
			run++;
			if ((kind & DIGIT) !== 0) digits++;
		} else {
			if (run > longest) longest = run;
			if (run > 2) row = 0;
			else if (run > 0 && ++row > shortRow) shortRow = row;
			run = 0;
			if ((kind & MARK) !== 0 && (previous & (LETTER | DIGIT)) === 0) marks++;
		}
		const pair = kind | previous;
		if ((pair & LETTER) !== 0 && (pair & (DIGIT | SYMBOL)) !== 0) mixed++;
		previous = kind;
	}
	if (run > longest) longest = run;
	if ((run === 1 || run === 2) && ++row > shortRow) shortRow = row;
	return {
		special: (seen & SPECIAL) !== 0,
		longest,
		digits,
		marks,
		shortRow,
		mixed,
		ampersand: text.includes("&"),
		percent: text.includes("%"),
		backslash: text.includes("\\"),
	};
}
