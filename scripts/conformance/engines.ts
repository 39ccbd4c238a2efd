// The two engines that run every case: this project's host, and stock opa-wasm.
import { createRequire } from "node:module";
import type { Builtin, Builtins } from "../../src/policy/builtins/builtin.ts";
import { createEngine, type EngineFault } from "../../src/policy/engine.ts";
import { requiredBuiltins } from "../../src/policy/host.ts";
import type { Compiled, Placed } from "./compile.ts";
import type { Answer } from "./judge.ts";

export type Evaluate = (compiled: Compiled, placed: Placed) => Answer;

/** Declared to every case, so that two runs give the same answers. */
export const DECLARED = { timeNs: 1_760_000_000_000_000_000n, seed: "conformance", runtime: new Map() } as const;

export function ownEngine(builtins: Builtins): Evaluate {
	const engines = new WeakMap<Compiled, ReturnType<typeof modes>>();
	return (compiled, placed) => {
		const module = engines.get(compiled) ?? modes(compiled, builtins);
		engines.set(compiled, module);
		const engine = module[placed.case.strict ? "strict" : "lenient"];
		module.missed.clear();
		const result = engine.evaluate(placed.entrypoint, placed.case.input, "value", DECLARED);
		if (module.missed.size > 0) return { error: "missing", kind: "missing", names: [...module.missed] };
		return result.ok ? { text: result.value } : answerOf(result.error);
	};
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

/** Only Node compiles bytes, and the types are those of the platform, which does not. */
export const compileWasm = (bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module =>
	new (WebAssembly.Module as unknown as new (bytes: BufferSource) => WebAssembly.Module)(bytes);

/** In company a module needs what any of its cases needs: a builtin that the host lacks counts where it is called. */
function modes({ wasm, data }: Compiled, builtins: Builtins) {
	const module = compileWasm(wasm);
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

const { loadPolicySync }: typeof import("@open-policy-agent/opa-wasm") = createRequire(import.meta.url)(
	"@open-policy-agent/opa-wasm",
);

/** Stock opa-wasm, an instance a case: its state is undefined after an error. */
export const stockEngine: Evaluate = (compiled, placed) => {
	try {
		const policy = loadPolicySync(compiled.wasm, { initial: 5, maximum: 2048 });
		policy.setData(JSON.parse(compiled.data) as object);
		const input = placed.case.input;
		const text = JSON.stringify(policy.evaluate(input === undefined ? undefined : JSON.parse(input), placed.entrypoint));
		return { text };
	} catch (error) {
		const message = (error as { message?: string } | null)?.message ?? String(error);
		const conflict = /(?:var assignment|object insert) conflict$/.exec(message)?.[0];
		if (conflict !== undefined) return { error: `eval_conflict_error: ${conflict}`, kind: "error" };
		const missing = /not implemented: built-in function \d+: (\S+)/.exec(message)?.[1];
		return missing === undefined ? { error: message, kind: "error" } : { error: message, kind: "missing", names: [missing] };
	}
};
