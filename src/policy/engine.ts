// A policy with several entrypoints over its data: values in, values out, builtins from a table, every failure a value.
import { utf8 } from "../platform/bytes.ts";
import { MAX_POLICY_INPUT_BYTES, RECYCLE_POLICY_PAGES } from "../platform/limits.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { type Format, type Instance, instantiate } from "./abi.ts";
import { type BuiltinError, type Builtins, type EvaluationContext, readBuiltinError } from "./builtins/builtin.ts";
import { pairedEscapes, type Value } from "./value.ts";

/**
 * `strict`: an error of a builtin fails the evaluation, as `--strict-builtin-errors` does; `lenient`: it leaves the
 * expression undefined, which is OPA's default.
 */
export type ErrorMode = "strict" | "lenient";

export type EngineFault =
	/** The module cannot be instantiated over its data, or needs a builtin that the table lacks. */
	| { readonly reason: "load"; readonly missing: readonly string[] }
	| { readonly reason: "entrypoint-unknown" }
	| { readonly reason: "input-too-large" }
	/** Rules contradict each other. The module does not say whether rules or a function did: `message` names the kind. */
	| { readonly reason: "conflict"; readonly message: string }
	/** It stopped while it ran: memory or a WASM trap. Nothing of it outlives the evaluation. */
	| { readonly reason: "trap"; readonly message: string }
	/** The first error of a builtin, in strict mode. */
	| ({ readonly reason: "builtin" } & BuiltinError & { readonly builtin: string });

export type Engine = {
	/**
	 * Evaluates an entrypoint (`a/b`) for an input given as value text (JSON is value text; `undefined`: no input) and gives
	 * the result set's text in the form asked for: JSON `[]` when undefined, `[{"result": …}]` otherwise; a set as value text.
	 */
	readonly evaluate: (
		entrypoint: string,
		input: string | undefined,
		format: Format,
		context?: EvaluationContext,
	) => Result<string, EngineFault>;
	/** Loads the module if it is not loaded, and tells what it holds. */
	readonly load: () => Result<Pick<Instance, "entrypoints" | "builtins">, EngineFault>;
	/** Pages of 64 KB that the instance holds now, 0 while there is none. */
	readonly pages: () => number;
};

export type EngineOptions = {
	readonly builtins: Builtins;
	readonly mode: ErrorMode;
};

type Running = { readonly context: EvaluationContext; error: (BuiltinError & { readonly builtin: string }) | undefined };

/**
 * An engine over a compiled module and its data document (value text). The instance is made at first use, and anew after
 * a trap (its state is undefined then) or after its memory has grown beyond the bound (WASM memory never shrinks).
 */
export function createEngine(module: WebAssembly.Module, data: string, { builtins, mode }: EngineOptions): Engine {
	let instance: Instance | undefined;
	let running: Running = { context: {}, error: undefined };
	const dispatch = (name: string, args: readonly Value[]): Value | undefined => {
		try {
			return builtins[name]?.(args, running.context);
		} catch (error) {
			const raised = readBuiltinError(error);
			if (raised === undefined) throw error;
			// OPA goes on after an error, too, and reports the first one at the end.
			running.error ??= { ...raised, builtin: name };
			return undefined;
		}
	};
	const load = (): Result<Instance, EngineFault> => {
		if (instance !== undefined) return ok(instance);
		try {
			const made = instantiate(module, data, dispatch, (place, bound) => running.context.place?.(place, bound));
			const missing = made.builtins.filter((name) => !Object.hasOwn(builtins, name));
			if (missing.length > 0) return err({ reason: "load", missing });
			instance = made;
			return ok(made);
		} catch {
			return err({ reason: "load", missing: [] });
		}
	};
	const evaluate: Engine["evaluate"] = (entrypoint, input, format, context = {}) => {
		const bytes = input === undefined ? undefined : utf8(pairedEscapes(input));
		if (bytes !== undefined && bytes.byteLength > MAX_POLICY_INPUT_BYTES) return err({ reason: "input-too-large" });
		const loaded = load();
		if (!loaded.ok) return loaded;
		const id = loaded.value.entrypoints.get(entrypoint);
		if (id === undefined) return err({ reason: "entrypoint-unknown" });
		running = { context, error: undefined };
		let text: string;
		try {
			text = loaded.value.evaluate(id, bytes, format);
		} catch (error) {
			instance = undefined;
			const fault = faultOf(error);
			// Of a builtin's error and a conflict behind it OPA reports the first.
			if (mode === "strict" && running.error !== undefined && fault.reason === "conflict")
				return err({ reason: "builtin", ...running.error });
			return err(fault);
		}
		if (loaded.value.pages() > RECYCLE_POLICY_PAGES) instance = undefined;
		if (mode === "strict" && running.error !== undefined) return err({ reason: "builtin", ...running.error });
		return ok(text);
	};
	return { evaluate, load, pages: () => instance?.pages() ?? 0 };
}

/** The module's own words for a conflict, behind the place of the expression. */
const CONFLICT = /(?:var assignment|object insert) conflict$/;

function faultOf(error: unknown): EngineFault {
	const message = error instanceof Error ? error.message : "";
	const conflict = CONFLICT.exec(message)?.[0];
	return conflict === undefined ? { reason: "trap", message } : { reason: "conflict", message: conflict };
}
