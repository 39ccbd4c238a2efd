// National ids of the United Kingdom and Ireland.
import { num, weighted } from "../checksums.ts";
import { words } from "../context.ts";
import type { NationalSpec } from "./spec.ts";

const UNUSED_PREFIX = /^(?:BG|GB|KN|NK|NT|TN|ZZ)/;

function nhs(id: string): boolean {
	const check = 11 - (weighted(id, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
	return (check === 11 ? 0 : check) === num(id, 9, 10) && !/^(\d)\1{9}$/.test(id);
}

function irish(id: string): boolean {
	const extra = id.length > 8 ? (id.charCodeAt(8) - 64) * 9 : 0;
	return "WABCDEFGHIJKLMNOPQRSTUV"[(weighted(id, [8, 7, 6, 5, 4, 3, 2]) + extra) % 23] === id[7];
}

export const BRITISH_ISLES: readonly NationalSpec[] = [
	{
		country: "gb",
		type: "pii.national_id.gb",
		first: "letter",
		pattern: /[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]/iy,
		valid: (id) => !UNUSED_PREFIX.test(id),
		bare: 820,
		formatted: 880,
		words: words("national insurance|ni number|nino|ni no|insurance number"),
		evidence: "format",
	},
	{
		country: "gb",
		type: "pii.national_id.gb",
		first: [3, 10],
		pattern: /\d{3}([ -]?)\d{3}\1\d{4}/y,
		valid: nhs,
		bare: 340,
		formatted: 420,
		words: words("nhs|national health|patient"),
		evidence: "checksum",
	},
	{
		country: "ie",
		type: "pii.national_id.ie",
		first: [7],
		pattern: /\d{7} ?[A-W][A-IW]?/iy,
		valid: irish,
		bare: 720,
		formatted: 640,
		words: words("pps|ppsn|personal public service|uimhir psp"),
		evidence: "checksum",
	},
];
