// Plain JSON read in one pass is what the two careful readers make of it, and whatever is not plain is left to them.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scanValue } from "../../../src/decide/compat/opa/go-scan.ts";
import { plainMembers, plainValue } from "../../../src/decide/compat/opa/plain-scan.ts";
import { literalJson } from "../../../src/platform/literal-json.ts";
import { parseValue } from "../../../src/policy/value.ts";
import { jsonText } from "../../../src/policy/value-json.ts";

const separated = (json: string) => json.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

/** What the careful readers say of the value at the beginning of a text. */
function carefully(text: string): { end: number; canonical: string } | undefined {
	const found = scanValue(text, 0);
	if (!found.ok) return undefined;
	const value = parseValue(text.slice(0, found.value.end));
	return value.ok ? { end: found.value.end, canonical: jsonText(value.value) } : undefined;
}

const PIECES = [
	...[
		"{",
		"}",
		"[",
		"]",
		",",
		":",
		" ",
		"\n",
		'"',
		'"a"',
		'"b"',
		'"a":',
		'"b":1',
		"\\",
		'"\\u0041"',
		'"é"',
		'"\u2028"',
		'"😀"',
		'"\u007f"',
	],
	...["0", "-", "-0", "1", "10", "01", "1.5", "1.", ".5", "1e3", "1E+", "12345678901234567890", "true", "nul", "null", "false"],
];

describe("plainValue", () => {
	it("agrees with the careful readers on whatever it takes, of random tokens", () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }), (parts) => {
				const text = parts.join("");
				const plain = plainValue(text, 0);
				if (plain !== undefined) expect(plain).toEqual(carefully(text));
			}),
			{ numRuns: 20_000 },
		);
	});

	it("agrees with them, and with what agents' records are digests of, on random JSON with space in it", () => {
		let taken = 0;
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 1, "\t"), (value, indent) => {
				const text = JSON.stringify(value, null, indent);
				const plain = plainValue(text, 0);
				if (plain === undefined) return;
				taken++;
				expect(plain).toEqual(carefully(text));
				const literal = literalJson(text);
				expect(literal.ok && literal.value).toBe(separated(plain.canonical));
			}),
			{ numRuns: 2_000 },
		);
		expect(taken).toBeGreaterThan(500);
	});

	it.each([
		["an escape", '"\\n"'],
		["a name beyond ASCII", '{"é":1}'],
		["a name twice", '{"a":1,"b":2,"a":3}'],
		["half of a surrogate pair", '"\ud800"'],
		["deep nesting", `${"[".repeat(65)}${"]".repeat(65)}`],
		["a cut", '{"a":[1,'],
		["two tokens as one number", "01"],
		["many members out of order", `{${Array.from({ length: 80 }, (_, at) => `"m${999 - at}":${at}`).join(",")}}`],
	])("leaves %s to them", (_, text) => {
		expect(plainValue(text, 0)).toBeUndefined();
	});

	it("takes many members that are in order, and reads a megabyte of the worst in no time that grows with its square", () => {
		const members = Array.from({ length: 50_000 }, (_, at) => `"m${String(at).padStart(6, "0")}":${at}`);
		expect(plainValue(`{${members.join(",")}}`, 0)?.canonical).toBe(`{${members.join(",")}}`);
		expect(plainValue(`{${members.reverse().join(",")}}`, 0)).toBeUndefined();
	});
});

describe("plainMembers", () => {
	it("gives each member's text as it was written, and its canonical text, and where the object ends", () => {
		expect(plainMembers('{ "b" : {"z":1, "a":[ ]} , "a":1.0 } rest', 0)).toEqual({
			end: 36,
			members: new Map([
				["b", { text: '{"z":1, "a":[ ]}', canonical: '{"a":[],"z":1}' }],
				["a", { text: "1.0", canonical: "1.0" }],
			]),
		});
		expect(plainMembers("{}", 0)).toEqual({ end: 2, members: new Map() });
	});

	it.each(["[]", '{"a":1', '{"a" 1}', '{"a":1,}', '{"a":1]', '{"\\u0061":1}', ""])("leaves %s to the careful reader", (text) => {
		expect(plainMembers(text, 0)).toBeUndefined();
	});
});
