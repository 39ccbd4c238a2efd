// Is a document a JSON Schema? Each keyword's value has its type, with the messages that OPA gives.
import { compareNumbers, integerOf } from "../decimal.ts";
import { isArray, isNumber, isObject, type OpaNumber, type OpaObject, type Value } from "../value.ts";
import { builtinError } from "./builtin.ts";
import { compileRegex } from "./regex.ts";

export const TYPES: readonly string[] = ["array", "boolean", "integer", "number", "null", "object", "string"];

/** Keywords that hold one schema, a list of them, or named ones. */
const ONE = ["additionalProperties", "propertyNames", "additionalItems", "contains", "not", "if", "then", "else"] as const;
const LISTS = ["allOf", "anyOf", "oneOf"] as const;
const COUNTS = [
	["minLength", "maxLength"],
	["minProperties", "maxProperties"],
	["minItems", "maxItems"],
] as const;

function invalidType(expected: string, given: string): Error {
	return builtinError(`Invalid type. Expected: ${expected}, given: ${given}`);
}

/** Throws what is wrong with the schema; `root` is where its references point into. */
export function checkSchema(schema: Value, root: Value = schema): void {
	if (typeof schema === "boolean") return;
	if (!isObject(schema)) {
		throw builtinError(schema === root ? "schema is invalid" : "Expected: Valid Schema, given: Invalid JSON");
	}
	checkNamed(schema, "definitions", root);
	for (const name of ["title", "description", "$ref", "pattern", "format"]) {
		const value = schema.get(name);
		if (value !== undefined && typeof value !== "string") throw invalidType("string", name);
	}
	const reference = schema.get("$ref");
	if (typeof reference === "string") {
		resolve(reference, root);
		return;
	}
	checkTypes(schema.get("type"));
	checkNamed(schema, "properties", root);
	checkNamed(schema, "patternProperties", root);
	const patterns = schema.get("patternProperties");
	if (isObject(patterns))
		for (const pattern of patterns.keys()) checkPattern(String(pattern), `Invalid regex pattern '${pattern}'`);
	checkDependencies(schema.get("dependencies"), root);
	checkItems(schema.get("items"), root);
	for (const name of ONE) {
		const value = schema.get(name);
		if (value === undefined) continue;
		if (typeof value !== "boolean" && !isObject(value))
			throw invalidType(name.startsWith("additional") ? "boolean/Valid Schema" : "Valid Schema", name);
		checkSchema(value, root);
	}
	checkNumbers(schema);
	for (const [low, high] of COUNTS) checkCounts(schema, low, high);
	const pattern = schema.get("pattern");
	if (typeof pattern === "string") checkPattern(pattern, "pattern must be a valid regex");
	checkRest(schema, root);
}

function checkPattern(pattern: string, message: string): void {
	try {
		compileRegex(pattern);
	} catch {
		throw builtinError(message);
	}
}

function checkNamed(schema: OpaObject, name: string, root: Value): void {
	const value = schema.get(name);
	if (value === undefined) return;
	if (!isObject(value))
		throw name === "properties" ? builtinError("Properties must be of type object") : invalidType("Array Of Schemas", name);
	for (const inner of value.values()) checkSchema(inner, root);
}

function checkTypes(type: Value | undefined): void {
	if (type === undefined) return;
	const names = isArray(type) ? type : [type];
	const seen = new Set<Value>();
	for (const name of names) {
		if (typeof name !== "string") throw invalidType("type", "string/Array Of Strings");
		if (!TYPES.includes(name)) {
			throw builtinError(
				`has a primitive type that is NOT VALID -- given: /${name}/ Expected valid values are:[${TYPES.join(" ")}]`,
			);
		}
		if (seen.has(name)) throw builtinError(`${name} type is duplicated`);
		seen.add(name);
	}
}

function checkDependencies(dependencies: Value | undefined, root: Value): void {
	if (dependencies === undefined) return;
	if (!isObject(dependencies)) throw builtinError("dependencies must be of type object");
	for (const dependency of dependencies.values()) {
		if (!isArray(dependency)) checkSchema(dependency, root);
		else if (dependency.some((name) => typeof name !== "string"))
			throw builtinError("Dependency must be of type Schema Or Array Of Strings");
	}
}

function checkItems(items: Value | undefined, root: Value): void {
	if (items === undefined) return;
	if (!isArray(items) && !isObject(items) && typeof items !== "boolean")
		throw invalidType("Valid Schema/Array Of Schemas", "items");
	for (const item of isArray(items) ? items : [items]) checkSchema(item, root);
}

function checkNumbers(schema: OpaObject): void {
	const multiple = schema.get("multipleOf");
	if (multiple !== undefined) {
		if (!isNumber(multiple)) throw invalidType("Number", "multipleOf");
		if (compareNumbers(multiple, 0) <= 0) throw builtinError("multipleOf must be strictly greater than 0");
	}
	for (const name of ["minimum", "maximum"]) {
		const bound = schema.get(name);
		if (bound !== undefined && !isNumber(bound)) throw builtinError(`${name} must be of a Number`);
		const exclusive = schema.get(`exclusive${name === "minimum" ? "Minimum" : "Maximum"}`);
		const key = `exclusive${name === "minimum" ? "Minimum" : "Maximum"}`;
		if (exclusive === undefined || isNumber(exclusive)) continue;
		if (typeof exclusive !== "boolean") throw invalidType("boolean/number", key);
		if (bound === undefined) throw builtinError(`${key} cannot be used without ${name}`);
	}
}

function count(schema: OpaObject, name: string): OpaNumber | undefined {
	const value = schema.get(name);
	if (value === undefined) return undefined;
	if (!isNumber(value) || integerOf(value) === undefined) throw builtinError(`${name} must be of an integer`);
	if (compareNumbers(value, 0) < 0) throw builtinError(`${name} must be greater than or equal to 0`);
	return value;
}

function checkCounts(schema: OpaObject, low: string, high: string): void {
	const [least, most] = [count(schema, low), count(schema, high)];
	if (least !== undefined && most !== undefined && compareNumbers(least, most) > 0)
		throw builtinError(`${low} cannot be greater than ${high}`);
}

function checkRest(schema: OpaObject, root: Value): void {
	const required = schema.get("required");
	if (required !== undefined) {
		if (!isArray(required)) throw invalidType("array", "required");
		if (required.some((name) => typeof name !== "string")) throw invalidType("string", "required");
		if (new Set(required).size !== required.length) throw builtinError("required items must be unique");
	}
	const unique = schema.get("uniqueItems");
	if (unique !== undefined && typeof unique !== "boolean") throw builtinError("uniqueItems must be of a boolean");
	const values = schema.get("enum");
	if (values !== undefined && !isArray(values)) throw builtinError("enum must be of an array");
	for (const name of LISTS) {
		const list = schema.get(name);
		if (list === undefined) continue;
		if (!isArray(list)) throw builtinError(`${name} must be of an array`);
		for (const inner of list) checkSchema(inner, root);
	}
}

/** The schema that a reference names. References beyond the document are not followed: a policy fetches nothing. */
export function resolve(reference: string, root: Value): Value {
	if (!reference.startsWith("#")) throw builtinError(`remote reference loading disabled: ${reference}`);
	const pointer = decodeURIComponent(reference.slice(1));
	if (pointer !== "" && !pointer.startsWith("/")) {
		const named = findId(root, reference);
		if (named === undefined) throw builtinError(`Object has no key '${pointer}'`);
		return named;
	}
	let found: Value | undefined = root;
	for (const part of pointer.split("/").slice(1)) {
		const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
		found = isObject(found) ? found.get(key) : isArray(found) ? found[Number(key)] : undefined;
		if (found === undefined) throw builtinError(`Object has no key '${key}'`);
	}
	return found;
}

function findId(value: Value, id: string): Value | undefined {
	if (isObject(value) && (value.get("$id") === id || value.get("id") === id)) return value;
	const inner = isObject(value) ? [...value.values()] : isArray(value) ? value : [];
	for (const item of inner) {
		const found = findId(item, id);
		if (found !== undefined) return found;
	}
	return undefined;
}
