// What runs inside the isolate of a loaded version: the engine over the version's own module and data, asked by RPC.
// Nothing of this file is part of the service's own bundle: `scripts/build-loaded.ts` makes text of it.
import { WorkerEntrypoint } from "cloudflare:workers";
import type { ExplainLevel } from "../../contract/explanation.ts";
import type { Result } from "../../platform/result.ts";
import type { Builtins } from "../builtins/builtin.ts";
import { loadAllBuiltins, loadBuiltins } from "../builtins/registry.ts";
import type { EngineFault } from "../engine.ts";
import { createEngines, type Engines } from "../engines.ts";
import type { Explained } from "../explain.ts";
import type { Evaluation } from "../version.ts";
import names from "./builtins.txt";
import data from "./data.txt";
import { ALL_BUILTINS, type Description } from "./description.ts";
import module from "./policy.wasm";

/** Kept between requests: the isolate is this version's alone. */
let engines: Engines | undefined;

async function enginesOf(): Promise<Engines> {
	engines ??= createEngines(module, data, await builtinsNeeded());
	return engines;
}

async function builtinsNeeded(): Promise<Builtins> {
	return names === ALL_BUILTINS ? await loadAllBuiltins() : await loadBuiltins(names.split("\n"));
}

export class Host extends WorkerEntrypoint {
	/** Makes the instance that decisions will use and says what it holds. */
	async describe(): Promise<Result<Description, EngineFault>> {
		const engine = (await enginesOf()).of("strict");
		const loaded = engine.load();
		if (!loaded.ok) return loaded;
		const entrypoints = [...loaded.value.entrypoints.keys()];
		const [first] = entrypoints;
		// Code that has run once is compiled: the first decision does not pay for it. What it says of no input is of no matter.
		const tried = first === undefined ? undefined : engine.evaluate(first, "{}", "json");
		const trial = tried === undefined || tried.ok ? "answered" : tried.error.reason;
		return { ok: true, value: { entrypoints, builtins: [...loaded.value.builtins], trial } };
	}

	async evaluate(evaluations: readonly Evaluation[]): Promise<Result<string, EngineFault>[]> {
		return (await enginesOf()).evaluate(evaluations);
	}

	/** Of a debug rendition: evaluates once and tells how it came to what it answers. */
	async explain(evaluation: Evaluation, level: ExplainLevel): Promise<Result<Explained, "no-places">> {
		// What explains is no part of an isolate that decides.
		const { createExplainer } = await import("../explain.ts");
		const explainer = createExplainer(module, data, await builtinsNeeded());
		return explainer.ok ? { ok: true, value: explainer.value.explain(evaluation, level) } : explainer;
	}
}
