// OPA's values as JSON, the way OPA itself gives them: sets become sorted arrays, keys that are no strings their text.

import { isNumber, literalOf, type NumberLiteral, numberFrom, type Value } from "./value.ts";
import { compareText, sorted, sortedEntries } from "./value-order.ts";

/** JSON text with sorted keys; numbers keep their digits. */
export function jsonText(value: Value): string {
	if (typeof value === "string") return stringText(value);
	if (value === null || typeof value !== "object") return String(value);
	if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
	if (value instanceof Set) return `[${sorted(value).map(jsonText).join(",")}]`;
	if (value instanceof Map) return `{${keyed(value).map(([key, item]) => `${stringText(key)}:${jsonText(item)}`)}}`;
	return literalOf(value as NumberLiteral);
}

const PLAIN = /^[ !#-[\]-~]*$/;

/** Most texts need no escape, which is seen sooner than they are escaped. */
function stringText(text: string): string {
	return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text.toWellFormed());
}

function keyed(object: ReadonlyMap<Value, Value>): [string, Value][] {
	const entries = [...object];
	if (!entries.every(hasName)) return named(object);
	return inOrder(entries) ? entries : entries.sort(([a], [b]) => compareText(a, b));
}

function hasName(entry: [Value, Value]): entry is [string, Value] {
	return typeof entry[0] === "string" && entry[0].isWellFormed();
}

function inOrder(entries: readonly [string, Value][]): boolean {
	for (let at = 1; at < entries.length; at++) {
		if (compareText((entries[at - 1] as [string, Value])[0], (entries[at] as [string, Value])[0]) > 0) return false;
	}
	return true;
}

/** Keys that are no strings by their text; of several with one text, the last in the order of values comes last. */
function named(object: ReadonlyMap<Value, Value>): [string, Value][] {
	const entries = sortedEntries(object).map(([key, item]): [string, Value] => [
		(typeof key === "string" ? key : jsonText(key)).toWellFormed(),
		item,
	]);
	return entries.sort(([a], [b]) => compareText(a, b));
}

/** Plain JavaScript data; numbers beyond a double lose digits, so only for what computes with doubles anyway. */
export function toPlain(value: Value): unknown {
	if (value === null || typeof value !== "object") return value;
	if (isNumber(value)) return Number(literalOf(value));
	if (Array.isArray(value)) return value.map(toPlain);
	if (value instanceof Set) return sorted(value).map(toPlain);
	const plain: Record<string, unknown> = Object.create(null);
	for (const [key, item] of keyed(value as ReadonlyMap<Value, Value>)) plain[key] = toPlain(item);
	return plain;
}

/** Plain data as a value; members that are undefined or functions are left out, bigints are integers. */
export function fromPlain(plain: unknown): Value {
	if (plain === null || plain === undefined) return null;
	if (typeof plain === "number" || typeof plain === "bigint") return numberFrom(String(plain));
	if (typeof plain === "string" || typeof plain === "boolean") return plain;
	if (Array.isArray(plain)) return plain.map(fromPlain);
	if (plain instanceof Map || plain instanceof Set || isNumber(plain as Value)) return plain as Value;
	return new Map(
		Object.entries(plain as Record<string, unknown>)
			.filter(([, item]) => item !== undefined && typeof item !== "function")
			.map(([key, item]): [Value, Value] => [key, fromPlain(item)]),
	);
}
