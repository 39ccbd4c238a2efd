// The two engines that run every case: this project's host, and stock opa-wasm.
import { createRequire } from "node:module";
import type { Builtins } from "../../src/policy/builtins/builtin.ts";
import type { Compiled, Placed } from "./compile.ts";
import type { Answer } from "./judge.ts";
import { askModule, type Modes, modesOf } from "./own-engine.ts";

export type Evaluate = (compiled: Compiled, placed: Placed) => Answer;

/** Only Node compiles bytes, and the types are those of the platform, which does not. */
export const compileWasm = (bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module =>
	new (WebAssembly.Module as unknown as new (bytes: BufferSource) => WebAssembly.Module)(bytes);

export function ownEngine(builtins: Builtins): Evaluate {
	const engines = new WeakMap<Compiled, Modes>();
	return (compiled, placed) => {
		const modes = engines.get(compiled) ?? modesOf(compileWasm(compiled.wasm), compiled.data, builtins);
		engines.set(compiled, modes);
		const { strict, input } = placed.case;
		return askModule(modes, { entrypoint: placed.entrypoint, strict, input });
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
