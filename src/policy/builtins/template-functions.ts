// What Go's text templates offer as functions, and how they show values.
import { isArray, isNumber, isObject, literalOf, typeName, type Value } from "../value.ts";
import { jsonText } from "../value-json.ts";
import { compare, equal, sortedEntries } from "../value-order.ts";
import { builtinError } from "./builtin.ts";
import { queryEscape } from "./encoding.ts";
import { type Arg, format } from "./sprintf.ts";

type Lazy = () => Value | undefined;

/** Everything but empty things, zero, false and nothing. */
export function truth(value: Value | undefined): boolean {
	if (value === undefined || value === null || value === false || value === "") return false;
	if (isNumber(value)) return Number(literalOf(value)) !== 0;
	if (isArray(value)) return value.length > 0;
	return !isObject(value) || value.size > 0;
}

/** As Go's fmt prints plain data: `map[a:1]`, `[1 2]`, `<no value>`. */
export function show(value: Value | undefined): string {
	if (value === undefined || value === null) return "<no value>";
	return inner(value);
}

function inner(value: Value): string {
	if (value === null) return "<nil>";
	if (typeof value === "string") return value;
	if (isNumber(value)) return literalOf(value);
	if (isArray(value)) return `[${value.map(inner).join(" ")}]`;
	if (!isObject(value)) return typeof value === "boolean" ? String(value) : jsonText(value);
	return `map[${sortedEntries(value)
		.map(([key, item]) => `${inner(key)}:${inner(item)}`)
		.join(" ")}]`;
}

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
	lt: (order) => order < 0,
	le: (order) => order <= 0,
	gt: (order) => order > 0,
	ge: (order) => order >= 0,
};

const HTML: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&#34;",
	"'": "&#39;",
	"\0": "\ufffd",
};

export function call(name: string, args: readonly Lazy[]): Value | undefined {
	if (name === "and" || name === "or") return shortCut(name, args);
	const values = args.map((arg) => arg());
	const [first, second] = values;
	const comparison = COMPARISONS[name];
	if (comparison !== undefined) return comparison(compare(...comparable(first, second)));
	const spaced = () => values.map(show).join(" ");
	switch (name) {
		case "not":
			return !truth(first);
		case "eq":
			return values.slice(1).some((other) => equal(...comparable(first, other)));
		case "ne":
			return !equal(...comparable(first, second));
		case "len":
			return length(first);
		case "index":
			return values.slice(1).reduce<Value | undefined>(at, first);
		case "slice":
			return slice(first, values.slice(1).map(Number));
		case "print":
			return values
				.map((value, index) =>
					index > 0 && typeof value !== "string" && typeof values[index - 1] !== "string" ? ` ${show(value)}` : show(value),
				)
				.join("");
		case "println":
			return `${spaced()}\n`;
		case "printf":
			return format(String(first ?? ""), values.slice(1).map(argument));
		case "html":
			return spaced().replace(/[&<>"'\0]/g, (character) => HTML[character] ?? character);
		case "js":
			return spaced().replace(/[\\'"<>&=\n\r\t]/g, (character) => JS[character] ?? character);
		case "urlquery":
			return queryEscape(spaced());
		default:
			throw builtinError(`template: template:1: function ${JSON.stringify(name)} not defined`);
	}
}

const JS: Readonly<Record<string, string>> = {
	...{ "\\": "\\\\", "'": "\\'", '"': '\\"', "<": "\\u003C", ">": "\\u003E" },
	...{ "&": "\\u0026", "=": "\\u003D", "\n": "\\u000A", "\r": "\\u000D", "\t": "\\u0009" },
};

/** Go compares only what has one basic type. */
function comparable(a: Value | undefined, b: Value | undefined): [Value, Value] {
	const [first, second] = [a ?? null, b ?? null];
	if (isArray(first) || isObject(first) || isArray(second) || isObject(second))
		throw builtinError("template: non-comparable type");
	if (typeName(first) !== typeName(second)) throw builtinError("template: incompatible types for comparison");
	return [first, second];
}

/** Literals of the template are numbers; composite values are printed as a whole. */
function argument(value: Value | undefined): Arg {
	if (typeof value === "string") return { kind: "string", value };
	if (typeof value === "boolean") return { kind: "bool", value };
	if (typeof value === "number")
		return Number.isInteger(value) ? { kind: "int", value: BigInt(value) } : { kind: "float", value };
	return { kind: "string", value: value === undefined || value === null ? "<nil>" : show(value) };
}

/** The first argument that decides, or the last. */
function shortCut(name: "and" | "or", args: readonly Lazy[]): Value | undefined {
	let value: Value | undefined;
	for (const arg of args) {
		value = arg();
		if (truth(value) === (name === "or")) return value;
	}
	return value;
}

function length(value: Value | undefined): number {
	if (typeof value === "string") return new TextEncoder().encode(value).length;
	if (isArray(value)) return value.length;
	if (isObject(value)) return value.size;
	throw builtinError("template: len of a value without length");
}

function at(value: Value | undefined, key: Value | undefined): Value | undefined {
	if (isObject(value)) return value.get(key ?? null);
	if (!isArray(value) || typeof key !== "number") throw builtinError("template: can't index item");
	if (key < 0 || key >= value.length) throw builtinError(`template: error calling index: index out of range: ${key}`);
	return value[key];
}

function slice(value: Value | undefined, [from, to]: readonly number[]): Value {
	if (typeof value !== "string" && !isArray(value)) throw builtinError("template: can't slice item");
	const size = value.length;
	if ((from ?? 0) > (to ?? size) || (to ?? size) > size) throw builtinError("template: error calling slice: index out of range");
	return value.slice(from, to);
}
