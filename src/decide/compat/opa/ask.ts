// Asks the versions that own a path, each in one hop, and composes what they say to the document at the path.
import type { OpaErrorItem } from "../../../platform/opa-error.ts";
import { err, ok, type Result } from "../../../platform/result.ts";
import type { EvaluationContext } from "../../../policy/builtins/builtin.ts";
import type { ErrorMode } from "../../../policy/engine.ts";
import { isArray, isObject, parseValue, type Value } from "../../../policy/value.ts";
import type { Evaluation, EvaluationFault } from "../../../policy/version.ts";
import { descend, descendBase, graft, merged, type Plan, planOf } from "./compose.ts";
import type { Term } from "./path.ts";
import { baseOf, type Served } from "./served.ts";

/** One question: its input as value text, `undefined` when it has none. */
export type Question = {
	readonly input: string | undefined;
	readonly mode: ErrorMode;
	readonly context: Pick<EvaluationContext, "timeNs" | "seed">;
};

export type AskFault =
	| { readonly reason: "input-too-large" }
	/** The evaluation failed, in OPA's words. */
	| { readonly reason: "evaluation"; readonly errors: readonly OpaErrorItem[] }
	/** The version could not be asked. */
	| { readonly reason: "unavailable" };

/** The documents at a path for several inputs, in their order; `undefined` is undefined. One batch is one hop to each version. */
export async function askAll(
	served: readonly Served[],
	terms: readonly Term[],
	questions: readonly Question[],
): Promise<Result<Value | undefined, AskFault>[]> {
	const parts = await Promise.all(served.map((policy) => askPolicy(policy, terms, questions)));
	return questions.map((_, index) => {
		let document: Value | undefined;
		for (const part of parts) {
			const answer = part[index] ?? err<AskFault>({ reason: "unavailable" });
			if (!answer.ok) return answer;
			document = merged(document, answer.value);
		}
		return ok(document);
	});
}

async function askPolicy(
	policy: Served,
	terms: readonly Term[],
	questions: readonly Question[],
): Promise<Result<Value | undefined, AskFault>[]> {
	const { version } = policy;
	const plan = planOf(version.manifest.entrypoints, terms);
	const entrypoints = plan.kind === "within" ? [plan.entrypoint] : plan.entrypoints.map(({ entrypoint }) => entrypoint);
	const stored = plan.kind === "within" || !policy.tellsData ? undefined : descendBase(baseOf(version), terms);
	if (entrypoints.length === 0) return questions.map(() => ok(stored));
	const runtime = runtimeOf(policy);
	const answers = await version.evaluate(
		questions.flatMap(({ input, mode, context }) =>
			entrypoints.map(
				(entrypoint): Evaluation => ({ entrypoint, input, mode, format: "value", context: { ...context, runtime } }),
			),
		),
	);
	return questions.map((_, index) => {
		const own = answers.slice(index * entrypoints.length, (index + 1) * entrypoints.length);
		const values: (Value | undefined)[] = [];
		for (const [at, answer] of own.entries()) {
			if (!answer.ok) return err(faultOf(answer.error, entrypoints[at] ?? ""));
			const value = soleResult(answer.value);
			if (!value.ok) return value;
			values.push(value.value);
		}
		return values.length < entrypoints.length ? err({ reason: "unavailable" }) : ok(documentOf(plan, values, stored));
	});
}

function documentOf(plan: Plan, values: readonly (Value | undefined)[], stored: Value | undefined): Value | undefined {
	if (plan.kind === "within") return descend(values[0], plan.rest);
	let computed: Value | undefined;
	for (const [index, { names }] of plan.entrypoints.entries()) computed = merged(computed, graft(names, values[index]));
	return merged(stored, computed);
}

/** The value of a result set; `undefined` when it has none. */
function soleResult(text: string): Result<Value | undefined, AskFault> {
	const set = parseValue(text);
	const rows = set.ok ? (set.value instanceof Set ? [...set.value] : set.value) : undefined;
	if (!isArray(rows)) return err({ reason: "evaluation", errors: [internal("the result cannot be read")] });
	const [row] = rows;
	return ok(isObject(row) ? row.get("result") : undefined);
}

/** What `opa.runtime` tells: no environment, no configuration of this service. */
export function runtimeOf({ version }: Served): Value {
	return new Map<Value, Value>([
		["commit", ""],
		["config", new Map()],
		["env", new Map()],
		["version", version.manifest.opa],
	]);
}

function faultOf(fault: EvaluationFault, entrypoint: string): AskFault {
	const name = `data.${entrypoint.replaceAll("/", ".")}`;
	switch (fault.reason) {
		case "input-too-large":
			return { reason: "input-too-large" };
		case "builtin": {
			const { code, builtin, message } = fault;
			return evaluation({ code, message: message.startsWith(`${builtin}:`) ? message : `${builtin}: ${message}` });
		}
		case "conflict":
			return evaluation({ code: "eval_conflict_error", message: `a rule or function of ${name} produced conflicting values` });
		case "trap":
			return evaluation(internal(`${name} stopped while it was evaluated`));
		case "load":
		case "entrypoint-unknown":
		case "lost":
			return { reason: "unavailable" };
	}
}

function evaluation(error: OpaErrorItem): AskFault {
	return { reason: "evaluation", errors: [error] };
}

function internal(message: string): OpaErrorItem {
	return { code: "eval_internal_error", message };
}
