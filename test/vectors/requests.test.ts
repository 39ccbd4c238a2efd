// Whole requests through the pipeline in this process, and their recorded inputs through OPA's own evaluator.
import { beforeAll, describe, expect, it } from "vitest";
import type { LocalGuard } from "../../src/eval/local-guard.ts";
import { canonicalJson } from "../../src/platform/canonical-json.ts";
import { briefDecision, freshGuard, readRequests } from "./requests.ts";
import { evaluateSources } from "./sources.ts";

const vectors = await readRequests();
let guard: LocalGuard;
beforeAll(async () => {
	guard = await freshGuard();
});

describe("a request", () => {
	it.each(vectors)("$name", async ({ request, answer }) => {
		const decided = await guard.decide(request);
		expect(decided.ok && briefDecision(decided.value)).toEqual(answer);
	});

	it("of each stage is among them, and each decision at most of them", () => {
		expect(new Set(vectors.map(({ request }) => request.stage)).size).toBe(5);
		expect(new Set(vectors.map(({ answer }) => answer.decision)).size).toBe(3);
	});
});

it("the sources decide the recorded inputs as recorded, bit for bit", async () => {
	const none = { rules: {} };
	const records = guard.records.map(({ record }) => record);
	expect(records.length).toBeGreaterThanOrEqual(vectors.length);
	const inputs = records.map(
		({ decision_id, input }) =>
			[decision_id, { ...input, config: { tenant: none, app: none }, exceptions: [], kill: [] }] as const,
	);
	const sources = await evaluateSources(inputs);
	for (const { decision_id, verdict } of records) expect(canonicalJson(sources.get(decision_id))).toBe(canonicalJson(verdict));
}, 60_000);
