// Finds characters that nobody sees (zero-width, bidi, tags, variation selectors, controls) and tells needed ones from smuggled ones.

export type HiddenKind = "invisible" | "bidi" | "tag" | "variation";

/** Consecutive hidden characters of one kind. */
export type HiddenRun = {
	readonly kind: HiddenKind;
	readonly from: number;
	readonly to: number;
	/** Writing systems and emoji need it where it stands: no sign of anything. */
	readonly genuine: boolean;
	/** Part of what is seen (emoji sequences, joining of letters): it stays in the canonical text. */
	readonly keep: boolean;
};

const HIDDEN =
	/[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e007f}\u{e0100}-\u{e01ef}]+/gu;
const RIGHT_TO_LEFT = /[\u0590-\u0619\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const EMOJI = /^\p{Extended_Pictographic}$/u;
const LETTER = /^\p{L}$/u;
const HAN = /^\p{Script=Han}$/u;
/** The subdivisions whose flags are in use: England, Scotland, Wales, Northern Ireland and the states of the USA. */
const FLAG = /^(?:gb(?:eng|nir|sct|wls)|us[a-z]{2})$/;
const BLACK_FLAG = 0x1f3f4;
const ZWJ = 0x200d;

/** All hidden runs in order of the text. Linear. */
export function hiddenRuns(text: string): HiddenRun[] {
	const runs: HiddenRun[] = [];
	let hasRightToLeft: boolean | undefined;
	for (const match of text.matchAll(HIDDEN)) {
		const end = match.index + match[0].length;
		let from = match.index;
		while (from < end) {
			const code = text.codePointAt(from) ?? 0;
			const kind = kindOf(code);
			let to = from + widthOf(code);
			while (to < end && kindOf(text.codePointAt(to) ?? 0) === kind) to += widthOf(text.codePointAt(to) ?? 0);
			hasRightToLeft ??= RIGHT_TO_LEFT.test(text);
			runs.push({ kind, from, to, ...judge(text, kind, from, to, hasRightToLeft) });
			from = to;
		}
	}
	return runs;
}

/** Code points from `0xfe00` and `0xe0100` on, as the bytes 0–255 they stand for. */
export function variationByte(code: number): number {
	return code < 0xe0000 ? code - 0xfe00 : code - 0xe0100 + 16;
}

/** Length of a code point in UTF-16 code units. */
export function widthOf(code: number): number {
	return code > 0xffff ? 2 : 1;
}

/** The code point that ends right before `index`; 0 at the start. */
export function codeBefore(text: string, index: number): number {
	if (index <= 0) return 0;
	const last = text.charCodeAt(index - 1);
	return last >= 0xdc00 && last < 0xe000 && index > 1 ? (text.codePointAt(index - 2) ?? last) : last;
}

function kindOf(code: number): HiddenKind {
	if (code >= 0xe0000 && code < 0xe0080) return "tag";
	if ((code >= 0xfe00 && code < 0xfe10) || code >= 0xe0100) return "variation";
	if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return "bidi";
	return "invisible";
}

type Judgement = { genuine: boolean; keep: boolean };
const SMUGGLED: Judgement = { genuine: false, keep: false };
const NEEDED: Judgement = { genuine: true, keep: true };
const HARMLESS: Judgement = { genuine: true, keep: false };

function judge(text: string, kind: HiddenKind, from: number, to: number, hasRightToLeft: boolean): Judgement {
	const before = codeBefore(text, from);
	const after = text.codePointAt(to) ?? 0;
	const first = text.codePointAt(from) ?? 0;
	const isSingle = to - from === widthOf(first);
	if (kind === "tag") return before === BLACK_FLAG && isFlag(text, from, to) ? NEEDED : SMUGGLED;
	if (kind === "variation") return isSingle && suitsVariation(first, before) ? NEEDED : SMUGGLED;
	if (kind === "bidi") {
		const overrides = /[\u202d\u202e]/.test(text.slice(from, to));
		return hasRightToLeft && !overrides ? HARMLESS : SMUGGLED;
	}
	if (!isSingle) return SMUGGLED;
	if (first === ZWJ && joinsEmoji(before, after)) return NEEDED;
	if ((first === ZWJ || first === 0x200c) && (shapesLetters(before) || shapesLetters(after))) return NEEDED;
	if (first === 0x200b && separatesWithoutSpaces(before)) return HARMLESS;
	if (first === 0x200e || first === 0x200f || first === 0x061c) return hasRightToLeft ? HARMLESS : SMUGGLED;
	if (first === 0xfeff && from === 0) return HARMLESS;
	if (first >= 0x180b && first <= 0x180f) return before >= 0x1800 && before < 0x18b0 ? NEEDED : SMUGGLED;
	if (first === 0x115f || first === 0x1160) return isJamo(before) || isJamo(after) ? NEEDED : SMUGGLED;
	return SMUGGLED;
}

function isFlag(text: string, from: number, to: number): boolean {
	let name = "";
	for (let index = from; index < to && name.length < 8; index += 2) {
		const code = (text.codePointAt(index) ?? 0) - 0xe0000;
		name += code === 0x7f ? "|" : String.fromCharCode(code);
	}
	return name.endsWith("|") && to - from === 2 * name.length && FLAG.test(name.slice(0, -1));
}

function suitsVariation(selector: number, base: number): boolean {
	const character = String.fromCodePoint(base);
	if (selector === 0xfe0e || selector === 0xfe0f) return base > 0x20 && !LETTER.test(character) ? true : EMOJI.test(character);
	if (selector >= 0xe0100) return HAN.test(character);
	return base >= 0x1000 && base !== 0x200d;
}

function joinsEmoji(before: number, after: number): boolean {
	const isBase = before === 0xfe0f || (before >= 0x1f3fb && before <= 0x1f3ff) || EMOJI.test(String.fromCodePoint(before));
	return isBase && EMOJI.test(String.fromCodePoint(after));
}

/** Scripts in which joiners choose the shape of letters: Arabic and its kin, the Indic scripts, Mongolian. */
function shapesLetters(code: number): boolean {
	return (
		(code >= 0x0620 && code < 0x0860) ||
		(code >= 0x08a0 && code < 0x0e00) ||
		(code >= 0x0f00 && code < 0x10a0) ||
		(code >= 0x1780 && code < 0x18b0) ||
		(code >= 0xfb50 && code < 0xff00 && code !== 0xfeff && (code < 0xfe00 || code > 0xfe0f))
	);
}

/** Scripts that write no spaces, where a zero-width space tells where a line may break. */
function separatesWithoutSpaces(code: number): boolean {
	return (
		(code >= 0x0e00 && code < 0x1100) ||
		(code >= 0x1780 && code < 0x1800) ||
		(code >= 0x1950 && code < 0x1ab0) ||
		(code >= 0x3000 && code < 0xa000)
	);
}

function isJamo(code: number): boolean {
	return code >= 0x1100 && code < 0x1200 && code !== 0x115f && code !== 0x1160;
}
