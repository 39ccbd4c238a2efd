// National ids of Asia, Australasia and South Africa.
import { isDate, luhn, num, verhoeff, weighted } from "../checksums.ts";
import { words } from "../context.ts";
import type { NationalSpec } from "./spec.ts";

function chinese(id: string): boolean {
	const rest = weighted(id, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11;
	const year = num(id, 6, 10);
	return year >= 1880 && year <= 2100 && isDate(num(id, 10, 12), num(id, 12, 14)) && "10X98765432"[rest] === id[17];
}

function japanese(id: string): boolean {
	const rest = weighted(id, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
	return (rest <= 1 ? 0 : 11 - rest) === num(id, 11, 12) && !/^(\d)\1{11}$/.test(id);
}

// Numbers given since October 2020 carry no check digit any more, so a date and a sex digit are all there is.
function korean(id: string): boolean {
	return isDate(num(id, 2, 4), num(id, 4, 6));
}

// The letter stands for a number that is not in alphabetical order (I, O, W, Z came late).
const TAIWAN = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

function taiwanese(id: string): boolean {
	const area = TAIWAN.indexOf(id.charAt(0)) + 10;
	return (Math.floor(area / 10) + (area % 10) * 9 + weighted(id.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1])) % 10 === 0;
}

function hongKong(id: string): boolean {
	const body = id.slice(0, -1).padStart(8, " ");
	let sum = 0;
	for (let i = 0; i < 8; i++) {
		const code = body.charCodeAt(i);
		sum += (code === 32 ? 36 : code < 58 ? code - 48 : code - 55) * (9 - i);
	}
	const last = id.at(-1) ?? "";
	return (sum + (last === "A" ? 10 : Number(last))) % 11 === 0;
}

const SINGAPORE: Record<string, string> = { S: "JZIHGFEDCBA", T: "GFEDCBAJZIH", F: "XWUTRQPNMLK", G: "RQPNMLKXWUT" };

function singaporean(id: string): boolean {
	const sum = weighted(id.slice(1), [2, 7, 6, 5, 4, 3, 2]);
	if (id[0] === "M") return "XWUTRQPNJLK"[(sum + 3) % 11] === id[8];
	return SINGAPORE[id.charAt(0)]?.[sum % 11] === id[8];
}

function southAfrican(id: string): boolean {
	return isDate(num(id, 2, 4), num(id, 4, 6)) && luhn(id);
}

export const EAST_ASIA: readonly NationalSpec[] = [
	{
		country: "cn",
		type: "pii.national_id.cn",
		first: [6, 17, 18],
		pattern: /[1-9]\d{5} ?\d{8} ?\d{3}[\dX]/iy,
		valid: chinese,
		bare: 930,
		formatted: 930,
		words: words("身份证|身份證|公民身份|resident identity"),
		evidence: "checksum",
	},
	{
		country: "jp",
		type: "pii.national_id.jp",
		first: [4, 12],
		pattern: /\d{4}([ -]?)\d{4}\1\d{4}/y,
		valid: japanese,
		bare: 340,
		formatted: 420,
		words: words("マイナンバー|個人番号|my number|mynumber"),
		evidence: "checksum",
	},
	{
		country: "kr",
		type: "pii.national_id.kr",
		first: [6, 13],
		pattern: /\d{6}-?[1-8]\d{6}/y,
		valid: korean,
		bare: 400,
		formatted: 840,
		words: words("주민등록번호|주민번호|외국인등록번호|resident registration|rrn."),
		evidence: "format",
	},
	{
		country: "tw",
		type: "pii.national_id.tw",
		first: "letter",
		pattern: /[A-Z][1289]\d{8}/iy,
		valid: taiwanese,
		bare: 720,
		formatted: 720,
		words: words("身分證|身份證|統一編號|居留證"),
		evidence: "checksum",
	},
	{
		country: "hk",
		type: "pii.national_id.hk",
		first: "letter",
		pattern: /[A-Z]{1,2}\d{6}(?:\([\dA]\)|[\dA])/iy,
		valid: hongKong,
		bare: 560,
		formatted: 920,
		words: words("hkid|身份證|hong kong id|identity card"),
		evidence: "checksum",
	},
];

export const SOUTH_ASIA_PACIFIC: readonly NationalSpec[] = [
	{
		country: "in",
		type: "pii.national_id.in",
		first: [4, 12],
		pattern: /[2-9]\d{3}([ -]?)\d{4}\1\d{4}/y,
		valid: verhoeff,
		bare: 380,
		formatted: 560,
		words: words("aadhaar|aadhar|uidai|uid.|आधार"),
		evidence: "checksum",
	},
	{
		country: "in",
		type: "pii.national_id.in",
		first: "letter",
		pattern: /[A-Z]{3}P[A-Z]\d{4}[A-Z]/iy,
		valid: (id) => id.slice(5, 9) !== "0000",
		bare: 740,
		formatted: 740,
		words: words("pan.|permanent account|income tax"),
		evidence: "format",
	},
	{
		country: "sg",
		type: "pii.national_id.sg",
		first: "letter",
		pattern: /[STFGM]\d{7}[A-Z]/iy,
		valid: singaporean,
		bare: 880,
		formatted: 880,
		words: words("nric|fin.|singapore"),
		evidence: "checksum",
	},
	{
		country: "th",
		type: "pii.national_id.th",
		first: [1, 13],
		pattern: /[1-8]([ -]?)\d{4}\1\d{5}\1\d{2}\1\d/y,
		valid: (id) => (11 - (weighted(id, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === num(id, 12, 13),
		bare: 380,
		formatted: 900,
		words: words("บัตรประชาชน|เลขประจำตัว|thai id|citizen id"),
		evidence: "checksum",
	},
	{
		country: "my",
		type: "pii.national_id.my",
		first: [6],
		pattern: /\d{6}-(?:0[1-9]|[1-5]\d|[67]\d|8[2-9]|9[0-389])-\d{4}/y,
		valid: (id) => isDate(num(id, 2, 4), num(id, 4, 6)),
		bare: 720,
		formatted: 720,
		words: words("nric|mykad|kad pengenalan|no kp|ic no|ic number"),
		evidence: "format",
	},
	{
		country: "id",
		type: "pii.national_id.id",
		first: [16],
		pattern: /[1-9]\d{15}/y,
		valid: (id) => {
			const day = num(id, 6, 8);
			return isDate(num(id, 8, 10), day > 40 ? day - 40 : day) && !id.endsWith("0000");
		},
		bare: 320,
		formatted: 320,
		words: words("nik.|ktp|nomor induk|kependudukan"),
		evidence: "format",
	},
	{
		country: "pk",
		type: "pii.national_id.pk",
		first: [5],
		pattern: /[1-7]\d{4}-\d{7}-\d/y,
		valid: () => true,
		bare: 720,
		formatted: 720,
		words: words("cnic|nadra|nicop|شناختی"),
		evidence: "format",
	},
	{
		country: "ae",
		type: "pii.national_id.ae",
		first: [3, 15],
		pattern: /784([- ]?)(?:19|20)\d{2}\1\d{7}\1\d/y,
		valid: luhn,
		bare: 850,
		formatted: 950,
		words: words("emirates id|الهوية"),
		evidence: "checksum",
	},
	{
		country: "il",
		type: "pii.national_id.il",
		first: [8, 9],
		pattern: /\d{8}-?\d/y,
		valid: luhn,
		bare: 310,
		formatted: 360,
		words: words("תעודת זהות|מספר זהות|ת.ז|teudat zehut"),
		evidence: "checksum",
	},
	{
		country: "au",
		type: "pii.national_id.au",
		first: [3, 9],
		pattern: /\d{3}([ -]?)\d{3}\1\d{3}/y,
		valid: (id) => id !== "000000000" && weighted(id, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
		bare: 330,
		formatted: 400,
		words: words("tfn|tax file"),
		evidence: "checksum",
	},
	{
		country: "au",
		type: "pii.national_id.au",
		first: [4, 10, 11],
		pattern: /[2-6]\d{3}([ -]?)\d{5}\1[1-9](?:[ /-]?[1-9])?/y,
		valid: (id) => weighted(id, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === num(id, 8, 9),
		bare: 330,
		formatted: 480,
		words: words("medicare"),
		evidence: "checksum",
	},
	{
		country: "nz",
		type: "pii.national_id.nz",
		first: [2, 3, 8, 9],
		pattern: /\d{2,3}([ -]?)\d{3}\1\d{3}/y,
		valid: (id) => newZealand(id.padStart(9, "0")),
		bare: 310,
		formatted: 380,
		words: words("ird.|inland revenue"),
		evidence: "checksum",
	},
	{
		country: "za",
		type: "pii.national_id.za",
		first: [6, 13],
		pattern: /\d{6}([ -]?)\d{4}\1[012][89]\d/y,
		valid: southAfrican,
		bare: 850,
		formatted: 900,
		words: words("id number|identity number|south african id|id no"),
		evidence: "checksum",
	},
];

// When the first weights leave ten, a second set decides.
function newZealand(id: string): boolean {
	const value = num(id, 0, 9);
	if (value < 10_000_000 || value > 200_000_000) return false;
	let check = (11 - (weighted(id, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
	if (check === 10) check = (11 - (weighted(id, [7, 4, 3, 2, 5, 2, 7, 6]) % 11)) % 11;
	return check === num(id, 8, 9);
}
