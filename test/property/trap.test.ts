// A trap never leaks into what comes after it: random runs of good and trapping inputs through one engine.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { loadAllBuiltins } from "../../src/policy/builtins/registry.ts";
import { createEngine, type Engine } from "../../src/policy/engine.ts";
import { compileModule } from "../policy/policies.ts";

const SOURCE = `package trap

conflict := x if some x in input.values

memory := count(numbers.range(1, input.n))

parser := json.unmarshal(input.text)

paths := json.filter(input, input.paths)

raised := hex.decode(input.text)

good := {"sum": sum(input.values), "names": {upper(name) | some name in input.names}, "hex": hex.encode(input.text)}
`;

/** Each stops the module or a builtin in another way, but for `good`. */
const BAD = [
	["conflict", '{"values": [1, 2, 3]}', "conflict"],
	["memory", '{"n": 100000000}', "trap"],
	["parser", '{"text": "\\"\\\\ud800\\""}', "trap"],
	["paths", '{"paths": [""], "a": 1}', "trap"],
	["raised", '{"text": "zz"}', "builtin"],
] as const;

const GOOD = fc.record({
	values: fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 50 }),
	names: fc.array(fc.string({ unit: "grapheme", maxLength: 20 }), { maxLength: 10 }),
	text: fc.string({ maxLength: 200 }),
});
const STEP = fc.oneof(
	GOOD.map((input) => ({ name: "good", input: JSON.stringify(input), reason: undefined })),
	fc.constantFrom(...BAD).map(([name, input, reason]) => ({ name, input, reason })),
);

let make: () => Engine;

beforeAll(async () => {
	const names = ["good", ...BAD.map(([name]) => name)];
	const module = await compileModule(SOURCE, ...names.map((name) => `trap/${name}`));
	const builtins = await loadAllBuiltins();
	make = () => createEngine(module, "{}", { builtins, mode: "strict" });
});

describe("an engine that traps", () => {
	it("answers every other input as an engine that has seen nothing else", () => {
		const used = make();
		fc.assert(
			fc.property(fc.array(STEP, { minLength: 1, maxLength: 8 }), (steps) => {
				for (const { name, input, reason } of steps) {
					const answer = used.evaluate(`trap/${name}`, input, "value");
					expect(answer.ok ? undefined : answer.error.reason).toBe(reason);
					if (reason === undefined) expect(answer).toEqual(make().evaluate(`trap/${name}`, input, "value"));
				}
			}),
			{ numRuns: 60 },
		);
	});
});
