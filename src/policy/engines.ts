// A module asked several things at once, each in its own way of treating errors.
import type { Result } from "../platform/result.ts";
import type { Builtins } from "./builtins/builtin.ts";
import { createEngine, type Engine, type EngineFault, type ErrorMode } from "./engine.ts";
import type { Evaluation } from "./version.ts";

export type Engines = {
	/** The engine that evaluates in this mode; its instance is made at first use. */
	readonly of: (mode: ErrorMode) => Engine;
	/** Answers in the order asked. */
	readonly evaluate: (evaluations: readonly Evaluation[]) => Result<string, EngineFault>[];
};

/** `data` is value text. An instance that serves one mode only is the rule, so none is made before it is needed. */
export function createEngines(module: WebAssembly.Module, data: string, builtins: Builtins): Engines {
	const engines = new Map<ErrorMode, Engine>();
	const of = (mode: ErrorMode): Engine => {
		const engine = engines.get(mode) ?? createEngine(module, data, { builtins, mode });
		engines.set(mode, engine);
		return engine;
	};
	return {
		of,
		evaluate: (evaluations) =>
			evaluations.map(({ entrypoint, input, mode, format, context }) => of(mode).evaluate(entrypoint, input, format, context)),
	};
}
