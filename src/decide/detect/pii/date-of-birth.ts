// Dates of birth: a date in any usual spelling that the words before it call one. A date alone is not personal.

import type { Candidate } from "./candidate.ts";
import { before } from "./context.ts";
import { compile } from "./letters.ts";
import type { Reading } from "./tokens.ts";

const MONTH =
	"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|fév|févr|avr|juin|juil|août|aout|déc|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|fev|out|mrt|mei|maj|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек|ocak|şub|nis|haz|tem|ağu|eyl|eki|kas|ara)[\\p{L}]{0,7}\\.?";
const NUMERIC =
	/(?:(?:18|19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])([-/. ])\s?(?:0?[1-9]|[12]\d|3[01])\2\s?(?:(?:18|19|20)\d\d|\d\d))(?!\d)/y;
const ASIAN = /(?:18|19|20)\d\d ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일]/y;
const DAY_FIRST = compile(
	`\\d{1,2}(?:st|nd|rd|th|er|\\.|º|ª)?[ -]?(?:of |de |di )?${MONTH},?[ -]?(?:de |del |of )?(?:18|19|20)\\d\\d(?!\\d)`,
	"iy",
);
const AFTER_MONTH = /\d{1,2}(?:st|nd|rd|th)?,? (?:18|19|20)\d\d(?!\d)/y;
const MONTH_BEFORE = compile(`(?<!\\p{L})${MONTH} $`, "i");

const BORN = compile(
	String.raw`(?:(?<![\p{L}])(?:d\.?o\.?b|date of birth|birth ?date|(?:birth ?day|b-day)(?=.{0,14}$)|born|geburtsdatum|geburtstag(?=.{0,14}$)|geboren|geb\.|né[e]? le|née? le|naissance|fecha de nac|nacimiento|nacid[oa]|f\.? ?nac|cumpleaños(?=.{0,14}$)|data di nascita|nat[oa] (?:il|a)|nascita|data de nasc|nascimento|nascid[oa]|nasc[iu]|geboortedatum|geboren op|data urodzenia|urodz|ur\.|födelsedatum|född|fødselsdato|født|syntymäaika|syntynyt|дата рождения|родил|день рождения|дата народження|doğum tarihi|doğum|ngày sinh|tanggal lahir|lahir|születési|narozen|datum rođenja|data nașterii)|出生|生年月日|生日|誕生日|생년월일|생일|जन्म|تاريخ الميلاد|تاريخ الولادة|วันเกิด)`,
);
const MAX_LEAD = 44;

function dateAt(text: string, start: number): { start: number; end: number } | undefined {
	for (const pattern of [NUMERIC, ASIAN, DAY_FIRST]) {
		pattern.lastIndex = start;
		const match = pattern.exec(text);
		if (match !== null) return { start, end: start + match[0].length };
	}
	AFTER_MONTH.lastIndex = start;
	const rest = AFTER_MONTH.exec(text);
	const month = rest === null ? null : MONTH_BEFORE.exec(text.slice(Math.max(0, start - 14), start));
	if (rest === null || month === null) return undefined;
	return { start: start - month[0].length, end: start + rest[0].length };
}

/** Dates that words in about twenty languages call a birth. */
export function datesOfBirth(reading: Reading): Candidate[] {
	const { text, groups } = reading;
	const found: Candidate[] = [];
	let from = 0;
	for (const group of groups) {
		const length = group.end - group.start;
		if (group.start < from || length > 4 || length === 3 || group.wordStart !== group.start) continue;
		const date = dateAt(text, group.start);
		if (date === undefined || !BORN.test(before(text, date.start, MAX_LEAD))) continue;
		from = date.end;
		found.push({ type: "pii.date_of_birth", ...date, score: 900, evidence: "context" });
	}
	return found;
}
