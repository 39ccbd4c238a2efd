// YAML that nests without end, by aliases of itself or by depth: told in the reader's words, never in those of the stack.
import { describe, expect, it } from "vitest";
import { MAX_OPA_JSON_DEPTH } from "../../../src/platform/limits.ts";
import { parseYaml } from "../../../src/policy/builtins/yaml.ts";

const fault = (text: string): string => {
	try {
		parseYaml(text);
		return "";
	} catch (error) {
		return (error as Error).message;
	}
};
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const indented = (depth: number) =>
	Array.from({ length: depth }, (_, at) => `${" ".repeat(at)}a:\n`).join("") + `${" ".repeat(depth)}b`;

describe("YAML", () => {
	it.each([
		["an alias of what holds it", "a: &a\n  b: *a\n"],
		["a list that holds itself", "&a [*a]"],
		["flow", nested(100_000)],
		["flow, one too deep", nested(MAX_OPA_JSON_DEPTH + 1)],
		["flow that never closes", "[".repeat(100_000)],
		["maps in flow", "{a: ".repeat(20_000)],
		["dashes in a line", "- ".repeat(20_000)],
		["dashes over lines", Array.from({ length: 2_000 }, (_, at) => `${" ".repeat(at)}-\n`).join("")],
		["indentation", indented(2_000)],
	])("without an end is refused: %s", (_, text) => {
		expect(fault(text)).toMatch(/yaml: (?:exceeded max depth|line)/);
		expect(fault(text)).not.toMatch(/stack|recurs|Maximum/i);
	});

	it("is read up to the bound, and what only looks deep is", () => {
		expect(fault(nested(MAX_OPA_JSON_DEPTH - 1))).toBe("");
		expect(fault(indented(MAX_OPA_JSON_DEPTH - 1))).toBe("");
		expect(fault(`a: |\n${" ".repeat(3_000)}text\n`)).toBe("");
		expect(fault("- a: &x [1]\n- *x\n- *x\n")).toBe("");
	});
});
