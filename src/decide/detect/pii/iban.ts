// International bank account numbers (ISO 13616): country, its length, and the check by ISO/IEC 7064 MOD 97-10.
import type { Candidate } from "./candidate.ts";
import { mod97 } from "./checksums.ts";
import { before, words } from "./context.ts";
import { isAlnum, isDigit, type Reading } from "./tokens.ts";

// Length by country, from the registry of IBAN formats.
const LENGTHS: Record<string, number> = Object.fromEntries(
	(
		"AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 " +
		"FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 " +
		"LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 " +
		"SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
	)
		.split(" ")
		.map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const NAMED = words("iban|konto|account|compte|cuenta|conto|rekening|bank");

// Reads `length` letters and digits from `start`, passing over single spaces and hyphens.
function read(text: string, start: number, length: number): { id: string; end: number } | undefined {
	let id = "";
	let at = start;
	while (id.length < length) {
		const char = text[at] ?? "";
		if (isAlnum(char.charCodeAt(0))) id += char;
		else if ((char !== " " && char !== "-") || !isAlnum(text.charCodeAt(at + 1))) return undefined;
		at++;
	}
	return isAlnum(text.charCodeAt(at)) ? undefined : { id: id.toUpperCase(), end: at };
}

/** IBANs, together or in groups, in either case. A wrong check digit beside the word IBAN is still reported, as weak. */
export function ibans(reading: Reading): Candidate[] {
	const { text, groups } = reading;
	const found: Candidate[] = [];
	for (const group of groups) {
		const start = group.start - 2;
		if (start < 0 || group.end - group.start < 2 || isDigit(text.charCodeAt(start))) continue;
		if (!isAlnum(text.charCodeAt(start)) || isAlnum(text.charCodeAt(start - 1))) continue;
		const length = LENGTHS[text.slice(start, start + 2).toUpperCase()];
		const number = length === undefined ? undefined : read(text, start, length);
		if (number === undefined) continue;
		const { id, end } = number;
		if (mod97(id.slice(4) + id.slice(0, 4))) found.push({ type: "pii.iban", start, end, score: 980, evidence: "checksum" });
		else if (!reading.decoded && NAMED.test(before(text, start))) {
			found.push({ type: "pii.iban", start, end, score: 650, evidence: "context" });
		}
	}
	return found;
}
