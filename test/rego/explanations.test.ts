// What authors are told of a few rules, word for word: why a rule did not fire, and every step of one.
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/cli/commands/explain.ts";
import { explainerOf, type FolderExplainer } from "../../src/cli/policy/explainer.ts";
import { explanationLines } from "../../src/cli/policy/explanation-lines.ts";
import { readVectors } from "../../src/cli/policy/vectors.ts";
import type { ExplainLevel } from "../../src/contract/explanation.ts";

const GOLDEN = join(import.meta.dirname, "../golden/explanations");

/** Vector, rule and level of each text; the rows of sources are part of it, so a change of a rule changes its text. */
const CASES: readonly (readonly [vector: string, rule: string, level: ExplainLevel])[] = [
	["privacy/below-the-bound", "privacy.pii_in_output", "fails"],
	["privacy/below-the-bound", "privacy.pii_in_output", "full"],
	["privacy/ip-in-output", "privacy.pii_in_output", "fails"],
	["tools/money-approved", "tools.money_without_approval", "fails"],
	["tools/with-scope", "tools.missing_scope", "fails"],
	["injection/persona", "injection.prompt_injection", "fails"],
	["injection/override", "injection.prompt_injection", "fails"],
];

let explainer: FolderExplainer;
let inputs: Map<string, unknown>;
beforeAll(async () => {
	explainer = await explainerOf("bundles/baseline");
	inputs = new Map((await readVectors("test/vectors")).map(({ id, input }) => [id, input]));
});

describe("the explanation of", () => {
	it.each(CASES)("%s, %s, %s", async (vector, rule, level) => {
		const told = await explainer.explain(JSON.stringify(inputs.get(vector)), { level, rule });
		// Version and result are not what this is about.
		const text = `${explanationLines(told, { all: false }).slice(3).join("\n")}\n`;
		const file = join(GOLDEN, `${vector.replace("/", "-")}.${rule}.${level}.txt`);
		// After a change that is meant: npx vitest run --project unit -u test/rego/explanations.test.ts
		await expect(text).toMatchFileSnapshot(file);
	});
});

describe("edict policy explain", () => {
	const io = () => {
		const said = { out: "", err: "" };
		const write = (name: "out" | "err") => (text: string) => {
			said[name] += `${text}\n`;
		};
		return { said, io: { out: write("out"), err: write("err"), stdin: process.stdin } };
	};

	it("says what is missing or not understood", async () => {
		const cases: readonly (readonly [args: string[], code: number, says: string])[] = [
			[[], 2, "name one folder"],
			[["bundles/baseline"], 2, "name the input"],
			[["bundles/baseline", "--input", "package.json", "--level", "most"], 2, "notes, fails or full"],
			[["bundles/baseline", "--input", "no-such-file.json"], 1, "cannot be read"],
			[["test/golden", "--input", "package.json"], 1, ".manifest"],
			[["bundles/baseline", "--input", "package.json"], 1, "the input: "],
			[["bundles/baseline", "--input", "README.md"], 1, "the input is not JSON"],
			[["bundles/baseline", "--input", "test/vectors/base.json", "--rule", "none.such"], 1, "there is no rule none.such"],
			[["bundles/baseline", "--input", "test/vectors/base.json", "--entrypoint", "a/b"], 1, "guard/decision/decision"],
		];
		for (const [args, code, says] of cases) {
			const { said, io: to } = io();
			expect({ args, code: await run(args, to), err: said.err }).toEqual({ args, code, err: expect.stringContaining(says) });
		}
	});

	it("gives JSON to programs", async () => {
		const { said, io: to } = io();
		expect(await run(["bundles/baseline", "--input", "test/vectors/base.json", "--json"], to)).toBe(0);
		const { result, explanation } = JSON.parse(said.out) as { result: { action: string }; explanation: { rules: unknown[] } };
		expect(result.action).toBe("allow");
		expect(explanation.rules.length).toBeGreaterThan(100);
	});
});
