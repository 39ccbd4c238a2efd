// Evaluates once with a debug rendition and tells how the policy came to its result. Never on the path of a decision.
import type { ExplainLevel, Explanation } from "../contract/explanation.ts";
import { err, ok, type Result } from "../platform/result.ts";
import type { Builtins } from "./builtins/builtin.ts";
import { createEngine, type EngineFault } from "./engine.ts";
import { explanationOf } from "./explanation.ts";
import { type Places, readPlaces } from "./places.ts";
import { createTrace } from "./trace.ts";
import type { Evaluation } from "./version.ts";

export type Explained = {
	/** As the normal rendition gives it: the result set's text, or why there is none. */
	readonly answer: Result<string, EngineFault>;
	/** What was seen until the evaluation ended, however it ended. */
	readonly explanation: Explanation;
};

export type Explainer = {
	readonly places: Places;
	/** `only` chooses the rules that are told of, by path. */
	readonly explain: (evaluation: Evaluation, level: ExplainLevel, only?: (path: string) => boolean) => Explained;
};

/** An explainer over a debug rendition and the release's data (value text); `no-places` when the module is none. */
export function createExplainer(module: WebAssembly.Module, data: string, builtins: Builtins): Result<Explainer, "no-places"> {
	const places = readPlaces(module);
	if (!places.ok) return err("no-places");
	return ok({
		places: places.value,
		explain: ({ entrypoint, input, mode, format, context }, level, only) => {
			const trace = createTrace(places.value, { values: level === "full" });
			const engine = createEngine(module, data, { builtins, mode });
			const answer = engine.evaluate(entrypoint, input, format, { ...context, ...trace.context });
			const broken = !answer.ok && answer.error.reason !== "builtin";
			return { answer, explanation: explanationOf(places.value, trace.finish(broken), level, only) };
		},
	});
}
