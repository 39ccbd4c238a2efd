// The two engines under test: this project's in both modes, and stock opa-wasm; their answers in one form.
import { createRequire } from "node:module";
import type { Builtin, Builtins } from "../../src/policy/builtins/builtin.ts";
import { createEngine, type Engine } from "../../src/policy/engine.ts";
import { requiredBuiltins } from "../../src/policy/host.ts";
import { isArray, isObject, isSet, parseValue, type Value } from "../../src/policy/value.ts";
import { compileWasm } from "../conformance/engines.ts";
import type { Outcome } from "./opa.ts";

/** What OPA's side declares, too. */
const DECLARED = { timeNs: 1_760_000_000_000_000_000n, runtime: new Map() } as const;

export type Answers = { readonly lenient: Outcome; readonly strict: Outcome };
export type Ask = (entrypoint: string, input: string) => Answers;

export function ownAnswers(wasm: Uint8Array<ArrayBuffer>, data: string, builtins: Builtins): Ask {
	const module = compileWasm(wasm);
	const lacking = requiredBuiltins(module).filter((name) => !Object.hasOwn(builtins, name));
	if (lacking.length > 0) throw new Error(`the host lacks ${lacking.join(", ")}`);
	const table: Record<string, Builtin> = { ...builtins };
	const strict = createEngine(module, data, { builtins: table, mode: "strict" });
	const lenient = createEngine(module, data, { builtins: table, mode: "lenient" });
	return (entrypoint, input) => ({ lenient: ask(lenient, entrypoint, input), strict: ask(strict, entrypoint, input) });
}

function ask(engine: Engine, entrypoint: string, input: string): Outcome {
	const answer = engine.evaluate(entrypoint, input, "value", DECLARED);
	if (answer.ok) return outcomeOf(answer.value);
	const fault = answer.error;
	switch (fault.reason) {
		case "builtin":
			return { error: { code: fault.code, message: `${fault.builtin}: ${fault.message}` } };
		case "conflict":
			return { error: { code: "eval_conflict_error", message: fault.message } };
		case "trap":
			return { error: { code: "trap", message: fault.message } };
		default:
			return { error: { code: fault.reason, message: "" } };
	}
}

/** The one result of a result set. */
function outcomeOf(text: string): Outcome {
	const parsed = parseValue(text);
	if (!parsed.ok || !(isArray(parsed.value) || isSet(parsed.value))) return { error: { code: "unreadable", message: text } };
	const [row] = [...(parsed.value as Iterable<Value>)];
	if (row === undefined) return {};
	const at = text.indexOf(":");
	return isObject(row)
		? { value: text.slice(at + 1, text.lastIndexOf("}", text.length - 2)) }
		: { error: { code: "unreadable", message: text } };
}

const { loadPolicySync }: typeof import("@open-policy-agent/opa-wasm") = createRequire(import.meta.url)(
	"@open-policy-agent/opa-wasm",
);

/** Stock opa-wasm answers in JSON and has one mode; after an error its state is undefined, so it is loaded anew. */
export function stockAnswers(wasm: Uint8Array<ArrayBuffer>, data: string): (entrypoint: string, input: string) => Outcome {
	const load = () => {
		const policy = loadPolicySync(wasm, { initial: 5, maximum: 2048 });
		policy.setData(JSON.parse(data) as object);
		return policy;
	};
	let policy = load();
	return (entrypoint, input) => {
		try {
			const rows = policy.evaluate(JSON.parse(input), entrypoint) as { result: unknown }[];
			return rows[0] === undefined ? {} : { value: JSON.stringify(rows[0].result) };
		} catch (error) {
			policy = load();
			const message = (error as { message?: string } | null)?.message ?? String(error);
			const code = /not implemented: built-in function/.test(message)
				? "missing"
				: /conflict$/.test(message)
					? "eval_conflict_error"
					: "trap";
			return { error: { code, message } };
		}
	};
}
