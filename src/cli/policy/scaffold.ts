// Lays out a new rule: source, test, defaults, page and vector, complete and passing, for its author to change.
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { err, ok, type Result } from "../../platform/result.ts";
import type { PolicyPlace } from "./check.ts";
import { CONFIG, configProblems, withDefaults } from "./defaults.ts";
import { addCase } from "./vectors.ts";

/** Beside that, where vectors of decisions lie. */
export type ScaffoldPlace = PolicyPlace & { readonly vectors: string };

const RULE_ID = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/;

/** Paths written, or why nothing was: the id is no rule id, the rule is there already, or the defaults cannot be read. */
export async function scaffoldRule(id: string, { rego, docs, vectors }: ScaffoldPlace): Promise<Result<string[], string>> {
	if (!RULE_ID.test(id)) return err(`${id} is no rule id: write <category>.<rule> in lower case, digits and _`);
	const [category = "", name = ""] = id.split(".");
	const folder = join(rego, "guard/rules", category, name);
	if (await stat(folder).catch(() => undefined)) return err(`the rule ${id} is there already: ${folder}`);

	const config = join(rego, CONFIG);
	const text = await readFile(config, "utf8");
	const [problem] = configProblems(text, config);
	if (problem !== undefined) return err(problem);
	const defaults = withDefaults(text, id, {
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
	return ok([...files.keys(), await addCase(vectors, category, ruleVector(id, name))]);
}

/** A signal that nothing else acts on, so that a rule as it is laid out changes no other decision. */
const SEEN = { detector: "test", type: "pii.vehicle_id", target: "/content/0/text", span: { start: 3, end: 9 } } as const;

function ruleVector(id: string, name: string): Parameters<typeof addCase>[2] {
	const { detector, ...target } = SEEN;
	const finding = { rule: id, action: "flag", severity: "low", targets: [target] } as const;
	return {
		name: name.replaceAll("_", "-"),
		why: `what ${id} finds`,
		input: { signals: [{ detector, ...target, score: 900, evidence: "format" }] },
		verdict: {
			action: "allow",
			findings: [{ ...finding, targets: [{ ...target }] }],
			suppressed: [],
			obligations: [],
			redactions: [],
		},
	};
}

const DESCRIPTION = "The input holds the identification number of a vehicle. It goes on, and the finding is kept for review.";

function ruleSource(id: string): string {
	return `# METADATA
# title: ${titleOf(id)}
# description: >-
#   ${DESCRIPTION}
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
		signal.type == "pii.vehicle_id"
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

seen := given.signal("pii.vehicle_id", 900)

test_finds_a_vehicle if {
	found := ${name}.findings with input as given.request({"signals": [seen]})
	given.brief(found) == {given.expected("${id}", "flag", [seen])}
}

test_ignores_a_low_score if {
	found := ${name}.findings with input as given.request({"signals": [given.signal("pii.vehicle_id", 699)]})
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
		Summary: DESCRIPTION,
		"When it fires": "At the stage `input`, when detectors report `pii.vehicle_id` with a score of at least `min_score`.",
		"Example that fires": "A user writes the identification number of their car.",
		"Example that does not": "A user asks where such a number is found.",
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
