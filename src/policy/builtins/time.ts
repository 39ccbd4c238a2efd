// Time: parsing, printing, calendars and differences, in nanoseconds since 1970.
import { compareNumbers, decimalFrom, integerOf, multiply, numberOf } from "../decimal.ts";
import { isArray, isNumber, type OpaNumber, type Value } from "../value.ts";
import { type Builtins, builtinError } from "./builtin.ts";
import { type Moment, momentAt, secondsOf, wallClock, weekday, type Zone } from "./calendar.ts";
import { intOperand, operand, stringOperand, typeError } from "./operand.ts";
import { quoted } from "./text.ts";
import { formatMoment, NAMED_LAYOUTS } from "./time-layout.ts";
import { parseTime } from "./time-parse.ts";

const MAX_NS = 2n ** 63n - 1n;

export const TIME: Builtins = {
	"time.parse_ns": (args) => {
		const layout = stringOperand(args, 1);
		return withinRange(parseTime(namedLayout(layout), stringOperand(args, 2)));
	},
	"time.parse_rfc3339_ns": (args) => withinRange(parseTime(namedLayout("RFC3339"), stringOperand(args, 1))),
	"time.parse_duration_ns": (args) => parseDuration(stringOperand(args, 1)),
	"time.format": (args) => {
		const { ns, zone, layout } = timeOperand(args, 1);
		return formatMoment(momentAt(ns, zone), layout === "" ? namedLayout("RFC3339Nano") : namedLayout(layout));
	},
	"time.date": (args) => {
		const { year, month, day } = momentOperand(args, 1);
		return [year, month, day];
	},
	"time.clock": (args) => {
		const { hour, minute, second } = momentOperand(args, 1);
		return [hour, minute, second];
	},
	"time.weekday": (args) => weekday(momentOperand(args, 1)),
	"time.add_date": (args) => {
		const { ns, zone } = timeOperand(args, 1);
		const [years, months, days] = [intOperand(args, 2), intOperand(args, 3), intOperand(args, 4)].map(Number) as [
			number,
			number,
			number,
		];
		const at = momentAt(ns, zone);
		const seconds = secondsOf(at.year + years, at.month + months, at.day + days, at.hour, at.minute, at.second);
		if (Number.isNaN(seconds)) throw builtinError("time outside of valid range");
		return withinRange(BigInt(wallClock(seconds, zone)) * 1_000_000_000n + BigInt(at.nanosecond));
	},
	"time.diff": (args) => {
		const first = timeOperand(args, 1);
		const second = timeOperand(args, 2);
		const [early, late] = first.ns <= second.ns ? [first.ns, second.ns] : [second.ns, first.ns];
		return difference(momentAt(early, first.zone), momentAt(late, first.zone));
	},
};

function namedLayout(layout: string): string {
	return Object.hasOwn(NAMED_LAYOUTS, layout) ? (NAMED_LAYOUTS[layout] as string) : layout;
}

function withinRange(ns: bigint): OpaNumber {
	if (ns > MAX_NS || ns < -MAX_NS - 1n) throw builtinError("time outside of valid range");
	return numberOf(ns);
}

type Time = { readonly ns: bigint; readonly zone: Zone; readonly layout: string };

/** A number of nanoseconds, or an array of it, a zone and a layout. */
function timeOperand(args: readonly Value[], position: number): Time {
	const value = operand(args, position);
	const [ns, zone = "", layout = ""] = isArray(value) ? value : [value];
	if (ns === undefined || (!isArray(value) && !isNumber(value)))
		throw typeError(1, value, "either number (ns) or [number (ns), string (tz)]");
	if (!isNumber(ns)) throw typeError(1, ns, "number");
	if (typeof zone !== "string") throw typeError(1, zone, "string");
	if (typeof layout !== "string") throw typeError(1, layout, "string");
	const integer = integerOf(ns);
	if (integer === undefined || compareNumbers(ns, numberOf(MAX_NS)) > 0 || integer < -MAX_NS - 1n)
		throw builtinError("timestamp too big");
	return { ns: integer, zone, layout };
}

function momentOperand(args: readonly Value[], position: number): Moment {
	const { ns, zone } = timeOperand(args, position);
	return momentAt(ns, zone);
}

/** Whole years, months … seconds between two moments; days are borrowed from the month of the earlier one. */
function difference(from: Moment, to: Moment): number[] {
	let [year, month, day] = [to.year - from.year, to.month - from.month, to.day - from.day];
	let [hour, minute, second] = [to.hour - from.hour, to.minute - from.minute, to.second - from.second];
	if (second < 0) [second, minute] = [second + 60, minute - 1];
	if (minute < 0) [minute, hour] = [minute + 60, hour - 1];
	if (hour < 0) [hour, day] = [hour + 24, day - 1];
	if (day < 0) {
		const length = (secondsOf(from.year, from.month + 1, 1) - secondsOf(from.year, from.month, 1)) / 86_400;
		[day, month] = [day + length, month - 1];
	}
	if (month < 0) [month, year] = [month + 12, year - 1];
	return [year, month, day, hour, minute, second];
}

/** Nanoseconds of a unit. */
const DURATIONS: Readonly<Record<string, bigint>> = {
	ns: 1n,
	us: 1_000n,
	µs: 1_000n,
	μs: 1_000n,
	ms: 1_000_000n,
	s: 1_000_000_000n,
	m: 60_000_000_000n,
	h: 3_600_000_000_000n,
	d: 86_400_000_000_000n,
	w: 604_800_000_000_000n,
	y: 31_536_000_000_000_000n,
};

function parseDuration(text: string): OpaNumber {
	const bad = () => builtinError(`time: invalid duration ${quoted(text)}`);
	const sign = /^[+-]/.exec(text)?.[0] ?? "";
	const rest = text.slice(sign.length);
	if (rest === "0") return 0;
	if (rest === "") throw bad();
	let total = 0n;
	const segment = /([0-9]*(?:\.[0-9]*)?)([^0-9.]*)/y;
	while (segment.lastIndex < rest.length) {
		const [whole = "", digits = "", unit = ""] = segment.exec(rest) ?? [];
		const amount = decimalFrom(digits);
		if (whole === "" || amount === undefined) throw bad();
		if (unit === "") throw builtinError(`time: missing unit in duration ${quoted(text)}`);
		const size = DURATIONS[unit];
		if (size === undefined) throw builtinError(`time: unknown unit ${quoted(unit)} in duration ${quoted(text)}`);
		const { coefficient, exponent } = multiply(amount, { coefficient: size, exponent: 0 });
		total += exponent >= 0 ? coefficient * 10n ** BigInt(exponent) : coefficient / 10n ** BigInt(-exponent);
		if (total > MAX_NS) throw bad();
	}
	return numberOf(sign === "-" ? -total : total);
}
