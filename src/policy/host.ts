// Runs a policy that OPA compiled to WebAssembly: one entrypoint, JSON in, JSON out, every failure a value.
import { err, ok, type Result } from "../platform/result.ts";
import { instantiate } from "./abi.ts";
import type { Builtins } from "./builtins/builtin.ts";
import { CORE_BUILTINS } from "./builtins/core.ts";
import { createEngine } from "./engine.ts";
import type { EvaluationFault, ServingVersion } from "./version.ts";

/**
 * Why a policy did not speak: `load` the module cannot be instantiated or lacks a builtin; `input-too-large`;
 * `trap` it stopped while it ran (builtin error, memory, WASM trap); `undefined` it ran and had no result; `lost` the isolate
 * that held it was stopped or broke.
 */
export type PolicyFault = "load" | "input-too-large" | "trap" | "undefined" | "lost";

export type Policy = {
	/** Evaluates one input. Synchronous and pure: the same input gives the same result. */
	readonly evaluate: (input: unknown) => Result<unknown, PolicyFault>;
};

/** A policy that may run in another isolate: one in this isolate answers at once. */
export type ServingPolicy = {
	readonly evaluate: (input: unknown) => Result<unknown, PolicyFault> | Promise<Result<unknown, PolicyFault>>;
};

/**
 * A policy over a compiled module and its data document, strict about builtins. No clock, seed or runtime facts are
 * declared: what a policy of this kind may know is its input. Builtins beyond the core ones come from `loadBuiltins`.
 */
export function createPolicy(
	module: WebAssembly.Module,
	data: object,
	entrypoint: string,
	builtins: Builtins = CORE_BUILTINS,
): Policy {
	const engine = createEngine(module, JSON.stringify(data), { builtins, mode: "strict" });
	const evaluate = (input: unknown): Result<unknown, PolicyFault> =>
		readResult(engine.evaluate(entrypoint, JSON.stringify(input), "json"));
	return { evaluate };
}

/** A version asked as a policy, wherever it runs: the same questions, the same faults. */
export function policyOf(version: ServingVersion, entrypoint: string): ServingPolicy {
	return {
		evaluate: async (input) => {
			const [text] = await version.evaluate([{ entrypoint, input: JSON.stringify(input), mode: "strict", format: "json" }]);
			return text === undefined ? err("lost") : readResult(text);
		},
	};
}

function readResult(text: Result<string, EvaluationFault>): Result<unknown, PolicyFault> {
	if (text.ok) return soleResult(text.value);
	switch (text.error.reason) {
		case "load":
		case "entrypoint-unknown":
			return err("load");
		case "lost":
		case "input-too-large":
			return err(text.error.reason);
		case "trap":
		case "conflict":
		case "builtin":
			return err("trap");
	}
}

/** Names of the host builtins that a module imports; a host must supply each before the module may serve. */
export function requiredBuiltins(module: WebAssembly.Module): readonly string[] {
	return instantiate(module, "{}", () => undefined).builtins;
}

/** OPA answers a set of results: none means undefined, and a query of one entrypoint has one. */
function soleResult(text: string): Result<unknown, PolicyFault> {
	let results: unknown;
	try {
		results = JSON.parse(text);
	} catch {
		// A module prints a number of its source as it is written there, `.5` too, which is no JSON.
		return err("trap");
	}
	if (!Array.isArray(results) || results.length !== 1) return err("undefined");
	const [only] = results as [{ result?: unknown } | null];
	return only !== null && typeof only === "object" && only.result !== undefined ? ok(only.result) : err("undefined");
}
