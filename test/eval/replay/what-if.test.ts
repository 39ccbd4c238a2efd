// What if: other facts give other verdicts, what flips a decision is found and is as little as it says, within its bound.
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { DecisionRecord } from "../../../src/contract/record.ts";
import { withFacts } from "../../../src/eval/replay/facts.ts";
import { whatIf } from "../../../src/eval/replay/what-if.ts";
import { MAX_WHAT_IF_EVALUATIONS } from "../../../src/platform/limits.ts";
import { type Frozen, readFrozen } from "../../vectors/frozen.ts";

let frozen: Frozen;
let guard: DecisionRecord[];

beforeAll(async () => {
	frozen = await readFrozen(join(import.meta.dirname, "../../vectors/replay/2026.11.2"));
	guard = frozen.lines.filter((record): record is DecisionRecord => !("kind" in record));
});

const ask = async (record: DecisionRecord, over: object = {}) => {
	const answered = await whatIf(record, { set: [], flips: false, ...over }, frozen.sources);
	if (!answered.ok) throw new Error(JSON.stringify(answered.error));
	return answered.value;
};
const redacted = () =>
	guard.find(({ decision, input }) => decision === "redact" && (input?.signals.length ?? 0) === 1) as DecisionRecord;

describe("a past decision", () => {
	test("asked as it was is as it was", async () => {
		for (const record of guard.slice(0, 40)) {
			const { recorded, now } = await ask(record);
			expect(now).toEqual(recorded);
		}
	});

	test("without its signal is allowed, and the record is not changed by asking", async () => {
		const record = redacted();
		const before = JSON.stringify(record);
		const { now } = await ask(record, { set: [{ path: "/signals/0" }] });
		expect(now.decision).toBe("allow");
		expect(JSON.stringify(record)).toBe(before);
	});

	test.each([
		["/nowhere/at/all", 1, "path"],
		["/subject/age_class", "elder", "input"],
		["/signals/7/score", 1, "path"],
		["/__proto__", {}, "path"],
	])("with %s set to %j cannot be asked", async (path, value, reason) => {
		const answered = await whatIf(redacted(), { set: [{ path, value }], flips: false }, frozen.sources);
		expect(answered).toMatchObject({ ok: false, error: { reason } });
	});

	test("under a version that is not there says so", async () => {
		const answered = await whatIf(redacted(), { set: [], flips: false, version: `sha256:${"0".repeat(64)}` }, frozen.sources);
		expect(answered).toEqual({ ok: false, error: { reason: "version-unknown" } });
	});
});

describe("what flips a decision", () => {
	test("does so, and a score by one less does not", async () => {
		const record = redacted();
		const { flips = [], now } = await ask(record, { flips: true });
		expect(flips.length).toBeGreaterThan(0);
		for (const { set, becomes } of flips) expect((await ask(record, { set })).now).toEqual(becomes);
		const score = flips.find(({ set }) => set[0]?.path === "/signals/0/score");
		const value = score?.set[0]?.value as number;
		expect(value).toBeGreaterThan(0);
		expect((await ask(record, { set: [{ path: "/signals/0/score", value: value + 1 }] })).now.decision).toBe(now.decision);
	});

	test("is minimal where several facts are needed: giving back any one takes it back", async () => {
		const { input, ...rest } = redacted();
		const twice = {
			...rest,
			input: { ...input, signals: [...(input?.signals ?? []), ...(input?.signals ?? [])] },
		} as DecisionRecord;
		const { flips = [], now } = await ask(twice, { flips: true });
		const many = flips.find(({ set }) => set.length > 1);
		expect(many?.set.map(({ path }) => path).sort()).toEqual(["/signals/0", "/signals/1"]);
		expect(many?.becomes.decision).toBe("allow");
		for (const one of many?.set ?? []) expect((await ask(twice, { set: [one] })).now.decision).toBe(now.decision);
	});

	test("is sought within a bound, and the answer says when that ended it", async () => {
		const [signal] = redacted().input?.signals ?? [];
		const record = redacted();
		const crowded = {
			...record,
			input: { ...record.input, signals: Array.from({ length: 100 }, () => signal) },
		} as DecisionRecord;
		const { searched } = await ask(crowded, { flips: true });
		expect(searched?.complete).toBe(false);
		expect(searched?.evaluations).toBeLessThanOrEqual(MAX_WHAT_IF_EVALUATIONS);
		expect((await ask(record, { flips: true })).searched?.complete).toBe(true);
	});
});

test("items of a list are taken away by the places that they had", () => {
	expect(withFacts({ a: [0, 1, 2, 3, 10] }, [{ path: "/a/1" }, { path: "/a/3" }, { path: "/a/0", value: 9 }])).toEqual({
		a: [9, 2, 10],
	});
});
