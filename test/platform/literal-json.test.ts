// JSON with its numbers as written: one text for one value, as OPA hashes it, and items and members cut out as they stand.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_LITERAL_DEPTH } from "../../src/platform/limits.ts";
import { literalJson, rawItems, rawMembers } from "../../src/platform/literal-json.ts";

const canonical = (text: string) => {
	const written = literalJson(text);
	return written.ok ? written.value : written.error;
};

describe("literalJson", () => {
	it("keeps numbers as they were written", () => {
		expect(canonical(" [1.0, 1e3, -0.0, 123456789012345678901234567890, 1.5E+10] ")).toBe(
			"[1.0,1e3,-0.0,123456789012345678901234567890,1.5E+10]",
		);
	});

	it("sorts members by code point, and of two with one name takes the last", () => {
		expect(canonical('{"\uffee":1,"\u{1f600}":2,"é":3,"":4,"b":5,"a":6,"b":{"y":1,"x":2}}')).toBe(
			'{"":4,"a":6,"b":{"x":2,"y":1},"é":3,"\uffee":1,"\u{1f600}":2}',
		);
	});

	it("writes strings as Go does", () => {
		expect(canonical(String.raw`"<html>&\/\u2028\u2029\u0000\u007f\b\f\n\ud83d\ude00\ud800x\udc00"`)).toBe(
			`"<html>&/\\u2028\\u2029\\u0000\u007f\\b\\f\\n\u{1f600}\ufffdx\ufffd"`,
		);
	});

	it("is the same for the same value, whatever the white space and order, and parses back", () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const text = JSON.stringify(value);
				const written = canonical(text);
				expect(canonical(JSON.stringify(value, null, "\t"))).toBe(written);
				expect(canonical(written)).toBe(written);
				expect(JSON.parse(written)).toEqual(JSON.parse(text));
			}),
		);
	});

	it("refuses what is not JSON, and what nests deeper than the bound", () => {
		for (const text of ["", "{", "[1,]", "{a:1}", "1 2", '"\n"']) expect(canonical(text)).toBe("syntax");
		const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
		expect(canonical(nested(MAX_LITERAL_DEPTH))).toBe(nested(MAX_LITERAL_DEPTH));
		expect(canonical(nested(MAX_LITERAL_DEPTH + 1))).toBe("too-deep");
		expect(canonical(nested(1_000_000))).toBe("too-deep");
	});
});

describe("rawItems", () => {
	it("cuts an array into the texts of its items", () => {
		expect(rawItems(' [ {"a":"]}\\"" } ,[1, [2]],3.0 , "x,y" ] ')).toEqual(['{"a":"]}\\"" }', "[1, [2]]", "3.0", '"x,y"']);
		expect(rawItems("[]")).toEqual([]);
		fc.assert(
			fc.property(fc.array(fc.jsonValue()), (values) => {
				expect(rawItems(JSON.stringify(values, null, " "))?.map((text) => JSON.parse(text))).toEqual(
					JSON.parse(JSON.stringify(values)),
				);
			}),
		);
	});

	it("keeps an item apart that is not JSON as long as its brackets close", () => {
		expect(rawItems('[{"a":1},{"b":},{"c":3}]')).toEqual(['{"a":1}', '{"b":}', '{"c":3}']);
	});

	it("is nothing of what is no whole array", () => {
		for (const text of ["", "{}", "[", "[1", "[1,", '["a]', "[1]x", "[,]", "[1,]", '[{"a":1}', "[1] [2]"])
			expect(rawItems(text), text).toBeUndefined();
	});
});

describe("rawMembers", () => {
	it("cuts an object into the texts of its members", () => {
		const members = rawMembers(' { "input" : {"n":1.0,"x":[1 , 2]} , "\\u0061" : "b}" , "n": null, "n" :2.50 } ');
		expect(Object.fromEntries(members ?? [])).toEqual({ input: '{"n":1.0,"x":[1 , 2]}', a: '"b}"', n: "2.50" });
		expect(rawMembers("{}")?.size).toBe(0);
	});

	it("is nothing of what is no object", () => {
		for (const text of ["", "[]", "1", '{"a":}', "{", "null"]) expect(rawMembers(text), text).toBeUndefined();
	});
});
