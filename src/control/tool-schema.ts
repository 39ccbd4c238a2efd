// Whether a tool's registered JSON Schema can be read at all: a schema that says nothing must not pass for one that holds.
import { MAX_SCHEMA_DEPTH } from "../platform/limits.ts";

type Json = Readonly<Record<string, unknown>>;
const TYPES = new Set(["string", "number", "integer", "boolean", "null", "array", "object"]);

/** Keyword → what its value must be, and the schemas it holds. */
const KEYWORDS: Readonly<Record<string, (value: unknown) => readonly unknown[] | undefined>> = {
	type: (value) => (isTypes(value) ? [] : undefined),
	properties: (value) => (isObject(value) ? Object.values(value) : undefined),
	patternProperties: (value) => (isObject(value) && Object.keys(value).every(isPattern) ? Object.values(value) : undefined),
	required: (value) => (isStrings(value) ? [] : undefined),
	enum: (value) => (Array.isArray(value) && value.length > 0 ? [] : undefined),
	items: one,
	additionalProperties: one,
	not: one,
	allOf: some,
	anyOf: some,
	oneOf: some,
	pattern: (value) => (isPattern(value) ? [] : undefined),
	...Object.fromEntries(["minLength", "maxLength", "minItems", "maxItems"].map((name) => [name, size])),
	...Object.fromEntries(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].map((name) => [name, bound])),
};

/** Schemas that lead elsewhere can lead in circles. */
const INDIRECT = ["$ref", "$dynamicRef", "$recursiveRef"] as const;
/** Two unbounded repetitions take time in the square of a value's length, which is bounded; more take too long. */
const MAX_UNBOUNDED = 2;

/** A sentence on what is wrong with a schema of arguments; `undefined`: nothing. Names keywords, never the schema's own names. */
export function toolSchemaFault(schema: Json): string | undefined {
	if (schema.type !== "object") return 'must have the type "object", as arguments are an object';
	return fault(schema, 1);
}

function fault(schema: unknown, depth: number): string | undefined {
	if (typeof schema === "boolean") return undefined;
	if (!isObject(schema)) return "holds a schema that is neither an object nor a boolean";
	if (depth > MAX_SCHEMA_DEPTH) return `nests more than ${MAX_SCHEMA_DEPTH} schemas deep`;
	const indirect = INDIRECT.find((keyword) => Object.hasOwn(schema, keyword));
	if (indirect !== undefined) return `has a "${indirect}", which is not supported: write the schema out`;
	for (const [keyword, check] of Object.entries(KEYWORDS)) {
		const value = schema[keyword];
		if (value === undefined) continue;
		const inner = check(value);
		if (inner === undefined) return `has a "${keyword}" that is not valid, or that could take too long on some value`;
		for (const each of inner) {
			const found = fault(each, depth + 1);
			if (found !== undefined) return found;
		}
	}
	return undefined;
}

function one(value: unknown): readonly unknown[] {
	return [value];
}

function some(value: unknown): readonly unknown[] | undefined {
	return Array.isArray(value) && value.length > 0 ? value : undefined;
}

function size(value: unknown): readonly unknown[] | undefined {
	return Number.isInteger(value) && (value as number) >= 0 ? [] : undefined;
}

function bound(value: unknown): readonly unknown[] | undefined {
	return typeof value === "number" ? [] : undefined;
}

function isTypes(value: unknown): boolean {
	const types = Array.isArray(value) ? value : [value];
	return types.length > 0 && types.every((type) => typeof type === "string" && TYPES.has(type));
}

function isStrings(value: unknown): value is string[] {
	return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isObject(value: unknown): value is Json {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPattern(value: unknown): boolean {
	if (typeof value !== "string") return false;
	try {
		new RegExp(value, "u");
		return isCheap(value);
	} catch {
		return false;
	}
}

/** Attackers choose the values that a pattern is tried on: nothing in it may backtrack without a bound. */
function isCheap(pattern: string): boolean {
	if (/\\(?:[1-9]|k<)|\(\?(?:[=!]|<[=!])/.test(pattern)) return false;
	const bare = pattern.replace(/\\./gsu, "x").replace(/\[[^\]]*\]/gu, "x");
	if (/\((?:[^()]|\([^()]*\))*(?:[*+|]|\{\d+,)(?:[^()]|\([^()]*\))*\)(?:[*+]|\{\d+,?\d*\})/u.test(bare)) return false;
	return (bare.match(/[*+]|\{\d+,\}/gu) ?? []).length <= MAX_UNBOUNDED;
}
