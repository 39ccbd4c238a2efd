// OPA's values: the text form there and back, the order, and JSON as OPA gives it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareNumbers, decimalOf, integerOf, plainText } from "../../src/policy/decimal.ts";
import { isNumber, numberFrom, parseValue, printValue, typeName, type Value } from "../../src/policy/value.ts";
import { fromPlain, jsonText, toPlain } from "../../src/policy/value-json.ts";
import { compare, equal, sorted } from "../../src/policy/value-order.ts";

function read(text: string): Value {
	const parsed = parseValue(text);
	if (!parsed.ok) throw new Error(`not a value: ${text}`);
	return parsed.value;
}

const number = fc.oneof(
	fc.integer().map(String),
	fc.bigInt().map(String),
	fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
	fc
		.tuple(fc.integer(), fc.nat(99), fc.integer({ min: -30, max: 30 }))
		.map(([whole, part, power]) => `${whole}.${part}e${power}`),
);

const { value } = fc.letrec<{ value: Value }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4, withCrossShrink: true },
		fc.constantFrom<Value>(null, true, false),
		number.map((literal): Value => numberFrom(literal)),
		fc.string({ unit: "binary" }).map((text): Value => text.toWellFormed()),
		fc.array(tie("value"), { maxLength: 4 }),
		fc.array(tie("value"), { maxLength: 4 }).map((items): Value => new Set(items)),
		fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 4 }).map((entries): Value => new Map(entries)),
	),
}));

describe("the text form", () => {
	it("reads back what it prints", () => {
		fc.assert(
			fc.property(value, (original) => {
				const text = printValue(original);
				const again = read(text);
				expect(typeName(again)).toBe(typeName(original));
				expect(printValue(again)).toBe(text);
				expect(equal(again, original)).toBe(true);
			}),
			{ numRuns: 300 },
		);
	});

	it("keeps every digit", () => {
		for (const literal of ["123456789012345678901234567890", "1.0", "1e3", "-0.10", "0.1", "-0"])
			expect(printValue(read(literal))).toBe(literal);
	});

	it("gives numbers that only Rego writes their digit", () => {
		expect([".5", "-.5", "5."].map((literal) => printValue(read(literal)))).toEqual(["0.5", "-0.5", "5"]);
	});

	it("tells sets from objects", () => {
		expect(read("{}")).toEqual(new Map());
		expect(read("set()")).toEqual(new Set());
		expect(read('{"a", {1: [2]}}')).toEqual(new Set<Value>(["a", new Map([[1, [2]]])]));
	});

	it.each(["", "{", "[1,]", "{1:2,}", '"a', "nul", "01", "1 2", "{1:2, 3}", "set(1)", '"\u0001"', "--1", "+1", "1e"])(
		"refuses %j",
		(text) => {
			expect(parseValue(text).ok).toBe(false);
		},
	);

	it("refuses depth that its reader cannot follow", () => {
		expect(parseValue("[".repeat(200_000)).ok).toBe(false);
	});

	it("writes lone surrogates as the character for what is unknown", () => {
		expect(printValue("\ud800")).toBe('"\ufffd"');
	});
});

describe("the order", () => {
	it("is null, booleans, numbers, strings, arrays, objects, sets", () => {
		const ordered = ["null", "false", "true", "-1", "2", "10", '"a"', '"b"', "[]", "[1]", "{}", '{"a":1}', "set()", "{1}"].map(
			read,
		);
		expect(sorted([...ordered].reverse())).toEqual(ordered);
	});

	it("is total and consistent", () => {
		fc.assert(
			fc.property(value, value, value, (a, b, c) => {
				expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0);
				if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
			}),
			{ numRuns: 300 },
		);
	});

	it("compares text by code point", () => {
		expect(compare("\uffff", "\u{10000}")).toBeLessThan(0);
	});

	it("compares numbers by value, however they are written", () => {
		expect(equal(read("1.0"), read("1"))).toBe(true);
		expect(equal(read("1e2"), read("100"))).toBe(true);
		expect(compare(read("9007199254740993"), read("9007199254740992"))).toBeGreaterThan(0);
	});
});

describe("decimals", () => {
	it("agree with bigint arithmetic", () => {
		fc.assert(
			fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
				const [x, y] = [numberFrom(String(a)), numberFrom(String(b))];
				expect(compareNumbers(x, y)).toBe(a < b ? -1 : a > b ? 1 : 0);
				expect(integerOf(x)).toBe(a);
			}),
		);
	});

	it("print without exponent", () => {
		expect(["1e3", "1.50", "-0.001", "0"].map((literal) => plainText(decimalOf(numberFrom(literal))))).toEqual([
			"1000",
			"1.5",
			"-0.001",
			"0",
		]);
	});

	it("refuse exponents that would fill the memory", () => {
		expect(() => decimalOf(numberFrom("1e999999999"))).toThrow(RangeError);
	});
});

describe("JSON", () => {
	it("has sets as sorted arrays, keys as text, and sorted keys", () => {
		expect(jsonText(read('{"b": {3, 1, 2}, "a": 1.0, [1]: null}'))).toBe('{"[1]":null,"a":1.0,"b":[1,2,3]}');
	});

	it("is plain data and back", () => {
		fc.assert(
			fc.property(fc.jsonValue(), (plain) => {
				expect(toPlain(fromPlain(plain))).toEqual(
					JSON.parse(JSON.stringify(plain), (_, item) => (Object.is(item, -0) ? 0 : item)),
				);
			}),
		);
	});

	it("knows its numbers", () => {
		expect(isNumber(read("1.0"))).toBe(true);
		expect(isNumber("1")).toBe(false);
	});
});
