// A part of OPA's own suite on this host, and on stock opa-wasm as the second engine.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Case } from "../../scripts/conformance/cases.ts";
import type { Compiled, Placed } from "../../scripts/conformance/compile.ts";
import { type Evaluate, ownEngine, stockEngine } from "../../scripts/conformance/engines.ts";
import { judge } from "../../scripts/conformance/judge.ts";
import { loadAllBuiltins } from "../../src/policy/builtins/registry.ts";
import { isArray, isObject, type OpaObject, parseValue } from "../../src/policy/value.ts";

type Stored = Pick<Case, "id" | "note" | "query" | "strict" | "sortBindings"> & {
	readonly input?: string;
	readonly entrypoint: string;
	readonly direct: boolean;
	readonly rows?: string;
	readonly error?: NonNullable<Case["error"]>;
	readonly stock: string;
};

const FOLDER = join(import.meta.dirname, "../vectors/conformance");
const { data, cases } = JSON.parse(await readFile(join(FOLDER, "cases.json"), "utf8")) as { data: string; cases: Stored[] };

let compiled: Compiled;
let own: Evaluate;

beforeAll(async () => {
	compiled = { wasm: new Uint8Array(await readFile(join(FOLDER, "policy.wasm"))), data, placed: [] };
	own = ownEngine(await loadAllBuiltins());
});

function placed({ entrypoint, direct, stock: _, rows, error, ...rest }: Stored): Placed {
	const parsed = rows === undefined ? undefined : parseValue(rows);
	const list = parsed?.ok && isArray(parsed.value) ? parsed.value.filter(isObject) : undefined;
	const one = { modules: [], builtins: [], folder: "", data: undefined, input: undefined, ...rest };
	return { case: { ...one, rows: list as readonly OpaObject[] | undefined, error }, entrypoint, direct };
}

describe("OPA's cases", () => {
	it("are there", () => {
		expect(cases.length).toBeGreaterThan(100);
	});

	it.each(cases.map((one) => [one.id, one.note, one] as const))("%s %s", (_id, _note, one) => {
		const answer = own(compiled, placed(one));
		expect({ answer, verdict: judge(placed(one), answer) }).toMatchObject({ verdict: "right" });
	});

	it("give the same on stock opa-wasm, as far as it has the builtins and tells errors", () => {
		const verdicts = cases.map((one) => [one.id, judge(placed(one), stockEngine(compiled, placed(one)))]);
		expect(verdicts).toEqual(cases.map(({ id, stock }) => [id, stock]));
	});
});
