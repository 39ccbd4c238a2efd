// Numbers that only the words before them make personal: passport, driving licence, bank account, phone device, vehicle.

import type { Candidate } from "./candidate.ts";
import { luhn } from "./checksums.ts";
import { before, near, words } from "./context.ts";
import { compile } from "./letters.ts";
import { type Group, isAlnum, type Reading } from "./tokens.ts";

type Kind = { readonly type: Candidate["type"]; readonly named: RegExp; readonly shape: RegExp; readonly score: number };

// The words must run up to the number: `passport number is X`, `Reisepass-Nr.: X`.
const LINK =
	"[\\s\\p{P}]*(?:(?:no|nr|num|number|nummer|numero|número|numéro|n°|nº|№|id|#|is|is:|are|lautet|ist|est|es|è|é|of|with|to|was|code|holder|my|的|号码|號碼|番号|は)[\\s\\p{P}]*){0,4}$";

function leading(list: string): RegExp {
	return compile(`(?:${list})${LINK}`, "");
}

const KINDS: readonly Kind[] = [
	{
		type: "pii.passport",
		named: leading(
			"passport|passeport|reisepass|pasaporte|passaporto|passaporte|paspoort|paszport|pass(?=-?(?:nr|nummer))|паспорт|pasaport|" +
				"护照|護照|パスポート|旅券|여권|पासपोर्ट|جواز|personalausweis|ausweisnummer|ausweis|id card|identity card|carte d'identité|carta d'identità|identiteitskaart",
		),
		shape: /^(?=(?:.*\d){5})[A-Z0-9]{6,10}$/i,
		score: 880,
	},
	{
		type: "pii.driver_licence",
		named: leading(
			"driv(?:er|ing|er'?s|ers'?|er’s)[ -]?licen[sc]e|licen[sc]e (?:number|no\\.?|#)|\\bdl|permis de conduire|führerschein|fuehrerschein|permiso de conduc[a-z]+|licencia de conduc[a-z]+|" +
				"patente(?: di guida)?|carta de condução|carteira de motorista|cnh|rijbewijs|prawo jazdy|körkort|водительск[\\p{L} ]{0,20}|驾驶证|駕照|運転免許証?",
		),
		shape: /^(?=(?:.*\d){4})[A-Z0-9]{5,18}$/i,
		score: 860,
	},
	{
		type: "pii.bank_account",
		named: leading(
			"(?:bank |checking |savings |current |my )?account (?:number|no\\.?|num|#)|bank account|acct\\.?(?: no)?|routing (?:number|no)|sort code|\\baba|bsb|clabe|kontonummer|konto-nr|kontonr|" +
				"numéro de compte|número de cuenta|numero di conto|número da conta|rekeningnummer|numer konta|номер счета|номер счёта|银行账号|账号|口座番号|계좌번호",
		),
		shape: /^\d{6,18}$/,
		score: 820,
	},
];

/** Characters of the longest such number, hyphens included. */
const MAX_WORD = 22;

function namedNumber(text: string, group: Group): Candidate | undefined {
	const start = group.wordStart;
	let end = group.wordEnd;
	while (end - start <= MAX_WORD && text[end] === "-" && isAlnum(text.charCodeAt(end + 1))) {
		end += 2;
		while (end - start <= MAX_WORD && isAlnum(text.charCodeAt(end))) end++;
	}
	if (end - start < 5 || end - start > MAX_WORD) return undefined;
	const word = text.slice(start, end).replaceAll("-", "");
	const lead = before(text, start, 48);
	if (!compile(String.raw`[\p{L}#]`).test(lead)) return undefined;
	for (const kind of KINDS) {
		if (kind.shape.test(word) && kind.named.test(lead)) {
			return { type: kind.type, start, end, score: kind.score, evidence: "context" };
		}
	}
	return undefined;
}

const SORT_CODE = /^\d\d-\d\d-\d\d(?![\d-])/;
const IMEI = words("imei|device id|handset|serial");
const VIN_NAMED = words("vin.|vin#|vehicle|chassis|fahrgestell|fahrzeug|châssis|bastidor|telaio|chassi|车架|車台");
const VIN_VALUES = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Check digit of ISO 3779 numbers as North America requires it (49 CFR 565). */
export function isVin(vin: string): boolean {
	let sum = 0;
	for (let i = 0; i < 17; i++) sum += (VIN_VALUES.indexOf(vin.charAt(i)) % 10) * (VIN_WEIGHTS[i] as number);
	return "0123456789X"[sum % 11] === vin[8];
}

function deviceOrVehicle(text: string, group: Group): Candidate | undefined {
	const { wordStart: start, wordEnd: end } = group;
	const word = text.slice(start, end);
	if (end - start === 15 && /^\d+$/.test(word) && luhn(word) && near(text, start, end, IMEI)) {
		return { type: "pii.device_id", start, end, score: 930, evidence: "checksum" };
	}
	const vin = word.toUpperCase();
	if (end - start !== 17 || !/^(?=(?:.*\d){5})(?=.*[A-Z].*[A-Z])[A-HJ-NPR-Z0-9]{13}[A-Z0-9]{2}\d{2}$/.test(vin)) return undefined;
	const named = near(text, start, end, VIN_NAMED);
	if (isVin(vin)) return { type: "pii.vehicle_id", start, end, score: named ? 950 : 760, evidence: "checksum" };
	return named ? { type: "pii.vehicle_id", start, end, score: 780, evidence: "context" } : undefined;
}

/** Document, account, device and vehicle numbers. One look per word that holds digits. */
export function documentNumbers(reading: Reading): Candidate[] {
	const { text, groups, decoded } = reading;
	const found: Candidate[] = [];
	let last = -1;
	for (const group of groups) {
		if (group.wordStart === last) continue;
		last = group.wordStart;
		const hit = deviceOrVehicle(text, group) ?? (decoded ? undefined : namedNumber(text, group));
		if (hit !== undefined) found.push(hit);
		if (!decoded && group.end - group.start === 2 && SORT_CODE.test(text.slice(group.start, group.start + 9))) {
			if (/sort code\W*(?:is\W*)?$/.test(before(text, group.start, 24))) {
				found.push({ type: "pii.bank_account", start: group.start, end: group.start + 8, score: 850, evidence: "context" });
			}
		}
	}
	return found;
}
