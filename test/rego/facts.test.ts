// What the checks read off a source: words that are compared, references, calls, families. Wrong words must not go by.
import { describe, expect, it } from "vitest";
import { type SourceFacts, sourceFacts } from "../../src/cli/policy/facts.ts";
import { termsOf } from "../../src/cli/policy/terms.ts";
import { nearest, vocabulary } from "../../src/cli/policy/vocabulary.ts";
import { STAGES, TOOL_CLASSES } from "../../src/contract/names.ts";

const FILE = "guard/rules/output/a_rule/a_rule.rego";
const DEFAULTS = {
	"output.a_rule": { action: "flag", severity: "low", params: { types: { value: ["pii.emial"], direction: "superset" } } },
};

function factsOf(body: string, path = FILE): SourceFacts {
	const head = "package guard.rules.output.a_rule\n\nimport data.guard.config\nimport data.guard.signals as seen\n";
	return sourceFacts([{ path, text: `${head}\n${body}\n` }], vocabulary(), DEFAULTS);
}

const wordsOf = (body: string) => factsOf(body).words.map(({ field, value }) => `${field} ${value}`);

describe("terms", () => {
	it("are references, strings and signs, with their rows; comments and strings hide nothing", () => {
		const terms = termsOf('a := input.x["y"].z # "no"\nb[i].c == `raw "text`\n');
		expect(terms.map((term) => [term.kind === "ref" ? term.path.join(".") : term.value, term.row])).toEqual([
			["a", 1],
			[":=", 1],
			["input.x.y.z", 1],
			["y", 1],
			["b.[].c", 2],
			["==", 2],
			['raw "text', 2],
		]);
	});
});

describe("words", () => {
	it("are what fields are compared with, however that is written", () => {
		expect(wordsOf('input.stage == "retrievall"')).toEqual(["stage retrievall"]);
		expect(wordsOf('"retrievall" != input.stage')).toEqual(["stage retrievall"]);
		expect(wordsOf('input.stage in {"input", "outptu"}')).toEqual(["stage input", "stage outptu"]);
		expect(wordsOf('_stages := ["inptu"]\nr if input.stage in _stages')).toEqual(["stage inptu"]);
		expect(wordsOf('some d in input.documents\nd.trust == "untrustd"')).toEqual(["trust untrustd"]);
		expect(wordsOf('input.tool.class == "monny"')).toEqual(["class monny"]);
		expect(wordsOf('link.annotations.scope == "package"')).toEqual([]);
	});

	it("are strings of the form of a signal type, except names of facts", () => {
		expect(wordsOf('x in {"exfiltration.webhok_host"}')).toEqual(["signal_type exfiltration.webhok_host"]);
		expect(wordsOf('hits := [{"target": t, "type": "tool.schema"}]')).toEqual([]);
		expect(wordsOf('ref == "docs.page"')).toEqual([]);
	});

	it("tell the word that was meant, the family that is walked, and the default that names it", () => {
		const { words } = factsOf(
			'types := config.param("output.a_rule", "types")\nsome s in seen.pii\ns.type in types\ns.type == "secret.jwt"',
		);
		expect(words.map(({ file: _, ...word }) => word)).toEqual(
			expect.arrayContaining([
				{ row: 8, field: "signal_type", value: "pii.emial", family: "pii", param: "types", near: "pii.email" },
				{ row: 9, field: "signal_type", value: "secret.jwt", family: "pii" },
			]),
		);
	});

	it("of tests are what is given", () => {
		const test = 'given.request({"stage": "inptu", "signals": [given.signal("pi.email", 1)], "other": "x"})';
		const { words, tests } = factsOf(`test_one if ${test}`, FILE.replace(".rego", "_test.rego"));
		expect(words.map(({ field, value, near }) => [field, value, near])).toEqual([
			["stage", "inptu", "input"],
			["signal_type", "pi.email", "pii.email"],
		]);
		expect(tests.map(({ count }) => count)).toEqual([1]);
	});
});

describe("other facts", () => {
	it("are references with their imports resolved, parameters, and calls with operators", () => {
		const facts = factsOf('x := seen.loyalty[i]\ny := config.param("a.b", "c") / to_number(z)');
		expect(facts.refs.map(({ path }) => path)).toContain("data.guard.signals.loyalty");
		expect(facts.params.map(({ rule, name, row }) => [rule, name, row])).toEqual([["a.b", "c", 7]]);
		expect(facts.calls.map(({ name }) => name)).toEqual(["config.param", "div", "to_number"]);
	});

	it("are families taken whole: walked without asking for a type, or handed on", () => {
		const whole = (body: string) => factsOf(body).whole.map(({ family }) => family);
		expect(whole("some s in seen.pii\ns.score >= 700\nnot s.type in passing")).toEqual(["pii"]);
		expect(whole("some s in seen.pii\ns.type in types")).toEqual([]);
		expect(whole("count(seen.limit) > 0")).toEqual([]);
		expect(whole("finding := result.finding(_metadata, seen.limit)")).toEqual(["limit"]);
	});
});

describe("the vocabulary", () => {
	it("is the contract's, and knows what is most like a word", () => {
		const words = vocabulary();
		expect(words.stage).toEqual([...STAGES]);
		expect(words.class).toEqual([...TOOL_CLASSES, "unknown"]);
		expect(Object.keys(words)).toEqual(
			expect.arrayContaining(["trust", "role", "shape", "path_class", "age_class", "signal_type"]),
		);
		expect(nearest("retrievall", STAGES)).toBe("retrieval");
	});
});
