// Lays out a new rule: source, test, defaults and page, complete and passing, for its author to change.
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PolicyPlace } from "./check.ts";
import { withDefaults } from "./defaults.ts";

const RULE_ID = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/;

/** Paths written. Throws when the id is no rule id or the rule is there already. */
export async function scaffoldRule(id: string, { rego, docs }: PolicyPlace): Promise<string[]> {
	if (!RULE_ID.test(id)) throw new Error(`${id} is no rule id: write <category>.<rule> in lower case, digits and _`);
	const [category = "", name = ""] = id.split(".");
	const folder = join(rego, "guard/rules", category, name);
	if (await stat(folder).catch(() => undefined)) throw new Error(`the rule ${id} is there already: ${folder}`);

	const config = join(rego, "guard/config/data.json");
	const defaults = withDefaults(await readFile(config, "utf8"), id, {
		action: "flag",
		severity: "low",
		params: { min_score: { value: 700, direction: "min" } },
	});
	const files = new Map([
		[join(folder, `${name}.rego`), ruleSource(id)],
		[join(folder, `${name}_test.rego`), ruleTest(id, name)],
		[join(docs, category, `${name}.md`), rulePage(id)],
		[config, defaults],
	]);
	for (const [path, text] of files) {
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, text);
	}
	return [...files.keys()];
}

function ruleSource(id: string): string {
	return `# METADATA
# title: ${titleOf(id)}
# description: >-
#   The input holds an e-mail address. Say here in a sentence or two what the rule finds and what happens then.
# related_resources:
#   - ref: docs/rules/${id.replace(".", "/")}.md
# custom:
#   id: ${id}
#   action: flag
#   severity: low
#   owner: privacy
#   exemptible: true
#   risks: [owasp:LLM02:2025]
package guard.rules.${id}

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.pii) > 0
	input.stage == "input"
	min_score := config.param("${id}", "min_score")
	hits := [signal |
		some signal in signals.pii
		signal.type == "pii.email"
		signal.score >= min_score
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
`;
}

function ruleTest(id: string, name: string): string {
	return `package guard.rules.${id}_test

import data.guard.given_test as given
import data.guard.rules.${id}

seen := given.signal("pii.email", 900)

test_finds_an_address if {
	found := ${name}.findings with input as given.request({"signals": [seen]})
	given.brief(found) == {given.expected("${id}", "flag", [seen])}
}

test_ignores_a_low_score if {
	found := ${name}.findings with input as given.request({"signals": [given.signal("pii.email", 699)]})
	found == set()
}

test_ignores_another_stage if {
	found := ${name}.findings with input as given.request({"stage": "output", "signals": [seen]})
	found == set()
}
`;
}

function rulePage(id: string): string {
	const sections = {
		Summary: "The input holds an e-mail address. It goes on, and the finding is kept for review.",
		"When it fires": "At the stage `input`, when detectors report `pii.email` with a score of at least `min_score`.",
		"Example that fires": "A user writes an e-mail address.",
		"Example that does not": "A user asks how e-mail addresses are built.",
		Rationale: "Say why somebody wants this rule.",
		Configuration:
			"| parameter | default | of several layers counts |\n|---|---|---|\n| `min_score` | `700` | the smallest of all layers |\n\nA layer may raise the action (`flag`) and the severity (`low`). Exceptions are possible.",
		Risks: "- `owasp:LLM02:2025` Sensitive Information Disclosure",
		"What it misses": "Say what a reader might expect and does not get.",
	};
	const body = Object.entries(sections).map(([heading, text]) => `## ${heading}\n\n${text}\n`);
	return `# ${titleOf(id)}\n\n\`${id}\`\n\n${body.join("\n")}`;
}

function titleOf(id: string): string {
	const words = (id.split(".")[1] ?? id).replaceAll("_", " ");
	return words.charAt(0).toUpperCase() + words.slice(1);
}
