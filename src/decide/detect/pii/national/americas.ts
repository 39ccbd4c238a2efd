// National ids of the Americas (the US social security number has a type and a file of its own).
import { isDate, luhn, num, weighted } from "../checksums.ts";
import { words } from "../context.ts";
import type { NationalSpec } from "./spec.ts";

function brazilian(id: string): boolean {
	if (/^(\d)\1{10}$/.test(id)) return false;
	const first = ((weighted(id, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
	const second = ((weighted(id, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
	return first === num(id, 9, 10) && second === num(id, 10, 11);
}

function chilean(id: string): boolean {
	const body = id.slice(0, -1).padStart(8, "0");
	const check = 11 - (weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11);
	return "0123456789K0"[check === 11 ? 11 : check] === id.at(-1) && num(body, 0, 8) >= 1_000_000;
}

function argentine(id: string): boolean {
	const check = 11 - (weighted(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
	return "0123456789"[check === 11 ? 0 : check === 10 ? 9 : check] === id[10];
}

const CURP = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";

function mexican(id: string): boolean {
	let sum = 0;
	for (let i = 0; i < 17; i++) sum += CURP.indexOf(id.charAt(i)) * (18 - i);
	return isDate(num(id, 6, 8), num(id, 8, 10)) && (10 - (sum % 10)) % 10 === num(id, 17, 18);
}

export const AMERICAS: readonly NationalSpec[] = [
	{
		country: "us",
		type: "pii.national_id.us",
		first: [3],
		pattern: /9\d{2}-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4}/y,
		valid: () => true,
		bare: 780,
		formatted: 780,
		words: words("itin|taxpayer"),
		evidence: "format",
	},
	{
		country: "br",
		type: "pii.national_id.br",
		first: [3, 9, 11],
		pattern: /\d{3}\.?\d{3}\.?\d{3}-?\d{2}/y,
		valid: brazilian,
		bare: 560,
		formatted: 960,
		words: words("cpf|cadastro de pessoa"),
		evidence: "checksum",
	},
	{
		country: "ca",
		type: "pii.national_id.ca",
		first: [3, 9],
		pattern: /[1-79]\d{2}([ -]?)\d{3}\1\d{3}/y,
		valid: luhn,
		bare: 340,
		formatted: 460,
		words: words("sin.|social insurance|assurance sociale|nas."),
		evidence: "checksum",
	},
	{
		country: "cl",
		type: "pii.national_id.cl",
		first: [1, 2, 7, 8],
		pattern: /(?:\d{1,2}\.\d{3}\.\d{3}|\d{7,8})-[\dK]/iy,
		valid: chilean,
		bare: 700,
		formatted: 740,
		words: words("rut.|run.|rol único|cédula"),
		evidence: "checksum",
	},
	{
		country: "ar",
		type: "pii.national_id.ar",
		first: [2, 11],
		pattern: /2[03457]([- ]?)\d{8}\1\d/y,
		valid: argentine,
		bare: 420,
		formatted: 860,
		words: words("cuil|cuit"),
		evidence: "checksum",
	},
	{
		country: "mx",
		type: "pii.national_id.mx",
		first: "letter",
		pattern: /[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z\d]\d/iy,
		valid: mexican,
		bare: 960,
		formatted: 960,
		words: words("curp"),
		evidence: "checksum",
	},
	{
		country: "ec",
		type: "pii.national_id.ec",
		first: [9, 10],
		pattern: /(?:0[1-9]|1\d|2[0-4])[0-5]\d{6}-?\d/y,
		valid: luhn,
		bare: 360,
		formatted: 420,
		words: words("cédula|cedula|ecuador"),
		evidence: "checksum",
	},
	{
		country: "uy",
		type: "pii.national_id.uy",
		first: [1, 7, 8],
		pattern: /(?:\d\.\d{3}\.\d{3}-|\d{7}-?)\d/y,
		valid: (id) => weighted(id, [2, 9, 8, 7, 6, 3, 4, 1]) % 10 === 0,
		bare: 310,
		formatted: 660,
		words: words("cédula|cedula|c.i|uruguay"),
		evidence: "checksum",
	},
];
