// Checks the policy's sources: form, types, tests, declarations. Every finding is a line that says what to do about it.
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runOpa } from "../opa.ts";
import { inspectPolicy } from "./inspect.ts";
import { policySources, type Source, textOf, withWorkspace } from "./sources.ts";
import { testPolicy } from "./test.ts";

export type CheckResult = { readonly name: string; readonly problems: readonly string[] };

/** Where the Rego and the pages about its rules lie. */
export type PolicyPlace = { readonly rego: string; readonly docs: string };

/** All checks that npm alone can run, one after the other. */
export async function checkPolicy({ rego, docs }: PolicyPlace): Promise<CheckResult[]> {
	return [
		{ name: "format", problems: await formatProblems(rego) },
		{ name: "types", problems: await typeProblems(rego) },
		{ name: "tests, 100 % coverage", problems: await testProblems(rego) },
		{ name: "declarations", problems: await declarationProblems({ rego, docs }) },
	];
}

/** Files that `opa fmt` would change. */
export async function formatProblems(rego: string): Promise<string[]> {
	const { code, stdout, stderr } = await runOpa(["fmt", "--list", "--fail", "guard", "checks"], { cwd: rego });
	return code === 0 ? [] : lines(stdout + stderr).map((line) => `${line}: run opa fmt --write`);
}

/** What OPA says of the sources: compilation, types against the schema of the input, builtins beyond the capabilities. */
export async function typeProblems(rego: string): Promise<string[]> {
	const typed = ["check", "--strict", "--schema", "schemas/input.json", "--capabilities", "capabilities.json", "guard"];
	const guard = await runOpa(typed, { cwd: rego });
	const checks = await runOpa(["check", "--strict", "checks"], { cwd: rego });
	return [guard, checks].flatMap(({ code, stderr }) => (code === 0 ? [] : lines(stderr)));
}

async function testProblems(rego: string): Promise<string[]> {
	const guard = await testPolicy(rego, { coverage: true });
	const checks = await runOpa(["test", "--format", "pretty", "--threshold", "100", "checks"], { cwd: rego });
	return [...(guard.passed ? [] : lines(guard.report)), ...(checks.code === 0 ? [] : lines(checks.stdout + checks.stderr))];
}

/** What `rego/checks` says about the sources' own declarations. */
export async function declarationProblems({ rego, docs }: PolicyPlace): Promise<string[]> {
	const sources = await policySources(rego, true);
	const inspection = await withWorkspace(sources, (workspace) => inspectPolicy(join(workspace, "bundle")));
	const input = {
		inspection,
		defaults: (JSON.parse(textOf(sources, "guard/config/data.json")) as { defaults: unknown }).defaults,
		params: sources.flatMap(paramsRead),
		docs: (await readdir(docs, { recursive: true })).map((path) => join("docs/rules", path)),
		tests: sources.map(({ path }) => path).filter((path) => path.endsWith("_test.rego")),
	};
	const scratch = await mkdtemp(join(tmpdir(), "edict-checks-"));
	try {
		const file = join(scratch, "input.json");
		await writeFile(file, JSON.stringify(input));
		const query = ["eval", "--strict-builtin-errors", "--fail", "-d", "checks", "-i", file, "data.checks.violations"];
		const { code, stdout, stderr } = await runOpa(query, { cwd: rego });
		if (code !== 0) throw new Error(stderr || stdout);
		return violations(JSON.parse(stdout)).map(({ rule, problem }) => `${rule}: ${problem}`);
	} finally {
		await rm(scratch, { recursive: true });
	}
}

type Violation = { rule: string; problem: string };

function violations(answer: { result: [{ expressions: [{ value: Violation[] }] }] }): Violation[] {
	return answer.result[0].expressions[0].value;
}

/** The parameters that a rule's source asks for. */
function paramsRead({ path, text }: Source): { rule: string; name: string }[] {
	if (!path.startsWith("guard/rules/") || path.endsWith("_test.rego")) return [];
	return [...text.matchAll(/config\.param\("([^"]*)", "([^"]*)"\)/g)].map(([, rule = "", name = ""]) => ({ rule, name }));
}

function lines(text: string): string[] {
	return text.split("\n").filter((line) => line.trim() !== "");
}
