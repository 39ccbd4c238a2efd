// Runs a policy that OPA compiled to WebAssembly: one entrypoint, JSON in, JSON out, every failure a value.
import * as opaWasm from "@open-policy-agent/opa-wasm";
import { utf8 } from "../platform/bytes.ts";
import { MAX_POLICY_INPUT_BYTES, MAX_POLICY_PAGES, RECYCLE_POLICY_PAGES } from "../platform/limits.ts";
import { err, ok, type Result } from "../platform/result.ts";

/** The package's ES module names `loadPolicy` alone; the synchronous form is a member of its default export. */
const { loadPolicySync } = (opaWasm as unknown as { default: typeof opaWasm }).default;

/**
 * Why a policy did not speak: `load` the module cannot be instantiated or lacks a builtin; `input-too-large`;
 * `trap` it stopped while it ran (builtin error, memory, WASM trap); `undefined` it ran and had no result.
 */
export type PolicyFault = "load" | "input-too-large" | "trap" | "undefined";

export type Policy = {
	/** Evaluates one input. Synchronous and pure: the same input gives the same result. */
	readonly evaluate: (input: unknown) => Result<unknown, PolicyFault>;
};

type Loaded = ReturnType<typeof loadPolicySync>;
type Exports = { readonly memory?: WebAssembly.Memory };

const PAGE_BYTES = 65_536;
/** Five pages are what OPA's own hosts start with. */
const INITIAL_PAGES = 5;

/**
 * A policy over a compiled module and its data document.
 * The instance is made at first use, and anew after a trap (its state is undefined then) or after its memory has grown
 * beyond the bound (WASM memory never shrinks).
 */
export function createPolicy(module: WebAssembly.Module, data: object, entrypoint: string): Policy {
	let loaded: Loaded | undefined;
	const load = (): Loaded | undefined => {
		try {
			const policy = loadPolicySync(module as never, { initial: INITIAL_PAGES, maximum: MAX_POLICY_PAGES });
			policy.setData(data);
			return entrypoint in policy.entrypoints ? policy : undefined;
		} catch {
			return undefined;
		}
	};
	const evaluate = (input: unknown): Result<unknown, PolicyFault> => {
		const bytes = utf8(JSON.stringify(input));
		if (bytes.byteLength > MAX_POLICY_INPUT_BYTES) return err("input-too-large");
		loaded ??= load();
		if (loaded === undefined) return err("load");
		let results: unknown;
		try {
			results = loaded.evaluate(bytes.buffer, entrypoint);
		} catch {
			loaded = undefined;
			return err("trap");
		}
		if (pages(loaded) > RECYCLE_POLICY_PAGES) loaded = undefined;
		return soleResult(results);
	};
	return { evaluate };
}

/** Names of the host builtins that a module imports; a host must supply each before the module may serve. */
export function requiredBuiltins(module: WebAssembly.Module): readonly string[] {
	const policy = loadPolicySync(module as never, { initial: INITIAL_PAGES }) as unknown as {
		wasmInstance: WebAssembly.Instance;
		mem: WebAssembly.Memory;
	};
	const exports = policy.wasmInstance.exports as Record<string, CallableFunction>;
	const address = Number(exports.opa_json_dump?.(exports.builtins?.()));
	const memory = new Uint8Array(policy.mem.buffer);
	const json = new TextDecoder().decode(memory.slice(address, memory.indexOf(0, address)));
	return Object.keys(JSON.parse(json) as Record<string, number>).sort();
}

function pages(policy: Loaded): number {
	const memory = (policy as unknown as { mem?: WebAssembly.Memory }).mem ?? (policy as unknown as Exports).memory;
	return (memory?.buffer.byteLength ?? 0) / PAGE_BYTES;
}

/** OPA answers a set of results: none means undefined, and a query of one entrypoint has one. */
function soleResult(results: unknown): Result<unknown, PolicyFault> {
	if (!Array.isArray(results) || results.length !== 1) return err("undefined");
	const [only] = results as [{ result?: unknown } | null];
	return only !== null && typeof only === "object" && only.result !== undefined ? ok(only.result) : err("undefined");
}
