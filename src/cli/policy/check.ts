// Checks the policy's sources: form, types, tests, declarations. Every finding is a line that says what to do about it.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SIGNAL_TYPES } from "../../contract/signal.ts";
import { runOpa } from "../opa.ts";
import { CONFIG, configProblems, printConfig, readConfig } from "./defaults.ts";
import { sourceFacts } from "./facts.ts";
import { inspectPolicy, ruleMetadata } from "./inspect.ts";
import { pageProblems } from "./pages.ts";
import { policySources, textOf, withWorkspace } from "./sources.ts";
import { testPolicy } from "./test.ts";
import { signalTypesModule, vocabulary } from "./vocabulary.ts";

export type CheckResult = { readonly name: string; readonly problems: readonly string[] };

/** Where the Rego and the pages about its rules lie. */
export type PolicyPlace = { readonly rego: string; readonly docs: string };

/** Where `given` keeps the types that tests may name. */
export const SIGNAL_TYPES_MODULE = "guard/given/signal_types_test.rego";

/**
 * All checks that npm alone can run on the sources, one after the other. What does not compile is told alone, because
 * everything after it would only repeat it.
 */
export async function checkPolicy(place: PolicyPlace): Promise<CheckResult[]> {
	const types = { name: "syntax and types", problems: await typeProblems(place.rego) };
	if (types.problems.length > 0) return [types];
	const declarations = await declarationProblems(place);
	const results = [
		types,
		{ name: "format", problems: await formatProblems(place.rego) },
		{ name: "declarations", problems: declarations },
		// A header that does not say what it must cannot be compared with its page.
		...(declarations.length > 0 ? [] : [{ name: "pages of the rules", problems: await rulePageProblems(place) }]),
	];
	return [...results, { name: "tests, 100 % coverage", problems: await testProblems(place.rego) }];
}

/** Files that `npm run policy:fix` would change. */
export async function formatProblems(rego: string): Promise<string[]> {
	const { code, stdout } = await runOpa(["fmt", "--list", "--fail", "guard", "checks"], { cwd: rego });
	const config = await readFile(join(rego, CONFIG), "utf8");
	const files = [...(code === 0 ? [] : lines(stdout)), ...(printConfig(readConfig(config)) === config ? [] : [CONFIG])];
	return files.map((file) => `${join(rego, file)}: not in the form that all sources have; run: npm run policy:fix`);
}

/** Brings sources and defaults into the form that `formatProblems` asks for. What does not parse is told and left alone. */
export async function fixFormat(rego: string): Promise<string[]> {
	const path = join(rego, CONFIG);
	const text = await readFile(path, "utf8");
	const problems = configProblems(text, path);
	if (problems.length === 0) await writeFile(path, printConfig(readConfig(text)));
	const { code, stderr } = await runOpa(["fmt", "--write", "guard", "checks"], { cwd: rego });
	return [...problems, ...(code === 0 ? [] : placed(rego, stderr))];
}

/** What JSON's and OPA's readers say of the sources: syntax, types against the input's schema, builtins beyond the capabilities. */
export async function typeProblems(rego: string): Promise<string[]> {
	const config = configProblems(await readFile(join(rego, CONFIG), "utf8"), join(rego, CONFIG));
	const typed = ["check", "--strict", "--schema", "schemas/input.json", "--capabilities", "capabilities.json", "guard"];
	const guard = await runOpa(typed, { cwd: rego });
	const checks = await runOpa(["check", "--strict", "checks"], { cwd: rego });
	return [...config, ...[guard, checks].flatMap(({ code, stderr }) => (code === 0 ? [] : placed(rego, stderr)))];
}

async function testProblems(rego: string): Promise<string[]> {
	const guard = await testPolicy(rego, { coverage: true });
	const checks = await runOpa(["test", "--format", "pretty", "--threshold", "100", "checks"], { cwd: rego });
	return [...(guard.passed ? [] : lines(guard.report)), ...(checks.code === 0 ? [] : lines(checks.stdout + checks.stderr))];
}

/** What `rego/checks` says about the sources' own declarations, sorted. */
export async function declarationProblems({ rego, docs }: PolicyPlace): Promise<string[]> {
	const sources = await policySources(rego, true);
	const inspection = await withWorkspace(sources, (workspace) => inspectPolicy(join(workspace, "bundle")));
	const { defaults, hazards } = readConfig(textOf(sources, CONFIG));
	const words = vocabulary();
	const input = {
		inspection,
		defaults,
		hazards,
		docs: (await readdir(docs, { recursive: true })).map((path) => join("docs/rules", path)),
		vocabulary: words,
		severities: Object.fromEntries(Object.entries(SIGNAL_TYPES).map(([type, { severity }]) => [type, severity])),
		...sourceFacts(sources, words, defaults),
	};
	const given = textOf(sources, SIGNAL_TYPES_MODULE) === signalTypesModule();
	const stale = given ? [] : [`rego/${SIGNAL_TYPES_MODULE}: not the types that there are; run: npm run policy:docs`];
	return [...stale, ...(await violations(rego, input))].sort();
}

type Violation = { rule: string; problem: string };
type Answer = { result: [{ expressions: [{ value: Violation[] }] }] };

async function violations(rego: string, input: unknown): Promise<string[]> {
	const scratch = await mkdtemp(join(tmpdir(), "edict-checks-"));
	try {
		const file = join(scratch, "input.json");
		await writeFile(file, JSON.stringify(input));
		const query = ["eval", "--strict-builtin-errors", "--fail", "-d", "checks", "-i", file, "data.checks.violations"];
		const { code, stdout, stderr } = await runOpa(query, { cwd: rego });
		if (code !== 0) throw new Error(stderr || stdout);
		const answer = JSON.parse(stdout) as Answer;
		return answer.result[0].expressions[0].value.map(({ rule, problem }) => `${rule}: ${problem}`);
	} finally {
		await rm(scratch, { recursive: true });
	}
}

async function rulePageProblems({ rego, docs }: PolicyPlace): Promise<string[]> {
	const sources = await policySources(rego);
	const inspection = await withWorkspace(sources, (workspace) => inspectPolicy(join(workspace, "bundle")));
	const { defaults } = readConfig(textOf(sources, CONFIG));
	const problems = ruleMetadata(inspection).map(async (rule) => {
		const page = await readFile(join(docs, `${rule.id.replace(".", "/")}.md`), "utf8");
		return pageProblems(rule, defaults[rule.id]?.params ?? {}, page);
	});
	return (await Promise.all(problems)).flat();
}

/** OPA's lines with the paths that they begin with seen from here. */
function placed(rego: string, text: string): string[] {
	const told = text.replace(/^(error: )?\d+ errors? occurred[^:\n]*:\s?/, "");
	return lines(told).map((line) => line.replace(/^(guard|checks)\//, join(rego, "$1/")));
}

function lines(text: string): string[] {
	return text.split("\n").filter((line) => line.trim() !== "");
}
