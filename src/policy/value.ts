// OPA's values in JavaScript, and their text form: JSON plus sets `{1, 2}`, `set()` and keys of any type.
import { err, ok, type Result } from "../platform/result.ts";

/** A number that a JavaScript number would not print back as it was written: large integers, `1.0`, `1e3`. */
export type NumberLiteral = { readonly literal: string };
export type OpaNumber = number | NumberLiteral;
export type OpaArray = readonly Value[];
/** Keys of composite type are looked up by `equal`, never by identity; string keys, the rule, by `get`. */
export type OpaObject = ReadonlyMap<Value, Value>;
/** Members are distinct by `equal` when OPA made the set; what a builtin returns is made distinct by OPA. */
export type OpaSet = ReadonlySet<Value>;
export type Value = null | boolean | OpaNumber | string | OpaArray | OpaObject | OpaSet;

export type TypeName = "null" | "boolean" | "number" | "string" | "array" | "object" | "set";

export function typeName(value: Value): TypeName {
	if (value === null) return "null";
	if (typeof value !== "object") return typeof value as "boolean" | "number" | "string";
	if (Array.isArray(value)) return "array";
	if (value instanceof Map) return "object";
	return value instanceof Set ? "set" : "number";
}

export function isArray(value: Value | undefined): value is OpaArray {
	return Array.isArray(value);
}

export function isObject(value: Value | undefined): value is OpaObject {
	return value instanceof Map;
}

export function isSet(value: Value | undefined): value is OpaSet {
	return value instanceof Set;
}

export function isNumber(value: Value | undefined): value is OpaNumber {
	return typeof value === "number" || (typeof value === "object" && value !== null && "literal" in value);
}

/**
 * A JavaScript number where it prints back the same text, the literal otherwise. Rego writes numbers that JSON does not
 * (`.5`, `5.`): they get their digit.
 */
export function numberFrom(text: string): OpaNumber {
	const literal = /^-?\.|\.(?![0-9])/.test(text) ? text.replace(/^(-?)\./, "$10.").replace(/\.(?![0-9])/, "") : text;
	const number = Number(literal);
	return String(number) === literal ? number : { literal };
}

export function literalOf(number: OpaNumber): string {
	return typeof number === "number" ? String(number) : number.literal;
}

/** The text that `opa_value_parse` reads. Lone surrogates become U+FFFD: OPA's strings are UTF-8. */
export function printValue(value: Value): string {
	if (value === null || typeof value === "boolean" || typeof value === "number") return String(value);
	if (typeof value === "string") return JSON.stringify(value.toWellFormed());
	if (Array.isArray(value)) return `[${value.map(printValue).join(",")}]`;
	if (value instanceof Map) return `{${[...value].map(([key, item]) => `${printValue(key)}:${printValue(item)}`).join(",")}}`;
	if (value instanceof Set) return value.size === 0 ? "set()" : `{${[...value].map(printValue).join(",")}}`;
	return (value as NumberLiteral).literal;
}

/**
 * The same value text with U+FFFD for the escape of half a surrogate pair, as OPA reads it: the module's own parser stops at
 * one. Valid text has no backslash outside strings.
 */
export function pairedEscapes(text: string): string {
	if (!text.includes("\\u")) return text;
	return text.replace(
		/\\(?:u([dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|u[dD][89a-fA-F][0-9a-fA-F]{2}|.)/gs,
		(found, pair) => (pair === undefined && /^\\u[dD][89a-fA-F]/.test(found) ? "\\ufffd" : found),
	);
}

/** Reads one value; the whole text must be one. */
export function parseValue(text: string): Result<Value, "not-a-value"> {
	try {
		const reader = { text, at: 0 };
		const value = readValue(reader);
		skipSpace(reader);
		return reader.at === text.length ? ok(value) : err("not-a-value");
	} catch (error) {
		if (error instanceof SyntaxError || error instanceof RangeError) return err("not-a-value");
		throw error;
	}
}

type Reader = { readonly text: string; at: number };

const [QUOTE, BACKSLASH, CLOSE, COLON, ZERO, NINE] = [0x22, 0x5c, 0x7d, 0x3a, 0x30, 0x39];
/** Integers of so many digits are exact and print back as they are. */
const MAX_PLAIN_DIGITS = 15;

const NUMBER = /-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const WORDS: readonly (readonly [string, Value])[] = [
	["true", true],
	["false", false],
	["null", null],
];

function skipSpace(reader: Reader): void {
	for (;;) {
		const code = reader.text.charCodeAt(reader.at);
		if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
		reader.at++;
	}
}

/** The next character that is no space, which is left unread; NaN at the end. */
function peek(reader: Reader): number {
	skipSpace(reader);
	return reader.text.charCodeAt(reader.at);
}

function expect(reader: Reader, code: number): void {
	if (peek(reader) !== code) throw new SyntaxError("unexpected character");
	reader.at++;
}

function readValue(reader: Reader): Value {
	const next = peek(reader);
	if (next === QUOTE) return readString(reader);
	if (next === 0x7b) return readBraces(reader);
	if (next === 0x5b) return readArray(reader);
	if (next === 0x2d || next === 0x2e || (next >= ZERO && next <= NINE)) return readNumber(reader);
	if (reader.text.startsWith("set(", reader.at)) {
		reader.at += 4;
		expect(reader, 0x29);
		return new Set();
	}
	for (const [word, value] of WORDS) {
		if (reader.text.startsWith(word, reader.at)) {
			reader.at += word.length;
			return value;
		}
	}
	throw new SyntaxError("unexpected character");
}

/** Most numbers are short integers, which need no look at their text. */
function readNumber(reader: Reader): OpaNumber {
	const { text, at } = reader;
	const first = text.charCodeAt(at);
	let end = at;
	let whole = 0;
	for (let code = first; code >= ZERO && code <= NINE; code = text.charCodeAt(++end)) whole = whole * 10 + code - ZERO;
	const behind = text.charCodeAt(end);
	const plain = end > at && end - at <= MAX_PLAIN_DIGITS && (first !== ZERO || end - at === 1);
	if (plain && behind !== 0x2e && behind !== 0x65 && behind !== 0x45) {
		reader.at = end;
		return whole;
	}
	NUMBER.lastIndex = at;
	const literal = NUMBER.exec(text)?.[0];
	if (literal === undefined) throw new SyntaxError("unexpected character");
	reader.at += literal.length;
	return numberFrom(literal);
}

/** Most strings have no escape: they are what stands between the quotes. */
function readString(reader: Reader): string {
	const { text, at } = reader;
	let end = at + 1;
	for (let code = text.charCodeAt(end); code !== QUOTE; code = text.charCodeAt(++end)) {
		if (code === BACKSLASH || code < 0x20 || Number.isNaN(code)) return readEscaped(reader, end);
	}
	reader.at = end + 1;
	return text.slice(at + 1, end);
}

/** `from` is at the first character that is not plain. */
function readEscaped(reader: Reader, from: number): string {
	const start = reader.at;
	let end = from - 1;
	do {
		end = reader.text.indexOf('"', end + 1);
		if (end < 0) throw new SyntaxError("unterminated string");
	} while (escaped(reader.text, end));
	reader.at = end + 1;
	return JSON.parse(reader.text.slice(start, end + 1)) as string;
}

/** Is the character at `at` behind an odd number of backslashes? */
function escaped(text: string, at: number): boolean {
	let from = at;
	while (text.charCodeAt(from - 1) === BACKSLASH) from--;
	return (at - from) % 2 === 1;
}

function readArray(reader: Reader): Value[] {
	reader.at++;
	const items: Value[] = [];
	if (peek(reader) === 0x5d) {
		reader.at++;
		return items;
	}
	do items.push(readValue(reader));
	while (continues(reader, 0x5d));
	return items;
}

/** An object or a set: the first separator tells. */
function readBraces(reader: Reader): Value {
	reader.at++;
	if (peek(reader) === CLOSE) {
		reader.at++;
		return new Map();
	}
	const first = readValue(reader);
	if (peek(reader) !== COLON) {
		const members = new Set<Value>([first]);
		while (continues(reader, CLOSE)) members.add(readValue(reader));
		return members;
	}
	reader.at++;
	const object = new Map<Value, Value>([[first, readValue(reader)]]);
	while (continues(reader, CLOSE)) {
		const key = readValue(reader);
		expect(reader, COLON);
		object.set(key, readValue(reader));
	}
	return object;
}

/** Reads a comma (true) or the closing character (false). */
function continues(reader: Reader, close: number): boolean {
	const next = peek(reader);
	reader.at++;
	if (next === close) return false;
	if (next !== 0x2c) throw new SyntaxError("unexpected character");
	return true;
}
