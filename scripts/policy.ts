// The policy from the command line: build, test, check and document the guard's Rego.
import { spawnSync } from "node:child_process";
import { watch } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildRelease, type Opa } from "../src/cli/policy/build.ts";
import { checkPolicy } from "../src/cli/policy/check.ts";
import { inspectPolicy, ruleMetadata } from "../src/cli/policy/inspect.ts";
import { rulesIndex } from "../src/cli/policy/pages.ts";
import { policySources, withWorkspace } from "../src/cli/policy/sources.ts";
import { testPolicy } from "../src/cli/policy/test.ts";
import { RELEASE_FILES } from "../src/policy/bundle.ts";

const USAGE = `usage: node scripts/policy.ts <command>
  build [--check]              compile rego/guard into bundles/baseline, or tell whether that is up to date
  test [--run REGEX] [--watch] run the Rego tests; without --run, all of the policy must be covered
  check [--sources]            format, types, tests, declarations; without --sources also generated files and the
                               committed release, and with Go: Regal, OPA's own command line, the compiler's rebuild
  docs [--check]               write docs/rules/README.md`;

const REGO = "rego";
const BASELINE = "bundles/baseline";
const INDEX = "docs/rules/README.md";

/** Builds the release and writes it, or with `check` only says whether the committed one is the same. */
async function build(check: boolean, opa?: Opa): Promise<boolean> {
	const { digest, files, manifest } = await buildRelease(REGO, opa);
	const stale: string[] = [];
	if (!check) await mkdir(BASELINE, { recursive: true });
	for (const [file, name] of Object.entries(RELEASE_FILES)) {
		const path = join(BASELINE, name);
		const bytes = files[file as keyof typeof RELEASE_FILES];
		if (!check) await writeFile(path, bytes);
		else if (!Buffer.from(bytes).equals(await readFile(path))) stale.push(path);
	}
	console.log(`guard ${manifest.revision} ${digest}: ${manifest.rules.length} rules, ${files.wasm.length} bytes of WASM`);
	if (stale.length > 0) console.error(`not what the sources give: ${stale.join(", ")}; run: npm run policy:build`);
	return stale.length === 0;
}

async function test(only: string | undefined): Promise<boolean> {
	const { passed, report } = await testPolicy(REGO, only === undefined ? { coverage: true } : { only });
	console.log(report);
	return passed;
}

/** Tests now and after every change, until interrupted. */
async function testOnChange(only: string | undefined): Promise<void> {
	await test(only);
	let due: NodeJS.Timeout | undefined;
	watch(join(REGO, "guard"), { recursive: true }, () => {
		clearTimeout(due);
		// An editor writes several files at once: one run for all of them.
		due = setTimeout(() => void test(only), 150);
	});
}

async function docs(check: boolean): Promise<boolean> {
	const inspection = await withWorkspace(await policySources(REGO), (workspace) => inspectPolicy(join(workspace, "bundle")));
	const text = rulesIndex(ruleMetadata(inspection));
	if (!check) {
		await writeFile(INDEX, text);
		return true;
	}
	const same = (await readFile(INDEX, "utf8").catch(() => "")) === text;
	if (!same) console.error(`${INDEX} is not what the rules say; run: node scripts/policy.ts docs`);
	return same;
}

async function check(sourcesOnly: boolean): Promise<boolean> {
	let fine = true;
	const told = (name: string, passed: boolean) => {
		console.log(`${passed ? "ok  " : "FAIL"} ${name}`);
		fine &&= passed;
	};
	for (const { name, problems } of await checkPolicy({ rego: REGO, docs: "docs/rules" })) {
		for (const problem of problems) console.error(`     ${problem}`);
		told(name, problems.length === 0);
	}
	if (sourcesOnly) return fine;
	told("schema of the input", run("node", ["scripts/generate-schemas.ts", "--check"]));
	told("index of the rules", await docs(true));
	told("the committed release is what the sources give", await build(true));
	if (spawnSync("go", ["version"]).status !== 0) {
		console.log("     Go is not installed: Regal, native OPA and the compiler's rebuild were not checked (https://go.dev/dl)");
		return fine;
	}
	told(
		"Regal",
		run(
			"go",
			["tool", "regal", "lint", "--config-file", "../../.regal/config.yaml", "../../guard", "../../checks"],
			"rego/tools/regal",
		),
	);
	told("the compiler is what its sources give", run("node", ["scripts/build-opa-tool.ts", "--check"]));
	told("OPA's own command line gives the same release", await build(true, await nativeOpa()));
	return fine;
}

/** OPA as its authors build it, of the version that the committed compiler has. */
async function nativeOpa(): Promise<Opa> {
	const { opaVersion } = JSON.parse(await readFile("rego/tools/opa/dist/opa.json", "utf8")) as { opaVersion: string };
	const folder = resolve("node_modules/.cache/opa");
	const env = { ...process.env, GOBIN: folder };
	const { status } = spawnSync("go", ["install", `github.com/open-policy-agent/opa@v${opaVersion}`], { env, stdio: "inherit" });
	if (status !== 0) throw new Error("OPA could not be installed from the Go module proxy");
	return async (args, options) => {
		const { status: code, stdout, stderr } = spawnSync(join(folder, "opa"), args, { cwd: options?.cwd, encoding: "utf8" });
		return { code: code ?? 1, stdout, stderr };
	};
}

function run(command: string, args: string[], cwd = "."): boolean {
	return spawnSync(command === "node" ? process.execPath : command, args, { cwd, stdio: "inherit" }).status === 0;
}

const { positionals, values } = parseArgs({
	allowPositionals: true,
	options: {
		check: { type: "boolean", default: false },
		run: { type: "string" },
		sources: { type: "boolean", default: false },
		watch: { type: "boolean", default: false },
	},
});
const commands: Record<string, () => Promise<boolean | undefined>> = {
	build: () => build(values.check),
	check: () => check(values.sources),
	docs: () => docs(values.check),
	test: async () => (values.watch ? void (await testOnChange(values.run)) : test(values.run)),
};
const command = commands[positionals[0] ?? ""];
if (!command) {
	console.error(USAGE);
	process.exit(1);
}
const passed = await command();
if (passed !== undefined) process.exitCode = passed ? 0 : 1;
