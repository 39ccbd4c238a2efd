// National ids of France, Italy, Spain and Portugal.
import { modulo, num, weighted } from "../checksums.ts";
import { words } from "../context.ts";
import type { NationalSpec } from "./spec.ts";

// The department 2A counts as 19, 2B as 18.
function french(id: string): boolean {
	const digits = id.replace("2A", "19").replace("2B", "18");
	const month = num(digits, 3, 5);
	if (!((month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50)) return false;
	return 97 - modulo(digits.slice(0, 13), 97) === num(digits, 13, 15);
}

// Values of the characters at odd places, `0`–`9` and `A`–`J` alike (decree of 23 December 1976).
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function italian(id: string): boolean {
	let sum = 0;
	for (let i = 0; i < 15; i++) {
		const code = id.charCodeAt(i);
		const value = code < 58 ? code - 48 : code - 65;
		sum += i % 2 === 0 ? (ODD[value] as number) : value;
	}
	return id.charCodeAt(15) - 65 === sum % 26;
}

const SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE";

export const ROMANCE: readonly NationalSpec[] = [
	{
		country: "fr",
		type: "pii.national_id.fr",
		first: [1, 6, 15],
		pattern: /[12] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?[ -]?\d{2}/iy,
		valid: french,
		bare: 900,
		formatted: 960,
		words: words("sécurité sociale|securite sociale|sécu|nir.|insee|numéro de sécu|carte vitale|social security"),
		evidence: "checksum",
	},
	{
		country: "it",
		type: "pii.national_id.it",
		first: "letter",
		pattern: /[A-Z]{6} ?[\dL-NP-V]{2}[A-EHLMPR-T][\dL-NP-V]{2} ?[A-Z][\dL-NP-V]{3}[A-Z]/iy,
		valid: italian,
		bare: 960,
		formatted: 960,
		words: words("codice fiscale|cod. fisc|c.f."),
		evidence: "checksum",
	},
	{
		country: "es",
		type: "pii.national_id.es",
		first: [1, 2, 8],
		pattern: /(?:\d{8}|\d{1,2}\.\d{3}\.\d{3})[ -]?[A-HJ-NP-TV-Z]/iy,
		valid: (id) => id.length === 9 && SPANISH[num(id, 0, 8) % 23] === id[8],
		bare: 790,
		formatted: 860,
		words: words("dni|nif.|documento nacional|documento de identidad|identidad"),
		evidence: "checksum",
	},
	{
		country: "es",
		type: "pii.national_id.es",
		first: "letter",
		pattern: /[XYZ][ -]?\d{7}[ -]?[A-HJ-NP-TV-Z]/iy,
		valid: (id) => SPANISH[num("XYZ".indexOf(id.charAt(0)) + id.slice(1, 8), 0, 8) % 23] === id[8],
		bare: 860,
		formatted: 900,
		words: words("nie.|extranjero|identidad"),
		evidence: "checksum",
	},
	{
		country: "pt",
		type: "pii.national_id.pt",
		first: [3, 9],
		pattern: /[1-3]\d{2}([ .]?)\d{3}\1\d{3}/y,
		valid: (id) => {
			const rest = weighted(id, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
			return (rest < 2 ? 0 : 11 - rest) === num(id, 8, 9);
		},
		bare: 330,
		formatted: 390,
		words: words("nif.|contribuinte|identificação fiscal|identificacao fiscal|número fiscal"),
		evidence: "checksum",
	},
];
