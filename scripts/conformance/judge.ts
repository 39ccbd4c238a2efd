// Compares what an engine answered with what a case expects.
import { isArray, isObject, isSet, parseValue, type Value } from "../../src/policy/value.ts";
import { jsonText } from "../../src/policy/value-json.ts";
import { equal, sorted } from "../../src/policy/value-order.ts";
import type { Case } from "./cases.ts";
import type { Placed } from "./compile.ts";

/** An engine's answer: the text of its result set, or its error. */
export type Answer =
	| { readonly text: string }
	| { readonly error: string; readonly kind: "error" | "missing" | "load"; readonly names?: readonly string[] };

export type Verdict = "right" | "wrong" | "missing" | "load" | "unexpected-error" | "no-error";

export function judge({ case: one, direct }: Placed, answer: Answer): Verdict {
	if ("error" in answer) {
		if (answer.kind !== "error") return answer.kind;
		return one.error === undefined ? "unexpected-error" : matchesError(one, answer.error) ? "right" : "wrong";
	}
	if (one.error !== undefined) return "no-error";
	const rows = rowsOf(one, direct, answer.text);
	const wanted = (one.rows ?? []).map((row) => listed(row, one.sortBindings));
	return rows !== undefined && equal(sorted(rows), sorted(wanted)) ? "right" : "wrong";
}

/** OPA's messages for what the module calls one conflict: it does not tell rules from functions. */
const CONFLICTS: readonly (readonly [kind: string, messages: RegExp])[] = [
	[
		"eval_conflict_error: var assignment conflict",
		/(?:complete rules|functions) must not produce multiple outputs|produced conflicting values/,
	],
	["eval_conflict_error: object insert conflict", /object keys must be unique|produced conflicting values/],
];

function matchesError({ error }: Case, text: string): boolean {
	const conflict = CONFLICTS.find(([kind]) => kind === text);
	if (conflict !== undefined) {
		return error?.code === "eval_conflict_error" && (error.message === undefined || conflict[1].test(error.message));
	}
	// A module does not tell the host where an expression stands in its source.
	const message = error?.message?.replace(/^\S+\.rego:[0-9]+(?::[0-9]+)?: /, "");
	return (message === undefined || text.includes(message)) && (error?.code === undefined || text.includes(error.code));
}

/** The rows of bindings that an entrypoint's result set stands for. */
function rowsOf(one: Case, direct: boolean, text: string): Value[] | undefined {
	const parsed = parseValue(text);
	if (!parsed.ok || !(isArray(parsed.value) || isSet(parsed.value))) return undefined;
	const results = [...parsed.value].flatMap((row) => (isObject(row) ? [row.get("result") ?? null] : []));
	const name = /([a-z]+)$/.exec(one.query)?.[1] ?? "x";
	const rows = direct
		? results.map((result) => new Map<Value, Value>([[name, result]]))
		: results.flatMap((set) => (isSet(set) || isArray(set) ? [...set] : []));
	return rows.map((row) => listed(row, one.sortBindings));
}

/** JSON has no sets: as OPA prints them, sorted arrays. With `sort`, the arrays of bindings count as sets, too. */
function listed(value: Value, sort: boolean): Value {
	if (isSet(value)) return sorted([...value].map((item) => listed(item, false)));
	if (isArray(value)) return value.map((item) => listed(item, false));
	if (!isObject(value)) return value;
	const object = new Map<Value, Value>();
	for (const [key, item] of value) {
		const plain = listed(item, false);
		object.set(typeof key === "string" ? key : jsonText(key), sort && isArray(plain) ? sorted(plain) : plain);
	}
	return object;
}
