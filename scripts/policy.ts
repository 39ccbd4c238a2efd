// The policy from the command line: build, test, check, fix and document the guard's Rego, and write its vectors anew.
import { spawnSync } from "node:child_process";
import { watch } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildRelease, isBuiltFrom, type Opa, staleRevision } from "../src/cli/policy/build.ts";
import { checkPolicy, fixFormat, SIGNAL_TYPES_MODULE } from "../src/cli/policy/check.ts";
import { checkExamples } from "../src/cli/policy/examples.ts";
import { inspectPolicy, ruleMetadata, SOURCES_AT_FAULT } from "../src/cli/policy/inspect.ts";
import { rulesIndex } from "../src/cli/policy/pages.ts";
import { policySources, withWorkspace } from "../src/cli/policy/sources.ts";
import { testPolicy } from "../src/cli/policy/test.ts";
import { readVectors, rewriteVerdicts, vectorProblems } from "../src/cli/policy/vectors.ts";
import { signalTypesModule } from "../src/cli/policy/vocabulary.ts";
import type { ReleaseManifest } from "../src/contract/bundle.ts";
import type { Verdict } from "../src/contract/finding.ts";
import { ENTRYPOINT, RELEASE_FILES } from "../src/policy/bundle.ts";

const REGO = "rego";
const BASELINE = "bundles/baseline";
const INDEX = "docs/rules/README.md";
const VECTORS = "test/vectors";

const OPTIONS = {
	check: { type: "boolean", default: false },
	help: { type: "boolean", short: "h", default: false },
	run: { type: "string" },
	sources: { type: "boolean", default: false },
	watch: { type: "boolean", default: false },
} as const;
type Options = { check: boolean; run?: string; sources: boolean; watch: boolean };
type Command = {
	readonly usage: string;
	readonly takes: readonly (keyof Options)[];
	/** Whether all is well; undefined while it goes on. */
	readonly run: (options: Options) => Promise<boolean | undefined>;
};

const COMMANDS: Readonly<Record<string, Command>> = {
	build: {
		usage: `npm run policy:build [-- --check]
  compiles rego/guard into ${BASELINE} and writes ${INDEX}; with --check, tells whether the release is up to date`,
		takes: ["check"],
		run: ({ check: only }) => build(only),
	},
	check: {
		usage: `npm run policy:check [-- --sources]
  syntax, types, format, declarations, pages, tests; then the generated files, the committed release and the vectors,
  the policies of examples/, and with Go at hand Regal, OPA's own command line and the compiler's rebuild
  --sources   only what concerns the sources`,
		takes: ["sources"],
		run: ({ sources }) => check(sources),
	},
	docs: {
		usage: `npm run policy:docs [-- --check]
  writes ${INDEX} from the rules' headers, and the signal types that tests may name; with --check, tells whether they are up to date`,
		takes: ["check"],
		run: ({ check: only }) => docs(only),
	},
	fix: {
		usage: `npm run policy:fix
  brings Rego and guard/config/data.json into the form that policy:check asks for`,
		takes: [],
		run: fix,
	},
	test: {
		usage: `npm run policy:test [-- [--run REGEX] [--watch]]
  runs the Rego tests; without --run, every line of the policy must be covered
  --run REGEX   only tests whose full name matches, such as data.guard.rules.output.my_rule_test.test_finds
  --watch       again after every change, until interrupted`,
		takes: ["run", "watch"],
		run: async ({ run: only, watch: again }) => (again ? void (await testOnChange(only)) : test(only)),
	},
	vectors: {
		usage: `npm run policy:vectors [-- --check]
  writes the verdicts of test/vectors that the built release gives; with --check, tells which differ`,
		takes: ["check"],
		run: ({ check: only }) => vectors(only),
	},
};

/** Builds the release and writes it, or with `check` only says whether the committed one is the same. */
async function build(check: boolean, opa?: Opa): Promise<boolean> {
	const { digest, files, manifest } = await buildRelease(REGO, opa);
	const stale: string[] = [];
	if (!check) await mkdir(BASELINE, { recursive: true });
	for (const [file, name] of Object.entries(RELEASE_FILES)) {
		const path = join(BASELINE, name);
		const bytes = files[file as keyof typeof RELEASE_FILES];
		if (bytes === undefined) continue;
		if (!check) await writeFile(path, bytes);
		else if (!Buffer.from(bytes).equals(await readFile(path).catch(() => Buffer.of()))) stale.push(path);
	}
	console.log(`guard ${manifest.revision} ${digest}: ${manifest.rules.length} rules, ${files.wasm.length} bytes of WASM`);
	if (!check) await writeFile(INDEX, rulesIndex(manifest.rules));
	const warning = staleRevision(manifest, committedManifest());
	if (warning !== undefined) console.log(`note: ${warning}`);
	if (stale.length > 0) console.log(`     not what the sources give: ${stale.join(", ")}; run: npm run policy:build`);
	return stale.length === 0;
}

/** The manifest of the release that was committed last, where git can tell. */
function committedManifest(): ReleaseManifest | undefined {
	const { status, stdout } = spawnSync("git", ["show", `HEAD:./${BASELINE}/${RELEASE_FILES.manifest}`], { encoding: "utf8" });
	return status === 0 ? (JSON.parse(stdout) as ReleaseManifest) : undefined;
}

async function test(only: string | undefined): Promise<boolean> {
	const { passed, report } = await testPolicy(REGO, only === undefined ? { coverage: true } : { only });
	console.log(report);
	return passed;
}

/** Tests now and after every change, one run at a time, until interrupted. */
async function testOnChange(only: string | undefined): Promise<void> {
	const guard = join(REGO, "guard");
	const changed = new Set<string>();
	const again = async () => {
		const what = changed.size === 0 ? "start" : [...changed].sort().join(", ");
		changed.clear();
		console.log(`\n──── ${new Date().toLocaleTimeString("en-GB")} ${what}`);
		await test(only);
	};
	let running = again();
	let due: NodeJS.Timeout | undefined;
	watch(guard, { recursive: true }, (_, name) => {
		if (name === null || !/\.(rego|json)$/.test(name)) return;
		changed.add(join(guard, name));
		clearTimeout(due);
		// An editor writes several files at once: one run for all of them.
		due = setTimeout(() => {
			running = running.then(() => (changed.size > 0 ? again() : undefined));
		}, 150);
	});
	await running;
}

async function docs(check: boolean): Promise<boolean> {
	const inspection = await withWorkspace(await policySources(REGO), (workspace) => inspectPolicy(join(workspace, "bundle")));
	const generated = { [INDEX]: rulesIndex(ruleMetadata(inspection)), [join(REGO, SIGNAL_TYPES_MODULE)]: signalTypesModule() };
	let same = true;
	for (const [path, text] of Object.entries(generated)) {
		if (!check) await writeFile(path, text);
		else if ((await readFile(path, "utf8").catch(() => "")) !== text) {
			console.log(`     ${path} is not what it is written from; run: npm run policy:docs`);
			same = false;
		}
	}
	return same;
}

async function fix(): Promise<boolean> {
	const problems = await fixFormat(REGO);
	for (const problem of problems) console.log(problem);
	return problems.length === 0;
}

/** Compares or writes the verdicts of the vectors, by the release on disk, which must be the one that the sources give. */
async function vectors(check: boolean): Promise<boolean> {
	const manifest = JSON.parse(await readFile(join(BASELINE, RELEASE_FILES.manifest), "utf8")) as ReleaseManifest;
	if (!(await isBuiltFrom(REGO, manifest))) {
		console.log("the release is not what the sources give; run first: npm run policy:build");
		return false;
	}
	const problems = await vectorsNow(!check);
	for (const problem of problems) console.log(`     ${problem}`);
	return problems.length === 0;
}

/** What is wrong with the vectors; with `write`, what is still wrong after they were written. */
async function vectorsNow(write: boolean): Promise<string[]> {
	// Only here: the whole pipeline is much to load for a command that tests a rule.
	const { readVerdict } = await import("../src/decide/evaluate/verdict.ts");
	const { compile } = await import("../src/eval/local-guard.ts");
	const { readReleaseFolder } = await import("../src/eval/read-release.ts");
	const { createPolicy } = await import("../src/policy/host.ts");
	const { answeredAnew, readRequests } = await import("../test/vectors/requests.ts");
	const release = await readReleaseFolder(BASELINE);
	const policy = createPolicy(compile(release.wasm), release.data, ENTRYPOINT);
	const rules = release.manifest.rules.map(({ id }) => id);
	const read = await readVectors(VECTORS);
	const verdicts = new Map<string, Verdict>();
	for (const { id, input } of read) {
		const answered = policy.evaluate(input);
		const verdict = answered.ok ? readVerdict(answered.value) : answered;
		if (verdict.ok) verdicts.set(id, verdict.value);
	}
	const requests = await readRequests(VECTORS);
	const answers = await answeredAnew(requests);
	const changed = answers.filter(({ answer }, index) => JSON.stringify(answer) !== JSON.stringify(requests[index]?.answer));
	if (!write) {
		const told = changed.map(
			({ name }) => `requests.json: "${name}" is answered otherwise; if that is meant, run: npm run policy:vectors`,
		);
		return [...vectorProblems(read, verdicts, rules), ...told];
	}
	for (const problem of vectorProblems(read, verdicts, [])) console.log(problem.replace(/; if that is meant.*$/, ""));
	for (const { name } of changed) console.log(`requests.json: "${name}" is answered otherwise`);
	await rewriteVerdicts(VECTORS, verdicts);
	if (changed.length > 0) await writeFile(join(VECTORS, "requests.json"), `${JSON.stringify(answers, null, "\t")}\n`);
	return vectorProblems(await readVectors(VECTORS), verdicts, rules);
}

async function check(sourcesOnly: boolean): Promise<boolean> {
	let fine = true;
	const told = (name: string, passed: boolean) => {
		console.log(`${passed ? "ok  " : "FAIL"} ${name}`);
		fine &&= passed;
	};
	for (const { name, problems } of await checkPolicy({ rego: REGO, docs: "docs/rules" })) {
		for (const problem of problems) console.log(`     ${problem}`);
		told(name, problems.length === 0);
		if (problems.length > 0 && name.startsWith("syntax")) console.log("     What follows needs sources that compile.");
	}
	if (sourcesOnly || !fine) return fine;
	for (const [name, problems] of await checkExamples("examples")) {
		for (const problem of problems) console.log(`     ${problem}`);
		told(`example ${name}: form, types, tests, release`, problems.length === 0);
	}
	told("schema of the input", run("node", ["scripts/generate-schemas.ts", "--check"]));
	told("generated files of the rules", await docs(true));
	const built = await build(true);
	told("the committed release is what the sources give", built);
	if (built) {
		const problems = await vectorsNow(false);
		for (const problem of problems) console.log(`     ${problem}`);
		told("vectors: every rule fires, every verdict is as written", problems.length === 0);
	}
	await checkWithGo(told);
	return fine;
}

async function checkWithGo(told: (name: string, passed: boolean) => void): Promise<void> {
	if (spawnSync("go", ["version"]).status !== 0) {
		console.log("     Go is not installed: Regal, native OPA and the compiler's rebuild were not checked (https://go.dev/dl)");
		return;
	}
	const regal = ["tool", "regal", "lint", "--config-file", "../../.regal/config.yaml", "../../guard", "../../checks"];
	told("Regal", run("go", regal, "rego/tools/regal"));
	told("the compiler is what its sources give", run("node", ["scripts/build-opa-tool.ts", "--check"]));
	told("OPA's own command line gives the same release", await build(true, await nativeOpa()));
}

/** OPA as its authors build it, of the version that the committed compiler has. */
async function nativeOpa(): Promise<Opa> {
	const { opaVersion } = JSON.parse(await readFile("rego/tools/opa/dist/opa.json", "utf8")) as { opaVersion: string };
	const folder = resolve("node_modules/.cache/opa");
	const env = { ...process.env, GOBIN: folder };
	const { status } = spawnSync("go", ["install", `github.com/open-policy-agent/opa@v${opaVersion}`], { env, stdio: "inherit" });
	if (status !== 0) throw new Error("OPA could not be installed from the Go module proxy", { cause: SOURCES_AT_FAULT });
	return async (args, options) => {
		const { status: code, stdout, stderr } = spawnSync(join(folder, "opa"), args, { cwd: options?.cwd, encoding: "utf8" });
		return { code: code ?? 1, stdout, stderr };
	};
}

/** All that the command says goes where this one's words go, in order. */
function run(command: string, args: string[], cwd = "."): boolean {
	const program = command === "node" ? process.execPath : command;
	return spawnSync(program, args, { cwd, stdio: ["ignore", 1, 1] }).status === 0;
}

function usage(name?: string): string {
	const known = name === undefined ? undefined : COMMANDS[name];
	const shown = known === undefined ? Object.values(COMMANDS) : [known];
	return `usage:\n${shown.map((each) => each.usage).join("\n")}`;
}

/** Exit code: 0 all is well, 1 it is not or the command was not understood. */
async function main(args: string[]): Promise<number | undefined> {
	const [name = "", ...rest] = args;
	const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	if (["--help", "-h", "help"].includes(name) || (command && rest.some((arg) => arg === "--help" || arg === "-h"))) {
		console.log(usage(name));
		return 0;
	}
	if (command === undefined) {
		console.error(`${name === "" ? "name a command" : `there is no command ${name}`}\n${usage()}`);
		return 1;
	}
	const options = Object.fromEntries(
		Object.entries(OPTIONS).filter(([option]) => command.takes.includes(option as keyof Options)),
	);
	let values: Partial<Options>;
	try {
		values = parseArgs({ args: rest, options: options as typeof OPTIONS }).values;
	} catch (error) {
		console.error(`${(error as Error).message.split(". ")[0]}\n${usage(name)}`);
		return 1;
	}
	try {
		const passed = await command.run({ check: false, sources: false, watch: false, ...values });
		return passed === undefined ? undefined : Number(!passed);
	} catch (error) {
		if (!(error instanceof Error) || error.cause !== SOURCES_AT_FAULT) throw error;
		console.error(error.message.trim());
		return 1;
	}
}

const code = await main(process.argv.slice(2));
if (code !== undefined) process.exitCode = code;
