// Which schemas a tool may be registered with.
import { describe, expect, test } from "vitest";
import { toolSchemaFault } from "../../src/control/tool-schema.ts";
import { MAX_SCHEMA_DEPTH } from "../../src/platform/limits.ts";

const object = (properties: Record<string, unknown>) => ({ type: "object", properties });
const nested = (depth: number): Record<string, unknown> => object(depth > 1 ? { inner: nested(depth - 1) } : {});

describe("a schema of arguments", () => {
	test.each([
		{ type: "object" },
		{ $schema: "https://json-schema.org/draft/2020-12/schema", title: "Search", ...object({}) },
		object({ q: { type: "string", minLength: 1, maxLength: 9, pattern: "^[a-z]+$" } }),
		...["^\\d{4}-\\d{2}$", "^(?:a|b)$", "^[(*+]+x*$", "^(ab){2}$"].map((pattern) => object({ q: { type: "string", pattern } })),
		object({ n: { type: ["integer", "null"], minimum: -1.5, exclusiveMaximum: 7 }, any: true, none: false }),
		object({ list: { type: "array", items: { enum: ["a", 1, null] }, minItems: 0, maxItems: 3 } }),
		{ ...object({}), required: ["q"], additionalProperties: { type: "number" }, patternProperties: { "^x-": {} } },
		object({ either: { anyOf: [{ type: "string" }, { type: "number" }], not: { enum: ["x"] } } }),
		nested(MAX_SCHEMA_DEPTH - 1),
	])("may be %j", (schema) => {
		expect(toolSchemaFault(schema)).toBeUndefined();
	});

	test.each([
		{},
		{ type: "string" },
		{ type: ["object", "null"] },
		{ type: "object", properties: [] },
		object({ q: "string" }),
		object({ q: { type: "text" } }),
		object({ q: { type: [] } }),
		{ type: "object", required: "q" },
		{ type: "object", required: [1] },
		object({ q: { enum: [] } }),
		object({ q: { pattern: "(" } }),
		...["(a+)+$", "(a|aa)*b", "(x{1,}y)*", "a*b*c*d", "(a)\\1", "(?=a)b", "(?<!a)b"].map((pattern) => object({ q: { pattern } })),
		object({ q: { $ref: "#/properties/q" } }),
		{ type: "object", patternProperties: { "(": {} } },
		object({ q: { minLength: -1 } }),
		object({ q: { minimum: "1" } }),
		object({ q: { items: [{}] } }),
		object({ q: { anyOf: [] } }),
		object({ q: { oneOf: [{ type: "nothing" }] } }),
		nested(MAX_SCHEMA_DEPTH + 1),
	])("may not be %j", (schema) => {
		expect(toolSchemaFault(schema)).toBeTypeOf("string");
	});

	test("is never repeated in what is said of it", () => {
		expect(toolSchemaFault(object({ canary: { type: "canary", pattern: "canary(" } }))).not.toContain("canary");
	});
});
