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

/** Card numbers, alone or grouped by spaces, hyphens or dots as they stand on a card. */
export function cards(reading: Reading): Candidate[] {
	const found: Candidate[] = [];
	const { groups } = reading;
	for (let i = 0; i < groups.length; i++) {
		const length = (groups[i] as Group).end - (groups[i] as Group).start;
		if (length !== 4 && length !== 6 && length !== 8 && (length < 12 || length > 19)) continue;
		const hit = longestFrom(reading, groups, i);
		if (hit !== undefined) found.push(hit);
	}
	return found;
}
