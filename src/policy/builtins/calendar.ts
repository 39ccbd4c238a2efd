// Moments as nanoseconds since 1970 and what a calendar and a clock show of them in a zone.
import { builtinError } from "./builtin.ts";

const SECOND = 1_000_000_000n;
const DAY_MS = 86_400_000;

export const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
export const MONTHS = [
	"January",
	"February",
	"March",
	"April",
	"May",
	"June",
	"July",
	"August",
	"September",
	"October",
	"November",
	"December",
] as const;

/** Month and day count from 1; `offset` is seconds east of Greenwich. */
export type Moment = {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
	readonly nanosecond: number;
	readonly offset: number;
	readonly zone: string;
};

/** Zone names are those of the IANA database; "" and "UTC" are UTC, and so is "Local": a policy has no place. */
export type Zone = string;

export function momentAt(ns: bigint, zone: Zone): Moment {
	const nanosecond = ((ns % SECOND) + SECOND) % SECOND;
	const seconds = Number((ns - nanosecond) / SECOND);
	const offset = offsetAt(seconds, zone);
	const date = new Date((seconds + offset) * 1000);
	return {
		year: date.getUTCFullYear(),
		month: date.getUTCMonth() + 1,
		day: date.getUTCDate(),
		hour: date.getUTCHours(),
		minute: date.getUTCMinutes(),
		second: date.getUTCSeconds(),
		nanosecond: Number(nanosecond),
		offset,
		zone: abbreviation(seconds, zone, offset),
	};
}

/** Seconds since 1970 of a date and time without zone; fields beyond their range carry over. */
export function secondsOf(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	return Math.floor(date.getTime() / 1000) + hour * 3600 + minute * 60 + second;
}

/** The moment that a wall clock of the zone shows as this; a time that it skips or shows twice is read by the earlier offset. */
export function wallClock(seconds: number, zone: Zone): number {
	const first = offsetAt(seconds, zone);
	const guess = seconds - first;
	const second = offsetAt(guess, zone);
	return seconds - (second === first ? first : second);
}

export function weekday({ year, month, day }: Moment): string {
	const days = secondsOf(year, month, day) / (DAY_MS / 1000);
	return WEEKDAYS[(((days + 4) % 7) + 7) % 7] ?? "";
}

export function dayOfYear({ year, month, day }: Moment): number {
	return (secondsOf(year, month, day) - secondsOf(year, 1, 1)) / (DAY_MS / 1000) + 1;
}

export function daysIn(year: number, month: number): number {
	return (secondsOf(year, month + 1, 1) - secondsOf(year, month, 1)) / (DAY_MS / 1000);
}

const formats = new Map<Zone, Intl.DateTimeFormat>();
/** Zones are few; a policy that makes names up must not fill the isolate. */
const MAX_FORMATS = 64;

function isUtc(zone: Zone): boolean {
	return zone === "" || zone === "UTC" || zone === "Local";
}

function formatOf(zone: Zone): Intl.DateTimeFormat {
	const known = formats.get(zone);
	if (known !== undefined) return known;
	// Intl also takes offsets and any case; the database's names are what Go takes.
	if (!/^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(zone)) throw builtinError(`unknown time zone ${zone}`);
	try {
		const format = new Intl.DateTimeFormat("en-US", {
			...{ timeZone: zone, hourCycle: "h23", era: "short", timeZoneName: "short" },
			...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" },
		});
		if (formats.size >= MAX_FORMATS) formats.clear();
		formats.set(zone, format);
		return format;
	} catch {
		throw builtinError(`unknown time zone ${zone}`);
	}
}

function partsAt(seconds: number, zone: Zone): Readonly<Record<string, string>> {
	return Object.fromEntries(
		formatOf(zone)
			.formatToParts(new Date(seconds * 1000))
			.map(({ type, value }) => [type, value]),
	);
}

function offsetAt(seconds: number, zone: Zone): number {
	if (isUtc(zone)) return 0;
	const parts = partsAt(seconds, zone);
	const year = parts.era?.startsWith("B") ? 1 - Number(parts.year) : Number(parts.year);
	const [month, day, hour, minute, second] = ["month", "day", "hour", "minute", "second"].map((name) => Number(parts[name]));
	return secondsOf(year, month ?? 1, day ?? 1, hour, minute, second) - seconds;
}

/** English names where there are any; elsewhere the offset in figures. */
function abbreviation(seconds: number, zone: Zone, offset: number): string {
	if (isUtc(zone)) return "UTC";
	const name = partsAt(seconds, zone).timeZoneName ?? "";
	if (/^[A-Z]{3,5}$/.test(name)) return name;
	const minutes = Math.abs(Math.trunc(offset / 60));
	const sign = offset < 0 ? "-" : "+";
	const digits = `${String(Math.floor(minutes / 60)).padStart(2, "0")}${minutes % 60 === 0 ? "" : String(minutes % 60).padStart(2, "0")}`;
	return sign + digits;
}
