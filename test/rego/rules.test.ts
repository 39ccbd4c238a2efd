// What the committed release says of its rules agrees with the registry of signals and with the pages about them.
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { inputSchema } from "../../scripts/generate-schemas.ts";
import { printConfig, type RuleDefaults } from "../../src/cli/policy/defaults.ts";
import { rulesIndex } from "../../src/cli/policy/pages.ts";
import { REFUSAL_HAZARDS } from "../../src/contract/finding.ts";
import { SIGNAL_TYPES } from "../../src/contract/signal.ts";

const manifest = JSON.parse(await readFile("bundles/baseline/manifest.json", "utf8"));
const { defaults, hazards } = JSON.parse(await readFile("bundles/baseline/data.json", "utf8")).guard.config as {
	defaults: Record<string, RuleDefaults>;
	hazards: Record<string, string>;
};
const RULES: string[] = manifest.rules.map((rule: { id: string }) => rule.id);
const SECTIONS = [
	"Summary",
	"When it fires",
	"Example that fires",
	"Example that does not",
	"Rationale",
	"Configuration",
	"Risks",
	"What it misses",
];

describe("the rules", () => {
	it("have defaults, all of them and only they", () => {
		expect(Object.keys(defaults).sort()).toEqual([...RULES].sort());
	});

	it("name no signal that nobody can emit", () => {
		const named = Object.values(defaults).flatMap(({ params = {} }) => [params.types?.value ?? [], params.passing?.value ?? []]);
		expect(named.flat().filter((type) => !Object.hasOwn(SIGNAL_TYPES, String(type)))).toEqual([]);
	});

	it("leave no high or critical signal without a rule", () => {
		const listed = new Set(Object.values(defaults).flatMap(({ params = {} }) => params.types?.value ?? []));
		const whole = ["pii", "secret", "exfiltration", "limit"];
		const unheard = Object.entries(SIGNAL_TYPES)
			.filter(([type, { severity }]) =>
				severity === "high" || severity === "critical" ? !whole.includes(type.split(".")[0] ?? "") : false,
			)
			.map(([type]) => type)
			.filter((type) => !listed.has(type));
		expect(unheard).toEqual([]);
	});

	it("refuse with a text that exists", () => {
		expect(Object.values(hazards).filter((hazard) => !(REFUSAL_HAZARDS as readonly string[]).includes(hazard))).toEqual([]);
	});

	it("are explained on pages that name every parameter and its default", async () => {
		for (const rule of manifest.rules) {
			const page = await readFile(`docs/rules/${rule.id.replace(".", "/")}.md`, "utf8");
			const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
			expect(headings, rule.id).toEqual(SECTIONS);
			expect(page.startsWith(`# ${rule.title}\n\n\`${rule.id}\`\n\n## Summary\n\n${rule.description}\n`), rule.id).toBe(true);
			for (const [name, { value }] of Object.entries(defaults[rule.id]?.params ?? {})) {
				const shown = [value].flat().map((each) => `\`${each}\``);
				expect(page, rule.id).toContain(`| \`${name}\` | ${shown.join(", ")} |`);
			}
			for (const risk of rule.risks) expect(page, rule.id).toContain(`- \`${risk}\` `);
		}
	});

	it("are listed in the index", async () => {
		expect(await readFile("docs/rules/README.md", "utf8")).toBe(rulesIndex(manifest.rules));
	});
});

describe("generated text", () => {
	it("the defaults are printed as they are committed", async () => {
		const text = await readFile("rego/guard/config/data.json", "utf8");
		expect(printConfig(JSON.parse(text))).toBe(text);
	});

	it("the schema of the input is what the contract gives", async () => {
		expect(await readFile("rego/schemas/input.json", "utf8")).toBe(inputSchema());
	});
});
