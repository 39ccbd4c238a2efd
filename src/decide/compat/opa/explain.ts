// Explains how a document came about: each version that answered is asked once more, by its debug rendition.
import type { ExplainEvent, Explanation } from "../../../contract/explanation.ts";
import { err, ok, type Result } from "../../../platform/result.ts";
import type { WarmVersions } from "../../../policy/versions.ts";
import { runtimeOf } from "./ask.ts";
import { planOf } from "./compose.ts";
import type { Explain } from "./deps.ts";

/** Nothing of it is recorded or logged: the values are the caller's own. */
export function explainDocuments(versions: Pick<WarmVersions, "find">): Explain {
	return async (tenant, served, terms, { input, mode: errors, context }, { mode, pretty }) => {
		const level = mode === "debug" ? "full" : mode;
		const told: Explanation[] = [];
		for (const policy of served) {
			const { version } = policy;
			const plan = planOf(version.manifest.entrypoints, terms);
			const entrypoints = plan.kind === "within" ? [plan.entrypoint] : plan.entrypoints.map(({ entrypoint }) => entrypoint);
			if (entrypoints.length === 0) continue;
			const found = await versions.find(tenant, version.digest, "debug");
			if (!found.ok || found.value.explain === undefined) return err("unavailable");
			for (const entrypoint of entrypoints) {
				const evaluation = {
					entrypoint,
					input,
					mode: errors,
					format: "value",
					context: { ...context, runtime: runtimeOf(policy) },
				} as const;
				const explained = await found.value.explain(evaluation, level);
				if (!explained.ok) return err("unavailable");
				told.push(explained.value.explanation);
			}
		}
		return textOf(told, pretty);
	};
}

function textOf(told: readonly Explanation[], pretty: boolean): Result<string, "unavailable"> {
	return ok(JSON.stringify(pretty ? told.flatMap((one) => one.pretty) : inOneTrace(told.map(({ trace }) => trace))));
}

/** Each evaluation has counted its queries from 0. */
function inOneTrace(traces: readonly (readonly ExplainEvent[])[]): ExplainEvent[] {
	let first = 0;
	return traces.flatMap((trace) => {
		const base = first;
		first += Math.max(0, ...trace.map(({ query_id }) => query_id)) + 1;
		return trace.map((event) => ({ ...event, query_id: event.query_id + base, parent_id: event.parent_id + base }));
	});
}
