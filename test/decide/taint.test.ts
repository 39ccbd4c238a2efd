// Taint is told exactly, in linear time, and never missed for want of time.
import fc from "fast-check";
import * as v from "valibot";
import { expect, it } from "vitest";
import { DecideRequest } from "../../src/contract/request.ts";
import { occursIn, taintCheck } from "../../src/decide/evaluate/taint.ts";
import { MAX_TAINT_STEPS } from "../../src/platform/limits.ts";

it("finds what the engine's own search finds", () => {
	fc.assert(
		fc.property(
			fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 200 }),
			fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 6 }),
			(text, value) => {
				expect(occursIn(text, value)).toBe(text.includes(value));
			},
		),
		{ seed: 5, numRuns: 500 },
	);
});

const about = (text: string) =>
	taintCheck(
		v.parse(DecideRequest, {
			stage: "tool_call",
			app: "a",
			tool: { name: "t" },
			history: [{ role: "tool", text }],
			documents: [{ text: "trusted words", source: "s", trust: "trusted" }],
		}),
	);

it("reads tool messages and documents that are not trusted, and no short values", () => {
	const tainted = about("the account is DE00 1234");
	expect(tainted("account is DE00")).toBe(true);
	expect(tainted("DE00")).toBe(false);
	expect(tainted("trusted words")).toBe(false);
});

it("counts every value as tainted once its bound is reached", () => {
	const text = "a".repeat(400_000);
	const tainted = about(text);
	const honest = "b".repeat(100);
	let asked = 0;
	while (!tainted(honest)) asked += 1;
	expect(asked).toBe(Math.floor(MAX_TAINT_STEPS / (text.length + honest.length)));
});
