// What helps an author: a new rule that passes as it is laid out, checks that say what is wrong, builds that repeat.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildRelease, staleRevision } from "../../src/cli/policy/build.ts";
import { checkPolicy, declarationProblems, fixFormat, formatProblems, typeProblems } from "../../src/cli/policy/check.ts";
import { configProblems } from "../../src/cli/policy/defaults.ts";
import { type ScaffoldPlace, scaffoldRule } from "../../src/cli/policy/scaffold.ts";
import { testPolicy } from "../../src/cli/policy/test.ts";
import { readVectors, vectorProblems } from "../../src/cli/policy/vectors.ts";
import type { ReleaseManifest } from "../../src/contract/bundle.ts";
import { readVerdict } from "../../src/decide/evaluate/verdict.ts";
import { compile } from "../../src/eval/local-guard.ts";
import { digestOf } from "../../src/platform/digest.ts";
import { ENTRYPOINT } from "../../src/policy/bundle.ts";
import { createPolicy } from "../../src/policy/host.ts";
import { copyPolicy } from "./policy-copy.ts";

const SLOW = { timeout: 180_000 };
let place: ScaffoldPlace;
let root: string;
const at = (path: string) => join(place.rego, path);
const CONFIG = "guard/config/data.json";

beforeAll(async () => {
	root = await mkdtemp(join(tmpdir(), "edict-authoring-"));
	place = await copyPolicy(root, "few");
});
afterAll(() => rm(root, { recursive: true }));

/** What the checks say, but for the signal types whose rules the copy does not have. */
async function problems(): Promise<string[]> {
	return (await declarationProblems(place)).filter((problem) => !problem.includes("no rule acts on this"));
}

/** What is found while a file reads otherwise. */
async function withChange<T>(path: string, change: (text: string) => string, find: () => Promise<T>): Promise<T> {
	const text = await readFile(path, "utf8");
	expect(change(text), "a change that changes something").not.toBe(text);
	await writeFile(path, change(text));
	try {
		return await find();
	} finally {
		await writeFile(path, text);
	}
}

describe("the sources", () => {
	it("give the committed release, byte for byte", SLOW, async () => {
		const { digest } = await buildRelease("rego");
		expect(digest).toBe(await digestOf(new Uint8Array(await readFile("bundles/baseline/manifest.json"))));
	});
});

describe("a new rule", () => {
	it("is laid out complete, and passes as it is", SLOW, async () => {
		const written = await scaffoldRule("scope.brand_new", place);
		expect(written.ok && written.value.map((path) => path.slice(root.length + 1))).toEqual([
			"rego/guard/rules/scope/brand_new/brand_new.rego",
			"rego/guard/rules/scope/brand_new/brand_new_test.rego",
			"docs/rules/scope/brand_new.md",
			"rego/guard/config/data.json",
			"test/vectors/decisions/scope.json",
		]);
		expect(await formatProblems(place.rego)).toEqual([]);
		expect(await typeProblems(place.rego)).toEqual([]);
		expect(await problems()).toEqual([]);
		expect((await testPolicy(place.rego, { only: "brand_new" })).report).toContain("PASS: 3/3");
	});

	it("has a vector whose verdict is what it decides", SLOW, async () => {
		const { files } = await buildRelease(place.rego);
		const policy = createPolicy(compile(files.wasm), JSON.parse(new TextDecoder().decode(files.data)), ENTRYPOINT);
		const vectors = await readVectors(place.vectors);
		const verdicts = new Map(
			vectors.flatMap(({ id, input }) => {
				const answered = policy.evaluate(input);
				const verdict = answered.ok ? readVerdict(answered.value) : answered;
				return verdict.ok ? [[id, verdict.value] as const] : [];
			}),
		);
		expect(vectorProblems(vectors, verdicts, ["scope.brand_new"])).toEqual([]);
		expect(vectorProblems(vectors, verdicts, ["scope.unknown_model"])).toEqual([
			"no vector makes scope.unknown_model fire: add a case to test/vectors/decisions/scope.json (name, why, input), then run: npm run policy:vectors",
		]);
		const changed = vectors.map((vector) => ({ ...vector, verdict: { ...vector.verdict, findings: [] } }));
		expect(vectorProblems(changed, verdicts, [])).toEqual([
			"scope/brand-new was allow and is now allow scope.brand_new; if that is meant, run: npm run policy:vectors",
		]);
	});

	it("is not laid out twice, nor under a name that is none", async () => {
		expect(await scaffoldRule("scope.unknown_model", place)).toMatchObject({
			error: expect.stringContaining("is there already"),
		});
		for (const id of ["privacy", "Privacy.rule", "privacy.../escape", "a.b.c"]) {
			expect(await scaffoldRule(id, place)).toMatchObject({ error: expect.stringContaining("is no rule id") });
		}
	});
});

describe("the checks", () => {
	const budget = "guard/rules/usage/call_budget/call_budget.rego";

	it("name what is wrong with a rule", SLOW, async () => {
		await rm(join(place.docs, "usage/call_budget.md"));
		const broken = (source: string) =>
			source
				.replace("#   owner: operations\n", "")
				.replace('"max_calls")', '"max_call")')
				.replace("ASI08", "ASI99")
				.replace("input.usage.tool_calls >", "to_number(input.usage.tool_calls) >");
		const found = await withChange(at(budget), broken, problems);
		await cp("docs/rules/usage/call_budget.md", join(place.docs, "usage/call_budget.md"));
		const row = (await readFile(at(budget), "utf8")).split("\n").findIndex((line) => line.includes("config.param"));
		expect(found).toEqual([
			`rego/${budget}:${row}: uses to_number, which can fail or needs a host: numbers of the input are numbers already`,
			'usage.call_budget: rego/guard/config/data.json declares the parameter "max_calls", which the rule does not read: remove it',
			`usage.call_budget: rego/${budget}:${row} reads the parameter "max_call", which has no default: add it under params in rego/guard/config/data.json`,
			"usage.call_budget: the header has no owner: write `#   owner: <team>` under custom",
			"usage.call_budget: there is no docs/rules/usage/call_budget.md: write it with the sections of the other pages",
			'usage.call_budget: there is no risk "owasp-agentic:ASI99": rego/checks/taxonomy.json lists the ids that exist',
		]);
	});

	it("find a rule that could never fire", SLOW, async () => {
		const rule = at("guard/rules/scope/brand_new/brand_new.rego");
		const misspelt = (source: string) =>
			source
				.replace('"pii.vehicle_id"', '"pii.vehicel_id"')
				.replace('"input"', '"inputt"')
				.replace("count(signals.pii)", "count(signals.pji)");
		const found = (await withChange(rule, misspelt, problems)).map((problem) => problem.replace(/^\S+:\d+: /, ""));
		expect(found).toEqual([
			expect.stringMatching(/^there is no data\.guard\.signals\.pji: its package has .*signals\.rego$/),
			'stage is never "inputt" (did you mean "input"?): it is one of input, output, retrieval, tool_call, tool_result',
			'there is no signal type "pii.vehicel_id" (did you mean "pii.vehicle_id"?); src/contract/signals lists them',
		]);
	});

	it("find a test of what no detector reports, and the test itself fails", SLOW, async () => {
		const test = at("guard/rules/scope/brand_new/brand_new_test.rego");
		const misspelt = (source: string) =>
			source.replace('given.signal("pii.vehicle_id", 900)', 'given.signal("pii.vehicel_id", 900)');
		const [found, tested] = await withChange(test, misspelt, async () => [
			await problems(),
			await testPolicy(place.rego, { only: "brand_new" }),
		]);
		expect(found).toEqual([expect.stringContaining('brand_new_test.rego:6: there is no signal type "pii.vehicel_id"')]);
		expect(tested.passed).toBe(false);
		expect(tested.report).toContain("there is no signal type pii.vehicel_id");
	});

	it("say what does not compile, with file and line, and nothing after it", SLOW, async () => {
		const results = await withChange(
			at(budget),
			(text) => text.replace("findings contains finding if {", "findings contains if {"),
			() => checkPolicy(place),
		);
		expect(results.map(({ name }) => name)).toEqual(["syntax and types"]);
		expect(results[0]?.problems[0]).toMatch(new RegExp(`^${at(budget)}:\\d+: rego_parse_error: `));
		const field = (text: string) => text.replace("input.usage.tool_calls", "input.usage.tool_call");
		expect((await withChange(at(budget), field, () => typeProblems(place.rego))).join("\n")).toContain(
			"undefined ref: input.usage.tool_call",
		);
		const clock = (text: string) => text.replace("input.usage.tool_calls >", "time.now_ns() >");
		expect((await withChange(at(budget), clock, () => typeProblems(place.rego))).join("\n")).toContain(
			"undefined function time.now_ns",
		);
	});

	it("name a file in another form, and fix it", SLOW, async () => {
		const before = await readFile(at(CONFIG), "utf8");
		const source = await readFile(at(budget), "utf8");
		await writeFile(at(CONFIG), before.replaceAll("\t", "  "));
		await writeFile(at(budget), source.replaceAll("\t", "  "));
		expect(await formatProblems(place.rego)).toEqual(
			[budget, CONFIG].map((path) => `${at(path)}: not in the form that all sources have; run: npm run policy:fix`),
		);
		expect(await fixFormat(place.rego)).toEqual([]);
		expect(await formatProblems(place.rego)).toEqual([]);
		expect(await readFile(at(CONFIG), "utf8")).toBe(before);
		expect(await readFile(at(budget), "utf8")).toBe(source);
	});
});

describe("the defaults", () => {
	const text = () => readFile("rego/guard/config/data.json", "utf8");

	it("that are no JSON are told with their line", async () => {
		const lines = (await text()).split("\n");
		expect(configProblems([...lines.slice(0, 4), "oops", ...lines.slice(4)].join("\n"), "data.json")).toEqual([
			expect.stringMatching(/^data\.json:5: this is no JSON: /),
		]);
		expect(configProblems('{"defaults": {', "data.json")).toEqual([expect.stringMatching(/^data\.json:1: this is no JSON: /)]);
	});

	it("that name a rule twice, or say what is no default, are told", async () => {
		const twice = (await text()).replace('\t\t"control.held": {', '\t\t"control.config_ignored": {');
		expect(configProblems(twice, "data.json")).toEqual(["data.json:7: a name stands twice in one object; keep one"]);
		const wrong = JSON.stringify({
			defaults: { "a.b": { action: "flag", severity: "low", params: { x: { value: {} } } } },
			hazards: {},
		});
		expect(configProblems(wrong, "data.json")).toEqual([
			"data.json: defaults.a.b.params.x.value: must be a number, true, false, a text or a list of texts",
		]);
		expect(configProblems(await text(), "data.json")).toEqual([]);
	});
});

describe("the revision", () => {
	it("is to be raised when the sources are others than those of the committed release", async () => {
		const committed = JSON.parse(await readFile("bundles/baseline/manifest.json", "utf8")) as ReleaseManifest;
		const { renditions } = committed;
		const changed = { ...committed, renditions: { ...renditions, sources: { ...renditions.sources, digest: "sha256:other" } } };
		expect(staleRevision(committed, committed)).toBeUndefined();
		expect(staleRevision(changed, undefined)).toBeUndefined();
		expect(staleRevision({ ...changed, revision: "2099.1.1" }, committed)).toBeUndefined();
		expect(staleRevision(changed, committed)).toContain("raise rego/VERSION");
	});
});
