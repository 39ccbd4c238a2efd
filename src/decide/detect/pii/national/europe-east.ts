// National ids of central, eastern and south-eastern Europe and of Türkiye.
import { isDate, luhn, mod1110, modulo, num, weighted } from "../checksums.ts";
import { words } from "../context.ts";
import type { NationalSpec } from "./spec.ts";

// The century is added to the month in twenties, eighty for the nineteenth.
function polish(id: string): boolean {
	return isDate(num(id, 2, 4) % 20, num(id, 4, 6)) && weighted(id, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
}

// Women have 50 added to the month; 20 and 70 serve when a day's numbers run out.
function czech(id: string): boolean {
	const month = num(id, 2, 4) % 50;
	if (!isDate(month > 20 ? month - 20 : month, num(id, 4, 6))) return false;
	return modulo(id, 11) === 0 || (modulo(id.slice(0, 9), 11) === 10 && id[9] === "0");
}

function romanian(id: string): boolean {
	const rest = weighted(id, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
	const county = num(id, 7, 9);
	if (!isDate(num(id, 3, 5), num(id, 5, 7)) || county < 1 || (county > 48 && county !== 51 && county !== 52)) return false;
	return (rest === 10 ? 1 : rest) === num(id, 12, 13);
}

function bulgarian(id: string): boolean {
	const rest = weighted(id, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11;
	return isDate(num(id, 2, 4) % 20, num(id, 4, 6)) && rest % 10 === num(id, 9, 10);
}

function jmbg(id: string): boolean {
	const check = 11 - (weighted(id, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
	const year = num(id, 4, 7);
	return (year <= 30 || year >= 880) && isDate(num(id, 2, 4), num(id, 0, 2)) && (check > 9 ? 0 : check) === num(id, 12, 13);
}

function russian(id: string): boolean {
	if (id.length === 11) return (weighted(id, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === num(id, 9, 11);
	const first = (weighted(id, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
	const second = (weighted(id, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
	return first === num(id, 10, 11) && second === num(id, 11, 12);
}

function turkish(id: string): boolean {
	const odd = weighted(id, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
	const even = weighted(id, [0, 1, 0, 1, 0, 1, 0, 1]);
	const tenth = (((odd * 7 - even) % 10) + 10) % 10;
	return tenth === num(id, 9, 10) && (odd + even + tenth) % 10 === num(id, 10, 11);
}

export const EUROPE_EAST: readonly NationalSpec[] = [
	{
		country: "pl",
		type: "pii.national_id.pl",
		first: [11],
		pattern: /\d{11}/y,
		valid: polish,
		bare: 620,
		formatted: 620,
		words: words("pesel|numer ewidencyjny"),
		evidence: "checksum",
	},
	{
		country: "cz",
		type: "pii.national_id.cz",
		first: [6, 10],
		pattern: /\d{6}\/?\d{4}/y,
		valid: czech,
		bare: 500,
		formatted: 880,
		words: words("rodné číslo|rodne cislo|rodného|rodným|r.č|rč."),
		evidence: "checksum",
	},
	{
		country: "hu",
		type: "pii.national_id.hu",
		first: [10],
		pattern: /8\d{9}/y,
		valid: (id) => weighted(id, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === num(id, 9, 10),
		bare: 380,
		formatted: 380,
		words: words("adóazonosító|adoazonosito|adóazon"),
		evidence: "checksum",
	},
	{
		country: "ro",
		type: "pii.national_id.ro",
		first: [13],
		pattern: /[1-9]\d{12}/y,
		valid: romanian,
		bare: 760,
		formatted: 760,
		words: words("cnp|cod numeric personal"),
		evidence: "checksum",
	},
	{
		country: "bg",
		type: "pii.national_id.bg",
		first: [10],
		pattern: /\d{10}/y,
		valid: bulgarian,
		bare: 480,
		formatted: 480,
		words: words("егн|egn|единен граждански"),
		evidence: "checksum",
	},
	{
		country: "hr",
		type: "pii.national_id.hr",
		first: [11],
		pattern: /\d{11}/y,
		valid: mod1110,
		bare: 340,
		formatted: 340,
		words: words("oib|osobni identifikacijski"),
		evidence: "checksum",
	},
	{
		country: "rs",
		type: "pii.national_id.rs",
		first: [13],
		pattern: /[0-3]\d{12}/y,
		valid: jmbg,
		bare: 760,
		formatted: 760,
		words: words("jmbg|јмбг|emšo|emso|matični broj|maticni broj"),
		evidence: "checksum",
	},
	{
		country: "gr",
		type: "pii.national_id.gr",
		first: [11],
		pattern: /[0-3]\d{10}/y,
		valid: (id) => isDate(num(id, 2, 4), num(id, 0, 2)) && luhn(id),
		bare: 610,
		formatted: 610,
		words: words("αμκα|amka"),
		evidence: "checksum",
	},
	{
		country: "ua",
		type: "pii.national_id.ua",
		first: [10],
		pattern: /[1-4]\d{9}/y,
		valid: (id) => (weighted(id, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) % 10 === num(id, 9, 10),
		bare: 320,
		formatted: 320,
		words: words("рнокпп|іпн|ідентифікаційний номер|rnokpp|платника податків|индивидуальный налоговый"),
		evidence: "checksum",
	},
	{
		country: "ru",
		type: "pii.national_id.ru",
		first: [3, 11, 12],
		pattern: /\d{12}|\d{3}([- ]?)\d{3}\1\d{3}[ -]?\d{2}/y,
		valid: russian,
		bare: 420,
		formatted: 860,
		words: words("снилс|инн|snils|inn."),
		evidence: "checksum",
	},
	{
		country: "tr",
		type: "pii.national_id.tr",
		first: [11],
		pattern: /[1-9]\d{9}[02468]/y,
		valid: turkish,
		bare: 640,
		formatted: 640,
		words: words("tc kimlik|t.c.|tckn|kimlik no|kimlik numara|tc no"),
		evidence: "checksum",
	},
];
