// Compiles Rego for tests to a debug rendition and to the normal one.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileWasm } from "../../scripts/conformance/engines.ts";
import { runOpa } from "../../src/cli/opa.ts";
import type { ExplainLevel } from "../../src/contract/explanation.ts";
import { loadAllBuiltins } from "../../src/policy/builtins/registry.ts";
import { createExplainer, type Explained } from "../../src/policy/explain.ts";

export async function compileDebugRego(source: string, ...entrypoints: readonly string[]): Promise<WebAssembly.Module> {
	const folder = await mkdtemp(join(tmpdir(), "edict-debug-"));
	try {
		await writeFile(join(folder, "policy.rego"), source);
		const output = join(folder, "debug.wasm");
		const names = entrypoints.flatMap((entrypoint) => ["-e", entrypoint]);
		const { code, stderr } = await runOpa(["debug", ...names, "-o", output, "policy.rego"], { cwd: folder });
		if (code !== 0) throw new Error(stderr);
		return compileWasm(new Uint8Array(await readFile(output)));
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** Explains one entrypoint of a module, leniently, over no data. */
export async function explain(
	module: WebAssembly.Module,
	entrypoint: string,
	input: unknown,
	level: ExplainLevel = "full",
): Promise<Explained> {
	const explainer = createExplainer(module, '{"limits": {"max": 3}}', await loadAllBuiltins());
	if (!explainer.ok) throw new Error(explainer.error);
	return explainer.value.explain({ entrypoint, input: JSON.stringify(input), mode: "lenient", format: "json" }, level);
}
