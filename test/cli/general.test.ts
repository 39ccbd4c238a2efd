// Building any policy: what its folder declares, what it may not, and how its entrypoints are found.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildGeneral, bundleSources, type GeneralOptions } from "../../src/cli/policy/build-general.ts";
import { readRelease } from "../../src/policy/bundle.ts";

const SLOW = { timeout: 60_000 };
let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "edict-general-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Record<string, string | object>): Promise<void> {
	for (const [name, content] of Object.entries(files)) {
		const path = join(folder, name);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
	}
}

const RULE = "package a\n\nallow if input.x == data.a.b.limit\n";
const HELPER = "package a.lib\n\ndouble(x) := x * 2\n";
const whole = { ".manifest": { roots: ["a"] }, VERSION: "1\n", "a/a.rego": RULE, "a/b/data.json": '{"limit": 1}' };

async function refusal(options: GeneralOptions = {}): Promise<string> {
	return buildGeneral(folder, options).then(
		() => "built",
		(error: Error) => error.message,
	);
}

describe("rules called as functions of the compiler's own", () => {
	it.each(["eq", "internal"])("%s are built without a debug rendition, since they cannot be traced", SLOW, async (name) => {
		await write({ ...whole, "a/a.rego": `package a\n\n${name} := input.x == 1\n` });
		const { files, manifest } = await buildGeneral(folder);
		expect(manifest.entrypoints).toEqual([`a/${name}`]);
		expect(files.debug).toBeUndefined();
		expect(await readRelease(files)).toMatchObject({ ok: true });
	});
});

describe("entrypoints", () => {
	it("are every rule where nothing is declared, functions left out", SLOW, async () => {
		await write({ ...whole, "a/lib/lib.rego": HELPER, "a/b/b.rego": "package a.b\n\np := 1\n" });
		const { manifest } = await buildGeneral(folder);
		expect(manifest.entrypoints).toEqual(["a/allow", "a/b/p"]);
	});

	it("are those of the manifest, of annotations, or of the options, in that order from last to first", SLOW, async () => {
		const annotated = `package a.c\n\n# METADATA\n# entrypoint: true\nq := 1\n`;
		await write({ ...whole, "a/c/c.rego": annotated });
		expect((await buildGeneral(folder)).manifest.entrypoints).toEqual(["a/c/q"]);
		await write({ ".manifest": { roots: ["a"], metadata: { entrypoints: ["a/allow"] } } });
		expect((await buildGeneral(folder)).manifest.entrypoints).toEqual(["a/allow", "a/c/q"]);
		const chosen = await buildGeneral(folder, { entrypoints: ["a"], policy: "line", revision: "7" });
		expect(chosen.manifest).toMatchObject({ policy: "line", revision: "7", entrypoints: ["a", "a/c/q"] });
	});

	it("must be there", SLOW, async () => {
		await write({ ".manifest": { roots: ["a"] }, VERSION: "1", "a/lib.rego": HELPER });
		expect(await refusal()).toContain("every rule is a function");
		expect(await refusal({ entrypoints: ["a/none"] })).toContain("a/none");
	});
});

describe("a folder", () => {
	it("is built from what OPA loads of it, and nothing else", async () => {
		await write({
			...whole,
			"a/a_test.rego": "package a_test\n",
			"a/input.json": "{}",
			"README.md": "x",
			"a/b/data.yml": "y: 1",
		});
		await write({ "node_modules/x/x.rego": "package x", ".git/x.rego": "package x" });
		const paths = (await bundleSources(folder)).map(({ path }) => path);
		expect(paths).toEqual([".manifest", "VERSION", "a/a.rego", "a/b/data.json", "a/b/data.yml"]);
	});

	it("gives the same bytes twice, keeps long numbers, and is read as a release", SLOW, async () => {
		await write({ ...whole, "a/b/data.json": '{"limit": 123456789012345678901234567890}' });
		const [one, two] = [await buildGeneral(folder), await buildGeneral(folder)];
		expect(one).toEqual(two);
		const read = await readRelease(one.files, one.digest);
		expect(read.ok && read.value.dataText.trim()).toBe('{"a":{"b":{"limit":123456789012345678901234567890}}}');
		const without = { ...one.files, data: one.files.data.slice(1) };
		expect(await readRelease(without)).toEqual({ ok: false, error: { reason: "digest-mismatch", file: "data" } });
	});

	it("must say what the policy owns, its name and its revision, and own no more than it may", SLOW, async () => {
		await write({ "a/a.rego": RULE });
		expect(await refusal()).toContain(".manifest is missing");
		await write({ ".manifest": "{" });
		expect(await refusal()).toContain("is not the manifest of a bundle");
		await write({ ".manifest": {} });
		expect(await refusal({ revision: "1", policy: "a" })).toContain("name what the policy owns");
		await write({ ".manifest": { roots: ["a", "b"] } });
		expect(await refusal({ revision: "1" })).toContain("name the policy line");
		await write({ ".manifest": { roots: ["a"] } });
		expect(await refusal()).toContain("name the revision");
		await write({ ".manifest": { roots: ["b"] } });
		expect(await refusal({ revision: "1" })).toContain("manifest roots [b] do not permit");
		await write({ ".manifest": { roots: ["a"] }, "a/a.rego": "package a\n\np if http.send({}).x\n" });
		expect(await refusal({ revision: "1" })).toMatch(
			/undefined function http\.send[\s\S]*http\.send is not offered here: send what it would give as input/,
		);
	});

	it("of Rego v0 is refused with what to do", async () => {
		await write({ ...whole, ".manifest": { roots: ["a"], rego_version: 0 } });
		expect(await refusal()).toContain("opa fmt");
	});
});
