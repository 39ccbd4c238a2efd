// National ids of Germany, Austria, Switzerland and the Benelux countries.
import { ean13, isDate, luhn, mod1110, modulo, num, verhoeff, weighted } from "../checksums.ts";
import { words } from "../context.ts";
import type { NationalSpec } from "./spec.ts";

// § 139b AO: of the first ten digits exactly one occurs twice or three times.
function oneDigitRepeats(id: string): boolean {
	const counts = new Array<number>(10).fill(0);
	for (let i = 0; i < 10; i++) counts[num(id, i, i + 1)] = (counts[num(id, i, i + 1)] ?? 0) + 1;
	const repeated = counts.filter((count) => count > 1);
	return repeated.length === 1 && (repeated[0] ?? 0) <= 3;
}

// Years of this century that can be a birth's; there is no clock to ask.
const LATEST_YEAR = 40;

function belgian(id: string): boolean {
	if (!isDate(num(id, 2, 4), num(id, 4, 6)) && id.slice(2, 6) !== "0000") return false;
	const check = num(id, 9, 11);
	if (97 - modulo(id.slice(0, 9), 97) === check) return true;
	// Born since 2000: a 2 stands before the number for the check.
	return num(id, 0, 2) < LATEST_YEAR && 97 - modulo(`2${id.slice(0, 9)}`, 97) === check;
}

export const DACH_BENELUX: readonly NationalSpec[] = [
	{
		country: "de",
		type: "pii.national_id.de",
		first: [2, 11],
		pattern: /[1-9]\d ?\d{3} ?\d{3} ?\d{3}/y,
		valid: (id) => oneDigitRepeats(id) && mod1110(id),
		bare: 520,
		formatted: 720,
		words: words("steuer-id|steueridentifikation|steuerliche id|steuernummer|idnr|identifikationsnummer|tax id|tin."),
		evidence: "checksum",
	},
	{
		country: "at",
		type: "pii.national_id.at",
		first: [4, 10],
		pattern: /[1-9]\d{3}[ /-]?\d{6}/y,
		valid: (id) => isDate(num(id, 6, 8), num(id, 4, 6)) && weighted(id, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === num(id, 3, 4),
		bare: 480,
		formatted: 640,
		words: words("sozialversicherung|svnr|sv-nummer|versicherungsnummer|sozialvers"),
		evidence: "checksum",
	},
	{
		country: "ch",
		type: "pii.national_id.ch",
		first: [3, 13],
		pattern: /756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}/y,
		valid: ean13,
		bare: 820,
		formatted: 950,
		words: words("ahv|avs|sozialversicherung|versichertennummer|numéro avs|numero avs"),
		evidence: "checksum",
	},
	{
		country: "nl",
		type: "pii.national_id.nl",
		first: [3, 4, 9],
		pattern: /\d{9}|\d{4}\.\d{2}\.\d{3}|\d{3}([. -])\d{3}\1\d{3}/y,
		valid: (id) => id !== "000000000" && weighted(id, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
		bare: 340,
		formatted: 400,
		words: words("bsn|burgerservice|sofi|burger service"),
		evidence: "checksum",
	},
	{
		country: "be",
		type: "pii.national_id.be",
		first: [2, 6, 11],
		pattern: /\d{2}[. ]?\d{2}[. ]?\d{2}[ -]?\d{3}[. -]?\d{2}/y,
		valid: belgian,
		bare: 780,
		formatted: 940,
		words: words("rijksregister|registre national|numéro national|numero national|insz|niss|nationaal nummer|nrn."),
		evidence: "checksum",
	},
	{
		country: "lu",
		type: "pii.national_id.lu",
		first: [4, 8, 13],
		pattern: /(?:18|19|20)\d{2} ?\d{4} ?\d{5}/y,
		valid: (id) => isDate(num(id, 4, 6), num(id, 6, 8)) && luhn(id.slice(0, 12)) && verhoeff(id.slice(0, 11) + id.slice(12)),
		bare: 880,
		formatted: 930,
		words: words("matricule|matrikel|identifiant national|cns."),
		evidence: "checksum",
	},
];
