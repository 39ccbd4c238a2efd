// The client against a scripted service: what is repeated and how, what is thrown, what is believed.
import { describe, expect, it } from "vitest";
import { type ClientOptions, createClient, EdictError } from "../../src/sdk/client.ts";
import { DECISION, fakeService, problemAnswer, REDACTED } from "./fake-service.ts";

const REQUEST = { stage: "input", app: "support-bot", content: [{ role: "user", text: "Hello" }] } as const;
const REQUEST_BODY = { ...REQUEST, content: [...REQUEST.content] };

function clientOf(service: ReturnType<typeof fakeService>, more: Partial<ClientOptions> = {}) {
	return createClient({ url: "https://edict.test/", key: "edk_test_key", fetch: service.fetch, backoffMs: 1, ...more });
}

async function failureOf(work: Promise<unknown>): Promise<EdictError> {
	const error = await work.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (!(error instanceof EdictError)) throw new Error(`not an EdictError: ${String(error)}`);
	return error;
}

describe("decide", () => {
	it("sends the request with the key and an idempotency key", async () => {
		const service = fakeService(Response.json(DECISION));
		expect(await clientOf(service).decide(REQUEST_BODY, { traceparent: "00-1-2-01" })).toEqual(DECISION);
		const [sent] = service.asked;
		expect(sent).toMatchObject({ url: "https://edict.test/v1/decide", method: "POST", body: REQUEST });
		expect(sent?.headers.get("authorization")).toBe("Bearer edk_test_key");
		expect(sent?.headers.get("content-type")).toBe("application/json");
		expect(sent?.headers.get("traceparent")).toBe("00-1-2-01");
		expect(sent?.headers.get("idempotency-key")).toMatch(/^[0-9a-f]{32}$/);
	});

	it.each([
		["a network error", new TypeError("fetch failed")],
		["a 503", problemAnswer(503, "record-unavailable")],
		["a 500 that is not a problem", new Response("oops", { status: 502 })],
		["a 429", problemAnswer(429, "rate-limited", { "retry-after": "0" })],
	])("repeats after %s under the same idempotency key", async (_name, failure) => {
		const service = fakeService(failure, failure, Response.json(DECISION));
		expect((await clientOf(service).decide(REQUEST_BODY)).decision).toBe("allow");
		const keys = service.asked.map(({ headers }) => headers.get("idempotency-key"));
		expect(keys).toHaveLength(3);
		expect(new Set(keys).size).toBe(1);
	});

	it("uses another key for another call, and the caller's when there is one", async () => {
		const service = fakeService(Response.json(DECISION));
		const client = clientOf(service);
		await client.decide(REQUEST_BODY);
		await client.decide(REQUEST_BODY);
		await client.decide(REQUEST_BODY, { idempotencyKey: "order-7" });
		const keys = service.asked.map(({ headers }) => headers.get("idempotency-key"));
		expect(keys[0]).not.toBe(keys[1]);
		expect(keys[2]).toBe("order-7");
	});

	it("gives up after the retries, with the problem", async () => {
		const service = fakeService(problemAnswer(503, "context-unavailable"));
		const error = await failureOf(clientOf(service, { retries: 1 }).decide(REQUEST_BODY));
		expect(error).toMatchObject({ kind: "problem", status: 503, problem: { code: "context-unavailable" } });
		expect(service.asked).toHaveLength(2);
	});

	it.each([
		[401, "unauthenticated"],
		[403, "app-unknown"],
		[422, "invalid-request"],
	])("does not repeat a %i", async (status, code) => {
		const service = fakeService(problemAnswer(status, code));
		expect((await failureOf(clientOf(service).decide(REQUEST_BODY))).problem?.code).toBe(code);
		expect(service.asked).toHaveLength(1);
	});

	it("waits as long as the service asks", async () => {
		const service = fakeService(problemAnswer(429, "rate-limited", { "retry-after": "1" }), Response.json(DECISION));
		const from = performance.now();
		await clientOf(service).decide(REQUEST_BODY);
		expect(performance.now() - from).toBeGreaterThanOrEqual(990);
	});

	it("does not wait beyond its deadline", async () => {
		const service = fakeService(problemAnswer(429, "rate-limited", { "retry-after": "60" }));
		const from = performance.now();
		const error = await failureOf(clientOf(service).decide(REQUEST_BODY));
		expect(error.problem?.retry_after).toBe(60);
		expect(performance.now() - from).toBeLessThan(1000);
		expect(service.asked).toHaveLength(1);
	});

	it("ends each attempt in time, even when fetch heeds no signal", async () => {
		const service = fakeService("hang");
		const error = await failureOf(clientOf(service, { timeoutMs: 20, retries: 1 }).decide(REQUEST_BODY));
		expect(error.kind).toBe("timeout");
		expect(service.asked).toHaveLength(2);
	});

	it("ends the whole call at the deadline", async () => {
		const service = fakeService("hang");
		const from = performance.now();
		await failureOf(clientOf(service, { timeoutMs: 1000, deadlineMs: 60, retries: 5 }).decide(REQUEST_BODY));
		expect(performance.now() - from).toBeLessThan(500);
		expect(service.asked).toHaveLength(1);
	});

	it("stops when the caller says so, and does not repeat", async () => {
		const service = fakeService("hang");
		const controller = new AbortController();
		setTimeout(() => controller.abort(), 10);
		const error = await failureOf(clientOf(service).decide(REQUEST_BODY, { signal: controller.signal }));
		expect(error.kind).toBe("aborted");
		expect(service.asked).toHaveLength(1);
		const late = await failureOf(clientOf(service).decide(REQUEST_BODY, { signal: AbortSignal.abort() }));
		expect(late.kind).toBe("aborted");
		expect(service.asked).toHaveLength(1);
	});

	it.each([
		["no JSON", new Response("<html>")],
		["a list", Response.json([])],
		["null", Response.json(null)],
		["an unknown decision", Response.json({ ...DECISION, decision: "permit" })],
		["an allow without content", Response.json({ ...DECISION, content: undefined })],
		["an allow of a policy that could not speak", Response.json({ ...DECISION, outcome: "unavailable" })],
		["a redact that redacts nothing", Response.json({ ...REDACTED, redactions: [] })],
		["no version", Response.json({ ...DECISION, policy: undefined })],
		["a redirect", new Response(null, { status: 302, headers: { location: "https://elsewhere.test/" } })],
	])("believes no answer that is %s", async (_name, answer) => {
		const error = await failureOf(clientOf(fakeService(answer)).decide(REQUEST_BODY));
		expect(error.kind).toBe("invalid-answer");
	});
});

describe("decideBatch", () => {
	it("gives decisions and problems in order, without an idempotency key", async () => {
		const item = { type: "https://edict.dev/problems/invalid-request", title: "x", status: 422, code: "invalid-request" };
		const service = fakeService(Response.json({ decisions: [DECISION, item] }));
		expect(await clientOf(service).decideBatch([REQUEST_BODY, REQUEST_BODY])).toEqual([DECISION, item]);
		expect(service.asked[0]?.headers.has("idempotency-key")).toBe(false);
	});

	it("is repeated only when nothing was decided", async () => {
		const lost = fakeService(new TypeError("fetch failed"));
		expect((await failureOf(clientOf(lost).decideBatch([REQUEST_BODY]))).kind).toBe("network");
		expect(lost.asked).toHaveLength(1);
		const busy = fakeService(problemAnswer(503, "service-unavailable"), Response.json({ decisions: [DECISION] }));
		expect(await clientOf(busy).decideBatch([REQUEST_BODY])).toHaveLength(1);
	});

	it.each([
		["a decision short", { decisions: [DECISION] }],
		["not a list", { decisions: {} }],
		["odd inside", { decisions: [DECISION, { decision: "allow" }] }],
	])("believes no answer that is %s", async (_name, answer) => {
		const error = await failureOf(clientOf(fakeService(Response.json(answer))).decideBatch([REQUEST_BODY, REQUEST_BODY]));
		expect(error.kind).toBe("invalid-answer");
	});
});

describe("reading", () => {
	it("asks each route by its path", async () => {
		const service = fakeService(() => Response.json({ decisions: [] }));
		const client = clientOf(service, { url: "https://edict.test/base" });
		await client.decision("a/b");
		await client.policy("sha256:0");
		await client.policies();
		await client.rules();
		await client.whoami();
		await client.activePolicy("support/bot", 5);
		await client.activePolicy("a");
		await client.feedback("x", { kind: "correct" });
		expect(service.asked.map(({ method, url }) => `${method} ${url.replace("https://edict.test/base", "")}`)).toEqual([
			"GET /v1/decisions/a%2Fb",
			"GET /v1/policies/sha256%3A0",
			"GET /v1/policies",
			"GET /v1/rules",
			"GET /v1/whoami",
			"GET /v1/policies/active?app=support%2Fbot&at=5",
			"GET /v1/policies/active?app=a",
			"POST /v1/decisions/x/feedback",
		]);
	});

	it("walks all pages, empty ones too", async () => {
		const record = (id: number) => ({ decision_id: String(id) });
		const service = fakeService(
			Response.json({ decisions: [record(1), record(2)], next_cursor: "c1" }),
			Response.json({ decisions: [], next_cursor: "c2" }),
			Response.json({ decisions: [record(3)] }),
		);
		const ids: string[] = [];
		for await (const { decision_id } of clientOf(service).searchAll({ app: "a" })) ids.push(decision_id);
		expect(ids).toEqual(["1", "2", "3"]);
		expect(service.asked.map(({ body }) => body)).toEqual([{ app: "a" }, { app: "a", cursor: "c1" }, { app: "a", cursor: "c2" }]);
	});
});

describe("createClient", () => {
	it.each([[{ url: "edict.test", key: "k" }], [{ url: "file:///tmp", key: "k" }], [{ url: "https://edict.test", key: "" }]])(
		"does not take %o",
		(options) => {
			expect(() => createClient(options)).toThrow(TypeError);
		},
	);
});
