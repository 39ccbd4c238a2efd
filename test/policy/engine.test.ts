// The host of OPA's WASM: values both ways, errors by mode, memory, and nothing that outlives an evaluation.
import { beforeAll, describe, expect, it } from "vitest";
import { compileWasm } from "../../scripts/conformance/engines.ts";
import { measureMemory } from "../../scripts/conformance/memory.ts";
import { MAX_POLICY_INPUT_BYTES, RECYCLE_POLICY_PAGES } from "../../src/platform/limits.ts";
import { CORE_BUILTINS } from "../../src/policy/builtins/core.ts";
import { loadAllBuiltins, loadBuiltins } from "../../src/policy/builtins/registry.ts";
import { createEngine, type Engine } from "../../src/policy/engine.ts";
import { createPolicy, requiredBuiltins } from "../../src/policy/host.ts";
import { compileModule, compileRego } from "./policies.ts";

const SOURCE = `package test

echo := input

kept := data.kept

sets := {"set": {3, 1, 2}, "empty": set(), {"key": [1]}: 12345678901234567890}

round_trip := object.subset(sets, {"set": {3, 1, 2}})

wrong := semver.compare("one", "1.0.0")

guarded if not wrong

order contains x if some x in ["b", "a"]

conflict := x if some x in input.values

big := count(numbers.range(1, input.n))

text := sprintf("%s has %d of %v", [input.name, count(input.items), input.items])

noted if {
	print("seen", input.name)
	input.name
}

chance := [rand.intn("a", 1000), rand.intn("a", 1000), uuid.rfc4122("k"), time.now_ns(), opa.runtime().region]

names := count([upper(item.name) | some item in input.items])

matched := regex.replace(input.name, "a+", "<$0>")
`;
const NAMES = [...SOURCE.matchAll(/^(\w+)(?= :=| if| contains)/gm)].map(([, name]) => `test/${name}`);

let bytes: Uint8Array<ArrayBuffer>;
let module: WebAssembly.Module;
let strict: Engine;
let lenient: Engine;

beforeAll(async () => {
	bytes = await compileRego(SOURCE, ...new Set(NAMES));
	module = compileWasm(bytes);
	const builtins = await loadAllBuiltins();
	strict = createEngine(module, '{"kept": [1.0, 1e2]}', { builtins, mode: "strict" });
	lenient = createEngine(module, "{}", { builtins, mode: "lenient" });
});

function answer(engine: Engine, name: string, input: string | undefined = "{}", format: "json" | "value" = "value"): unknown {
	const result = engine.evaluate(`test/${name}`, input, format);
	return result.ok ? result.value : result.error;
}

describe("values", () => {
	it("cross as they are: sets, keys of any type, every digit", () => {
		expect(answer(strict, "echo", '{"a": {1, 2}, [1]: 1.50}')).toMatch(/^\{\{"result": \{.*\}\}\}$/);
		expect(answer(strict, "echo", "{1.50, 12345678901234567890}")).toContain("12345678901234567890");
		expect(answer(strict, "kept")).toBe('{{"result": [1.0, 1e2]}}');
		expect(answer(strict, "round_trip")).toBe('{{"result": true}}');
	});

	it("come as JSON when that is asked for", () => {
		expect(JSON.parse(answer(strict, "echo", '{"a":[1,"ä",null]}', "json") as string)).toEqual([
			{ result: { a: [1, "ä", null] } },
		]);
	});

	it("survive text of every kind", () => {
		const text = JSON.stringify({ name: '\u0000\u001f"\\/\u007f\u2028😀', items: [] });
		expect(JSON.parse(answer(strict, "echo", text, "json") as string)).toEqual([{ result: JSON.parse(text) }]);
	});

	it("no input is undefined, and so is what depends on it", () => {
		expect(strict.evaluate("test/echo", undefined, "json")).toEqual({ ok: true, value: "[]" });
	});
});

describe("errors of builtins", () => {
	it("fail a strict evaluation with OPA's code and message", () => {
		expect(answer(strict, "wrong")).toEqual({
			reason: "builtin",
			builtin: "semver.compare",
			code: "eval_builtin_error",
			message: 'operand 1: string "one" is not a valid SemVer',
		});
		expect(answer(strict, "guarded")).toMatchObject({ reason: "builtin" });
	});

	it("leave a lenient evaluation undefined", () => {
		expect(answer(lenient, "wrong")).toBe("set()");
		expect(answer(lenient, "guarded")).toBe('{{"result": true}}');
	});

	it("do not reach the next evaluation", () => {
		answer(strict, "wrong");
		expect(answer(strict, "round_trip")).toBe('{{"result": true}}');
	});
});

describe("faults", () => {
	it("tell a conflict from other traps, and none outlives its evaluation", () => {
		expect(answer(strict, "conflict", '{"values":[1,2]}')).toEqual({ reason: "conflict", message: "var assignment conflict" });
		expect(answer(strict, "conflict", '{"values":[1]}')).toBe('{{"result": 1}}');
	});

	it("stop at the bound of memory and go on afterwards", () => {
		expect(answer(strict, "big", '{"n":3000000}')).toMatchObject({ reason: "trap" });
		expect(answer(strict, "big", '{"n":30}')).toBe('{{"result": 30}}');
	});

	it("refuse an input beyond the bound, and an entrypoint that is none", () => {
		const large = JSON.stringify("x".repeat(MAX_POLICY_INPUT_BYTES));
		expect(answer(strict, "echo", large)).toEqual({ reason: "input-too-large" });
		expect(answer(strict, "nothing")).toEqual({ reason: "entrypoint-unknown" });
	});

	it("name the builtins that are missing when the module is loaded, not when they are called", () => {
		const bare = createEngine(module, "{}", { builtins: {}, mode: "strict" });
		const result = bare.load();
		expect(result).toMatchObject({ ok: false, error: { reason: "load" } });
		expect(!result.ok && result.error.reason === "load" && result.error.missing).toEqual(requiredBuiltins(module));
	});

	it("refuse data that is no value and modules that are no policies", () => {
		expect(createEngine(module, "{", { builtins: CORE_BUILTINS, mode: "strict" }).load().ok).toBe(false);
		const empty = compileWasm(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
		expect(createEngine(empty, "{}", { builtins: CORE_BUILTINS, mode: "strict" }).load().ok).toBe(false);
	});
});

describe("what is declared", () => {
	const context = { timeNs: 1_700_000_000_000_000_000n, seed: "s", runtime: new Map([["region", "eu"]]) };

	it("is frozen for an evaluation and gives the same again", () => {
		const first = strict.evaluate("test/chance", "{}", "json", context);
		expect(strict.evaluate("test/chance", "{}", "json", context)).toEqual(first);
		const [{ result }] = JSON.parse(first.ok ? first.value : "[]") as [{ result: unknown[] }];
		expect(result[0]).toBe(result[1]);
		expect(result.slice(3)).toEqual([1_700_000_000_000_000_000, "eu"]);
		expect(result[2]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	});

	it("changes with the seed, and must be declared", () => {
		const [a, b] = ["s", "t"].map((seed) => strict.evaluate("test/chance", "{}", "json", { ...context, seed }));
		expect(a).not.toEqual(b);
		expect(strict.evaluate("test/chance", "{}", "json")).toMatchObject({ ok: false, error: { reason: "builtin" } });
	});
});

describe("memory", () => {
	it("stays flat over many evaluations of large inputs", async () => {
		const subject = { module, entrypoint: "test/names", builtins: await loadAllBuiltins() };
		const { pagesBefore, pagesAfter } = measureMemory(subject, 300, 64);
		expect(pagesBefore).toBeGreaterThan(0);
		expect(pagesAfter).toBe(pagesBefore);
	});

	it("is given back after it has grown beyond the bound", () => {
		answer(strict, "big", '{"n":100000}');
		expect(strict.pages()).toBeLessThanOrEqual(RECYCLE_POLICY_PAGES);
	});
});

describe("a module of ABI 1.1", () => {
	it("is evaluated in steps, with the same answers", () => {
		const older = compileWasm(withoutExport(bytes, "opa_eval"));
		const engine = createEngine(older, "{}", { builtins: CORE_BUILTINS, mode: "strict" });
		const lacking = engine.load();
		expect(lacking.ok).toBe(false);
		return loadAllBuiltins().then((builtins) => {
			const complete = createEngine(older, "{}", { builtins, mode: "strict" });
			expect(answer(complete, "text", '{"name":"a","items":[1,{2}]}')).toBe('{{"result": "a has 2 of [1, {2}]"}}');
			expect(answer(complete, "echo", '{"a":1}', "json")).toBe('[{"result":{"a":1}}]');
			expect(complete.evaluate("test/echo", undefined, "json")).toEqual({ ok: true, value: "[]" });
		});
	});

	/** Renames an export: its name stands behind its length and in front of the kind of a function. */
	function withoutExport(module: Uint8Array<ArrayBuffer>, name: string): Uint8Array<ArrayBuffer> {
		const pattern = [name.length, ...new TextEncoder().encode(name), 0];
		const at = module.findIndex((_, index) => pattern.every((byte, offset) => module[index + offset] === byte));
		const changed = module.slice();
		changed[at + name.length] = 0x21;
		return changed;
	}
});

describe("the guard's policy form", () => {
	it("answers JSON, and is undefined, refused or trapped as a value", async () => {
		const table = await loadBuiltins(requiredBuiltins(module));
		const policy = (name: string) => createPolicy(module, {}, `test/${name}`, table);
		expect(policy("text").evaluate({ name: "a", items: [1] })).toEqual({ ok: true, value: "a has 1 of [1]" });
		expect(policy("conflict").evaluate({ values: [] })).toEqual({ ok: false, error: "undefined" });
		expect(policy("conflict").evaluate({ values: [1, 2] })).toEqual({ ok: false, error: "trap" });
		expect(policy("wrong").evaluate({})).toEqual({ ok: false, error: "trap" });
		expect(policy("unknown").evaluate({})).toEqual({ ok: false, error: "load" });
		expect(createPolicy(module, {}, "test/echo").evaluate({})).toEqual({ ok: false, error: "load" });
	});

	it("loads only the families that a module needs", async () => {
		const small = await compileModule("package small\n\nanswer := semver.is_valid(input.version)\n", "small/answer");
		expect(Object.keys(await loadBuiltins(requiredBuiltins(small)))).toEqual(Object.keys(CORE_BUILTINS));
		expect(createPolicy(small, {}, "small/answer").evaluate({ version: "1.0.0" })).toEqual({ ok: true, value: true });
		expect(Object.keys(await loadBuiltins(["regex.replace"]))).toContain("regex.replace");
	});
});
