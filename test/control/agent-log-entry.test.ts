// Entries of agents' decision logs: what becomes of them in a record, that none of their content does, and which are unreadable.
import { describe, expect, it } from "vitest";
import type { DataRecord } from "../../src/contract/record-data.ts";
import { revisionKey } from "../../src/control/opa-management/deps.ts";
import { entryMessage, readEntry, revisionsOf } from "../../src/control/opa-management/log-entry.ts";
import { examine } from "../../src/ledger/entry.ts";
import { MAX_LITERAL_DEPTH } from "../../src/platform/limits.ts";
import { tokeniser } from "../../src/platform/token.ts";
import { digest } from "../ledger/messages.ts";

const tokens = tokeniser(crypto.getRandomValues(new Uint8Array(32)), [1]);
const SECRET = "ana@example.com";
const owner = (path: string) => (path.startsWith("authz/") ? "authz" : undefined);
const digests = new Map([[revisionKey({ policy: "authz", revision: "2026.11.2" }), digest("d")]]);

/** As OPA 1.22 sends one, with content wherever an operator's policy or client can put some. */
const EVENT = {
	labels: { id: "0b3c", version: "1.22.2", region: "eu", owner: SECRET },
	decision_id: "4ca636c1-55e4-417a-b1d8-4aceb67960d1",
	batch_decision_id: "b-1",
	trace_id: "0af7651916cd43dd8448eb211c80319c",
	span_id: "b7ad6b7169203331",
	bundles: { authz: { revision: "2026.11.2" } },
	path: "authz/allow",
	input: { user: SECRET, amount: 1 },
	result: { allow: true, why: SECRET },
	mapped_result: SECRET,
	intermediate_results: { x: SECRET },
	nd_builtin_cache: { "http.send": { [SECRET]: SECRET } },
	custom: { note: SECRET },
	erased: ["/input/password"],
	requested_by: "192.0.2.7:4711",
	request_context: { http: { headers: { authorization: [SECRET] } } },
	timestamp: "2026-11-24T12:00:00.123456789Z",
	metrics: { timer_rego_query_eval_ns: 41_000, histogram: { p99: 3 }, [SECRET]: 1 },
	rule_labels: [{ id: "authz.owner", team: "core" }, { note: SECRET }],
	req_id: 7,
	unheard_of: SECRET,
};

async function recordOf(event: unknown, context: { tenant?: string; principal?: string } = {}): Promise<DataRecord> {
	const entry = readEntry(typeof event === "string" ? event : JSON.stringify(event));
	if (!entry.ok) throw new Error(entry.error);
	const message = await entryMessage(entry.value, { tokens, tenant: "acme", principal: "fleet", digests, owner, ...context });
	expect(await examine(message)).toMatchObject({ ok: true });
	return message.record as DataRecord;
}

describe("an entry", () => {
	it("becomes a record of names and digests", async () => {
		expect(await recordOf(EVENT)).toEqual({
			v: 1,
			kind: "data",
			decision_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
			time: Date.UTC(2026, 10, 24, 12, 0, 0, 123),
			tenant: "acme",
			principal: "fleet",
			source: "agent",
			agent: {
				id: "0b3c",
				decision_id: EVENT.decision_id,
				batch_decision_id: "b-1",
				version: "1.22.2",
				labels: { region: "eu" },
				labels_token: expect.stringMatching(/^t1\.1\./),
			},
			policy: { name: "authz", revision: "2026.11.2", digest: digest("d") },
			bundles: { authz: { revision: "2026.11.2", digest: digest("d") } },
			path: "authz/allow",
			input: await tokens.token("acme", "input", `{"amount":1,"user":"${SECRET}"}`),
			result: await tokens.token("acme", "result", `{"allow":true,"why":"${SECRET}"}`),
			replayable: false,
			outcome: "decided",
			rules: [{ id: "authz.owner", team: "core" }, {}],
			metrics: { timer_rego_query_eval_ns: 41_000 },
			requested_by: await tokens.token("acme", "requester", "192.0.2.7:4711"),
			host: "1.22.2",
			trace_id: EVENT.trace_id,
			masked: true,
			cut: true,
		});
	});

	it("leaves nothing of its content, wherever it stood", async () => {
		const everywhere = JSON.parse(
			JSON.stringify(EVENT, (key, value) =>
				["timestamp", "trace_id"].includes(key) || typeof value !== "string" ? value : SECRET,
			),
		);
		for (const event of [EVENT, everywhere, { ...everywhere, path: undefined, query: `data.x == "${SECRET}"` }]) {
			expect(JSON.stringify(await recordOf(event))).not.toMatch(/ana@|example\.com|192\.0/);
		}
	});

	it("sent again is the same record; another's, or another of the same agent's, is not", async () => {
		const [first, again] = [await recordOf(EVENT), await recordOf(EVENT)];
		expect(again).toEqual(first);
		const others = [
			await recordOf({ ...EVENT, decision_id: "other" }),
			await recordOf({ ...EVENT, labels: { ...EVENT.labels, id: "other" } }),
			await recordOf({ ...EVENT, timestamp: "2026-11-24T12:00:00.123456780Z" }),
			await recordOf(EVENT, { tenant: "other" }),
			// Under another key's holder, who must not take the place of what this one uploads.
			await recordOf(EVENT, { principal: "other" }),
		];
		expect(new Set([first, ...others].map((record) => record.decision_id)).size).toBe(6);
	});

	it("is digested with its numbers as they were written", async () => {
		const one = JSON.stringify(EVENT);
		const float = one.replace('"amount":1', '"amount":1.0');
		const spaced = one.replace('{"user"', '{ "user"');
		expect((await recordOf(spaced)).input).toBe((await recordOf(one)).input);
		expect((await recordOf(float)).input).not.toBe((await recordOf(one)).input);
	});

	it("of an error says so, and of an undefined result that there is none", async () => {
		const { result: _, ...undefinedResult } = EVENT;
		expect(await recordOf(undefinedResult)).toMatchObject({ outcome: "decided" });
		expect(await recordOf(undefinedResult)).not.toHaveProperty("result");
		const failed = { ...undefinedResult, error: { code: "eval_conflict_error", message: SECRET } };
		expect(await recordOf(failed)).toMatchObject({ outcome: "unavailable", error: "eval_conflict_error" });
		expect(await recordOf({ ...failed, error: SECRET })).toMatchObject({ error: "evaluation_error" });
	});

	it("without ids is its key's holder's, and named by its text", async () => {
		const bare = { path: "/authz/allow/", timestamp: EVENT.timestamp };
		expect(await recordOf(bare)).toMatchObject({ agent: { id: "fleet", labels: {} }, path: "authz/allow", bundles: {} });
		expect(await recordOf(bare)).not.toHaveProperty("policy");
		expect((await recordOf({ ...bare, n: 1 })).decision_id).not.toBe((await recordOf(bare)).decision_id);
	});

	it("of several bundles names the version whose policy owns the path, and none where that is not known", async () => {
		const bundles = { ...EVENT.bundles, other: { revision: "1" } };
		expect(await recordOf({ ...EVENT, bundles })).toMatchObject({ policy: { name: "authz", digest: digest("d") }, bundles });
		const { policy } = await recordOf({ ...EVENT, bundles, path: "system/main" });
		expect(policy).toBeUndefined();
		expect((await recordOf({ ...EVENT, bundles: { ...bundles, "authz/canary": { revision: "2" } } })).policy).toBeUndefined();
	});

	it("names its versions by revision, of a bundle that follows a channel too", () => {
		const entry = readEntry(
			JSON.stringify({ ...EVENT, bundles: { "authz/canary": { revision: "2" }, x: { revision: SECRET } } }),
		);
		expect(entry.ok && revisionsOf(entry.value)).toEqual([{ policy: "authz", revision: "2" }]);
	});
});

describe("an unreadable entry", () => {
	const nested = (depth: number) => `{"timestamp":"${EVENT.timestamp}","input":${"[".repeat(depth)}${"]".repeat(depth)}}`;
	it.each([
		["entry-syntax", '{"a":}'],
		["entry-syntax", "[]"],
		["entry-syntax", "1"],
		["entry-shape", "{}"],
		["entry-shape", JSON.stringify({ ...EVENT, decision_id: 5 })],
		["entry-shape", JSON.stringify({ ...EVENT, bundles: 5 })],
		["entry-time", JSON.stringify({ ...EVENT, timestamp: "yesterday" })],
		["entry-time", JSON.stringify({ ...EVENT, timestamp: "0001-01-01T00:00:00Z" })],
		["entry-too-deep", nested(MAX_LITERAL_DEPTH + 1)],
		["entry-too-deep", nested(MAX_LITERAL_DEPTH + 1).replace('"input"', '"result"')],
		["entry-too-deep", `{"timestamp":"${EVENT.timestamp}","labels":{"a":${"[".repeat(5_000)}${"]".repeat(5_000)}}}`],
	])("is told by its reason: %s", (reason, text) => {
		expect(readEntry(text)).toEqual({ ok: false, error: reason });
	});

	it("is not one whose other members, which are not read, nest deeper than any stack", async () => {
		const deep = "[".repeat(200_000) + "]".repeat(200_000);
		for (const name of ["custom", "error", "metrics", "rule_labels", "nd_builtin_cache"]) {
			const value = name === "metrics" ? `{"a":${deep}}` : deep;
			await recordOf(`{"timestamp":"${EVENT.timestamp}","${name}":${value}}`);
		}
	});

	it("is readable at the bound of depth", () => {
		expect(readEntry(nested(MAX_LITERAL_DEPTH))).toMatchObject({ ok: true });
	});
});
