// YAML 1.2 in both directions, by way of JSON as in OPA: keys become strings, the first document counts.
import { Document, isScalar, parseAllDocuments, Scalar, visit } from "yaml";
import { integerOf, numberOf } from "../decimal.ts";
import { isNumber, literalOf, type OpaNumber, type Value } from "../value.ts";
import { fromPlain, jsonText } from "../value-json.ts";
import { compareText, sortedEntries } from "../value-order.ts";
import { type Builtins, builtinError } from "./builtin.ts";
import { floatText } from "./go-float.ts";
import { members, operand, stringOperand } from "./operand.ts";

/** Aliases may not blow a short text up. */
const MAX_ALIASES = 1_000;

export const YAML: Builtins = {
	"yaml.is_valid": ([text]) => {
		if (typeof text !== "string") return false;
		try {
			parse(text);
			return true;
		} catch {
			return false;
		}
	},
	"yaml.unmarshal": (args) => parse(stringOperand(args, 1)),
	"yaml.marshal": (args) => print(operand(args, 1)),
};

function parse(text: string): Value {
	const documents = parseAllDocuments(text, { version: "1.2", merge: true, uniqueKeys: false, intAsBigInt: true });
	if (!Array.isArray(documents)) return null;
	for (const { errors } of documents) {
		const [error] = errors;
		if (error !== undefined) throw builtinError(`yaml: line ${error.linePos?.[0].line ?? 1}: ${reason(error.message)}`);
	}
	try {
		return jsonable(documents[0]?.toJS({ mapAsMap: true, maxAliasCount: MAX_ALIASES }));
	} catch (error) {
		throw builtinError(`yaml: ${error instanceof Error ? error.message : ""}`);
	}
}

/** What the usual mistakes are called by OPA's reader. */
function reason(message: string): string {
	if (message.startsWith("Flow sequence")) return "did not find expected ',' or ']'";
	if (message.startsWith("Flow map")) return "did not find expected ',' or '}'";
	if (/^Implicit|^All mapping items|^Nested mappings/.test(message)) return "did not find expected key";
	return message.replace(/ at line [0-9]+, column [0-9]+:[\s\S]*$/, "");
}

function jsonable(value: unknown): Value {
	if (value instanceof Map) return new Map([...value].map(([key, item]): [Value, Value] => [keyText(key), jsonable(item)]));
	if (value instanceof Set) return new Map([...value].map((key): [Value, Value] => [keyText(key), null]));
	if (Array.isArray(value)) return value.map(jsonable);
	if (typeof value === "bigint") return numberOf(value);
	if (typeof value === "number" && !Number.isFinite(value)) throw builtinError(`json: unsupported value: ${value}`);
	return fromPlain(value);
}

function keyText(key: unknown): string {
	if (key !== null && typeof key === "object") throw builtinError("yaml: a key is neither text nor number");
	return String(key);
}

function print(value: Value): string {
	const document = new Document(plain(value), { version: "1.2", aliasDuplicateObjects: false });
	visit(document, {
		Scalar: (key, node) => {
			if (!isScalar(node) || typeof node.value !== "string") return;
			if (key !== "key" && node.value.includes("\n")) node.type = Scalar.BLOCK_LITERAL;
			else if (ambiguous(node.value)) node.type = Scalar.QUOTE_DOUBLE;
		},
	});
	return document.toString({ lineWidth: 0, singleQuote: true });
}

/** Would a reader of YAML 1.1 or 1.2 take it for something other than text? */
function ambiguous(text: string): boolean {
	if (text === "" || /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?\.inf|\.nan|<<|=)$/i.test(text)) return true;
	return /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9]+)(?:e[-+]?[0-9]+)?$|^[-+]?0(?:x[0-9a-f_]+|o[0-7_]+|b[01_]+)$|^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}/i.test(
		text,
	);
}

function plain(value: Value): unknown {
	if (isNumber(value)) return numberScalar(value);
	const items = members(value);
	if (items !== undefined) return items.map(plain);
	if (value === null || typeof value !== "object") return value;
	const entries = sortedEntries(value as ReadonlyMap<Value, Value>).map(([key, item]): [string, Value] => [
		typeof key === "string" ? key : jsonText(key),
		item,
	]);
	return new Map(entries.sort(([a], [b]) => compareText(a, b)).map(([key, item]) => [key, plain(item)]));
}

/** Integers by their digits, other numbers as Go prints a double. */
function numberScalar(number: OpaNumber): unknown {
	if (/^-?[0-9]+$/.test(literalOf(number))) return integerOf(number);
	const float = Number(literalOf(number));
	const scalar = new Scalar(float);
	scalar.source = (float < 0 ? "-" : "") + floatText(float, "g", undefined);
	return Number.isInteger(float) && Math.abs(float) < 1e6 ? float : scalar;
}
