// YAML 1.2 in both directions, by way of JSON as in OPA: keys become strings, the first document counts.
import { parseAllDocuments, type ScalarTag, type Tags } from "yaml";
import { MAX_OPA_JSON_DEPTH } from "../../platform/limits.ts";
import { numberOf } from "../decimal.ts";
import type { Value } from "../value.ts";
import { fromPlain } from "../value-json.ts";
import { type Builtins, builtinError } from "./builtin.ts";
import { operand, stringOperand } from "./operand.ts";
import { printYaml } from "./yaml-print.ts";

/** Aliases may not blow a short text up. */
const MAX_ALIASES = 1_000;

export const YAML: Builtins = {
	"yaml.is_valid": ([text]) => {
		if (typeof text !== "string") return false;
		try {
			parseYaml(text);
			return true;
		} catch {
			return false;
		}
	},
	"yaml.unmarshal": (args) => parseYaml(stringOperand(args, 1)),
	"yaml.marshal": (args) => printYaml(operand(args, 1)),
};

const INTEGER = "tag:yaml.org,2002:int";

/** Integers that OPA's reader keeps from YAML 1.1. */
const LEGACY: readonly ScalarTag[] = [
	[/^[-+]?0b[01_]+$/, "0b"],
	[/^[-+]?0o?[0-7_]+$/, "0o"],
	[/^[-+]?(?:0|[1-9][0-9]*_)[0-9_]*$/, ""],
].map(([test, prefix]) => ({
	...{ tag: INTEGER, default: true, test: test as RegExp, identify: () => false },
	resolve: (text: string) => {
		const digits = text
			.replaceAll("_", "")
			.replace(/^[-+]/, "")
			.replace(/^0[bo]/, "");
		return BigInt(`${prefix}${digits}`) * (text.startsWith("-") ? -1n : 1n);
	},
}));

/** What YAML allows nowhere, not even in quotes. */
const FORBIDDEN = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Reads the first document. Throws a builtin's error that says what OPA's reader would. */
export function parseYaml(text: string): Value {
	if (FORBIDDEN.test(text)) throw builtinError("yaml: control characters are not allowed");
	if (/^%YAML (?!1\.1)/m.test(text)) throw builtinError("yaml: found incompatible YAML document");
	checkStart(text);
	const customTags = (tags: Tags): Tags => [...LEGACY, ...tags];
	if (flowDepth(text) > MAX_OPA_JSON_DEPTH) throw tooDeep();
	const documents = documentsOf(text, { version: "1.2", merge: true, uniqueKeys: false, intAsBigInt: true, customTags });
	if (!Array.isArray(documents)) return null;
	for (const { errors } of documents) {
		const [error] = errors;
		if (error !== undefined && /call stack/.test(error.message)) throw tooDeep();
		if (error !== undefined) throw builtinError(`yaml: line ${error.linePos?.[0].line ?? 1}: ${reason(error.message)}`);
	}
	return jsonable(toPlain(documents[0]), 0);
}

/** Brackets that are open together, outside of quotes: 100,000 of them would take the reader seconds. */
function flowDepth(text: string): number {
	let [depth, most] = [0, 0];
	for (const [token] of text.matchAll(/"(?<=(?:^|[[{,:-])\s*")(?:[^"\\]|\\[\s\S])*"|'(?<=(?:^|[[{,:-])\s*')[^']*'|[[\]{}]/g)) {
		if (token === "[" || token === "{") most = Math.max(most, ++depth);
		else if (token.length === 1 && depth > 0) depth--;
	}
	return most;
}

/** The reader calls itself for each level, and breaks, unharmed, where the stack ends, far behind the bound of what is taken. */
function documentsOf(text: string, options: NonNullable<Parameters<typeof parseAllDocuments>[1]>) {
	try {
		return parseAllDocuments(text, options);
	} catch (error) {
		throw error instanceof RangeError ? tooDeep() : builtinError("yaml: the document cannot be read");
	}
}

function tooDeep(): Error {
	return builtinError("yaml: exceeded max depth");
}

/** What an alias stands for may hold the alias, and may be much. */
function toPlain(document: { toJS: (options: { mapAsMap: boolean; maxAliasCount: number }) => unknown } | undefined): unknown {
	try {
		return document?.toJS({ mapAsMap: true, maxAliasCount: MAX_ALIASES });
	} catch (error) {
		if (error instanceof RangeError) throw tooDeep();
		throw builtinError(
			`yaml: ${error instanceof ReferenceError ? "document contains excessive aliasing" : "a value cannot be read"}`,
		);
	}
}

/** The parser takes a tab and any directive where OPA's reader takes none: before the first content. */
function checkStart(text: string): void {
	const before = /^(?:[ \r\n\ufeff]|#[^\r\n]*)*/.exec(text)?.[0] ?? "";
	const line = before.split("\n").length;
	const fail = (message: string) => builtinError(`yaml: ${line > 1 ? `line ${line}: ` : ""}${message}`);
	const rest = text.slice(before.length, before.length + 64);
	if (rest.startsWith("\t")) throw fail("found character that cannot start any token");
	if (!rest.startsWith("%") || /[^\n]$/.test(before)) return;
	const [, name = "", end] = /^%([0-9A-Za-z_-]*)([\s\S]?)/.exec(rest) ?? [];
	if (end !== "" && !/\s/.test(end ?? "")) throw fail("found unexpected non-alphabetical character");
	if (name !== "YAML" && name !== "TAG") throw fail("found unknown directive name");
}

/** What the usual mistakes are called by OPA's reader. */
function reason(message: string): string {
	if (message.startsWith("Flow sequence")) return "did not find expected ',' or ']'";
	if (message.startsWith("Flow map")) return "did not find expected ',' or '}'";
	if (/^Implicit|^All mapping items|^Nested mappings/.test(message)) return "did not find expected key";
	return message.replace(/ at line [0-9]+, column [0-9]+:[\s\S]*$/, "");
}

function jsonable(value: unknown, depth: number): Value {
	// A value that holds itself has no end.
	if (depth >= MAX_OPA_JSON_DEPTH && typeof value === "object" && value !== null) throw tooDeep();
	if (value instanceof Map)
		return new Map([...value].map(([key, item]): [Value, Value] => [keyText(key), jsonable(item, depth + 1)]));
	if (value instanceof Set) return new Map([...value].map((key): [Value, Value] => [keyText(key), null]));
	if (Array.isArray(value)) return value.map((item) => jsonable(item, depth + 1));
	if (typeof value === "bigint") return numberOf(value);
	if (typeof value === "number" && !Number.isFinite(value)) throw builtinError(`json: unsupported value: ${value}`);
	return Object.is(value, -0) ? { literal: "-0" } : fromPlain(value);
}

function keyText(key: unknown): string {
	if (key === null || typeof key === "object") throw builtinError("yaml: a key is neither text nor number");
	return String(key);
}
