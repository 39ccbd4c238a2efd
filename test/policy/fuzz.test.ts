// Programs on which this host and OPA once differed, and those on which the module itself still does.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Ask, ownAnswers } from "../../scripts/fuzz/answers.ts";
import { sameOutcome } from "../../scripts/fuzz/compare.ts";
import type { Vector } from "../../scripts/fuzz/vectors.ts";
import { loadAllBuiltins } from "../../src/policy/builtins/registry.ts";

const FOLDER = join(import.meta.dirname, "../vectors/fuzz");
const vectors = JSON.parse(await readFile(join(FOLDER, "cases.json"), "utf8")) as Vector[];

let ask: Ask;

beforeAll(async () => {
	ask = ownAnswers(new Uint8Array(await readFile(join(FOLDER, "policy.wasm"))), "{}", await loadAllBuiltins());
});

describe("random programs that differed", () => {
	it.each(vectors.map((one) => [one.note, one] as const))("%s", (_, { entrypoint, input = "{}", opa, verdict, module }) => {
		const own = ask(entrypoint, input);
		for (const mode of ["lenient", "strict"] as const) {
			const alike = sameOutcome(opa[mode], own[mode]);
			expect({ mode, alike, own, opa }).toMatchObject({ alike: verdict[mode] === "same" });
			if (verdict[mode] === "different") expect(sameOutcome(module ?? {}, own[mode])).toBe(true);
		}
	});

	it("differ only where the module does", () => {
		const different = vectors.filter(({ verdict }) => verdict.lenient === "different" || verdict.strict === "different");
		expect(different.filter(({ note }) => !note.startsWith("the module"))).toEqual([]);
	});
});
