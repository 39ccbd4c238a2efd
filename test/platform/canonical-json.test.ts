// Canonical JSON is RFC 8785's.
import fc from "fast-check";
import { expect, it } from "vitest";
import { canonicalJson } from "../../src/platform/canonical-json.ts";

it("prints the example of RFC 8785, section 3.2.2", () => {
	const value = {
		numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
		string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/",
		literals: [null, true, false],
	};
	expect(canonicalJson(value)).toBe(
		'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
	);
});

it("sorts members by UTF-16 code units (RFC 8785, section 3.2.3)", () => {
	const names = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
	const object = Object.fromEntries(names.map((name, index) => [name, index]));
	expect(Object.keys(JSON.parse(canonicalJson(object)))).toHaveLength(names.length);
	expect(canonicalJson(object)).toBe('{"\\r":1,"1":3,"\u0080":5,"\u00f6":6,"\u20ac":0,"\ud83d\ude00":4,"\ufb33":2}');
});

it("does not depend on the order of members, and parses back", () => {
	fc.assert(
		fc.property(fc.jsonValue({ noUnicodeString: false } as never), (value) => {
			const text = canonicalJson(value);
			expect(canonicalJson(JSON.parse(text))).toBe(text);
			if (typeof value === "object" && value !== null && !Array.isArray(value)) {
				expect(canonicalJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(text);
			}
		}),
		{ seed: 2, numRuns: 200 },
	);
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, "\ud800", 1n, Symbol("s"), () => 1])("refuses what JSON cannot hold", (value) => {
	expect(() => canonicalJson(value)).toThrow(TypeError);
});
