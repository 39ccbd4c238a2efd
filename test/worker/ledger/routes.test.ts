// The ledger's handlers: answers of the contract's shape, problems that name the field, tenants and apps kept apart, D1 failing.

import * as v from "valibot";
import { beforeEach, describe, expect, it } from "vitest";
import { LEDGER_ROUTES } from "../../../src/contract/api-ledger.ts";
import { Problem } from "../../../src/contract/problem.ts";
import { consumeDead } from "../../../src/ledger/consume.ts";
import { ledgerHandlers } from "../../../src/ledger/routes.ts";
import { storeRecords } from "../../../src/ledger/store.ts";
import type { Caller } from "../../../src/platform/credential.ts";
import { MAX_FEEDBACK } from "../../../src/platform/limits.ts";
import { tokeniser } from "../../../src/platform/token.ts";
import { messageOf, NOW, nextId } from "../../ledger/messages.ts";
import { clear, db, deps, failing, queued, rows } from "./bench.ts";

beforeEach(clear);

const AUDITOR: Caller = { keyId: "k", tenant: "acme", principal: "ana", role: "auditor", apps: ["*"], origins: [] };
const APP: Caller = { ...AUDITOR, role: "app", principal: "support-bot-backend", apps: ["support-bot"] };
const { all: tokens, token } = tokeniser(crypto.getRandomValues(new Uint8Array(32)), [1]);

type Ask = {
	readonly id?: string;
	readonly body?: unknown;
	readonly caller?: Caller;
	readonly now?: number;
	readonly on?: ReturnType<typeof deps>;
};

async function ask(route: keyof typeof LEDGER_ROUTES, { id, body, caller = AUDITOR, now = NOW, on = deps() }: Ask) {
	const { method, path } = LEDGER_ROUTES[route];
	const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
	const response = await ledgerHandlers({ ...on, tokens })[route]({
		raw: new Request(`https://edict.test${path}`, { method, ...init }),
		params: id === undefined ? {} : { id },
		query: new URLSearchParams(),
		caller,
		now,
		charge: async () => undefined,
		waitUntil: () => {},
	});
	const answer: unknown = await response.json();
	if (response.ok) {
		expect(response.status).toBe(LEDGER_ROUTES[route].status);
		return {
			status: response.status,
			answer: v.parse(LEDGER_ROUTES[route].response as v.GenericSchema, answer) as Record<string, unknown>,
		};
	}
	const problem = v.parse(Problem, answer);
	expect(LEDGER_ROUTES[route].problems).toContain(problem.code);
	expect(response.headers.get("content-type")).toBe("application/problem+json");
	return { status: response.status, answer: problem as Record<string, unknown> };
}

async function keep(parts: Parameters<typeof messageOf>[0] = {}): Promise<string> {
	const message = await messageOf(parts);
	await storeRecords(deps(), [message], { now: NOW });
	return message.record.decision_id;
}

describe("GET /v1/decisions/:id", () => {
	it("gives the decision with its feedback, oldest first", async () => {
		const id = await keep({ rules: ["privacy.pii_in_output"] });
		await ask("feedback", {
			id,
			body: { kind: "wrongly_redacted", note: "false_positive", rule: "privacy.pii_in_output" },
			now: NOW + 1,
		});
		await ask("feedback", { id, body: { kind: "correct" }, now: NOW + 2, caller: APP });
		const { answer } = await ask("decision", { id });
		expect(answer).toMatchObject({ record: { decision_id: id }, recorded_at: NOW });
		expect(answer.feedback).toEqual([
			{ kind: "wrongly_redacted", note: "false_positive", rule: "privacy.pii_in_output", at: NOW + 1, by: "ana" },
			{ kind: "correct", at: NOW + 2, by: "support-bot-backend" },
		]);
	});

	it("is 404 for what is not there, not an id, or not the caller's", async () => {
		const id = await keep();
		expect((await ask("decision", { id: nextId() })).status).toBe(404);
		expect((await ask("decision", { id: "' OR 1=1 --" })).status).toBe(404);
		expect((await ask("decision", { id, caller: { ...AUDITOR, tenant: "other" } })).status).toBe(404);
		expect((await ask("decision", { id, caller: { ...AUDITOR, apps: ["writer"] } })).status).toBe(404);
		expect((await ask("decision", { id })).status).toBe(200);
	});

	it("reports a damaged record as that, and tells operators", async () => {
		const id = await keep();
		const [trigger] = await rows<{ sql: string }>("SELECT sql FROM sqlite_master WHERE name = 'decisions_immutable'");
		await db.batch([
			db.prepare("DROP TRIGGER decisions_immutable"),
			db.prepare("UPDATE decisions SET record = replace(record, 'allow', 'refuse')"),
			db.prepare(trigger?.sql ?? ""),
		]);
		const on = deps();
		const { status, answer } = await ask("decision", { id, on });
		expect([status, answer.code, answer.instance]).toEqual([500, "record-damaged", `urn:uuid:${id}`]);
		expect((await ask("searchDecisions", { body: {}, on })).answer).toEqual({ decisions: [], damaged: [id] });
		expect(on.logs.filter(({ event }) => event === "ledger.record-damaged")).toHaveLength(2);
	});
});

describe("POST /v1/decisions/search", () => {
	it("answers the contract's example", async () => {
		const id = await keep({ decision: "refuse" });
		const { answer } = await ask("searchDecisions", { body: LEDGER_ROUTES.searchDecisions.example });
		expect((answer.decisions as { decision_id: string }[]).map((record) => record.decision_id)).toEqual([id]);
	});

	it("names the wrong field and repeats none of it", async () => {
		const canary = `canary ${crypto.randomUUID()}`;
		const wrong = {
			"/cursor": { cursor: canary },
			"/rule": { rule: canary },
			"/limit": { limit: 201 },
			"/policy": { policy: canary },
			"/config": { config: canary },
			"/from": { from: canary },
			"/to": { to: "2026-02-30T25:00:00Z" },
		};
		for (const [pointer, body] of Object.entries(wrong)) {
			const { status, answer } = await ask("searchDecisions", { body });
			expect([status, answer.code]).toEqual([422, "invalid-request"]);
			expect(answer.errors).toMatchObject([{ pointer }]);
			expect(JSON.stringify(answer)).not.toContain(canary);
		}
	});

	it("lets no identifier into logs, answers or the table", async () => {
		const canary = `canary-${crypto.randomUUID()}`;
		const on = deps();
		await keep({ subject: await token("acme", "subject", canary), session: await token("acme", "session", canary) });
		const { answer } = await ask("searchDecisions", { body: { subject: canary, session: canary }, on });
		expect(answer.decisions).toHaveLength(1);
		const broken = deps(failing(() => true, `D1_ERROR: near "${canary}"`));
		const down = await ask("searchDecisions", { body: { subject: canary }, on: broken });
		expect(JSON.stringify([answer, down, on.logs, broken.logs, await rows("SELECT * FROM decisions")])).not.toContain(canary);
	});
});

describe("POST /v1/decisions/:id/feedback", () => {
	it("answers the contract's example, and the same again for a repeat", async () => {
		const id = await keep();
		const body = LEDGER_ROUTES.feedback.example;
		const first = await ask("feedback", { id, body, now: NOW + 1 });
		expect(first).toEqual({ status: 201, answer: { ...body, at: NOW + 1, by: "ana" } });
		expect(await ask("feedback", { id, body, now: NOW + 9 })).toEqual(first);
		expect(await rows("SELECT at FROM feedback")).toEqual([{ at: NOW + 1 }]);
	});

	it("is 404 for another tenant's decision or another app's, and leaves nothing", async () => {
		const id = await keep();
		const body = { kind: "correct" };
		expect((await ask("feedback", { id, body, caller: { ...AUDITOR, tenant: "other" } })).status).toBe(404);
		expect((await ask("feedback", { id, body, caller: { ...APP, apps: ["writer"] } })).status).toBe(404);
		expect((await ask("feedback", { id: nextId(), body })).status).toBe(404);
		expect((await ask("feedback", { id: "x", body })).status).toBe(404);
		expect(await rows("SELECT * FROM feedback")).toEqual([]);
		expect((await ask("feedback", { id, body, caller: APP })).status).toBe(201);
	});

	it("takes classes, never text", async () => {
		const id = await keep();
		for (const body of [
			{ kind: "correct", note: "Ana's mail" },
			{ kind: "bad" },
			{ kind: "correct", rule: "some text" },
			{ kind: "correct", text: "x" },
		]) {
			expect((await ask("feedback", { id, body })).status).toBe(422);
		}
	});

	it("keeps no more than its bound for one decision", async () => {
		const id = await keep();
		const insert = db.prepare("INSERT INTO feedback VALUES ('acme', ?1, ?2, 'correct', '', '', 1)");
		await db.batch(Array.from({ length: MAX_FEEDBACK - 1 }, (_, at) => insert.bind(id, `p${at}`)));
		expect((await ask("feedback", { id, body: { kind: "correct" } })).status).toBe(201);
		expect((await ask("feedback", { id, body: { kind: "wrongly_allowed" } })).answer.code).toBe("conflict");
		expect((await ask("feedback", { id, body: { kind: "correct" } })).status).toBe(201);
		expect(await rows("SELECT count(*) AS n FROM feedback")).toEqual([{ n: MAX_FEEDBACK }]);
	});

	it("is append-only in the database too", async () => {
		const id = await keep();
		await ask("feedback", { id, body: { kind: "correct" } });
		await expect(db.prepare("UPDATE feedback SET kind = 'wrongly_allowed'").run()).rejects.toThrow(/append-only/);
	});
});

describe("dead letters over HTTP", () => {
	it("lists and replays the caller's own", async () => {
		const operator: Caller = { ...AUDITOR, role: "operator" };
		const [mine, theirs] = [queued(await messageOf()), queued(await messageOf({ tenant: "other" }))];
		await consumeDead([mine, theirs], deps());
		const { answer } = await ask("deadLetters", { caller: operator });
		expect(answer.dead_letters).toMatchObject([{ id: mine.id, reason: "retries-exhausted", tenant: "acme" }]);
		const on = deps();
		expect((await ask("replayDeadLetters", { caller: operator, body: {}, on })).answer).toEqual({ replayed: 1, failed: 0 });
		expect(on.counts).toEqual([{ tenant: "acme", day: "2026-11-24", count: 1 }]);
		expect((await ask("replayDeadLetters", { caller: operator, body: { ids: [theirs.id] } })).answer).toEqual({
			replayed: 0,
			failed: 1,
		});
	});
});

describe("D1 failing", () => {
	const calls: [keyof typeof LEDGER_ROUTES, Ask][] = [
		["decision", { id: nextId() }],
		["searchDecisions", { body: {} }],
		["feedback", { id: nextId(), body: { kind: "correct" } }],
		["deadLetters", {}],
		["replayDeadLetters", { body: {} }],
	];

	it.each(calls)("is a 503 with Retry-After: %s", async (route, request) => {
		const on = deps(failing(() => true));
		const { status, answer } = await ask(route, { ...request, on });
		expect([status, answer.code, answer.retry_after]).toEqual([503, "service-unavailable", 1]);
		expect(on.logs).toMatchObject([{ level: "error", event: "ledger.read-failed" }]);
	});

	it("is a 503 when a replay can store nothing", async () => {
		await consumeDead([queued(await messageOf())], deps());
		const on = deps(failing((sql) => sql.includes("INSERT INTO decisions")));
		expect((await ask("replayDeadLetters", { body: {}, on })).status).toBe(503);
	});

	it("does not hide a bug as an outage", async () => {
		const handlers = ledgerHandlers({ ...deps(), tokens: () => Promise.reject(new TypeError("a bug")) });
		const raw = new Request("https://edict.test/", {
			method: "POST",
			body: '{"subject":"ana"}',
			headers: { "content-type": "application/json" },
		});
		const request = {
			raw,
			params: {},
			query: new URLSearchParams(),
			caller: AUDITOR,
			now: NOW,
			charge: async () => undefined,
			waitUntil: () => {},
		};
		await expect(handlers.searchDecisions(request)).rejects.toThrow(TypeError);
	});
});
