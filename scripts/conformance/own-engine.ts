// This project's host as the suite asks it; runs in Node and in workerd.
import type { Builtin, Builtins } from "../../src/policy/builtins/builtin.ts";
import { createEngine, type Engine, type EngineFault } from "../../src/policy/engine.ts";
import { requiredBuiltins } from "../../src/policy/host.ts";
import type { Answer } from "./judge.ts";

/** Declared to every case, so that two runs give the same answers. */
const DECLARED = { timeNs: 1_760_000_000_000_000_000n, seed: "conformance", runtime: new Map() } as const;

export type Modes = { readonly strict: Engine; readonly lenient: Engine; readonly missed: Set<string> };
export type Asked = { readonly entrypoint: string; readonly strict: boolean; readonly input?: string | undefined };

/** In company a module needs what any of its cases needs: a builtin that the host lacks counts where it is called. */
export function modesOf(module: WebAssembly.Module, data: string, builtins: Builtins): Modes {
	const missed = new Set<string>();
	const table: Record<string, Builtin> = { ...builtins };
	for (const name of requiredBuiltins(module)) {
		table[name] ??= () => {
			missed.add(name);
			return undefined;
		};
	}
	return {
		strict: createEngine(module, data, { builtins: table, mode: "strict" }),
		lenient: createEngine(module, data, { builtins: table, mode: "lenient" }),
		missed,
	};
}

export function askModule({ strict, lenient, missed }: Modes, asked: Asked): Answer {
	missed.clear();
	const result = (asked.strict ? strict : lenient).evaluate(asked.entrypoint, asked.input, "value", DECLARED);
	if (missed.size > 0) return { error: "missing", kind: "missing", names: [...missed] };
	return result.ok ? { text: result.value } : answerOf(result.error);
}

function answerOf(fault: EngineFault): Answer {
	switch (fault.reason) {
		case "builtin":
			return { error: `${fault.code}: ${fault.builtin}: ${fault.message}`, kind: "error" };
		case "conflict":
			return { error: `eval_conflict_error: ${fault.message}`, kind: "error" };
		case "trap":
			return { error: fault.message, kind: "error" };
		case "load":
		case "entrypoint-unknown":
		case "input-too-large":
			return { error: fault.reason, kind: "load" };
	}
}
