// Folds a UTF-16 code unit to the letter that word lists are written in: lower case, no accents. One unit in, one out.

const SIZE = 0x2000;

function foldUnit(code: number): number {
	const lower = String.fromCharCode(code).toLowerCase();
	// й and Devanagari nukta letters decompose too, but the base is another letter: only Latin and Greek lose marks.
	const marks = code < 0x400 || code >= 0x1e00;
	const folded = (marks ? lower.normalize("NFD") : lower).charCodeAt(0);
	return SPECIAL.get(folded) ?? folded;
}

/** Letters that carry no combining mark and are still written plainly in the lists. */
const SPECIAL = new Map<number, number>([
	[0xdf, 0x73], // ß → s
	[0xf8, 0x6f], // ø → o
	[0x111, 0x64], // đ → d
	[0x131, 0x69], // ı → i
	[0x142, 0x6c], // ł → l
	[0x451, 0x435], // ё → е
	[0x2019, 0x27], // ’ → '
]);

const TABLE = new Uint16Array(SIZE);
for (let code = 0; code < SIZE; code++) TABLE[code] = foldUnit(code);

/** The folded code unit; units above the table (CJK, symbols) stay as they are. */
export function fold(code: number): number {
	if (code < SIZE) return TABLE[code] as number;
	return code === 0x2019 ? 0x27 : code;
}

/** A list's term, folded the same way. Terms are written as they are typed. */
export function foldTerm(term: string): string {
	let out = "";
	for (let i = 0; i < term.length; i++) out += String.fromCharCode(fold(term.charCodeAt(i)));
	return out;
}

/** 0: separates words; 1: part of a word; 2: of a script written without spaces, where terms are found inside. */
export function letterClass(code: number): 0 | 1 | 2 {
	if (code < 0x80) {
		return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x27
			? 1
			: 0;
	}
	if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba ? 1 : 0;
	if (code < 0x2000) return code === 0xd7 || code === 0xf7 ? 0 : code >= 0xe00 && code < 0xe80 ? 2 : code === 0x964 ? 0 : 1;
	if (code === 0x2019) return 1;
	if (code < 0x3040) return code >= 0x2c00 && code < 0x2e00 ? 1 : code >= 0x2e80 && code < 0x3000 ? 2 : 0;
	if (code < 0xa000) return code === 0x30fb ? 0 : 2;
	if (code >= 0xac00 && code <= 0xd7a3) return 1;
	if (code >= 0xf900 && code < 0xfb00) return 2;
	return code >= 0xa000 && code < 0xd800 ? 1 : code >= 0xfb50 && code < 0xff00 ? 1 : 0;
}

/** True for what ends a sentence or a line. */
export function endsSentence(code: number): boolean {
	return (
		code === 0x2e ||
		code === 0x21 ||
		code === 0x3f ||
		code === 0x0a ||
		code === 0x3b ||
		code === 0x3002 ||
		code === 0xff01 ||
		code === 0xff1f ||
		code === 0x964 ||
		code === 0x61f ||
		code === 0x7c
	);
}
