// Runs the policy's Rego tests.
import { runOpa } from "../opa.ts";
import { policySources, withWorkspace } from "./sources.ts";

export type TestRun = { readonly passed: boolean; readonly report: string };

/**
 * Tests of `guard` whose full name matches `only` (a regular expression); with `coverage`, less than all of it fails.
 * A name that no test has fails too.
 */
export async function testPolicy(folder: string, options: { only?: string; coverage?: boolean } = {}): Promise<TestRun> {
	const args = ["test", "-b", "--capabilities", "../capabilities.json", "--format", "pretty", "--fail-on-empty"];
	if (options.only !== undefined) args.push("--run", options.only);
	if (options.coverage) args.push("--threshold", "100");
	const sources = await policySources(folder, true);
	const { code, stdout, stderr } = await withWorkspace(sources, (workspace) =>
		runOpa([...args, "."], { cwd: `${workspace}/bundle` }),
	);
	const report = (stdout + stderr).trim();
	const none = report === "no tests were run";
	const names = "tests are called data.guard.rules.<category>.<rule>_test.<test>";
	return { passed: code === 0, report: none ? `no test is called /${options.only}/: ${names}` : report };
}
