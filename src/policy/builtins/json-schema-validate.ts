// A document against a JSON Schema that has been checked: what does not hold, where, in OPA's words.
import { compareNumbers, decimalOf, integerOf } from "../decimal.ts";
import { isArray, isNumber, isObject, literalOf, type OpaArray, type OpaNumber, type OpaObject, type Value } from "../value.ts";
import { jsonText } from "../value-json.ts";
import { equal, sortedEntries } from "../value-order.ts";
import { builtinError } from "./builtin.ts";
import { resolve } from "./json-schema-check.ts";
import { matchesFormat } from "./json-schema-format.ts";
import { compileRegex } from "./regex.ts";

export type Problem = { readonly type: string; readonly field: string; readonly description: string };

/** `score` tells how much of a schema fits: of several that do not, the best one's errors are shown. */
type Outcome = { readonly problems: Problem[]; score: number };
type Run = { readonly root: Value; steps: number };

/** A schema that refers to itself without end, or a product of branches, stops here. */
const MAX_STEPS = 200_000;

export function validate(schema: Value, document: Value): Problem[] {
	const outcome: Outcome = { problems: [], score: 0 };
	visit({ root: schema, steps: 0 }, schema, document, outcome, "(Root)");
	return outcome.problems;
}

function fail(outcome: Outcome, type: string, path: string, description: string): void {
	outcome.problems.push({ type, field: path.replace(/^\(Root\)\./, ""), description });
	outcome.score -= 2;
}

function merge(outcome: Outcome, other: Outcome): void {
	outcome.problems.push(...other.problems);
	outcome.score += other.score;
}

function attempt(run: Run, schema: Value, value: Value, path: string): Outcome {
	const outcome: Outcome = { problems: [], score: 0 };
	visit(run, schema, value, outcome, path);
	return outcome;
}

function visit(run: Run, schema: Value, value: Value, outcome: Outcome, path: string): void {
	if (++run.steps > MAX_STEPS) throw builtinError("the schema takes too many steps");
	if (schema === false) fail(outcome, "false", path, "False always fails validation");
	if (!isObject(schema)) return;
	const reference = schema.get("$ref");
	if (typeof reference === "string") {
		visit(run, resolve(reference, run.root), value, outcome, path);
		return;
	}
	const expected = typesOf(schema);
	const given = jsonType(value);
	if (expected.length > 0 && !expected.includes(given) && !(given === "integer" && expected.includes("number"))) {
		const shown = expected.length === 1 ? expected[0] : `[${expected.join(",")}]`;
		fail(outcome, "invalid_type", path, `Invalid type. Expected: ${shown}, given: ${given}`);
		return;
	}
	combinations(run, schema, value, outcome, path);
	conditions(run, schema, value, outcome, path);
	if (isNumber(value)) number(schema, value, outcome, path);
	if (isArray(value)) array(run, schema, value, outcome, path);
	if (isObject(value)) object(run, schema, value, outcome, path);
	common(schema, value, outcome, path);
	if (typeof value === "string") string(schema, value, outcome, path);
	if (isObject(value)) properties(run, schema, value, outcome, path);
	outcome.score++;
}

function typesOf(schema: OpaObject): string[] {
	const type = schema.get("type");
	return type === undefined ? [] : isArray(type) ? (type as string[]) : [type as string];
}

function jsonType(value: Value): string {
	if (value === null) return "null";
	if (isNumber(value)) return integerOf(value) === undefined ? "number" : "integer";
	if (isArray(value)) return "array";
	return isObject(value) ? "object" : typeof value;
}

function list(schema: OpaObject, name: string): OpaArray {
	const value = schema.get(name);
	return isArray(value) ? value : [];
}

function combinations(run: Run, schema: OpaObject, value: Value, outcome: Outcome, path: string): void {
	const tries = (name: string) => list(schema, name).map((inner) => attempt(run, inner, value, path));
	const best = (outcomes: readonly Outcome[]) => outcomes.reduce((a, b) => (b.score > a.score ? b : a));
	const any = tries("anyOf");
	if (any.length > 0 && any.every(({ problems }) => problems.length > 0)) {
		fail(outcome, "number_any_of", path, "Must validate at least one schema (anyOf)");
		merge(outcome, best(any));
	}
	const one = tries("oneOf");
	const valid = one.filter(({ problems }) => problems.length === 0).length;
	if (one.length > 0 && valid !== 1) {
		fail(outcome, "number_one_of", path, "Must validate one and only one schema (oneOf)");
		if (valid === 0) merge(outcome, best(one));
	}
	const all = tries("allOf");
	for (const each of all) merge(outcome, each);
	if (all.some(({ problems }) => problems.length > 0))
		fail(outcome, "number_all_of", path, "Must validate all the schemas (allOf)");
	const not = schema.get("not");
	if (not !== undefined && attempt(run, not, value, path).problems.length === 0) {
		fail(outcome, "number_not", path, "Must not validate the schema (not)");
	}
}

function conditions(run: Run, schema: OpaObject, value: Value, outcome: Outcome, path: string): void {
	const dependencies = schema.get("dependencies");
	if (isObject(dependencies) && isObject(value)) {
		for (const [name, dependency] of sortedEntries(dependencies)) {
			if (!value.has(name)) continue;
			if (!isArray(dependency)) visit(run, dependency, value, outcome, path);
			else
				for (const needed of dependency)
					if (!value.has(needed)) fail(outcome, "missing_dependency", path, `Has a dependency on ${needed}`);
		}
	}
	const condition = schema.get("if");
	if (condition === undefined) return;
	const holds = attempt(run, condition, value, path).problems.length === 0;
	const branch = schema.get(holds ? "then" : "else");
	if (branch === undefined) return;
	const result = attempt(run, branch, value, path);
	if (result.problems.length === 0) return;
	if (holds) fail(outcome, "condition_then", path, 'Must validate "then" as "if" was valid');
	else fail(outcome, "condition_else", path, 'Must validate "else" as "if" was not valid');
	merge(outcome, result);
}

function common(schema: OpaObject, value: Value, outcome: Outcome, path: string): void {
	const field = path.replace(/^\(Root\)\./, "");
	const constant = schema.get("const");
	if (constant !== undefined && !equal(constant, value))
		fail(outcome, "const", path, `${field} does not match: ${jsonText(constant)}`);
	const allowed = schema.get("enum");
	if (isArray(allowed) && !allowed.some((item) => equal(item, value))) {
		fail(outcome, "enum", path, `${field} must be one of the following: ${allowed.map(jsonText).join(", ")}`);
	}
	const format = schema.get("format");
	if (typeof format === "string" && typeof value === "string" && !matchesFormat(format, value)) {
		fail(outcome, "format", path, `Does not match format '${format}'`);
	}
}

function isMultiple(value: OpaNumber, step: OpaNumber): boolean {
	const [a, b] = [decimalOf(value), decimalOf(step)];
	const exponent = Math.min(a.exponent, b.exponent);
	const scale = (part: { coefficient: bigint; exponent: number }) => part.coefficient * 10n ** BigInt(part.exponent - exponent);
	return scale(a) % scale(b) === 0n;
}

function bound(schema: OpaObject, name: "minimum" | "maximum"): { inclusive?: OpaNumber; exclusive?: OpaNumber } {
	const given = schema.get(name);
	const exclusive = schema.get(name === "minimum" ? "exclusiveMinimum" : "exclusiveMaximum");
	const limit = isNumber(given) ? given : undefined;
	// In draft 4 the exclusive keyword says how the other one is meant.
	if (exclusive === true && limit !== undefined) return { exclusive: limit };
	return { ...(limit !== undefined && { inclusive: limit }), ...(isNumber(exclusive) && { exclusive }) };
}

function number(schema: OpaObject, value: OpaNumber, outcome: Outcome, path: string): void {
	const step = schema.get("multipleOf");
	if (isNumber(step) && !isMultiple(value, step)) fail(outcome, "multiple_of", path, `Must be a multiple of ${literalOf(step)}`);
	const [low, high] = [bound(schema, "minimum"), bound(schema, "maximum")];
	if (high.inclusive !== undefined && compareNumbers(value, high.inclusive) > 0) {
		fail(outcome, "number_lte", path, `Must be less than or equal to ${literalOf(high.inclusive)}`);
	}
	if (high.exclusive !== undefined && compareNumbers(value, high.exclusive) >= 0) {
		fail(outcome, "number_lt", path, `Must be less than ${literalOf(high.exclusive)}`);
	}
	if (low.inclusive !== undefined && compareNumbers(value, low.inclusive) < 0) {
		fail(outcome, "number_gte", path, `Must be greater than or equal to ${literalOf(low.inclusive)}`);
	}
	if (low.exclusive !== undefined && compareNumbers(value, low.exclusive) <= 0) {
		fail(outcome, "number_gt", path, `Must be greater than ${literalOf(low.exclusive)}`);
	}
}

/** Reports a count outside the bounds of two keywords. */
function counted(
	schema: OpaObject,
	count: number,
	names: readonly [string, string],
	report: (isLow: boolean, bound: string) => void,
): void {
	const [least, most] = names.map((name) => schema.get(name));
	if (isNumber(least) && compareNumbers(count, least) < 0) report(true, literalOf(least));
	if (isNumber(most) && compareNumbers(count, most) > 0) report(false, literalOf(most));
}

function string(schema: OpaObject, value: string, outcome: Outcome, path: string): void {
	counted(schema, [...value].length, ["minLength", "maxLength"], (low, limit) => {
		if (low) fail(outcome, "string_gte", path, `String length must be greater than or equal to ${limit}`);
		else fail(outcome, "string_lte", path, `String length must be less than or equal to ${limit}`);
	});
	const pattern = schema.get("pattern");
	if (typeof pattern === "string" && !compileRegex(pattern).matcher(value).find()) {
		fail(outcome, "pattern", path, `Does not match pattern '${pattern}'`);
	}
}

function array(run: Run, schema: OpaObject, value: OpaArray, outcome: Outcome, path: string): void {
	const items = schema.get("items");
	const within = (inner: Value, index: number) => merge(outcome, attempt(run, inner, value[index] as Value, `${path}.${index}`));
	if (isArray(items) && items.length > 0) {
		for (const [index, inner] of items.slice(0, value.length).entries()) within(inner, index);
		const additional = schema.get("additionalItems");
		if (value.length > items.length && additional === false)
			fail(outcome, "array_no_additional_items", path, "No additional items allowed on array");
		else if (isObject(additional)) for (let index = items.length; index < value.length; index++) within(additional, index);
	} else if (items !== undefined && !isArray(items)) {
		for (let index = 0; index < value.length; index++) within(items, index);
	}
	counted(schema, value.length, ["minItems", "maxItems"], (low, limit) => {
		if (low) fail(outcome, "array_min_items", path, `Array must have at least ${limit} items`);
		else fail(outcome, "array_max_items", path, `Array must have at most ${limit} items`);
	});
	if (schema.get("uniqueItems") === true) {
		value.forEach((item, index) => {
			const other = value.slice(0, index).findLastIndex((earlier) => equal(earlier, item));
			if (other >= 0) fail(outcome, "unique", path, `array items[${other},${index}] must be unique`);
		});
	}
	const contains = schema.get("contains");
	if (contains === undefined) return;
	const tries = value.map((item, index) => attempt(run, contains, item, `${path}.${index}`));
	if (tries.some(({ problems }) => problems.length === 0)) return;
	fail(outcome, "contains", path, "At least one of the items must match");
	if (tries.length > 0)
		merge(
			outcome,
			tries.reduce((a, b) => (b.score > a.score ? b : a)),
		);
}

function object(run: Run, schema: OpaObject, value: OpaObject, outcome: Outcome, path: string): void {
	counted(schema, value.size, ["minProperties", "maxProperties"], (low, limit) => {
		if (low) fail(outcome, "array_min_properties", path, `Must have at least ${limit} properties`);
		else fail(outcome, "array_max_properties", path, `Must have at most ${limit} properties`);
	});
	for (const name of list(schema, "required")) {
		if (value.has(name)) outcome.score++;
		else fail(outcome, "required", path, `${name} is required`);
	}
	const named = schema.get("properties");
	const patterns = schema.get("patternProperties");
	const additional = schema.get("additionalProperties");
	for (const [key, item] of sortedEntries(value)) {
		let described = isObject(named) && named.has(key);
		for (const [pattern, inner] of isObject(patterns) ? sortedEntries(patterns) : []) {
			if (!compileRegex(String(pattern)).matcher(String(key)).find()) continue;
			described = true;
			merge(outcome, attempt(run, inner, item, `${path}.${key}`));
		}
		if (described || additional === undefined) continue;
		if (additional === false) fail(outcome, "additional_property_not_allowed", path, `Additional property ${key} is not allowed`);
		else merge(outcome, attempt(run, additional, item, `${path}.${key}`));
	}
	const names = schema.get("propertyNames");
	if (names === undefined) return;
	for (const [key] of sortedEntries(value)) {
		const result = attempt(run, names, key, path);
		if (result.problems.length === 0) continue;
		fail(outcome, "invalid_property_name", path, `Property name of "${key}" does not match`);
		merge(outcome, result);
	}
}

function properties(run: Run, schema: OpaObject, value: OpaObject, outcome: Outcome, path: string): void {
	const named = schema.get("properties");
	if (!isObject(named)) return;
	for (const [key, inner] of sortedEntries(named)) {
		const item = value.get(key);
		if (item !== undefined) visit(run, inner, item, outcome, `${path}.${key}`);
	}
}
