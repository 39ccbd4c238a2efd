// What becomes a row: only a record of the contract's shape and size that opens its own commitment.
import { describe, expect, it } from "vitest";
import {
	type DataRecord,
	MAX_RECORD_BUNDLES,
	MAX_RECORD_LABELS,
	MAX_RECORD_METRICS,
	MAX_RECORD_RULES,
} from "../../src/contract/record-data.ts";
import { retryDelay } from "../../src/ledger/consume.ts";
import { examine } from "../../src/ledger/entry.ts";
import { canonicalJson } from "../../src/platform/canonical-json.ts";
import { MAX_STORED_RECORD_BYTES } from "../../src/platform/limits.ts";
import { commitTo, dataRecordOf, digest, messageOf, recordOf } from "./messages.ts";

describe("examine", () => {
	it("names the rules that fired, suppressed or not, once each", async () => {
		const message = await messageOf({ rules: ["a.b", "c.d", "a.b"], suppressed: ["e.f", "c.d"] });
		expect(await examine(message)).toMatchObject({ ok: true, value: { rules: ["a.b", "c.d", "e.f"] } });
	});

	it("takes a record of a decision that no policy made", async () => {
		const { input: _, verdict: __, ...rest } = recordOf({ decision: "refuse", outcome: "unavailable", problem: "policy-trap" });
		expect(await examine(await commitTo(rest))).toMatchObject({
			ok: true,
			value: { subject_token: null, session_token: null, rules: [], outcome: "unavailable" },
		});
	});

	it("hits the bound of a record at exactly one byte more", async () => {
		const room = MAX_STORED_RECORD_BYTES - canonicalJson(recordOf({ detectors: "" })).length;
		expect(await examine(await messageOf({ detectors: "x".repeat(room) }))).toMatchObject({ ok: true });
		expect(await examine(await messageOf({ detectors: "x".repeat(room + 1) }))).toEqual({ ok: false, error: "too-large" });
		// Bytes count, not characters.
		expect(await examine(await messageOf({ detectors: "é".repeat(room / 2 + 1) }))).toEqual({ ok: false, error: "too-large" });
	});

	it("refuses every change of a single field", async () => {
		const message = await messageOf({ rules: ["a.b"] });
		for (const change of [
			{ epoch: 8 },
			{ app: "writer" },
			{ tier: 1 },
			{ decision: "refuse" },
			{ outcome: "degraded" },
		] as const) {
			const body = { ...message, record: { ...message.record, ...change } };
			expect(await examine(body)).toEqual({ ok: false, error: "wrong-commitment" });
		}
	});

	it("takes a record of a general policy, known or not by which version and epoch", async () => {
		expect(await examine(await commitTo(dataRecordOf()))).toMatchObject({
			ok: true,
			value: {
				kind: "data",
				policy: digest("d"),
				policy_name: "authz",
				path: "authz/allow",
				agent: "agent-1",
				agent_decision_id: "d-1",
				app: "",
				epoch: -1,
				rules: [],
			},
		});
		const { agent: _, policy: __, ...rest } = dataRecordOf({ source: "edict", epoch: 4, path: "" });
		expect(await examine(await commitTo(rest))).toMatchObject({
			ok: true,
			value: { policy: "", policy_name: "", path: "", agent: null, agent_decision_id: null, epoch: 4 },
		});
	});

	it("takes no content in a record of a general policy, wherever it is put", async () => {
		const content = "Write to ana@example.com";
		const places: Record<string, unknown>[] = [
			{ input: content },
			{ result: { allow: true } },
			{ path: content },
			{ requested_by: "192.0.2.7:4711" },
			{ error: content },
			{ bundles: { [content]: {} } },
			{ bundles: { authz: { revision: content } } },
			{ metrics: { [content]: 1 } },
			{ metrics: { timer: content } },
			{ rules: [{ id: content }] },
			{ agent: { ...dataRecordOf().agent, id: content } },
			{ agent: { ...dataRecordOf().agent, labels: { region: content } } },
			{ trace_id: content },
			{ replayable: true },
			{ custom: {} },
		];
		for (const place of places) {
			const body = await commitTo({ ...dataRecordOf(), ...place } as DataRecord);
			expect(await examine(body), JSON.stringify(place)).toEqual({ ok: false, error: "invalid-shape" });
		}
	});

	it("hits the bounds of what a record of a general policy lists", async () => {
		const many = (count: number, value: unknown) =>
			Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}`, value])) as never;
		const bounds: [number, (count: number) => Partial<DataRecord>][] = [
			[MAX_RECORD_BUNDLES, (count) => ({ bundles: many(count, {}) })],
			[MAX_RECORD_METRICS, (count) => ({ metrics: many(count, 1) })],
			[MAX_RECORD_LABELS, (count) => ({ rules: [many(count, "x")] })],
			[MAX_RECORD_RULES, (count) => ({ rules: Array.from({ length: count }, () => ({ id: "x" })) })],
		];
		for (const [most, parts] of bounds) {
			expect(await examine(await commitTo(dataRecordOf(parts(most))))).toMatchObject({ ok: true });
			expect(await examine(await commitTo(dataRecordOf(parts(most + 1))))).toEqual({ ok: false, error: "invalid-shape" });
		}
	});

	it("refuses other shapes", async () => {
		const message = await messageOf();
		const { commitment: _, ...rest } = message;
		const unknown = { ...message.record, text: "x" };
		for (const body of [undefined, 5, [], rest, { ...message, record: unknown }, { ...message, extra: 1 }]) {
			expect(await examine(body)).toEqual({ ok: false, error: "invalid-shape" });
		}
	});
});

describe("retryDelay", () => {
	it("grows fourfold to an hour, the upper half at random", () => {
		expect([1, 2, 3, 4, 5, 99].map((attempt) => retryDelay(attempt, 0))).toEqual([5, 20, 80, 320, 1280, 1800]);
		expect([1, 2, 3, 4, 5, 99].map((attempt) => retryDelay(attempt, 1))).toEqual([10, 40, 160, 640, 2560, 3600]);
	});
});
