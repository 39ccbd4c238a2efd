// The WASM build of OPA does what OPA's CLI does, and the runner passes it on faithfully.
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpaOptions, runOpa } from "../../src/cli/opa.ts";

const allow = `package app

default allow := false

allow if {
	input.role == "admin"
	count(input.tags) > 0
}

roles contains input.role
`;

const allowTest = `package app_test

import data.app

test_admin if {
	app.allow with input as {"role": "admin", "tags": ["a"]}
}

test_guest if {
	not app.allow with input as {"role": "guest", "tags": []}
}
`;

/** The decision is composed from packages it does not name, as the guard does. */
const composed = {
	"guard/decision.rego": `# METADATA
# entrypoint: true
package guard.decision

default decision := "refuse"

decision := "allow" if count(findings) == 0

findings contains finding if {
	some category, rule
	some finding in data.guard.rules[category][rule].findings
}
`,
	"guard/rules/pii.rego": `# METADATA
# title: Personal data
# custom:
#   id: privacy.pii
package guard.rules.privacy.pii

findings contains custom.id if {
	some signal in input.signals
	startswith(signal.type, "pii.")
	custom := rego.metadata.chain()[1].annotations.custom
}
`,
};

let root: string;
beforeAll(async () => {
	root = await mkdtemp(join(tmpdir(), "edict-opa-test-"));
});
afterAll(() => rm(root, { recursive: true }));

let folders = 0;

/** Runs OPA in a new folder holding these files. */
async function opaIn(files: Record<string, string>, args: string[], options: OpaOptions = {}) {
	const cwd = join(root, String(folders++));
	await mkdir(cwd);
	for (const [name, content] of Object.entries(files)) {
		await mkdir(dirname(join(cwd, name)), { recursive: true });
		await writeFile(join(cwd, name), content);
	}
	return { cwd, ...(await runOpa(args, { cwd, ...options })) };
}

describe("the runner", () => {
	test("version names the pinned OPA", async () => {
		const { opaVersion, goVersion } = JSON.parse(await readFile("rego/tools/opa/dist/opa.json", "utf8"));
		const { code, stdout } = await runOpa(["version"]);
		expect(code).toBe(0);
		expect(stdout).toContain(`Version: ${opaVersion}\nGo Version: ${goVersion}\nPlatform: js/wasm\n`);
	});

	test("a cached program with another digest is not run", async () => {
		const cache = join(root, "cache");
		await mkdir(cache);
		const env = { TMPDIR: cache, TEMP: cache };
		expect(await runOpa(["version"], { env })).toMatchObject({ code: 0 });
		const [name = ""] = await readdir(cache);
		expect(name).toMatch(/^edict-opa-[0-9a-f]{64}\.wasm$/);
		await writeFile(join(cache, name), "not a program");
		expect(await runOpa(["version"], { env })).toMatchObject({ code: 0, stderr: "" });
		expect((await stat(join(cache, name))).size).toBeGreaterThan(10_000_000);
	});

	test("an unknown command says which there are", async () => {
		const { code, stderr } = await runOpa(["run"]);
		expect(code).toBe(1);
		expect(stderr).toMatch(/no command "run"[\s\S]*opa build/);
	});

	test("output larger than a pipe's buffer arrives whole", async () => {
		const { code, stdout } = await runOpa(["eval", "--format", "raw", "numbers.range(1, 200000)"]);
		expect(code).toBe(0);
		expect(JSON.parse(stdout)).toHaveLength(200_000);
	});
});

describe("check", () => {
	test("is silent on good source", async () => {
		expect(await opaIn({ "app.rego": allow }, ["check", "--strict", "."])).toMatchObject({ code: 0, stdout: "", stderr: "" });
	});

	test("names file, line and code of an error", async () => {
		const files = { "app.rego": 'package app\n\nallow if foo("x")\n' };
		const { code, stderr } = await opaIn(files, ["check", "."]);
		expect(code).toBe(1);
		expect(stderr).toBe("1 error occurred: app.rego:3: rego_type_error: undefined function foo\n");
	});

	test("reports errors as JSON", async () => {
		const files = { "app.rego": "package app\n\nimport data.unused\n" };
		const { code, stderr } = await opaIn(files, ["check", "--strict", "--format", "json", "."]);
		expect(code).toBe(1);
		expect(JSON.parse(stderr).errors).toMatchObject([{ code: "rego_compile_error", location: { file: "app.rego", row: 3 } }]);
	});

	test("holds references to input against a schema", async () => {
		const schema = { type: "object", properties: { roles: { type: "array" } }, additionalProperties: false };
		const files = { "app.rego": allow, "schema.json": JSON.stringify(schema) };
		const { code, stderr } = await opaIn(files, ["check", "--schema", "schema.json", "app.rego"]);
		expect(code).toBe(1);
		expect(stderr).toContain("app.rego:6: rego_type_error: undefined ref: input.role");
	});

	test("finds data that a rule would hide", async () => {
		const files = { "app.rego": allow, "data.json": '{"app": {"allow": true}}' };
		const { code, stderr } = await opaIn(files, ["check", "--bundle", "."]);
		expect(code).toBe(1);
		expect(stderr).toContain("conflicting rule for data path app/allow found");
	});

	test("refuses a builtin that the capabilities leave out", async () => {
		const { builtins, ...rest } = JSON.parse((await runOpa(["capabilities"])).stdout);
		const without = builtins.filter(({ name }: { name: string }) => name !== "count");
		const files = { "app.rego": allow, "caps.json": JSON.stringify({ ...rest, builtins: without }) };
		const { code, stderr } = await opaIn(files, ["check", "--capabilities", "caps.json", "app.rego"]);
		expect(code).toBe(1);
		expect(stderr).toContain("undefined function count");
	});
});

describe("test", () => {
	test("passes", async () => {
		const { code, stdout } = await opaIn({ "app.rego": allow, "app_test.rego": allowTest }, ["test", "."]);
		expect({ code, stdout }).toEqual({ code: 0, stdout: "PASS: 2/2\n" });
	});

	test("fails with 2 and names the test", async () => {
		const files = { "app.rego": allow, "app_test.rego": allowTest.replace("not app.allow", "app.allow") };
		const { code, stdout } = await opaIn(files, ["test", "."]);
		expect(code).toBe(2);
		expect(stdout).toMatch(/app_test\.rego:9:\ndata\.app_test\.test_guest: FAIL/);
	});

	test("names the lines below the coverage threshold", async () => {
		const files = { "app.rego": allow, "app_test.rego": allowTest };
		const { code, stderr } = await opaIn(files, ["test", "--threshold", "100", "."]);
		expect(code).toBe(2);
		expect(stderr).toContain("Lines not covered:\n\tapp.rego:10\n");
	});

	test("reports coverage by file as JSON", async () => {
		const files = { "app.rego": allow, "app_test.rego": allowTest };
		const { code, stdout } = await opaIn(files, ["test", "--coverage", "--format", "json", "."]);
		expect(code).toBe(0);
		const report = JSON.parse(stdout).files["app.rego"];
		expect(report).toMatchObject({ not_covered_lines: 1, not_covered: [{ start: { row: 10 } }, { start: { row: 10 } }] });
	});
});

describe("fmt", () => {
	const files = { "good.rego": allow, "bad.rego": "package  bad\n" };

	test("--list --fail names what is not formatted", async () => {
		const { code, stdout } = await opaIn(files, ["fmt", "--list", "--fail", "."]);
		expect({ code, stdout }).toEqual({ code: 2, stdout: "bad.rego\n" });
	});

	test("--write formats in place", async () => {
		const { code, cwd } = await opaIn(files, ["fmt", "--write", "."]);
		expect(code).toBe(0);
		expect(await readFile(join(cwd, "bad.rego"), "utf8")).toBe("package bad\n");
	});

	test("formats what stands on stdin", async () => {
		expect(await runOpa(["fmt"], { stdin: files["bad.rego"] })).toMatchObject({ code: 0, stdout: "package bad\n" });
	});
});

describe("build", () => {
	test("gives the same bytes twice, without the tests", async () => {
		const args = ["build", "-t", "wasm", "-O1", "-e", "guard/decision/decision", "-r", "1", "-o", "bundle.tar.gz", "."];
		const files = { ...composed, "guard/x_test.rego": "package x_test\n\ntest_x if data.guard.none" };
		const [a, b] = await Promise.all([opaIn(files, args), opaIn(files, args)]);
		expect([a.code, a.stderr, b.code]).toEqual([0, "", 0]);
		const [bundle, again] = await Promise.all([a, b].map(({ cwd }) => readFile(join(cwd, "bundle.tar.gz"))));
		expect(bundle?.equals(again ?? Buffer.alloc(0))).toBe(true);
		expect(bundle?.length).toBeGreaterThan(10_000);
	});

	test("an agent rendition decides as its sources do", async () => {
		const args = ["build", "-t", "rego", "-e", "guard/decision/decision", "-o", "bundle.tar.gz", "."];
		const { cwd } = await opaIn(composed, args);
		const stdin = JSON.stringify({ signals: [{ type: "pii.email" }] });
		const query = ["--format", "raw", "[data.guard.decision.decision, data.guard.decision.findings]"];
		const fromBundle = await runOpa(["eval", "-I", "-b", "bundle.tar.gz", ...query], { cwd, stdin });
		const fromSources = await runOpa(["eval", "-I", "-d", "guard", ...query], { cwd, stdin });
		expect(fromBundle).toEqual({ code: 0, stdout: '["refuse",["privacy.pii"]]\n', stderr: "" });
		expect(fromSources).toEqual(fromBundle);
	});
});

describe("eval", () => {
	test("reads input from a file", async () => {
		const files = { "app.rego": allow, "input.json": '{"role": "admin", "tags": [1]}' };
		const { code, stdout } = await opaIn(files, ["eval", "-d", "app.rego", "-i", "input.json", "data.app.allow"]);
		expect(code).toBe(0);
		expect(JSON.parse(stdout).result[0].expressions[0].value).toBe(true);
	});

	test("an error of a builtin is undefined unless strict", async () => {
		expect(await runOpa(["eval", "1/0"])).toMatchObject({ code: 0, stdout: "{}\n" });
		const strict = await runOpa(["eval", "--strict-builtin-errors", "1/0"]);
		expect(strict.code).toBe(1);
		expect(JSON.parse(strict.stdout).errors[0]).toMatchObject({ code: "eval_builtin_error", message: "div: divide by zero" });
	});
});

test("inspect tells annotations, entrypoints, builtins and inputs", async () => {
	const { code, stdout } = await opaIn({ ...composed, "app_test.rego": allowTest }, ["inspect", "."]);
	expect(code).toBe(0);
	const found = JSON.parse(stdout);
	expect(found.packages.map(({ path }: { path: string }) => path)).toEqual([
		"data.guard.decision",
		"data.guard.rules.privacy.pii",
	]);
	expect(found.entrypoints).toEqual(["guard/decision"]);
	expect(found.builtins).toEqual(["count", "eq", "startswith"]);
	expect(found.inputs).toEqual(["input.signals[_]"]);
	expect(found.annotations[1]).toMatchObject({
		path: "data.guard.rules.privacy.pii",
		location: { file: "guard/rules/pii.rego", row: 5 },
		annotations: { title: "Personal data", custom: { id: "privacy.pii" } },
	});
});
