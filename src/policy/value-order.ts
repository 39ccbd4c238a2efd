// OPA's total order of values, which sorts sets and keys and decides what is equal.
import { compareNumbers } from "./decimal.ts";
import type { OpaArray, OpaNumber, OpaObject, OpaSet, TypeName, Value } from "./value.ts";
import { typeName } from "./value.ts";

const RANK: Readonly<Record<TypeName, number>> = { null: 0, boolean: 1, number: 2, string: 3, array: 4, object: 5, set: 6 };

/** Negative, zero or positive: first by type, then by content. */
export function compare(a: Value, b: Value): number {
	if (a === b) return 0;
	const [typeA, typeB] = [typeName(a), typeName(b)];
	if (typeA !== typeB) return RANK[typeA] - RANK[typeB];
	switch (typeA) {
		case "null":
			return 0;
		case "boolean":
			return Number(a) - Number(b);
		case "number":
			return compareNumbers(a as OpaNumber, b as OpaNumber);
		case "string":
			return compareText(a as string, b as string);
		case "array":
			return compareLists(a as OpaArray, b as OpaArray);
		case "object":
			return compareObjects(a as OpaObject, b as OpaObject);
		case "set":
			return compareLists(sorted(a as OpaSet), sorted(b as OpaSet));
	}
}

export function equal(a: Value, b: Value): boolean {
	return compare(a, b) === 0;
}

export function sorted(values: Iterable<Value>): Value[] {
	return [...values].sort(compare);
}

/** Entries in the order of their keys. */
export function sortedEntries(object: OpaObject): [Value, Value][] {
	return [...object].sort(([a], [b]) => compare(a, b));
}

/** By code point, as UTF-8 bytes compare; UTF-16 units alone would put U+FFFF behind what lies above it. */
export function compareText(a: string, b: string): number {
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) {
		const x = a.charCodeAt(i);
		const y = b.charCodeAt(i);
		if (x !== y) return isSurrogate(x) !== isSurrogate(y) ? (isSurrogate(x) ? 1 : -1) : x - y;
	}
	return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
	return unit >= 0xd800 && unit <= 0xdfff;
}

function compareLists(a: OpaArray, b: OpaArray): number {
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) {
		const order = compare(a[i] as Value, b[i] as Value);
		if (order !== 0) return order;
	}
	return a.length - b.length;
}

function compareObjects(a: OpaObject, b: OpaObject): number {
	const [left, right] = [sortedEntries(a), sortedEntries(b)];
	const length = Math.min(left.length, right.length);
	for (let i = 0; i < length; i++) {
		const [x, y] = [left[i] as [Value, Value], right[i] as [Value, Value]];
		const order = compare(x[0], y[0]) || compare(x[1], y[1]);
		if (order !== 0) return order;
	}
	return left.length - right.length;
}

/** The value under a key of any type. */
export function lookUp(object: OpaObject, key: Value): Value | undefined {
	const found = object.get(key);
	if (found !== undefined || typeof key === "string" || key === null || typeof key === "boolean") return found;
	for (const [other, value] of object) if (equal(other, key)) return value;
	return undefined;
}

export function isMember(set: Iterable<Value>, member: Value): boolean {
	for (const other of set) if (equal(other, member)) return true;
	return false;
}
