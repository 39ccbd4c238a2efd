// One pass over the text that finds its digit runs and the words they stand in; most families start from these.

/** A maximal run of ASCII digits, and the maximal run of ASCII letters and digits around it. */
export type Group = { readonly start: number; readonly end: number; readonly wordStart: number; readonly wordEnd: number };

/** What the families share about one text. */
export type Reading = {
	/** The text with look-alike digits and separators of other scripts replaced one to one, so that offsets hold. */
	readonly text: string;
	readonly groups: readonly Group[];
	/** Region of the declared locale, lower case (`ch` of `de-CH`), or the one a bare language suggests. */
	readonly region: string | undefined;
	/** True in decoded views: weak patterns stand back. */
	readonly decoded: boolean;
};

/** ASCII letter or digit. NaN (outside the text) is neither. */
export function isAlnum(code: number): boolean {
	return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

export function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}

const FOLDABLE =
	/[\u00a0\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\u2000-\u200a\u2010-\u2015\u202f\u2212\u3000\uff08\uff09\uff0b\uff0d-\uff1a\uff20]/g;
// First digit of each decimal block that is folded.
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];

function foldOne(char: string): string {
	const code = char.charCodeAt(0);
	for (const zero of ZEROS) if (code >= zero && code < zero + 10) return String.fromCharCode(48 + code - zero);
	if (code >= 0x2010 && code <= 0x2015) return "-";
	if (code === 0x2212) return "-";
	if (code > 0xff00) return String.fromCharCode(code - 0xfee0);
	return " ";
}

/** Replaces digits of other scripts, typographic spaces and hyphens by their ASCII kin, one code unit for one. */
export function fold(text: string): string {
	return text.replace(FOLDABLE, foldOne);
}

/** All digit runs of the text, in order. Linear: every word is walked once. */
export function digitGroups(text: string): Group[] {
	const groups: Group[] = [];
	const digits = /[0-9]+/g;
	let wordStart = 0;
	let wordEnd = 0;
	for (let match = digits.exec(text); match !== null; match = digits.exec(text)) {
		const start = match.index;
		if (start >= wordEnd) {
			const floor = wordEnd;
			wordStart = start;
			while (wordStart > floor && isAlnum(text.charCodeAt(wordStart - 1))) wordStart--;
			wordEnd = digits.lastIndex;
			while (isAlnum(text.charCodeAt(wordEnd))) wordEnd++;
		}
		groups.push({ start, end: digits.lastIndex, wordStart, wordEnd });
	}
	return groups;
}
