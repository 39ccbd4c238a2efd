// The example policies: in form, tested to the last line, and of use as they are: built, read and asked in this host.
import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { buildGeneral } from "../../src/cli/policy/build-general.ts";
import { checkBundle, checkExamples } from "../../src/cli/policy/examples.ts";
import { compile } from "../../src/eval/local-guard.ts";
import { loadBuiltins } from "../../src/policy/builtins/registry.ts";
import { createPolicy } from "../../src/policy/host.ts";

const SLOW = 120_000;
const EXAMPLES = ["data-access", "http-api", "kubernetes-admission"];

describe("the examples", () => {
	it("are what they should be", { timeout: SLOW }, async () => {
		const checked = await checkExamples("examples");
		expect([...checked.keys()]).toEqual(EXAMPLES);
		expect([...checked.values()].flat()).toEqual([]);
	});

	it("would be told if they were not", { timeout: SLOW }, async () => {
		expect(await checkBundle("test/cli/untested")).toEqual([expect.stringContaining("opa test: no tests were run")]);
	});
});

describe.each(EXAMPLES)("%s", (name) => {
	let policy: ReturnType<typeof createPolicy>;
	let page: string;
	beforeAll(async () => {
		const { files, manifest } = await buildGeneral(`examples/${name}`);
		const data = JSON.parse(new TextDecoder().decode(files.data)) as object;
		const [entrypoint = ""] = manifest.entrypoints;
		policy = createPolicy(compile(files.wasm), data, entrypoint, await loadBuiltins(manifest.builtins));
		page = await readFile(`examples/${name}/README.md`, "utf8");
	}, SLOW);

	it("answers as its page shows", () => {
		const [input, output] = [...page.matchAll(/```json\n(.*?)```/gs)].map((match) => JSON.parse(match[1] ?? "") as unknown);
		expect(output).toBeDefined();
		expect(policy.evaluate(input)).toEqual({ ok: true, value: output });
	});

	it("has a page of at most one page", () => {
		expect(page.split("\n").length).toBeLessThan(60);
	});
});
