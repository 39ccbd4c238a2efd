// Payment card numbers: issuer range, length, grouping and Luhn (ISO/IEC 7812).
import type { Candidate } from "./candidate.ts";
import { luhn } from "./checksums.ts";
import { before, namesOtherNumber, near, words } from "./context.ts";
import { type Group, isAlnum, isDigit, type Reading } from "./tokens.ts";

const NAMES = words(
	"card|credit|debit|visa|mastercard|master card|amex|american express|discover|maestro|jcb|diners|cvv|cvc|expir|exp.|" +
		"kreditkarte|karte|carte|cartão|cartao|tarjeta|carta di credito|carta|creditcard|kaart|kort|karta|карт|кредитк|" +
		"カード|信用卡|银行卡|銀行卡|카드|बैंक कार्ड|بطاقة",
);
const OTHER = words("imei|tracking|barcode|ean|gtin|upc|serial|isbn");

type Issuer = { readonly prefix: RegExp; readonly lengths: readonly number[]; readonly common: boolean };
// `common` issuers are widely accepted and their ranges narrow enough for a bare number to count.
const ISSUERS: readonly Issuer[] = [
	{ prefix: /^4/, lengths: [16, 19], common: true },
	{ prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16], common: true },
	{ prefix: /^3[47]/, lengths: [15], common: true },
	{ prefix: /^(?:6011|65|64[4-9])/, lengths: [16, 19], common: true },
	{ prefix: /^(?:62|81)/, lengths: [16, 17, 18, 19], common: true },
	{ prefix: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19], common: true },
	{ prefix: /^(?:30[0-5]|3095|36|3[89])/, lengths: [14, 16], common: true },
	{ prefix: /^220[0-4]/, lengths: [16, 19], common: true },
	{ prefix: /^(?:60|65|81|82|508|353|356)/, lengths: [16], common: false },
	{ prefix: /^(?:5018|5020|5038|5893|6304|6759|676[1-3]|50|5[6-9]|6)/, lengths: [12, 13, 14, 15, 16, 17, 18, 19], common: false },
	{ prefix: /^4/, lengths: [13], common: false },
	{ prefix: /^(?:2131|1800)/, lengths: [15], common: false },
	{ prefix: /^9792/, lengths: [16], common: false },
];

function issuerOf(digits: string): Issuer | undefined {
	return ISSUERS.find((issuer) => issuer.lengths.includes(digits.length) && issuer.prefix.test(digits));
}

/** Letters that may be glued to a number, and what it is worth then. */
const MOST_GLUED = 24;
const GLUED_SCORE = 740;
const GROUPINGS =
	/^(?:\d{12,19}|\d{4}(?:([ .-])\d{4}(?:\1\d{4}(?:\1\d{1,7})?)?)|\d{4}([ .-])\d{6}\2\d{4,5}|\d{6}([ .-])\d{6,13}|\d{8}([ .-])\d{8})$/;

function assess(reading: Reading, start: number, end: number, raw: string, digits: string): Candidate | undefined {
	const issuer = issuerOf(digits);
	if (issuer === undefined || !luhn(digits) || /^(\d)\1+$/.test(digits)) return undefined;
	const { text } = reading;
	const named = near(text, start, end, NAMES);
	let score = raw.length > digits.length ? 950 : 910;
	if (named) score = 980;
	else if (!issuer.common) score = raw.length > digits.length ? 720 : 480;
	if (!named && (OTHER.test(before(text, start)) || namesOtherNumber(text, start))) score = Math.min(score, 600);
	return { type: "pii.card", start, end, score, evidence: "checksum" };
}

function bounded(text: string, start: number, end: number): boolean {
	const left = text[start - 1] ?? " ";
	if (isAlnum(left.charCodeAt(0)) || left === "_") return false;
	if (/[-.,]/.test(left) && isDigit(text.charCodeAt(start - 2))) return false;
	if (isAlnum(text.charCodeAt(end)) || text[end] === "_") return false;
	return !(/[-.,]/.test(text[end] ?? " ") && isDigit(text.charCodeAt(end + 1)));
}

function longestFrom(reading: Reading, groups: readonly Group[], at: number): Candidate | undefined {
	const { text } = reading;
	const first = groups[at] as Group;
	let best: Candidate | undefined;
	let digits = "";
	for (let i = at; i < groups.length && i < at + 5; i++) {
		const group = groups[i] as Group;
		const previous = groups[i - 1];
		if (i > at && previous !== undefined) {
			const wide = text.slice(previous.end, group.start);
			if (wide !== " " && wide !== "-" && wide !== ".") break;
		}
		if (digits.length + group.end - group.start > 19) break;
		digits += text.slice(group.start, group.end);
		if (digits.length < 12 || !bounded(text, first.start, group.end)) continue;
		const raw = text.slice(first.start, group.end);
		if (GROUPINGS.test(raw)) best = assess(reading, first.start, group.end, raw, digits) ?? best;
	}
	return best;
}

/** A number in one run with letters or an underscore beside it: `card_4111…`, `x4111…x`. Hexadecimal is no such word. */
function glued(reading: Reading, group: Group): Candidate | undefined {
	const { text } = reading;
	const digits = text.slice(group.start, group.end);
	if (digits.length !== 15 && digits.length !== 16) return undefined;
	const around = text.slice(group.wordStart, group.start) + text.slice(group.end, group.wordEnd);
	const underscored = text[group.wordStart - 1] === "_" || text[group.wordEnd] === "_";
	if (around.length > MOST_GLUED || /\d/.test(around) || (around === "" ? !underscored : /^[a-f]+$/i.test(around)))
		return undefined;
	const hit = issuerOf(digits)?.common === true ? assess(reading, group.start, group.end, digits, digits) : undefined;
	return hit && { ...hit, score: Math.min(hit.score, GLUED_SCORE) };
}

/** What may stand between the groups of a number that somebody pulled apart. */
const PULLED = /^(?:[ \t]{1,4}|\r?\n|[ \t]?[-_/|.,:;*~+\u00b7\u2022][ \t]?)$/;
const PULLED_SHAPES = /^(?:4,4,4,4|4,6,5|4,6,4|(?:1,){14,15}1|(?:2,){7}2)$/;
const MOST_GROUPS = 16;

/**
 * A number in groups that anything may keep apart, down to single digits. Such rows are common in tables and lists, so
 * the row must be the number and nothing else, and pairs need a word that names it.
 */
function pulledApart(reading: Reading, groups: readonly Group[], at: number): { hit: Candidate | undefined; next: number } {
	const { text } = reading;
	const linked = (i: number) => {
		const [left, right] = [groups[i], groups[i + 1]];
		return (
			left !== undefined && right !== undefined && right.start - left.end <= 4 && PULLED.test(text.slice(left.end, right.start))
		);
	};
	let last = at;
	while (linked(last)) last++;
	const count = last - at + 1;
	const none = { hit: undefined, next: last + 1 };
	if (count < 3 || count > MOST_GROUPS) return none;
	const row = groups.slice(at, last + 1);
	const [first, end] = [row[0] as Group, (row.at(-1) as Group).end];
	const shape = row.map((group) => group.end - group.start).join(",");
	if (!PULLED_SHAPES.test(shape) || row.some((group, i) => i > 0 && group.wordStart !== group.start)) return none;
	const digits = row.map((group) => text.slice(group.start, group.end)).join("");
	if (issuerOf(digits)?.common !== true) return none;
	const hit = assess(reading, first.start, end, text.slice(first.start, end), digits);
	if (hit === undefined || hit.score >= 980) return { hit, next: last + 1 };
	const most = shape.startsWith("4") ? 880 : shape.startsWith("1") ? 760 : 600;
	return { hit: { ...hit, score: Math.min(hit.score, most) }, next: last + 1 };
}

/** Card numbers, alone or grouped as they stand on a card, and pulled apart by other marks. */
export function cards(reading: Reading): Candidate[] {
	const found: Candidate[] = [];
	const { groups } = reading;
	for (let i = 0; i < groups.length; i++) {
		const group = groups[i] as Group;
		const length = group.end - group.start;
		if (length !== 4 && length !== 6 && length !== 8 && (length < 12 || length > 19)) continue;
		const hit = longestFrom(reading, groups, i) ?? glued(reading, group);
		if (hit !== undefined) found.push(hit);
	}
	for (let i = 0; i < groups.length; ) {
		const { hit, next } = pulledApart(reading, groups, i);
		if (hit !== undefined) found.push(hit);
		i = next;
	}
	return found;
}
