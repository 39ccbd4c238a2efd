// What the committed release says of its rules agrees with the registry of signals and with the pages about them.
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { inputSchema } from "../../scripts/generate-schemas.ts";
import { declarationProblems } from "../../src/cli/policy/check.ts";
import { printConfig, type RuleDefaults, readConfig } from "../../src/cli/policy/defaults.ts";
import { pageProblems, rulesIndex } from "../../src/cli/policy/pages.ts";
import type { RuleMetadata } from "../../src/contract/bundle.ts";

const manifest = JSON.parse(await readFile("bundles/baseline/manifest.json", "utf8"));
const { defaults } = JSON.parse(await readFile("bundles/baseline/data.json", "utf8")).guard.config as {
	defaults: Record<string, RuleDefaults>;
};
const RULES: string[] = manifest.rules.map((rule: { id: string }) => rule.id);

describe("the rules", () => {
	it("have defaults, all of them and only they", () => {
		expect(Object.keys(defaults).sort()).toEqual([...RULES].sort());
	});

	it("declare what they must, name only what exists, and leave no serious signal without a rule", {
		timeout: 120_000,
	}, async () => {
		expect(await declarationProblems({ rego: "rego", docs: "docs/rules" })).toEqual([]);
	});

	it("are explained on pages that name every parameter and its default", async () => {
		const problems = manifest.rules.map(async (rule: RuleMetadata) => {
			const page = await readFile(`docs/rules/${rule.id.replace(".", "/")}.md`, "utf8");
			return pageProblems(rule, defaults[rule.id]?.params ?? {}, page);
		});
		expect((await Promise.all(problems)).flat()).toEqual([]);
	});

	it("have pages whose every lack is told", async () => {
		const rule = manifest.rules.find(({ id }: RuleMetadata) => id === "privacy.pii_in_output");
		const page = await readFile("docs/rules/privacy/pii_in_output.md", "utf8");
		const params = defaults["privacy.pii_in_output"]?.params ?? {};
		const told = (changed: string) => pageProblems(rule, params, changed).map((problem) => problem);
		expect(told(page)).toEqual([]);
		expect(told(page.replace("# ", "# Another "))).toEqual([expect.stringContaining("must begin with")]);
		expect(told(page.replace("## Rationale", "## Reason"))).toEqual([expect.stringContaining("must have the sections Summary")]);
		expect(told(page.replace("## Summary\n\n", "## Summary\n\nWell: "))).toEqual([expect.stringContaining("as its summary")]);
		expect(told(page.replace("| `min_score` |", "| `score` |"))).toEqual([expect.stringContaining("must name the parameter")]);
		expect(told(page.replace("- `owasp:LLM02:2025` ", "- "))).toEqual([expect.stringContaining("must name the risk")]);
	});

	it("are listed in the index", async () => {
		expect(await readFile("docs/rules/README.md", "utf8")).toBe(rulesIndex(manifest.rules));
	});
});

describe("generated text", () => {
	it("the defaults are printed as they are committed", async () => {
		const text = await readFile("rego/guard/config/data.json", "utf8");
		expect(printConfig(readConfig(text))).toBe(text);
	});

	it("the schema of the input is what the contract gives", async () => {
		expect(await readFile("rego/schemas/input.json", "utf8")).toBe(inputSchema());
	});
});
