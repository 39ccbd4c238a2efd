// Folds look-alike letters of other scripts to Latin in words that mix scripts, and leaves genuine words of any script alone.
import type { Hit } from "../detect/detector.ts";
import { LOOK_ALIKES, LOOSE_LOOK_ALIKES } from "./confusable-table.ts";
import { type Rewritten, rewrite } from "./rewrite.ts";

const STRICT = new Map<number, string>();
const LOOSE = new Map<number, string>();
for (const [letter, characters] of Object.entries(LOOK_ALIKES))
	for (const one of characters) STRICT.set(one.codePointAt(0) ?? 0, letter);
for (const [letter, characters] of Object.entries(LOOSE_LOOK_ALIKES))
	for (const one of characters) LOOSE.set(one.codePointAt(0) ?? 0, letter);
const ANY = new RegExp(`[${[...STRICT.keys(), ...LOOSE.keys()].map((code) => `\\u{${code.toString(16)}}`).join("")}]`, "u");

type Word = {
	from: number;
	to: number;
	latin: number;
	/** Look-alikes by UTS 39, by habit only, and phonetic letters of the Latin script. */
	strict: number;
	loose: number;
	phonetic: number;
	greek: number;
	/** Letters that look like nothing in Latin. */
	other: number;
	/** Changes between Latin and another script within the word. */
	switches: number;
};

export type Folded = { readonly rewritten: Rewritten; readonly hits: readonly Hit[] };

/** The text with look-alikes folded; nothing when no word asks for it. Offsets of hits are of `text`. */
export function foldConfusables(text: string): Folded | undefined {
	if (!ANY.test(text)) return undefined;
	const words = findWords(text);
	const out = rewrite(text);
	let position = 0;
	const disguised: Word[] = [];
	for (const [index, word] of words.entries()) {
		if (!isDisguised(word, words[index - 1], words[index + 1])) continue;
		disguised.push(word);
		for (let at = word.from; at < word.to; ) {
			const code = text.codePointAt(at) ?? 0;
			const width = code > 0xffff ? 2 : 1;
			const letter = STRICT.get(code) ?? LOOSE.get(code);
			if (letter !== undefined) {
				out.copy(position, at);
				out.put(letter, at, at + width);
				position = at + width;
			}
			at += width;
		}
	}
	if (position === 0) return undefined;
	out.copy(position, text.length);
	return { rewritten: out.finish(), hits: hitsOf(disguised) };
}

function isDisguised(word: Word, before: Word | undefined, after: Word | undefined): boolean {
	const foreign = word.strict + word.loose;
	if (word.other > 0 || foreign + word.phonetic === 0) return false;
	if (foreign === 0) return word.phonetic >= 2 || word.latin >= 2;
	if (word.latin + word.phonetic === 0) {
		// A word of look-alikes alone is genuine among words of its script; between Latin words it is a disguise.
		const isLatin = (near: Word | undefined) =>
			near === undefined || (near.other === 0 && near.loose === 0 && near.latin + near.strict > 0);
		const touchesLatin = (before?.latin ?? 0) > 0 || (after?.latin ?? 0) > 0;
		return word.loose === 0 && touchesLatin && isLatin(before) && isLatin(after);
	}
	// Quantities of formulas: one Greek letter with an index or a unit.
	if (word.greek === foreign && word.latin + foreign <= 3) return false;
	// A Latin stem with an ending of the writer's own language changes script once.
	const isCompound = word.switches === 1 && word.latin >= 2 && foreign >= 2 && word.loose > 0;
	return !isCompound && (word.loose === 0 || word.latin >= foreign || word.switches >= 2);
}

function hitsOf(words: readonly Word[]): Hit[] {
	const foreign = (word: Word) => word.strict + word.loose;
	const mixed = words.filter((word) => foreign(word) > 0 && word.latin > 0 && word.latin + foreign(word) >= 4).length;
	const whole = words.filter((word) => word.latin === 0 && word.strict >= 3).length;
	const hits: Hit[] = [];
	for (const word of words) {
		const length = word.latin + foreign(word) + word.phonetic;
		let score = 0;
		if (foreign(word) === 0) score = word.phonetic >= 4 ? 300 : 0;
		else if (word.latin === 0) score = word.strict < 3 ? 0 : whole + mixed >= 2 ? 700 : 300;
		else if (length >= 4) score = mixed + whole >= 3 ? 850 : word.greek === foreign(word) ? 300 : 600;
		if (score > 0) hits.push({ type: "text.confusables", start: word.from, end: word.to, score, evidence: "structure" });
	}
	return hits;
}

/** Words of alphabetic scripts; ideographs, kana and syllables of Hangul separate words here. */
function findWords(text: string): Word[] {
	const words: Word[] = [];
	let word: Word | undefined;
	let side = 0;
	for (let index = 0; index < text.length; ) {
		const code = text.codePointAt(index) ?? 0;
		const width = code > 0xffff ? 2 : 1;
		if (!isWordCharacter(code)) {
			word = undefined;
		} else {
			if (word === undefined) {
				word = { from: index, to: index, latin: 0, strict: 0, loose: 0, phonetic: 0, greek: 0, other: 0, switches: 0 };
				words.push(word);
				side = 0;
			}
			word.to = index + width;
			const now = count(word, code);
			if (now !== 0) {
				if (side !== 0 && side !== now) word.switches++;
				side = now;
			}
		}
		index += width;
	}
	return words;
}

/** Counts one character of a word; 1 for Latin, 2 for another script, 0 for neither. */
function count(word: Word, code: number): number {
	if (code < 0x80) {
		if (code < 0x41) return 0;
		word.latin++;
		return 1;
	}
	const isStrict = STRICT.has(code);
	if (!isStrict && !LOOSE.has(code)) {
		if ((code >= 0xc0 && code < 0x250) || (code >= 0x1e00 && code < 0x1f00)) {
			word.latin++;
			return 1;
		}
		if (code >= 0x300 && code < 0x370) return 0;
		word.other++;
		return 2;
	}
	if (
		(code >= 0x250 && code < 0x2b0) ||
		(code >= 0x1d00 && code < 0x1d80) ||
		(code >= 0xa720 && code < 0xa800) ||
		(code >= 0xab30 && code < 0xab66)
	) {
		word.phonetic++;
		return 1;
	}
	if (isStrict) word.strict++;
	else word.loose++;
	if (code >= 0x370 && code < 0x400) word.greek++;
	return 2;
}

function isWordCharacter(code: number): boolean {
	if (code < 0x80) return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
	if (code < 0xc0 || code === 0xd7 || code === 0xf7) return false;
	if (code < 0x2000) return true;
	return STRICT.has(code) || LOOSE.has(code) || (code >= 0x2c00 && code < 0x2e00) || (code >= 0xa000 && code < 0xac00);
}
