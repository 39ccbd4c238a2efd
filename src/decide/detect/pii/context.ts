// Words around a number that say what it is: a check digit alone is weak evidence, a name beside it is not.

/** Characters looked at before and after a candidate. */
const BEFORE = 56;
const AFTER = 28;

type Entry = { readonly word: string; readonly whole: boolean };
/** A list of words, by their first two characters. */
export type Words = {
	readonly test: (lowerCased: string) => boolean;
	/** Where the last of the words stands; −1: none does. */
	readonly last: (lowerCased: string) => number;
};

// Letters and digits of any script; punctuation blocks that texts use are left out. A table would be slower.
function inWord(code: number): boolean {
	if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
	return code >= 0xb5 && !(code >= 0x2000 && code <= 0x206f) && !(code >= 0x3000 && code <= 0x303f) && code < 0xff00;
}

// Scripts written without spaces (Thai, Chinese, Japanese) or with endings glued on (Korean): words may start anywhere.
function isUnspaced(code: number): boolean {
	return (code >= 0xe00 && code <= 0xe7f) || (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0xd7af);
}

/**
 * Compiles a list of words and phrases, lower case, separated by `|`. A word matches from its first letter on (so
 * `telefon` finds `telefonnummer`); a trailing `.` in the list means a whole word. Regular expressions with a hundred
 * alternatives were thirty times as slow.
 */
export function words(list: string): Words {
	const byStart = new Map<string, Entry[]>();
	for (const item of list.split("|")) {
		const whole = item.endsWith(".");
		const word = whole ? item.slice(0, -1) : item;
		const entries = byStart.get(word.slice(0, 2)) ?? [];
		entries.push({ word, whole });
		byStart.set(word.slice(0, 2), entries);
	}
	const find = (text: string, all: boolean): number => {
		let inside = false;
		let found = -1;
		for (let i = 0; i < text.length - 1; i++) {
			const code = text.charCodeAt(i);
			const starts = !inside || isUnspaced(code);
			inside = inWord(code);
			if (!starts || !inside) continue;
			for (const { word, whole } of byStart.get(text.slice(i, i + 2)) ?? []) {
				if (text.startsWith(word, i) && !(whole && inWord(text.charCodeAt(i + word.length)))) {
					if (!all) return i;
					found = i;
				}
			}
		}
		return found;
	};
	return { test: (text) => find(text, false) >= 0, last: (text) => find(text, true) };
}

/** The lower-cased text just before `start`. */
export function before(text: string, start: number, length = BEFORE): string {
	return text.slice(Math.max(0, start - length), start).toLowerCase();
}

/** Whether one of the words stands close to `start..end`: before it, or right after it. */
export function near(text: string, start: number, end: number, list: Words): boolean {
	return list.test(before(text, start)) || list.test(text.slice(end, end + AFTER).toLowerCase());
}

/** Characters between the nearest of the words and the candidate; undefined when none is close. */
export function distance(text: string, start: number, end: number, list: Words): number | undefined {
	const lead = before(text, start);
	const at = list.last(lead);
	if (at >= 0) return lead.length - at;
	return list.test(text.slice(end, end + AFTER).toLowerCase()) ? BEFORE : undefined;
}

const OTHER_NUMBER =
	/(?:order|invoice|tracking|ticket|isbn|issn|part|sku|model|serial|version|build|commit|article|item|product|price|amount|total|id|ref|reference|bestell|rechnung|artikel|commande|facture|pedido|factura|ordine|fattura)(?:[ _-]?(?:no|nr|num|number|nummer|code|id))?\.?[ :#=]{0,3}$|[$€£¥#]\s?$/;

/** Whether the word right before says that the number is of some other kind: an order, a price, a part. */
export function namesOtherNumber(text: string, start: number): boolean {
	return OTHER_NUMBER.test(before(text, start, 24));
}
