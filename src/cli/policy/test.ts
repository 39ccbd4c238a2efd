// Runs the policy's Rego tests.
import { runOpa } from "../opa.ts";
import { policySources, withWorkspace } from "./sources.ts";

export type TestRun = { readonly passed: boolean; readonly report: string };

/** Tests of `guard` whose full name matches `only` (a regular expression); with `coverage`, less than all of it fails. */
export async function testPolicy(folder: string, options: { only?: string; coverage?: boolean } = {}): Promise<TestRun> {
	const args = ["test", "-b", "--capabilities", "../capabilities.json", "--format", "pretty"];
	if (options.only !== undefined) args.push("--run", options.only);
	if (options.coverage) args.push("--threshold", "100");
	const sources = await policySources(folder, true);
	const { code, stdout, stderr } = await withWorkspace(sources, (workspace) =>
		runOpa([...args, "."], { cwd: `${workspace}/bundle` }),
	);
	return { passed: code === 0, report: (stdout + stderr).trim() };
}
