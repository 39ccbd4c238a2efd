// A package that is no entrypoint itself: what its entrypoints answered, put together as one document and one explanation.
import type { Explanation, RuleOutcome } from "../../contract/explanation.ts";

/** `a` of `a/b` and `a/b/c`: the values of those that have one, each at its place. */
export function documentOf(asked: string, parts: readonly { readonly entrypoint: string; readonly value: unknown }[]): unknown {
	const document: Record<string, unknown> = {};
	for (const { entrypoint, value } of parts) {
		if (value === undefined) continue;
		const names = entrypoint.slice(asked.length + 1).split("/");
		let at = document;
		for (const name of names.slice(0, -1)) {
			if (typeof at[name] !== "object" || at[name] === null) at[name] = {};
			at = at[name] as Record<string, unknown>;
		}
		const last = names.at(-1) ?? "";
		const there = at[last];
		at[last] = isObject(there) && isObject(value) ? { ...value, ...there } : value;
	}
	return document;
}

function isObject(value: unknown): value is object {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

const STRENGTH: readonly RuleOutcome["outcome"][] = ["not_reached", "stopped", "default", "fired"];

/** Of each rule what came furthest in any of the evaluations; traces follow one another. */
export function joined(parts: readonly [Explanation, ...Explanation[]]): Explanation {
	const [first] = parts;
	let ids = 0;
	const trace = parts.flatMap((part) => {
		const offset = ids;
		ids += 1 + part.trace.reduce((most, { query_id }) => Math.max(most, query_id), 0);
		return part.trace.map((event) => ({
			...event,
			query_id: event.query_id + offset,
			parent_id: event.parent_id + offset,
		}));
	});
	return {
		level: first.level,
		rules: first.rules.map((_, at) => {
			const told = parts.map(({ rules }) => rules[at]).filter((rule) => rule !== undefined);
			return told.reduce((best, rule) => (STRENGTH.indexOf(rule.outcome) > STRENGTH.indexOf(best.outcome) ? rule : best));
		}),
		trace,
		pretty: parts.flatMap(({ pretty }) => pretty),
		truncated: parts.some(({ truncated }) => truncated),
	};
}
