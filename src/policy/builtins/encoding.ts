// Encodings: base64url, hex, query strings, JSON with options. Text is UTF-8 bytes.
import { fromBase64Url, toBase64Url, toHex, utf8 } from "../../platform/bytes.ts";
import { isNumber, literalOf, type OpaObject, type Value } from "../value.ts";
import { jsonText } from "../value-json.ts";
import { compareText, sortedEntries } from "../value-order.ts";
import { type Builtins, builtinError } from "./builtin.ts";
import { members, objectOperand, operand, operandError, stringOperand } from "./operand.ts";
import { quoted } from "./text.ts";

const decoder = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true });

export const ENCODING: Builtins = {
	"base64url.encode_no_pad": (args) => base64Url(utf8(stringOperand(args, 1).toWellFormed())),
	"hex.encode": (args) => toHex(utf8(stringOperand(args, 1).toWellFormed())),
	"hex.decode": (args) => hexDecode(stringOperand(args, 1)),
	"urlquery.encode": (args) => queryEscape(stringOperand(args, 1)),
	"urlquery.decode": (args) => queryUnescape(stringOperand(args, 1)),
	"urlquery.encode_object": (args) => encodeObject(objectOperand(args, 1)),
	"urlquery.decode_object": (args) => decodeObject(stringOperand(args, 1)),
	"json.marshal_with_options": (args) => marshal(operand(args, 1), objectOperand(args, 2)),
};

/** Long texts, too: `toBase64Url` spreads its bytes over a call's arguments. */
export function base64Url(bytes: Uint8Array): string {
	let text = "";
	for (let at = 0; at < bytes.length; at += 30_000) text += toBase64Url(bytes.subarray(at, at + 30_000));
	return text;
}

/** OPA's reading of base64url, with or without padding; throws its errors. */
export function base64UrlDecode(text: string): Uint8Array {
	const bare = text.endsWith("=") ? text.replace(/={1,2}$/, "") : text;
	if (bare.length % 4 === 1) throw builtinError(`illegal base64url string: ${text}`);
	const bytes = fromBase64Url(bare);
	if (bytes === undefined) {
		const at = bare.search(/[^A-Za-z0-9_-]/);
		throw builtinError(`illegal base64 data at input byte ${at}`);
	}
	return bytes;
}

function hexDecode(text: string): string {
	const at = text.search(/[^0-9a-fA-F]/);
	if (at >= 0) {
		const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
		throw builtinError(
			`encoding/hex: invalid byte: U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")} '${character}'`,
		);
	}
	if (text.length % 2 === 1) throw builtinError("encoding/hex: odd length hex string");
	return decoder.decode(Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

export function queryEscape(text: string): string {
	return encodeURIComponent(text.toWellFormed())
		.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
		.replaceAll("%20", "+");
}

function queryUnescape(text: string): string {
	const bad = /%(?![0-9a-fA-F]{2}).{0,2}/su.exec(text)?.[0];
	if (bad !== undefined) throw builtinError(`invalid URL escape ${quoted(bad)}`);
	const bytes = utf8(text.replaceAll("+", " ").toWellFormed());
	const decoded: number[] = [];
	for (let at = 0; at < bytes.length; at++) {
		if (bytes[at] !== 0x25) decoded.push(bytes[at] ?? 0);
		else {
			decoded.push(Number.parseInt(String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0), 16));
			at += 2;
		}
	}
	return decoder.decode(Uint8Array.from(decoded));
}

function encodeObject(object: OpaObject): string {
	const pairs: string[] = [];
	const entries = [...object].map(([key, value]): [string, Value] => [typeof key === "string" ? key : jsonText(key), value]);
	for (const [key, value] of entries.sort(([a], [b]) => compareText(a, b))) {
		const values = typeof value === "string" ? [value] : members(value);
		if (values?.every((item) => typeof item === "string") !== true)
			throw operandError(1, "values must be string, array[string], or set[string]");
		for (const item of values) pairs.push(`${queryEscape(key)}=${queryEscape(item as string)}`);
	}
	return pairs.join("&");
}

function decodeObject(query: string): Value {
	const object = new Map<Value, string[]>();
	for (const pair of query.split("&")) {
		if (pair === "") continue;
		if (pair.includes(";")) throw builtinError("invalid semicolon separator in query");
		const at = pair.indexOf("=");
		const key = queryUnescape(at < 0 ? pair : pair.slice(0, at));
		const value = at < 0 ? "" : queryUnescape(pair.slice(at + 1));
		object.set(key, [...(object.get(key) ?? []), value]);
	}
	return object;
}

type MarshalOptions = { pretty?: boolean; prefix?: string; indent?: string };

function marshal(value: Value, given: OpaObject): string {
	const options: MarshalOptions = {};
	for (const [key, item] of given) {
		if (key === "prefix" || key === "indent") {
			if (typeof item !== "string") throw operandError(2, `key ${quoted(key)} failed cast to string`);
			options[key] = item;
		} else if (key === "pretty") {
			if (typeof item !== "boolean") throw operandError(2, `key ${quoted(key)} failed cast to bool`);
			options.pretty = item;
		} else throw operandError(2, `object contained unknown key ${typeof key === "string" ? quoted(key) : jsonText(key)}`);
	}
	const pretty = options.pretty ?? (options.prefix !== undefined || options.indent !== undefined);
	if (!pretty) return goJson(value);
	const prefix = options.prefix ?? "";
	return prefix + indented(value, `\n${prefix}`, options.indent ?? "\t");
}

/** Go's JSON writer hides characters that HTML would read. */
export function goJson(value: Value): string {
	return escapeHtml(jsonText(value));
}

function escapeHtml(json: string): string {
	return json.replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function indented(value: Value, line: string, indent: string): string {
	if (value === null || typeof value !== "object" || isNumber(value)) return isNumber(value) ? literalOf(value) : goJson(value);
	const items = members(value);
	if (items !== undefined) {
		if (items.length === 0) return "[]";
		return `[${items.map((item) => line + indent + indented(item, line + indent, indent)).join(",")}${line}]`;
	}
	const entries = sortedEntries(value as OpaObject);
	if (entries.length === 0) return "{}";
	const text = entries.map(([key, item]) => {
		const name = escapeHtml(JSON.stringify(typeof key === "string" ? key : jsonText(key)));
		return `${line + indent}${name}: ${indented(item, line + indent, indent)}`;
	});
	return `{${text.join(",")}${line}}`;
}
