// The debug rendition decides as the normal one does, on every vector and on OPA's own cases, and what it tells agrees with it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { compileWasm } from "../../scripts/conformance/engines.ts";
import { readReleaseFiles } from "../../src/cli/policy/release-folder.ts";
import { readVectors } from "../../src/cli/policy/vectors.ts";
import type { Verdict } from "../../src/contract/finding.ts";
import { loadAllBuiltins } from "../../src/policy/builtins/registry.ts";
import { ENTRYPOINT } from "../../src/policy/bundle.ts";
import { createEngine, type Engine } from "../../src/policy/engine.ts";
import { createExplainer, type Explainer } from "../../src/policy/explain.ts";
import type { Evaluation } from "../../src/policy/version.ts";

const vectors = await readVectors(import.meta.dirname);

async function explainerOf(wasm: Uint8Array<ArrayBuffer>, data: string): Promise<Explainer> {
	const made = createExplainer(compileWasm(wasm), data, await loadAllBuiltins());
	if (!made.ok) throw new Error(made.error);
	return made.value;
}

describe("the guard's debug rendition", () => {
	let explainer: Explainer;
	let normal: Engine;
	beforeAll(async () => {
		const { wasm, data, debug } = await readReleaseFiles("bundles/baseline");
		if (debug === undefined) throw new Error("the release has no debug rendition");
		const text = new TextDecoder().decode(data);
		explainer = await explainerOf(debug, text);
		normal = createEngine(compileWasm(wasm), text, { builtins: await loadAllBuiltins(), mode: "strict" });
	});

	it.each(vectors)("decides $id, and says of each rule whether it fired", ({ input }) => {
		const evaluation = { entrypoint: ENTRYPOINT, input: JSON.stringify(input), mode: "strict", format: "value" } as const;
		const { answer, explanation } = explainer.explain(evaluation, "fails");
		expect(answer).toEqual(normal.evaluate(ENTRYPOINT, evaluation.input, "value"));
		const json = normal.evaluate(ENTRYPOINT, evaluation.input, "json");
		const { result } = (JSON.parse(json.ok ? json.value : "[]") as { result: Verdict }[])[0] ?? { result: undefined };
		const found = [...(result?.findings ?? []), ...(result?.suppressed ?? [])].map(({ rule }) => `data.guard.rules.${rule}.findings`);
		const fired = explanation.rules.filter(({ rule, outcome }) => rule.startsWith("data.guard.rules.") && rule.endsWith(".findings") && outcome === "fired");
		expect(fired.map(({ rule }) => rule)).toEqual(expect.arrayContaining(found));
		// While a kill switch holds, its finding alone counts.
		if (!found.some((rule) => rule.includes("kill_switch"))) expect(fired).toHaveLength(new Set(found).size);
	});

	it("tells all of a large input within the bounds", () => {
		const largest = vectors.reduce((a, b) => (JSON.stringify(a.input).length > JSON.stringify(b.input).length ? a : b));
		const evaluation: Evaluation = { entrypoint: ENTRYPOINT, input: JSON.stringify(largest.input), mode: "strict", format: "json" };
		const { explanation } = explainer.explain(evaluation, "full");
		expect(explanation.trace.length).toBeGreaterThan(300);
	});
});

describe("OPA's cases in the debug rendition", async () => {
	const folder = join(import.meta.dirname, "conformance");
	type Stored = { id: string; note: string; input?: string; entrypoint: string };
	const { data, cases } = JSON.parse(await readFile(join(folder, "cases.json"), "utf8")) as { data: string; cases: Stored[] };
	const [wasm, debug] = await Promise.all(["policy.wasm", "debug.wasm"].map(async (name) => new Uint8Array(await readFile(join(folder, name)))));
	const explainer = await explainerOf(debug as Uint8Array<ArrayBuffer>, data);
	const builtins = await loadAllBuiltins();
	const module = compileWasm(wasm as Uint8Array<ArrayBuffer>);
	const context = { timeNs: 1_760_000_000_000_000_000n, seed: "debug", runtime: new Map() };

	it.each(cases)("$id $note", ({ entrypoint, input }) => {
		for (const mode of ["strict", "lenient"] as const) {
			const normal = createEngine(module, data, { builtins, mode }).evaluate(entrypoint, input, "value", context);
			expect(explainer.explain({ entrypoint, input, mode, format: "value", context }, "full").answer).toEqual(normal);
		}
	});
});
