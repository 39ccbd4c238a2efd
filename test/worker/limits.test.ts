// Bounds that a caller of the whole service meets: sizes, pages, replays, rates, quotas. Those of its parts are hit by
// test/decide/limits.test.ts and by the tests of each part.
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Decision } from "../../src/contract/decision.ts";
import { MAX_BATCH } from "../../src/contract/request.ts";
import type { NewInstall } from "../../src/control/bootstrap.ts";
import {
	CONTEXT_STALE_MS,
	MAX_BODY_BYTES,
	MAX_IDEMPOTENCY_KEY_CHARS,
	MAX_PAGE,
	MAX_RECORD_BYTES,
	MAX_REPLAY,
	MAX_TEXT_CHARS,
	MAX_WORK_UNITS,
} from "../../src/platform/limits.ts";
import type { Service } from "../../src/service.ts";
import { createService, deliver, install, makeEnv, send, spyQueue } from "./service/fixture.ts";
import { keyInState } from "./service/tenants.ts";

const queue = spyQueue();
let made: NewInstall;
let service: Service;
beforeAll(async () => {
	made = await install();
	service = await createService(await makeEnv({ DECISIONS: queue }));
});
afterEach(() => vi.restoreAllMocks());

const bodyOf = (text: string) => ({ stage: "output", app: "assistant", content: [{ role: "assistant", text }] });
const ask = (body: unknown, headers: Record<string, string> = {}) =>
	send(service, { path: "/v1/decide", key: made.keys.app, body, headers });

test("a body has at most so many bytes, whether it says its size or not", async () => {
	const padded = (bytes: number) => {
		const text = JSON.stringify(bodyOf("Hello"));
		return text + " ".repeat(bytes - text.length);
	};
	const raw = (body: BodyInit) => send(service, { path: "/v1/decide", key: made.keys.app, raw: body });
	expect((await raw(padded(MAX_BODY_BYTES))).status).toBe(200);
	expect(await raw(padded(MAX_BODY_BYTES + 1))).toMatchObject({ status: 413, json: { code: "body-too-large" } });
	const bytes = new TextEncoder().encode(padded(MAX_BODY_BYTES + 1));
	const { readable, writable } = new TransformStream();
	const writer = writable.getWriter();
	const written = (async () => {
		for (let at = 0; at < bytes.length; at += 65_536) await writer.write(bytes.slice(at, at + 65_536));
		await writer.close();
	})().catch(() => {});
	expect((await raw(readable)).status).toBe(413);
	await written;
});

test("the longest text there may be is decided, within the budget of work", async () => {
	const prose = "The delivery arrives on Monday and the invoice follows by post. ";
	const answer = await ask(bodyOf(prose.repeat(MAX_TEXT_CHARS / prose.length)));
	expect(answer.status).toBe(200);
	expect((answer.json as Decision).outcome).toBe("decided");
	expect(queue.sent.at(-1)?.record.work.units).toBeLessThan(MAX_WORK_UNITS);
	expect((await ask(bodyOf("a".repeat(MAX_TEXT_CHARS + 1)))).status).toBe(422);
});

test("a batch has at most so many requests", async () => {
	const batch = (count: number) => {
		const body = { requests: Array.from({ length: count }, () => bodyOf("Hello")) };
		return send(service, { path: "/v1/decide/batch", key: made.keys.app, body });
	};
	const before = queue.sent.length;
	expect((await batch(MAX_BATCH)).status).toBe(200);
	expect(queue.sent.length - before).toBe(MAX_BATCH);
	expect((await batch(MAX_BATCH + 1)).status).toBe(422);
	expect((await batch(0)).status).toBe(422);
});

test("an idempotency key has at most so many characters", async () => {
	const under = (key: string) => ask(bodyOf("Hello"), { "idempotency-key": key });
	expect((await under("k".repeat(MAX_IDEMPOTENCY_KEY_CHARS))).status).toBe(200);
	expect((await under("k".repeat(MAX_IDEMPOTENCY_KEY_CHARS + 1))).status).toBe(422);
});

test("a record too large for a message is in the ledger before the answer", async () => {
	const people = Array.from({ length: 250 }, (_, at) => `person${at}@example.com`).join(" ");
	const before = queue.sent.length;
	const answer = await ask({ ...bodyOf(people), content: [people, people].map((text) => ({ role: "assistant", text })) });
	expect(answer.status).toBe(200);
	expect(queue.sent.length).toBe(before);
	const id = (answer.json as Decision).decision_id;
	const found = await send(service, { path: `/v1/decisions/${id}`, key: made.keys.auditor });
	expect(found.status).toBe(200);
	expect(found.text.length).toBeGreaterThan(MAX_RECORD_BYTES);
});

test("a page has at most so many rows, a replay takes on at most so many letters", async () => {
	const key = made.keys.operator;
	const search = (limit: number) => send(service, { path: "/v1/decisions/search", key, body: { limit } });
	expect((await search(MAX_PAGE)).status).toBe(200);
	expect((await search(MAX_PAGE + 1)).status).toBe(422);

	const [message] = queue.sent;
	await deliver(
		service,
		Array.from({ length: MAX_PAGE + 1 }, () => message),
		{ queue: "edict-decisions-dead", attempts: 6 },
	);
	const letters = (await send(service, { path: "/v1/dead-letters", key })).json as { dead_letters: { id: string }[] };
	expect(letters.dead_letters).toHaveLength(MAX_PAGE);
	const replay = (body: unknown) => send(service, { path: "/v1/dead-letters/replay", key, body });
	const ids = letters.dead_letters.map(({ id }) => id);
	expect((await replay({ ids: ids.slice(0, MAX_REPLAY + 1) })).status).toBe(422);
	expect(await replay({})).toMatchObject({ status: 200, json: { replayed: MAX_REPLAY, failed: 0 } });
	expect(await replay({})).toMatchObject({ status: 200, json: { replayed: MAX_REPLAY, failed: 0 } });
	expect(await replay({})).toMatchObject({ status: 200, json: { replayed: 1, failed: 0 } });
});

test("a key has its own rate, and is told when to come back", async () => {
	const key = await keyInState("local", { rate_per_minute: 3 });
	const statuses: number[] = [];
	for (let at = 0; at < 5; at++) statuses.push((await send(service, { path: "/v1/whoami", key })).status);
	expect(statuses).toEqual([200, 200, 200, 429, 429]);
	const limited = await send(service, { path: "/v1/whoami", key });
	expect(limited.json).toMatchObject({ code: "rate-limited" });
	expect(Number(limited.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
	expect(Number(limited.headers.get("retry-after"))).toBeLessThanOrEqual(20);
	expect((await send(service, { path: "/v1/whoami", key: made.keys.app })).status).toBe(200);
});

test("a shield that is used up counts, for a key as for a tenant", async () => {
	const full = { limit: async () => ({ success: false }) } as unknown as RateLimit;
	for (const name of ["KEY_RATE", "TENANT_RATE"] as const) {
		const shielded = await createService(await makeEnv({ [name]: full }));
		expect((await send(shielded, { path: "/v1/whoami", key: made.keys.app })).status).toBe(429);
	}
});

test("a tenant has its quota of decisions a day, and the next day another", async () => {
	const put = {
		method: "PUT",
		path: "/v1/admin/tenants/small",
		key: made.operatorKey,
		body: { title: "Small", quota_per_day: 2 },
	};
	const { admin_key: key } = (await send(service, put)).json as { admin_key: string };
	await send(service, { method: "PUT", path: "/v1/admin/apps/bot", key, body: { title: "Bot" } });
	const decide = () => send(service, { path: "/v1/decide", key, body: { ...bodyOf("Hello"), app: "bot" } });

	const noon = Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 43_200_000;
	let now = noon;
	vi.spyOn(Date, "now").mockImplementation(() => now);
	const before = queue.sent.length;
	for (let at = 0; at < 2; at++) expect((await decide()).status).toBe(200);
	await deliver(service, queue.sent.slice(before));
	now += CONTEXT_STALE_MS;
	const refused = await decide();
	expect(refused).toMatchObject({ status: 429, json: { code: "quota-exceeded", decision: "refuse" } });
	expect(refused.headers.get("retry-after")).toBe(String(43_200 - CONTEXT_STALE_MS / 1_000));
	expect(queue.sent.length - before).toBe(2);
	now = noon + 43_200_000;
	expect((await decide()).status).toBe(200);
	const { results } = await env.CONTROL.prepare("SELECT count FROM usage WHERE tenant = 'small'").all();
	expect(results).toEqual([{ count: 2 }]);
});
