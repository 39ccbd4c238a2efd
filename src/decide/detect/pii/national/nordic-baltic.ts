// National ids of the Nordic and Baltic countries; nearly all hold the date of birth.
import { isDate, luhn, num, weighted } from "../checksums.ts";
import { words } from "../context.ts";
import type { NationalSpec } from "./spec.ts";

function swedish(id: string): boolean {
	const short = id.slice(-10);
	const day = num(short, 4, 6);
	return isDate(num(short, 2, 4), day > 60 ? day - 60 : day) && luhn(short);
}

// D-numbers add 40 to the day; test and help numbers add 40 or 80 to the month.
function norwegian(id: string): boolean {
	const day = num(id, 0, 2);
	const month = num(id, 2, 4);
	if (!isDate(month > 80 ? month - 80 : month > 40 ? month - 40 : month, day > 40 ? day - 40 : day)) return false;
	return weighted(id, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 && weighted(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

const FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY";

// Years of this century that can be a birth's; there is no clock to ask.
const LATEST_YEAR = 40;

// Estonia and Lithuania share one method with a second set of weights when the first leaves ten.
function baltic(id: string): boolean {
	if (!isDate(num(id, 3, 5), num(id, 5, 7)) || (/^[56]/.test(id) && num(id, 1, 3) >= LATEST_YEAR)) return false;
	let rest = weighted(id, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
	if (rest === 10) rest = weighted(id, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
	return rest % 10 === num(id, 10, 11);
}

export const NORDIC_BALTIC: readonly NationalSpec[] = [
	{
		country: "se",
		type: "pii.national_id.se",
		first: [6, 8, 10, 12],
		pattern: /(?:18|19|20)?\d{6}[-+]?\d{4}/y,
		valid: swedish,
		bare: 480,
		formatted: 880,
		words: words("personnummer|personnr|samordningsnummer|pnr."),
		evidence: "checksum",
	},
	{
		country: "no",
		type: "pii.national_id.no",
		first: [6, 11],
		pattern: /\d{6} ?\d{5}/y,
		valid: norwegian,
		bare: 880,
		formatted: 900,
		words: words("fødselsnummer|fodselsnummer|personnummer|d-nummer|fnr."),
		evidence: "checksum",
	},
	{
		country: "dk",
		type: "pii.national_id.dk",
		first: [6, 10],
		pattern: /\d{6}[- ]?\d{4}/y,
		valid: (id) => isDate(num(id, 2, 4), num(id, 0, 2)),
		bare: 300,
		formatted: 460,
		words: words("cpr|personnummer|person nr"),
		evidence: "format",
	},
	{
		country: "fi",
		type: "pii.national_id.fi",
		first: [6],
		pattern: /\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]/iy,
		valid: (id) => {
			const tail = id.slice(-4);
			const check = num(id.slice(0, 6) + tail.slice(0, 3), 0, 9) % 31;
			return isDate(num(id, 2, 4), num(id, 0, 2)) && FINNISH[check] === tail[3];
		},
		bare: 920,
		formatted: 940,
		words: words("henkilötunnus|hetu|personbeteckning|sotu"),
		evidence: "checksum",
	},
	{
		country: "is",
		type: "pii.national_id.is",
		first: [6, 10],
		pattern: /\d{6}-?\d{3}[089]/y,
		valid: (id) => isDate(num(id, 2, 4), num(id, 0, 2)) && weighted(id, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
		bare: 480,
		formatted: 790,
		words: words("kennitala|kt."),
		evidence: "checksum",
	},
	{
		country: "ee",
		type: "pii.national_id.ee",
		first: [11],
		pattern: /[1-8]\d{10}/y,
		valid: baltic,
		bare: 600,
		formatted: 600,
		words: words("isikukood|personal code"),
		evidence: "checksum",
	},
	{
		country: "lt",
		type: "pii.national_id.lt",
		first: [11],
		pattern: /[3-6]\d{10}/y,
		valid: baltic,
		bare: 590,
		formatted: 590,
		words: words("asmens kod|personal code"),
		evidence: "checksum",
	},
	{
		country: "lv",
		type: "pii.national_id.lv",
		first: [6, 11],
		pattern: /\d{6}-?\d{5}/y,
		valid: (id) =>
			isDate(num(id, 2, 4), num(id, 0, 2)) &&
			((1101 - weighted(id, [1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11) % 10 === num(id, 10, 11),
		bare: 500,
		formatted: 790,
		words: words("personas kod|personal code"),
		evidence: "checksum",
	},
];
