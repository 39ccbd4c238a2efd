// JSON Schema (drafts 4 to 7): checking of schemas and of documents against them, with OPA's descriptions of errors.
import { isArray, isObject, parseValue, type Value } from "../value.ts";
import { jsonText } from "../value-json.ts";
import { type Builtins, builtinError, readBuiltinError } from "./builtin.ts";
import { checkSchema } from "./json-schema-check.ts";
import { type Problem, validate } from "./json-schema-validate.ts";
import { operand } from "./operand.ts";

export const JSON_SCHEMA: Builtins = {
	"json.verify_schema": (args) => {
		try {
			checkSchema(documentOf(operand(args, 1)));
			return [true, null];
		} catch (error) {
			const raised = readBuiltinError(error);
			if (raised === undefined) throw error;
			return [false, `jsonschema: ${raised.message}`];
		}
	},
	"json.match_schema": (args) => {
		const document = documentOf(operand(args, 1));
		const schema = documentOf(operand(args, 2));
		checkSchema(schema);
		const problems = validate(schema, document);
		return [problems.length === 0, problems.map(problemValue)];
	},
};

/** Text is JSON; an object or array stands for itself, as JSON has it. */
function documentOf(value: Value): Value {
	const text = typeof value === "string" ? value : isObject(value) || isArray(value) ? jsonText(value) : undefined;
	if (text === undefined) throw builtinError("wrong type, expected string or object");
	const parsed = parseValue(text);
	// The text form of values is more than JSON: it has sets and keys of any type.
	if (!parsed.ok || !isJson(text)) throw builtinError("invalid JSON string");
	return parsed.value;
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

function problemValue({ type, field, description }: Problem): Value {
	return new Map<Value, Value>([
		["error", `${field}: ${description}`],
		["type", type],
		["field", field],
		["desc", description],
	]);
}
