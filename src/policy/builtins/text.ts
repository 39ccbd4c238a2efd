// Values as the text that OPA gives them in messages: `{"a": [1, 2]}`, sets and keys in order, Go's escapes.
import { isNumber, literalOf, type Value } from "../value.ts";
import { sorted, sortedEntries } from "../value-order.ts";

export function termText(value: Value): string {
	if (value === null || typeof value === "boolean") return String(value);
	if (typeof value === "string") return quoted(value);
	if (isNumber(value)) return literalOf(value);
	if (Array.isArray(value)) return `[${value.map(termText).join(", ")}]`;
	if (value instanceof Set) return value.size === 0 ? "set()" : `{${sorted(value).map(termText).join(", ")}}`;
	const entries = sortedEntries(value as ReadonlyMap<Value, Value>);
	return `{${entries.map(([key, item]) => `${termText(key)}: ${termText(item)}`).join(", ")}}`;
}

const NAMED: Readonly<Record<string, string>> = {
	'"': '\\"',
	"\\": "\\\\",
	"\x07": "\\a",
	"\b": "\\b",
	"\f": "\\f",
	"\n": "\\n",
	"\r": "\\r",
	"\t": "\\t",
	"\v": "\\v",
};

/** A string in double quotes with Go's escapes. */
export function quoted(text: string): string {
	const escaped = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
		const code = character.codePointAt(0) ?? 0;
		if (NAMED[character] !== undefined) return NAMED[character];
		if (code < 0x80) return `\\x${code.toString(16).padStart(2, "0")}`;
		return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
	});
	return `"${escaped}"`;
}
