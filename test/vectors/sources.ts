// OPA's own evaluator over the policy's sources: many inputs in one run, strict about builtins.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runOpa } from "../../src/cli/opa.ts";
import { policySources, withWorkspace } from "../../src/cli/policy/sources.ts";

const QUERY = "{id: verdict | some id, asked in data.vectors; verdict := data.guard.decision.decision with input as asked}";

/** What the sources decide about each input, by the input's id. */
export async function evaluateSources(inputs: Iterable<readonly [id: string, input: unknown]>): Promise<Map<string, unknown>> {
	const scratch = await mkdtemp(join(tmpdir(), "edict-vectors-"));
	try {
		const file = join(scratch, "vectors.json");
		await writeFile(file, JSON.stringify({ vectors: Object.fromEntries(inputs) }));
		const options = ["--strict-builtin-errors", "--fail", "--format", "raw", "--capabilities"];
		const result = await withWorkspace(await policySources("rego"), (workspace) =>
			runOpa(["eval", ...options, join(workspace, "capabilities.json"), "-b", join(workspace, "bundle"), "-d", file, QUERY]),
		);
		if (result.code !== 0) throw new Error(result.stderr || result.stdout);
		return new Map(Object.entries(JSON.parse(result.stdout) as Record<string, unknown>));
	} finally {
		await rm(scratch, { recursive: true });
	}
}
