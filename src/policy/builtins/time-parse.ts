// Reading a time by one of Go's layouts, with Go's errors.
import { builtinError } from "./builtin.ts";
import { daysIn, MONTHS, secondsOf, WEEKDAYS } from "./calendar.ts";
import { quoted } from "./text.ts";
import { type Element, elements } from "./time-layout.ts";

type Fields = {
	year: number;
	month: number;
	day: number;
	yearDay: number;
	hour: number;
	minute: number;
	second: number;
	nanosecond: bigint;
	afternoon: boolean | undefined;
	offset: number;
};

type Parser = { readonly layout: string; readonly value: string; rest: string; readonly fields: Fields; range: string };

/** Nanoseconds since 1970; a layout without a zone is read as UTC, and so is a zone's abbreviation. */
export function parseTime(layout: string, value: string): bigint {
	const fields: Fields = {
		year: 0,
		month: -1,
		day: -1,
		yearDay: -1,
		hour: 0,
		minute: 0,
		second: 0,
		nanosecond: 0n,
		afternoon: undefined,
		offset: 0,
	};
	const parser: Parser = { layout, value, rest: value, fields, range: "" };
	const list = elements(layout);
	list.forEach((element, index) => {
		if (element.kind === "text") skipText(parser, element.text);
		else {
			const before = parser.rest;
			if (!readElement(parser, element.text, list[index + 1])) throw failure(parser, before, element.text);
			if (parser.range !== "") throw builtinError(`parsing time ${quoted(value)}: ${parser.range} out of range`);
		}
	});
	if (parser.rest !== "") throw builtinError(`parsing time ${quoted(value)}: extra text: ${quoted(parser.rest)}`);
	return total(parser);
}

function failure({ layout, value }: Parser, rest: string, element: string): Error {
	return builtinError(`parsing time ${quoted(value)} as ${quoted(layout)}: cannot parse ${quoted(rest)} as ${quoted(element)}`);
}

/** A space in the layout stands for any number of them. */
function skipText(parser: Parser, text: string): void {
	const before = parser.rest;
	for (let at = 0; at < text.length; at++) {
		if (text.charAt(at) === " ") {
			if (parser.rest !== "" && !parser.rest.startsWith(" ")) throw failure(parser, before, text);
			while (text.charAt(at + 1) === " ") at++;
			parser.rest = parser.rest.replace(/^ +/, "");
		} else if (parser.rest.charAt(0) === text.charAt(at)) parser.rest = parser.rest.slice(1);
		else throw failure(parser, before, text);
	}
}

function take(parser: Parser, pattern: RegExp): string | undefined {
	const found = pattern.exec(parser.rest)?.[0];
	if (found !== undefined) parser.rest = parser.rest.slice(found.length);
	return found;
}

const PATTERNS: Readonly<Record<string, RegExp>> = {
	"2006": /^[0-9]{4}/,
	"06": /^[0-9]{2}/,
	"01": /^[0-9]{2}/,
	"1": /^[0-9]{1,2}/,
	"02": /^[0-9]{2}/,
	_2: /^ ?[0-9]{1,2}/,
	"2": /^[0-9]{1,2}/,
	"002": /^[0-9]{3}/,
	__2: /^ {0,2}[0-9]{1,3}/,
	"15": /^[0-9]{1,2}/,
	"03": /^[0-9]{2}/,
	"3": /^[0-9]{1,2}/,
	"04": /^[0-9]{2}/,
	"4": /^[0-9]{1,2}/,
	"05": /^[0-9]{2}/,
	"5": /^[0-9]{1,2}/,
	PM: /^(?:AM|PM)/,
	pm: /^(?:am|pm)/,
	MST: /^(?:UTC|GMT[+-][0-9]{1,2}|[+-][0-9]{2}(?![0-9])|[A-Z]{3,5})/,
};

function readElement(parser: Parser, element: string, next: Element | undefined): boolean {
	if (/^[.,]/.test(element)) return readFraction(parser, element);
	if (/^[-Z]/.test(element)) return readOffset(parser, element);
	if (/^(?:Jan|Mon)/.test(element)) return readName(parser, element);
	const pattern = PATTERNS[element];
	const text = pattern === undefined ? undefined : take(parser, pattern);
	if (text === undefined) return false;
	readNumber(parser, element, text);
	// A fraction may follow the seconds even where the layout has none.
	const fractional = (element === "05" || element === "5") && !(next?.kind === "element" && /^[.,]/.test(next.text));
	if (fractional && /^[.,][0-9]/.test(parser.rest)) readFraction(parser, ".9");
	return true;
}

function readNumber(parser: Parser, element: string, text: string): void {
	const { fields } = parser;
	const number = Number(text);
	if (element === "2006") fields.year = number;
	else if (element === "06") fields.year = number + (number >= 69 ? 1900 : 2000);
	else if (element === "01" || element === "1") setWithin(parser, "month", number, 1, 12);
	else if (element === "02" || element === "2" || element === "_2") fields.day = number;
	else if (element === "002" || element === "__2") fields.yearDay = number;
	else if (element === "15") setWithin(parser, "hour", number, 0, 23);
	else if (element === "03" || element === "3") setWithin(parser, "hour", number, 0, 12);
	else if (element === "04" || element === "4") setWithin(parser, "minute", number, 0, 59);
	else if (element === "05" || element === "5") setWithin(parser, "second", number, 0, 59);
	else if (element.toLowerCase() === "pm") fields.afternoon = text.toLowerCase() === "pm";
}

function setWithin(parser: Parser, name: "month" | "hour" | "minute" | "second", value: number, low: number, high: number): void {
	if (value < low || value > high) parser.range = name;
	parser.fields[name] = value;
}

function readName(parser: Parser, element: string): boolean {
	const names: readonly string[] = element.startsWith("J") ? MONTHS : WEEKDAYS;
	const short = element.length === 3;
	const index = names.findIndex((name) => parser.rest.toLowerCase().startsWith((short ? name.slice(0, 3) : name).toLowerCase()));
	if (index < 0) return false;
	parser.rest = parser.rest.slice(short ? 3 : names[index]?.length);
	if (element.startsWith("J")) parser.fields.month = index + 1;
	return true;
}

/** Zeros ask for as many digits; nines take what is there, and nothing. */
function readFraction(parser: Parser, element: string): boolean {
	const exactly = element.charAt(1) === "0";
	if (!exactly && !/^[.,][0-9]/.test(parser.rest)) return true;
	const text = take(parser, exactly ? new RegExp(`^[.,][0-9]{${element.length - 1}}`) : /^[.,][0-9]+/);
	if (text === undefined) return false;
	parser.fields.nanosecond = BigInt(text.slice(1, 10).padEnd(9, "0"));
	return true;
}

function readOffset(parser: Parser, element: string): boolean {
	if (element.startsWith("Z") && take(parser, /^Z/) !== undefined) return true;
	const colon = element.includes(":") ? ":" : "";
	const parts = element.replaceAll(/[^0-9]/g, "").length / 2;
	const text = take(parser, new RegExp(`^[+-][0-9]{2}${`${colon}[0-9]{2}`.repeat(parts - 1)}`));
	if (text === undefined) return false;
	const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).replaceAll(":", "").match(/../g)?.map(Number) ?? [];
	if (hours > 24) parser.range = "time zone offset hour";
	if (minutes > 60) parser.range = "time zone offset minute";
	if (seconds > 60) parser.range = "time zone offset second";
	parser.fields.offset = (text.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
	return true;
}

function total({ value, fields }: Parser): bigint {
	const outOfRange = (what: string) => builtinError(`parsing time ${quoted(value)}: ${what} out of range`);
	let { year, month, day, hour } = fields;
	if (fields.afternoon === true && hour < 12) hour += 12;
	if (fields.afternoon === false && hour === 12) hour = 0;
	if (fields.yearDay >= 0) {
		const length = (secondsOf(year + 1, 1, 1) - secondsOf(year, 1, 1)) / 86_400;
		if (fields.yearDay < 1 || fields.yearDay > length) throw outOfRange("day-of-year");
		const date = new Date(secondsOf(year, 1, fields.yearDay) * 1000);
		const [foundMonth, foundDay] = [date.getUTCMonth() + 1, date.getUTCDate()];
		if (month >= 0 && month !== foundMonth) throw outOfRange("day-of-year does not match month");
		if (day >= 0 && day !== foundDay) throw outOfRange("day-of-year does not match day");
		[month, day] = [foundMonth, foundDay];
	}
	if (month < 0) month = 1;
	if (day < 0) day = 1;
	if (day < 1 || day > daysIn(year, month)) throw outOfRange("day");
	const seconds = secondsOf(year, month, day, hour, fields.minute, fields.second) - fields.offset;
	return BigInt(seconds) * 1_000_000_000n + fields.nanosecond;
}
