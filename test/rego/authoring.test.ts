// What helps an author: a new rule that passes as it is laid out, checks that say what is wrong, builds that repeat.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildRelease } from "../../src/cli/policy/build.ts";
import { declarationProblems, formatProblems, type PolicyPlace, typeProblems } from "../../src/cli/policy/check.ts";
import { scaffoldRule } from "../../src/cli/policy/scaffold.ts";
import { testPolicy } from "../../src/cli/policy/test.ts";
import { digestOf } from "../../src/platform/digest.ts";
import { copyPolicy } from "./policy-copy.ts";

const SLOW = { timeout: 180_000 };
let place: PolicyPlace;
let root: string;

beforeAll(async () => {
	root = await mkdtemp(join(tmpdir(), "edict-authoring-"));
	place = await copyPolicy(root, "few");
});
afterAll(() => rm(root, { recursive: true }));

describe("the sources", () => {
	it("give the committed release, byte for byte", SLOW, async () => {
		const { digest } = await buildRelease("rego");
		expect(digest).toBe(await digestOf(new Uint8Array(await readFile("bundles/baseline/manifest.json"))));
	});
});

describe("a new rule", () => {
	it("is laid out complete, and passes as it is", SLOW, async () => {
		const written = await scaffoldRule("scope.brand_new", place);
		expect(written.map((path) => path.slice(root.length + 1))).toEqual([
			"rego/guard/rules/scope/brand_new/brand_new.rego",
			"rego/guard/rules/scope/brand_new/brand_new_test.rego",
			"docs/rules/scope/brand_new.md",
			"rego/guard/config/data.json",
		]);
		expect(await formatProblems(place.rego)).toEqual([]);
		expect(await typeProblems(place.rego)).toEqual([]);
		expect(await declarationProblems(place)).toEqual([]);
		expect((await testPolicy(place.rego, { only: "brand_new" })).report).toContain("PASS: 3/3");
	});

	it("is not laid out twice, nor under a name that is none", async () => {
		await expect(scaffoldRule("scope.unknown_model", place)).rejects.toThrow("is there already");
		for (const id of ["privacy", "Privacy.rule", "privacy.../escape", "a.b.c"]) {
			await expect(scaffoldRule(id, place)).rejects.toThrow("is no rule id");
		}
	});
});

describe("the checks", () => {
	it("name what is wrong with a rule", SLOW, async () => {
		const path = join(place.rego, "guard/rules/usage/call_budget/call_budget.rego");
		const source = await readFile(path, "utf8");
		await rm(join(place.docs, "usage/call_budget.md"));
		const broken = source.replace("#   owner: operations\n", "").replace('"max_calls")', '"max_call")').replace("ASI08", "ASI99");
		await writeFile(path, broken.replace("input.usage.tool_calls >", "to_number(input.usage.tool_calls) >"));
		expect((await declarationProblems(place)).sort()).toEqual([
			"data.guard.rules.usage.call_budget: uses a builtin that can fail or needs a host: to_number",
			"usage.call_budget: a risk is not in the taxonomy",
			"usage.call_budget: it reads a parameter without a default",
			"usage.call_budget: the defaults name a parameter that nobody reads",
			"usage.call_budget: the owner is missing",
			"usage.call_budget: there is no docs/rules/usage/call_budget.md",
		]);
		await writeFile(path, source.replace("input.usage.tool_calls", "input.usage.tool_call"));
		expect((await typeProblems(place.rego)).join("\n")).toContain("undefined ref: input.usage.tool_call");
		await writeFile(path, source.replace("input.usage.tool_calls >", "time.now_ns() >"));
		expect((await typeProblems(place.rego)).join("\n")).toContain("undefined function time.now_ns");
	});
});
