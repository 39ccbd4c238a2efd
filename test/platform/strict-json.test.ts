// JSON is read strictly: what JSON.parse is blind to is an error.
import fc from "fast-check";
import { expect, it } from "vitest";
import { MAX_JSON_DEPTH } from "../../src/platform/limits.ts";
import { parseStrictJson } from "../../src/platform/strict-json.ts";

const fault = (text: string) => {
	const parsed = parseStrictJson(text);
	return parsed.ok ? undefined : parsed.error;
};

it.each([
	["{", "syntax"],
	["", "syntax"],
	['{"a":1,"a":2}', "duplicate-name"],
	['{"a":1,"\\u0061":2}', "duplicate-name"],
	['{"x":{"b":[],"b":0}}', "duplicate-name"],
	['[{"q":1,"q":1}]', "duplicate-name"],
	['{"a\\"":1,"a\\"":2}', "duplicate-name"],
	['{"__proto__":1}', "reserved-name"],
	['{"\\u005f_proto__":1}', "reserved-name"],
	['"\\ud800"', "lone-surrogate"],
	['{"\\udc00":1}', "lone-surrogate"],
	["12345678901234567890", "number-range"],
	["1e999", "number-range"],
])("%s is refused: %s", (text, expected) => {
	expect(fault(text)).toBe(expected);
});

it.each([
	'{"a":1,"b":{"a":1}}',
	'[{"a":1},{"a":1}]',
	'{"a":"a","b":"\\"a\\":"}',
	'"\\ud83d\\ude00"',
	"9007199254740991",
	'{"a\\\\":1,"a":2}',
])("%s is taken", (text) => {
	expect(parseStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
});

it("bounds the depth", () => {
	const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
	expect(fault(nested(MAX_JSON_DEPTH))).toBeUndefined();
	expect(fault(nested(MAX_JSON_DEPTH + 1))).toBe("too-deep");
});

it("reads every JSON value that has unique names as JSON.parse does", () => {
	fc.assert(
		fc.property(fc.json({ maxDepth: 6 }), (text) => {
			const parsed = parseStrictJson(text);
			if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(text));
			else expect(["reserved-name", "duplicate-name", "number-range", "lone-surrogate"]).toContain(parsed.error);
		}),
		{ seed: 1, numRuns: 300 },
	);
});
