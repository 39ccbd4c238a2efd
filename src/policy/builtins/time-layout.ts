// Go's layouts: the reference time Mon Jan 2 15:04:05 MST 2006, taken apart into elements, and printing by them.
import { dayOfYear, MONTHS, type Moment, weekday } from "./calendar.ts";

/** The layouts that OPA knows by name. */
export const NAMED_LAYOUTS: Readonly<Record<string, string>> = {
	ANSIC: "Mon Jan _2 15:04:05 2006",
	UnixDate: "Mon Jan _2 15:04:05 MST 2006",
	RubyDate: "Mon Jan 02 15:04:05 -0700 2006",
	RFC822: "02 Jan 06 15:04 MST",
	RFC822Z: "02 Jan 06 15:04 -0700",
	RFC850: "Monday, 02-Jan-06 15:04:05 MST",
	RFC1123: "Mon, 02 Jan 2006 15:04:05 MST",
	RFC1123Z: "Mon, 02 Jan 2006 15:04:05 -0700",
	RFC3339: "2006-01-02T15:04:05Z07:00",
	RFC3339Nano: "2006-01-02T15:04:05.999999999Z07:00",
};

/**
 * The longest alternative first; a word element must not run on in lower case (`January` is one, `Janet` is none), and
 * fractions follow a point or comma and end at no digit.
 */
const ELEMENT =
	/January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|01|02|03|04|05|06|002|2006|15|__2|_2006|_2|-07:00:00|-070000|-07:00|-0700|-07|Z07:00:00|Z070000|Z07:00|Z0700|Z07|PM|pm|[.,](?:0+|9+)(?![0-9])|[1-5]/g;

export type Element = { readonly kind: "element" | "text"; readonly text: string };

export function elements(layout: string): Element[] {
	const found: Element[] = [];
	let at = 0;
	for (const match of layout.matchAll(ELEMENT)) {
		// `_2006` is an underscore and a year.
		const text = match[0] === "_2006" ? "2006" : match[0];
		const index = match.index + match[0].length - text.length;
		if (index > at) found.push({ kind: "text", text: layout.slice(at, index) });
		found.push({ kind: "element", text });
		at = index + text.length;
	}
	if (at < layout.length) found.push({ kind: "text", text: layout.slice(at) });
	return found;
}

export function formatMoment(moment: Moment, layout: string): string {
	return elements(layout)
		.map(({ kind, text }) => (kind === "text" ? text : elementText(moment, text)))
		.join("");
}

const two = (value: number, fill = "0"): string => String(value).padStart(2, fill);

function elementText(moment: Moment, element: string): string {
	const { year, month, day, hour, minute, second } = moment;
	switch (element) {
		case "2006":
			return year < 0 ? `-${String(-year).padStart(4, "0")}` : String(year).padStart(4, "0");
		case "06":
			return two(Math.abs(year % 100));
		case "January":
			return MONTHS[month - 1] ?? "";
		case "Jan":
			return MONTHS[month - 1]?.slice(0, 3) ?? "";
		case "01":
			return two(month);
		case "1":
			return String(month);
		case "Monday":
			return weekday(moment);
		case "Mon":
			return weekday(moment).slice(0, 3);
		case "02":
			return two(day);
		case "_2":
			return two(day, " ");
		case "2":
			return String(day);
		case "002":
			return String(dayOfYear(moment)).padStart(3, "0");
		case "__2":
			return String(dayOfYear(moment)).padStart(3, " ");
		case "15":
			return two(hour);
		case "03":
			return two(hour % 12 || 12);
		case "3":
			return String(hour % 12 || 12);
		case "04":
			return two(minute);
		case "4":
			return String(minute);
		case "05":
			return two(second);
		case "5":
			return String(second);
		case "PM":
			return hour >= 12 ? "PM" : "AM";
		case "pm":
			return hour >= 12 ? "pm" : "am";
		case "MST":
			return moment.zone;
		default:
			return /^[.,]/.test(element) ? fraction(moment.nanosecond, element) : offsetText(moment.offset, element);
	}
}

/** Zeros keep their places, nines drop trailing zeros and, with them, the point. */
function fraction(nanosecond: number, element: string): string {
	const digits = String(nanosecond)
		.padStart(9, "0")
		.slice(0, element.length - 1);
	const kept = element.charAt(1) === "9" ? digits.replace(/0+$/, "") : digits.padEnd(element.length - 1, "0");
	return kept === "" ? "" : element.charAt(0) + kept;
}

function offsetText(offset: number, element: string): string {
	if (element.startsWith("Z") && offset === 0) return "Z";
	const size = Math.abs(offset);
	const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60].map((part) => two(part));
	const digits = element.replaceAll(/[^0-9]/g, "").length / 2;
	return (offset < 0 ? "-" : "+") + parts.slice(0, digits).join(element.includes(":") ? ":" : "");
}
