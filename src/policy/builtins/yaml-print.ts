// JSON data as YAML, laid out and quoted the way OPA does it.
import { integerOf } from "../decimal.ts";
import { isNumber, literalOf, type OpaNumber, type OpaObject, type Value } from "../value.ts";
import { jsonText } from "../value-json.ts";
import { compareText, sortedEntries } from "../value-order.ts";
import { floatText } from "./go-float.ts";
import { members } from "./operand.ts";

export function printYaml(value: Value): string {
	return `${block(value, "", "")}\n`;
}

/** Text of a value, whose further lines begin with `indent`; `lead` stands in front of a scalar, or of nothing. */
function block(value: Value, indent: string, lead: string): string {
	const items = members(value);
	if (items !== undefined && items.length > 0) {
		const lines = items.map((item) => `- ${block(item, `${indent}  `, "")}`).join(`\n${indent}`);
		return lead === "" ? lines : `\n${indent}${lines}`;
	}
	if (value instanceof Map && value.size > 0) {
		const lines = entries(value).map(([key, item]) => `${scalar(key, indent, true)}:${block(item, `${indent}  `, " ")}`);
		return lead === "" ? lines.join(`\n${indent}`) : `\n${indent}${lines.join(`\n${indent}`)}`;
	}
	if (items !== undefined) return `${lead}[]`;
	return lead + (value instanceof Map ? "{}" : scalar(value, indent, false));
}

function entries(object: OpaObject): [string, Value][] {
	const keyed = sortedEntries(object).map(([key, item]): [string, Value] => [
		typeof key === "string" ? key : jsonText(key),
		item,
	]);
	return keyed.sort(([a], [b]) => compareText(a, b));
}

const MAX_UINT64 = 2n ** 64n;

/** Integers of 64 bits by their digits, other numbers as Go prints a double. */
function numberText(number: OpaNumber): string {
	const literal = literalOf(number);
	const integer = /^-?[0-9]+$/.test(literal) ? integerOf(number) : undefined;
	if (integer !== undefined && integer < MAX_UINT64 && integer >= -MAX_UINT64 / 2n) return integer.toString();
	const float = Number(literal);
	return (float < 0 ? "-" : "") + floatText(float, "g", undefined);
}

const PRINTABLE = /^[\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/;
/** What would begin something else, or end the scalar. */
const INDICATOR = /^[,[\]{}#&*!|>'"%@`]|^[-?:](?: |$)|^(?:---|\.\.\.)|: |:$| #|^ | $/;

function scalar(value: Value, indent: string, isKey: boolean): string {
	if (isNumber(value)) return numberText(value);
	if (typeof value !== "string") return String(value);
	if (ambiguous(value) || !PRINTABLE.test(value)) return doubleQuoted(value);
	if (value.includes("\n"))
		return isKey || / \n| $/.test(value) ? doubleQuoted(value) : literal(value, indent === "" ? "  " : indent);
	return INDICATOR.test(value) ? `'${value.replaceAll("'", "''")}'` : value;
}

/** Would a reader of YAML 1.1 or 1.2 take it for something other than text? */
function ambiguous(text: string): boolean {
	if (text === "" || /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?\.inf|\.nan|<<|=)$/i.test(text)) return true;
	if (/^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt ])/.test(text)) return true;
	return /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:e[-+]?[0-9]+)?$|^[-+]?0(?:x[0-9a-f_]+|o[0-7_]+|b[01_]+)$/i.test(
		text,
	);
}

function literal(text: string, indent: string): string {
	const trailing = /\n*$/.exec(text)?.[0].length ?? 0;
	const chomp = trailing === 0 ? "-" : trailing === 1 && text.length > 1 ? "" : "+";
	const lines = text.replace(/\n$/, "").split("\n");
	return `|${text.startsWith(" ") ? "2" : ""}${chomp}${lines.map((line) => (line === "" ? "\n" : `\n${indent}${line}`)).join("")}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
	'"': '\\"',
	"\\": "\\\\",
	"\0": "\\0",
	"\x07": "\\a",
	"\b": "\\b",
	"\t": "\\t",
	"\n": "\\n",
	"\v": "\\v",
	"\f": "\\f",
	"\r": "\\r",
	"\x1b": "\\e",
	"\u0085": "\\N",
};

function doubleQuoted(text: string): string {
	const escaped = text.replace(/["\\]|[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/gu, (character) => {
		const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
		if (ESCAPES[character] !== undefined) return ESCAPES[character];
		return code.length <= 2
			? `\\x${code.padStart(2, "0")}`
			: code.length <= 4
				? `\\u${code.padStart(4, "0")}`
				: `\\U${code.padStart(8, "0")}`;
	});
	return `"${escaped}"`;
}
