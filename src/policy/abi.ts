// OPA's WebAssembly ABI (1.0–1.3): one instance of a policy, its memory, and the values that cross.
import { utf8 } from "../platform/bytes.ts";
import { MAX_POLICY_PAGES } from "../platform/limits.ts";
import { parseValue, printValue, type Value } from "./value.ts";

/** Answers a call that the module leaves to its host; `undefined` makes the expression undefined. */
export type Dispatch = (builtin: string, args: readonly Value[]) => Value | undefined;

export type Format = "json" | "value";

/** What a debug rendition calls before each expression and at the end of each body. */
export const TRACE_BUILTIN = "internal.edict_trace";

/** Is told the number of the place that a debug rendition has come to; `bound` reads value text: what was bound since the last. */
export type OnPlace = (place: number, bound: () => string) => void;

export type Instance = {
	readonly entrypoints: ReadonlyMap<string, number>;
	/** Names of the builtins that the module leaves to its host. */
	readonly builtins: readonly string[];
	/** Text of the result set. Throws when the module traps; the instance must not be used after that. */
	readonly evaluate: (entrypoint: number, input: Uint8Array | undefined, format: Format) => string;
	/** Size of the memory in pages of 64 KB. */
	readonly pages: () => number;
};

type Exports = {
	readonly opa_wasm_abi_version: WebAssembly.Global;
	readonly opa_wasm_abi_minor_version?: WebAssembly.Global;
	readonly opa_malloc: (size: number) => number;
	readonly opa_free: (address: number) => void;
	readonly opa_heap_ptr_get: () => number;
	readonly opa_heap_ptr_set: (address: number) => void;
	readonly opa_json_dump: (value: number) => number;
	readonly opa_value_dump: (value: number) => number;
	readonly opa_value_parse: (address: number, length: number) => number;
	readonly builtins: () => number;
	readonly entrypoints: () => number;
	readonly opa_eval?: (
		reserved: 0,
		entrypoint: number,
		data: number,
		input: number,
		inputLength: number,
		heap: number,
		asValue: number,
	) => number;
	readonly opa_eval_ctx_new: () => number;
	readonly opa_eval_ctx_set_input: (context: number, value: number) => void;
	readonly opa_eval_ctx_set_data: (context: number, value: number) => void;
	readonly opa_eval_ctx_set_entrypoint: (context: number, entrypoint: number) => void;
	readonly opa_eval_ctx_get_result: (context: number) => number;
	readonly eval: (context: number) => number;
};

const PAGE_BYTES = 65_536;
/** The first that the module accepts is taken: a module says its least memory only by refusing a smaller one. */
const INITIAL_PAGES = [5, 16, 64, 256] as const;
/** A text that crossed is no value: a failure of this host, never of a policy. */
const NOT_A_VALUE = "a value that crossed the boundary is not readable";

const decoder = new TextDecoder();

/**
 * Instantiates a module over a data document given as value text. Throws when it is no policy module, or when the data
 * does not fit into memory.
 */
export function instantiate(module: WebAssembly.Module, data: string, dispatch: Dispatch, onPlace?: OnPlace): Instance {
	const { memory, exports } = link(module, (id, args) => {
		const name = names.get(id);
		if (name === undefined) throw new Error("unknown builtin id");
		if (name === TRACE_BUILTIN) {
			const [place = 0, bound = 0] = args;
			onPlace?.(Number(dumpText(memory, exports, place)), () => dumpText(memory, exports, bound));
			return traced;
		}
		const result = dispatch(
			name,
			args.map((address) => readValue(memory, exports, address)),
		);
		return result === undefined ? 0 : writeValue(memory, exports, result);
	});
	if (exports.opa_wasm_abi_version.value !== 1) throw new Error("unsupported ABI version");
	const table = readTable(memory, exports, exports.builtins());
	const names = new Map([...table].map(([name, id]) => [id, name]));
	const entrypoints = readTable(memory, exports, exports.entrypoints());
	const dataAddress = parseText(memory, exports, utf8(data));
	if (dataAddress === 0) throw new Error("data is not a value");
	const traced = table.has(TRACE_BUILTIN) ? parseText(memory, exports, utf8("true")) : 0;
	const heap = exports.opa_heap_ptr_get();
	const run = exports.opa_eval === undefined ? evaluateInSteps : evaluateAtOnce;
	return {
		entrypoints,
		builtins: [...table.keys()].filter((name) => name !== TRACE_BUILTIN).sort(),
		evaluate: (entrypoint, input, format) => {
			exports.opa_heap_ptr_set(heap);
			return readText(memory, run(memory, exports, { entrypoint, input, data: dataAddress, format }));
		},
		pages: () => memory.buffer.byteLength / PAGE_BYTES,
	};
}

type Call = {
	readonly entrypoint: number;
	readonly input: Uint8Array | undefined;
	readonly data: number;
	readonly format: Format;
};

/** ABI 1.2 and later. The input stands in memory that the module itself allocated, so that its own count of pages stays true. */
function evaluateAtOnce(memory: WebAssembly.Memory, exports: Exports, { entrypoint, input, data, format }: Call): number {
	const address = input === undefined ? 0 : writeBytes(memory, exports, input);
	const heap = exports.opa_heap_ptr_get();
	return (exports.opa_eval as NonNullable<Exports["opa_eval"]>)(
		0,
		entrypoint,
		data,
		address,
		input?.length ?? 0,
		heap,
		format === "value" ? 1 : 0,
	);
}

/** ABI 1.0 and 1.1 have no `opa_eval`. */
function evaluateInSteps(memory: WebAssembly.Memory, exports: Exports, call: Call): number {
	const context = exports.opa_eval_ctx_new();
	if (call.input !== undefined) exports.opa_eval_ctx_set_input(context, parseText(memory, exports, call.input));
	exports.opa_eval_ctx_set_data(context, call.data);
	exports.opa_eval_ctx_set_entrypoint(context, call.entrypoint);
	if (exports.eval(context) !== 0) throw new Error("eval failed");
	const result = exports.opa_eval_ctx_get_result(context);
	return call.format === "value" ? exports.opa_value_dump(result) : exports.opa_json_dump(result);
}

type Linked = { readonly memory: WebAssembly.Memory; readonly exports: Exports };

function link(module: WebAssembly.Module, call: (id: number, args: number[]) => number): Linked {
	for (const initial of INITIAL_PAGES) {
		const memory = new WebAssembly.Memory({ initial, maximum: MAX_POLICY_PAGES });
		const builtin = (id: number, _context: number, ...args: number[]): number => call(id, args);
		const env = {
			memory,
			opa_abort: (address: number) => {
				throw new Error(readText(memory, address));
			},
			opa_println: () => {},
			opa_builtin0: builtin,
			opa_builtin1: builtin,
			opa_builtin2: builtin,
			opa_builtin3: builtin,
			opa_builtin4: builtin,
		};
		try {
			return { memory, exports: new WebAssembly.Instance(module, { env }).exports as unknown as Exports };
		} catch (error) {
			if (!(error instanceof Error && error.name === "LinkError") || initial === INITIAL_PAGES.at(-1)) throw error;
		}
	}
	throw new Error("no size of memory was tried");
}

function readText(memory: WebAssembly.Memory, address: number): string {
	const bytes = new Uint8Array(memory.buffer);
	const end = bytes.indexOf(0, address);
	if (address === 0 || end < 0) throw new Error("no text at the address");
	return decoder.decode(bytes.subarray(address, end));
}

function writeBytes(memory: WebAssembly.Memory, exports: Exports, bytes: Uint8Array): number {
	const address = exports.opa_malloc(bytes.length);
	new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
	return address;
}

/** Address of the value, 0 when the text is none. The text's own memory is free again afterwards. */
function parseText(memory: WebAssembly.Memory, exports: Exports, bytes: Uint8Array): number {
	const address = writeBytes(memory, exports, bytes);
	const value = exports.opa_value_parse(address, bytes.length);
	exports.opa_free(address);
	return value;
}

function dumpText(memory: WebAssembly.Memory, exports: Exports, address: number): string {
	const dumped = exports.opa_value_dump(address);
	const text = readText(memory, dumped);
	exports.opa_free(dumped);
	return text;
}

function readValue(memory: WebAssembly.Memory, exports: Exports, address: number): Value {
	const value = parseValue(dumpText(memory, exports, address));
	if (!value.ok) throw new Error(NOT_A_VALUE);
	return value.value;
}

function writeValue(memory: WebAssembly.Memory, exports: Exports, value: Value): number {
	const address = parseText(memory, exports, utf8(printValue(value)));
	if (address === 0) throw new Error(NOT_A_VALUE);
	return address;
}

function readTable(memory: WebAssembly.Memory, exports: Exports, address: number): ReadonlyMap<string, number> {
	const text = readText(memory, exports.opa_json_dump(address));
	return new Map(Object.entries(JSON.parse(text) as Record<string, number>));
}
