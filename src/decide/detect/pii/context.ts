// Words around a number that say what it is: a check digit alone is weak evidence, a name beside it is not.

/** Characters looked at before and after a candidate. */
const BEFORE = 56;
const AFTER = 28;

/**
 * Compiles a list of words and phrases, lower case, separated by `|`. Words in scripts with spaces match from
 * their first letter on (so `telefon` finds `Telefonnummer`); a trailing `.` in the list means a whole word.
 */
export function words(list: string): RegExp {
	const spaced: string[] = [];
	const unspaced: string[] = [];
	for (const word of list.split("|")) {
		if (/[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(word)) unspaced.push(word);
		else spaced.push(word.endsWith(".") ? `${word.slice(0, -1)}(?![\\p{L}\\p{N}])` : word);
	}
	const parts = spaced.length > 0 ? [`(?<![\\p{L}\\p{N}])(?:${spaced.join("|")})`] : [];
	return new RegExp([...parts, ...unspaced].join("|"), "u");
}

/** The lower-cased text just before `start`. */
export function before(text: string, start: number, length = BEFORE): string {
	return text.slice(Math.max(0, start - length), start).toLowerCase();
}

/** Whether one of the words stands close to `start..end`: before it, or right after it. */
export function near(text: string, start: number, end: number, list: RegExp): boolean {
	return list.test(before(text, start)) || list.test(text.slice(end, end + AFTER).toLowerCase());
}

const OTHER_NUMBER =
	/(?:order|invoice|tracking|ticket|isbn|issn|part|sku|model|serial|version|build|commit|article|item|product|price|amount|total|id|ref|reference|bestell|rechnung|artikel|commande|facture|pedido|factura|ordine|fattura)(?:[ _-]?(?:no|nr|num|number|nummer|code|id))?\.?[ :#=]{0,3}$|[$€£¥#]\s?$/;

/** Whether the word right before says that the number is of some other kind: an order, a price, a part. */
export function namesOtherNumber(text: string, start: number): boolean {
	return OTHER_NUMBER.test(before(text, start, 24));
}
