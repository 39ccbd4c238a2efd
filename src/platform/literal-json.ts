// JSON with its numbers as written: what OPA hashes of structured files, and what keyed digests of policies' inputs are made of.
import { MAX_LITERAL_DEPTH } from "./limits.ts";
import { err, ok, type Result } from "./result.ts";

export type LiteralFault = "syntax" | "too-deep";

/**
 * The one text of a JSON value: members sorted by code point, the last of a name's counts, no white space, strings as Go's
 * encoder writes them without HTML escapes, numbers as they were written. It is what OPA's bundle hashes run over.
 */
export function literalJson(text: string): Result<string, LiteralFault> {
	if (!isJson(text)) return err("syntax");
	if (depthOf(text) > MAX_LITERAL_DEPTH) return err("too-deep");
	const scan = { text, at: 0 };
	return ok(writeValue(scan));
}

/** The texts of an array's items. Only brackets and strings are read: each item must still be checked. `undefined`: no array. */
export function rawItems(text: string): string[] | undefined {
	const start = skipSpace(text, 0);
	if (text[start] !== "[") return undefined;
	const items: string[] = [];
	let at = skipSpace(text, start + 1);
	if (text[at] === "]") return skipSpace(text, at + 1) === text.length ? items : undefined;
	for (;;) {
		const end = valueEnd(text, at);
		if (end === undefined || end === at) return undefined;
		items.push(text.slice(at, end));
		at = skipSpace(text, end);
		if (text[at] === "]") return skipSpace(text, at + 1) === text.length ? items : undefined;
		if (text[at] !== ",") return undefined;
		at = skipSpace(text, at + 1);
	}
}

/** The texts of an object's members by name, the last of a name's. `undefined`: not JSON, or no object. */
export function rawMembers(text: string): Map<string, string> | undefined {
	if (!isJson(text) || text[skipSpace(text, 0)] !== "{") return undefined;
	const members = new Map<string, string>();
	let at = skipSpace(text, skipSpace(text, 0) + 1);
	while (text[at] === '"') {
		const end = stringEnd(text, at) ?? text.length;
		const name = JSON.parse(text.slice(at, end)) as string;
		const start = skipSpace(text, skipSpace(text, end) + 1);
		const after = valueEnd(text, start) ?? text.length;
		members.set(name, text.slice(start, after));
		at = skipSpace(text, after);
		if (text[at] === ",") at = skipSpace(text, at + 1);
	}
	return members;
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

type Scan = { readonly text: string; at: number };

/** Writes the value at the scan's place, of a text that is JSON, and moves on behind it. */
function writeValue(scan: Scan): string {
	const { text } = scan;
	scan.at = skipSpace(text, scan.at);
	switch (text[scan.at]) {
		case "{":
			return writeObject(scan);
		case "[":
			return writeArray(scan);
		case '"':
			return goString(readString(scan));
		default: {
			const start = scan.at;
			scan.at = scalarEnd(text, start);
			return text.slice(start, scan.at);
		}
	}
}

function writeObject(scan: Scan): string {
	const { text } = scan;
	const members = new Map<string, string>();
	scan.at = skipSpace(text, scan.at + 1);
	while (text[scan.at] !== "}") {
		const name = wellFormed(readString(scan));
		scan.at = skipSpace(text, scan.at) + 1;
		members.set(name, writeValue(scan));
		scan.at = skipSpace(text, scan.at);
		if (text[scan.at] === ",") scan.at = skipSpace(text, scan.at + 1);
	}
	scan.at++;
	const sorted = [...members].sort(([a], [b]) => compareCodePoints(a, b));
	return `{${sorted.map(([name, value]) => `${goString(name)}:${value}`).join(",")}}`;
}

function writeArray(scan: Scan): string {
	const { text } = scan;
	const items: string[] = [];
	scan.at = skipSpace(text, scan.at + 1);
	while (text[scan.at] !== "]") {
		items.push(writeValue(scan));
		scan.at = skipSpace(text, scan.at);
		if (text[scan.at] === ",") scan.at = skipSpace(text, scan.at + 1);
	}
	scan.at++;
	return `[${items.join(",")}]`;
}

function readString(scan: Scan): string {
	const end = stringEnd(scan.text, scan.at) ?? scan.text.length;
	const value = JSON.parse(scan.text.slice(scan.at, end)) as string;
	scan.at = end;
	return value;
}

/** Where Go's encoder writes other than `JSON.stringify`: both line separators are escaped, half a surrogate pair is U+FFFD. */
function goString(value: string): string {
	return JSON.stringify(wellFormed(value)).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

function wellFormed(value: string): string {
	return value.isWellFormed() ? value : value.toWellFormed();
}

/** As the UTF-8 of both sorts, which differs from UTF-16 where characters outside of the basic plane meet U+E000 to U+FFFF. */
function compareCodePoints(a: string, b: string): number {
	const length = Math.min(a.length, b.length);
	for (let at = 0; at < length; at++) {
		const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
		if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
	}
	return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
	return unit >= 0xd800 && unit <= 0xdfff;
}

function skipSpace(text: string, from: number): number {
	let at = from;
	while (text[at] === " " || text[at] === "\n" || text[at] === "\r" || text[at] === "\t") at++;
	return at;
}

/** Index behind the value at `start`; `undefined` when the text ends within it. */
function valueEnd(text: string, start: number): number | undefined {
	if (text[start] === '"') return stringEnd(text, start);
	if (text[start] !== "{" && text[start] !== "[") return scalarEnd(text, start);
	let depth = 0;
	for (let at = start; at < text.length; at++) {
		const char = text[at];
		if (char === '"') {
			const end = stringEnd(text, at);
			if (end === undefined) return undefined;
			at = end - 1;
		} else if (char === "{" || char === "[") depth++;
		else if (char === "}" || char === "]") {
			depth--;
			if (depth === 0) return at + 1;
		}
	}
	return undefined;
}

/** Index behind the closing quote of the string that opens at `start`. */
function stringEnd(text: string, start: number): number | undefined {
	for (let at = start; ; ) {
		at = text.indexOf('"', at + 1);
		if (at < 0) return undefined;
		let slashes = 0;
		while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
		if (slashes % 2 === 0) return at + 1;
	}
}

const SCALAR = /[^,\]}\s]*/y;

function scalarEnd(text: string, start: number): number {
	SCALAR.lastIndex = start;
	SCALAR.test(text);
	return SCALAR.lastIndex;
}

function depthOf(text: string): number {
	let depth = 0;
	let most = 0;
	for (let at = 0; at < text.length; at++) {
		const char = text[at];
		if (char === '"') at = (stringEnd(text, at) ?? text.length) - 1;
		else if (char === "{" || char === "[") most = Math.max(most, ++depth);
		else if (char === "}" || char === "]") depth--;
	}
	return most;
}
