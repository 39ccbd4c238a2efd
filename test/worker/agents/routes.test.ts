// The routes for OPA agents in workerd, with the whole service: bundles, discovery, status, logs, and whose they are.

import { env } from "cloudflare:workers";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import type { AgentView } from "../../../src/contract/agent.ts";
import type { DataRecord } from "../../../src/contract/record-data.ts";
import { gunzip } from "../../../src/platform/gzip.ts";
import {
	MAX_AGENT_LABELS,
	MAX_AGENT_PARTS,
	MAX_AGENT_STATUS_BYTES,
	MAX_AGENTS,
	MAX_LOG_CHUNK_BYTES,
	MAX_LOG_CHUNK_TEXT_BYTES,
	MAX_LOG_ENTRIES,
} from "../../../src/platform/limits.ts";
import { readTar } from "../../../src/policy/tar.ts";
import type { Service } from "../../../src/service.ts";
import { type Answer, createService, deliver, dump, install, makeEnv, send, spyQueue, switchable } from "../service/fixture.ts";
import { makeTenant, type Tenant } from "../service/tenants.ts";

const queue = spyQueue();
const ledger = switchable(env.LEDGER);
let service: Service;
let mine: Tenant;
let theirs: Tenant;

beforeAll(async () => {
	service = await createService(await makeEnv({ DECISIONS: queue, LEDGER: ledger.db }));
	const { operatorKey } = await install();
	mine = await makeTenant(service, queue, operatorKey, "mine");
	theirs = await makeTenant(service, queue, operatorKey, "theirs");
	queue.sent.length = 0;
});

const get = (path: string, headers: Record<string, string> = {}, key = mine.keys.agent) => send(service, { path, key, headers });
const post = (path: string, body: unknown, headers: Record<string, string> = {}, key = mine.keys.agent) =>
	send(service, { method: "POST", path, key, headers, ...(body instanceof Uint8Array ? { raw: body as BodyInit } : { body }) });
const agents = async (key = mine.keys.auditor, query = "") =>
	(await send(service, { path: `/v1/agents${query}`, key })).json as { agents: AgentView[]; next_cursor?: string };
const stable = async () => (await send(service, { path: "/v1/rules", key: mine.keys.auditor })).json as { digest: string };

async function bundleFiles(path: string): Promise<Map<string, string>> {
	const context = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} } as unknown as ExecutionContext;
	const request = new Request(`https://edict.test${path}`, { headers: { authorization: `Bearer ${mine.keys.agent}` } });
	const response = await service.fetch(request, context);
	const tar = await gunzip(new Uint8Array(await response.arrayBuffer()), 1 << 24);
	if (!tar.ok) throw new Error(tar.error);
	return new Map(readTar(tar.value).map((file) => [file.path, new TextDecoder().decode(file.bytes)]));
}

describe("bundles", () => {
	it("are the agent rendition of what the pointer names, tagged by the version", async () => {
		const answer = await get("/opa/bundles/guard");
		expect(answer.status).toBe(200);
		expect(answer.headers.get("content-type")).toBe("application/vnd.openpolicyagent.bundles");
		expect(answer.headers.get("etag")).toBe(`"${(await stable()).digest}"`);
		const files = await bundleFiles("/opa/bundles/guard");
		expect([...files.keys()]).toEqual(expect.arrayContaining([".manifest", "data.json", "bundle/guard/decision/decision.rego"]));
		expect((await get("/opa/bundles/guard/stable")).headers.get("etag")).toBe(answer.headers.get("etag"));
	});

	it("that the agent has are not sent again, after the wait that it offers", async () => {
		const tag = (await get("/opa/bundles/guard")).headers.get("etag") ?? "";
		const from = Date.now();
		const answer = await get("/opa/bundles/guard", { "if-none-match": tag, prefer: "modes=snapshot,delta;wait=1" });
		expect({ status: answer.status, text: answer.text, tag: answer.headers.get("etag") }).toEqual({ status: 304, text: "", tag });
		expect(Date.now() - from).toBeGreaterThanOrEqual(950);
		expect((await get("/opa/bundles/guard", { "if-none-match": '"sha256:other"', prefer: "wait=30" })).status).toBe(200);
	});

	it.each(["/opa/bundles/none", "/opa/bundles/guard/none", "/opa/bundles/constructor", "/opa/bundles/guard/__proto__"])(
		"%s is not there",
		async (path) => {
			expect((await get(path)).status).toBe(404);
		},
	);
});

describe("discovery", () => {
	it("configures bundles, decision logs and status, for the service that the agent names or its first", async () => {
		const config = async (path: string) => JSON.parse((await bundleFiles(path)).get("data.json") ?? "");
		expect(await config("/opa/discovery")).toEqual({
			bundles: {
				guard: {
					resource: "bundles/guard",
					polling: { min_delay_seconds: 5, max_delay_seconds: 15, long_polling_timeout_seconds: 30 },
				},
			},
			decision_logs: { reporting: { min_delay_seconds: 5, max_delay_seconds: 15, upload_size_limit_bytes: 131_072 } },
			status: {},
		});
		expect(await config("/opa/discovery/edict")).toMatchObject({
			bundles: { guard: { service: "edict" } },
			decision_logs: { service: "edict" },
			status: { service: "edict" },
		});
	});

	it("is the same bundle while nothing changes", async () => {
		const tag = (await get("/opa/discovery")).headers.get("etag") ?? "";
		expect((await get("/opa/discovery", { "if-none-match": tag })).status).toBe(304);
		expect((await get("/opa/discovery/edict", { "if-none-match": tag })).status).toBe(200);
	});
});

const SECRET = "ana@example.com";
/** As OPA 1.22 sends it, with words in it that may say anything. */
function status(id: string, bundle: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
	return {
		labels: { id, version: "1.22.2", region: "eu", contact: SECRET },
		bundles: {
			guard: {
				name: "guard",
				active_revision: "old",
				last_successful_activation: "2026-11-24T12:00:00.5Z",
				last_successful_download: "0001-01-01T00:00:00Z",
				last_request: "2026-11-24T12:00:01Z",
				metrics: { timer_bundle_request_ns: 1 },
				...bundle,
			},
		},
		plugins: { bundle: { state: "OK" }, status: { state: "OK" } },
		metrics: { prometheus: { [SECRET]: 1 } },
		...more,
	};
}

describe("status", () => {
	it.each(["/opa/status", "/opa/status/eu", "/opa/status/eu/west", "/opa/status//eu"])(
		"is taken at %s, gzipped or not",
		async (path) => {
			expect((await post(path, status("paths"))).status).toBe(204);
			const packed = new Uint8Array(gzipSync(JSON.stringify(status("packed"))));
			expect((await post(path, packed, { "content-encoding": "gzip" })).status).toBe(204);
		},
	);

	it("becomes a view of the fleet against the pointer", async () => {
		const { digest } = await stable();
		const revision = JSON.parse((await bundleFiles("/opa/bundles/guard")).get(".manifest") ?? "").revision as string;
		const cases: [string, Record<string, unknown>, Record<string, unknown>, string, Record<string, unknown>][] = [
			["current", { active_revision: revision }, {}, "current", { state: "current", digest, channel: "stable" }],
			["behind", {}, {}, "behind", { state: "behind", revision: "old", target: { digest, revision, since: expect.any(Number) } }],
			["empty", { active_revision: "" }, {}, "behind", { state: "behind", stale_ms: expect.any(Number) }],
			[
				"tampered",
				{ code: "bundle_error", message: `data.json: digest mismatch (want: a, got: b) ${SECRET}` },
				{},
				"failing",
				{ state: "failing", error: { code: "bundle_error", fault: "digest" } },
			],
			[
				"unsigned",
				{ active_revision: revision, code: "bundle_error", message: "verification failed: missing .signatures.json" },
				{},
				"failing",
				{ state: "failing", digest, error: { code: "bundle_error", fault: "signature" } },
			],
			[
				"unread-key",
				{ code: "bundle_error", message: "failed to parse PEM block containing the key" },
				{},
				"failing",
				{ error: { code: "bundle_error", fault: "signature" } },
			],
			[
				"denied",
				{ code: "bundle_error", http_code: 403, message: "request failed" },
				{},
				"failing",
				{ error: { code: "bundle_error", http_code: 403, fault: "download" } },
			],
			[
				"logs",
				{ active_revision: revision },
				{ decision_logs: { code: "decision_log_error", http_code: "413", message: "x" } },
				"failing",
				{},
			],
			["logs-well", { active_revision: revision }, { decision_logs: { code: "decision_log_error", message: "" } }, "current", {}],
			["plugin", { active_revision: revision }, { plugins: { bundle: { state: "ERROR" } } }, "failing", {}],
		];
		for (const [id, bundle, more] of cases) expect((await post("/opa/status", status(id, bundle, more))).status).toBe(204);
		const listed = new Map((await agents()).agents.map((agent) => [agent.id, agent]));
		for (const [id, , , state, bundle] of cases) {
			expect(listed.get(id), id).toMatchObject({ id, state, version: "1.22.2", labels: { region: "eu" }, bundles: [bundle] });
		}
		expect(listed.get("logs")).toMatchObject({ decision_logs: { code: "decision_log_error", http_code: 413 } });
		expect(listed.get("denied")?.bundles[0]).toMatchObject({ activated_at: Date.UTC(2026, 10, 24, 12, 0, 0, 500) });
		expect(JSON.stringify([...listed.values()])).not.toContain(SECRET);
	});

	it("of an agent in place of the one before, and of one that is not heard of as silent", async () => {
		await post("/opa/status", status("again"));
		const [before] = (await agents()).agents.filter(({ id }) => id === "again");
		await post("/opa/status", status("again", { active_revision: "older" }));
		const [after] = (await agents()).agents.filter(({ id }) => id === "again");
		expect(after).toMatchObject({ first_seen: before?.first_seen, bundles: [{ revision: "older" }] });
		await env.CONTROL.prepare("UPDATE agents SET last_seen = last_seen - 300001 WHERE id = 'again'").run();
		expect((await agents()).agents.find(({ id }) => id === "again")?.state).toBe("silent");
		await env.CONTROL.prepare("UPDATE agents SET last_seen = last_seen - 7 * 86400000 WHERE id = 'again'").run();
		await post("/opa/status", status("another"));
		expect((await agents()).agents.some(({ id }) => id === "again")).toBe(false);
	});

	it("keeps no more labels than its bound, and no name that is none", async () => {
		const labels = Object.fromEntries(Array.from({ length: MAX_AGENT_LABELS + 5 }, (_, at) => [`l${at}`, "x"]));
		await post("/opa/status", { labels: { ...labels, id: `strange ${SECRET}` } });
		const found = (await agents()).agents.find(({ id }) => id.startsWith("t1."));
		expect(Object.keys(found?.labels ?? {})).toHaveLength(MAX_AGENT_LABELS);
		expect(found?.state).toBe("behind");
	});

	it("keeps no more bundles and plugins of an agent than its bound", async () => {
		const many = (value: unknown) =>
			Object.fromEntries(Array.from({ length: MAX_AGENT_PARTS + 1 }, (_, at) => [`p${at}`, value]));
		await post("/opa/status", {
			labels: { id: "many" },
			bundles: many({ active_revision: "1" }),
			plugins: many({ state: "OK" }),
		});
		const found = (await agents(mine.keys.auditor, "?limit=200")).agents.find(({ id }) => id === "many");
		expect(found?.bundles).toHaveLength(MAX_AGENT_PARTS);
		expect(Object.keys(found?.plugins ?? {})).toHaveLength(MAX_AGENT_PARTS);
	});

	it("of one agent more than a tenant may have is refused, that of one that is known is not", async () => {
		await env.CONTROL.prepare(
			`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
			INSERT INTO agents (tenant, id, principal, labels, bundles, plugins, first_seen, last_seen)
			SELECT 'theirs', 'filler-' || i, 'p', '{}', '[]', '{}', ?2, ?2 FROM n`,
		)
			.bind(MAX_AGENTS, Date.now())
			.run();
		expect((await post("/opa/status", status("one-more"), {}, theirs.keys.agent)).status).toBe(409);
		expect((await post("/opa/status", status("filler-1"), {}, theirs.keys.agent)).status).toBe(204);
		await env.CONTROL.prepare("DELETE FROM agents WHERE tenant = 'theirs'").run();
		expect((await post("/opa/status", status("one-more"), {}, theirs.keys.agent)).status).toBe(204);
		await env.CONTROL.prepare("DELETE FROM agents WHERE tenant = 'theirs'").run();
	});

	it("is refused where it is none, or too large", async () => {
		for (const body of [{}, { labels: {} }, { labels: { id: "" } }, { labels: { id: 5 } }, [], "x"]) {
			expect((await post("/opa/status", body)).status).toBe(400);
		}
		const large = { labels: { id: "x" }, metrics: "x".repeat(MAX_AGENT_STATUS_BYTES) };
		expect((await post("/opa/status", large)).status).toBe(413);
		const packed = new Uint8Array(gzipSync(JSON.stringify(large)));
		expect((await post("/opa/status", packed, { "content-encoding": "gzip" })).status).toBe(413);
		expect((await post("/opa/status", {}, { "content-encoding": "br" })).status).toBe(415);
		expect((await post("/opa/status", packed.slice(0, -9), { "content-encoding": "gzip" })).status).toBe(400);
	});

	it("is paged by id", async () => {
		const ids: string[] = [];
		let cursor = "";
		do {
			const page = await agents(mine.keys.admin, `?limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`);
			expect(page.agents.length).toBeLessThanOrEqual(3);
			ids.push(...page.agents.map(({ id }) => id));
			cursor = page.next_cursor ?? "";
		} while (cursor !== "");
		expect(ids).toEqual([...new Set(ids)].sort());
		expect(ids.length).toBe((await agents(mine.keys.admin, "?limit=200")).agents.length);
		for (const limit of ["0", "201", "x", "1.5"]) {
			expect((await send(service, { path: `/v1/agents?limit=${limit}`, key: mine.keys.admin })).status).toBe(422);
		}
	});

	it("is another tenant's own", async () => {
		await post("/opa/status", status("shared"), {}, theirs.keys.agent);
		expect((await agents(theirs.keys.auditor)).agents.map(({ id }) => id)).toEqual(["shared"]);
		expect((await agents()).agents.map(({ id }) => id)).not.toContain("shared");
	});
});

const event = (decision_id: string, more: Record<string, unknown> = {}) => ({
	labels: { id: "agent-1", version: "1.22.2" },
	decision_id,
	bundles: { guard: { revision: "old" } },
	path: "guard/decision",
	input: { text: SECRET },
	result: { allow: true },
	requested_by: "192.0.2.7:4711",
	timestamp: "2026-11-24T12:00:00.123456789Z",
	...more,
});
const packed = (value: unknown) => new Uint8Array(gzipSync(typeof value === "string" ? value : JSON.stringify(value)));
const upload = (value: unknown, path = "/opa/logs", key?: string): Promise<Answer> =>
	post(path, packed(value), { "content-encoding": "gzip", "content-type": "application/json" }, key ?? mine.keys.agent);
const search = async (filters: Record<string, unknown>, key = mine.keys.auditor) =>
	((await send(service, { path: "/v1/decisions/search", key, body: filters })).json as { decisions: DataRecord[] }).decisions;

describe("decision logs", () => {
	it("become records, once each, found by the agent's own id", async () => {
		const from = queue.sent.length;
		const answer = await upload([event("d-1"), event("d-2")]);
		expect({ status: answer.status, json: answer.json }).toEqual({ status: 200, json: { received: 2, rejected: 0 } });
		expect((await upload([event("d-2"), event("d-3")], "/opa/logs/eu//west")).status).toBe(200);
		const messages = queue.sent.slice(from);
		expect(messages).toHaveLength(4);
		expect(await deliver(service, messages)).toEqual(["ack", "ack", "ack", "ack"]);
		const found = await search({ agent: "agent-1" });
		expect(found.map(({ agent }) => agent?.decision_id).sort()).toEqual(["d-1", "d-2", "d-3"]);
		expect(await search({ agent_decision_id: "d-2" })).toMatchObject([
			{ source: "agent", policy: { name: "guard", revision: "old" }, path: "guard/decision", agent: { id: "agent-1" } },
		]);
		expect(await search({ agent: "agent-1" }, theirs.keys.auditor)).toEqual([]);
	});

	it("name the version where the revision is one of the tenant's", async () => {
		const revision = JSON.parse((await bundleFiles("/opa/bundles/guard")).get(".manifest") ?? "").revision as string;
		await upload([event("d-v", { bundles: { guard: { revision } } })]);
		expect(queue.sent.at(-1)?.record).toMatchObject({ policy: { digest: (await stable()).digest } });
	});

	it("keep unreadable entries as letters, once each, and their neighbours as records", async () => {
		const from = queue.sent.length;
		const text = `[${JSON.stringify(event("d-4"))},{"input":"${SECRET}"},{"a":},${JSON.stringify(event("d-5"))}]`;
		for (const _ of [1, 2]) expect((await upload(text)).json).toEqual({ received: 4, rejected: 2 });
		expect(new Set(queue.sent.slice(from).map(({ record }) => (record as unknown as DataRecord).agent?.decision_id))).toEqual(
			new Set(["d-4", "d-5"]),
		);
		const letters = (
			(await send(service, { path: "/v1/dead-letters", key: mine.keys.operator })).json as {
				dead_letters: { reason: string }[];
			}
		).dead_letters.filter(({ reason }) => reason.startsWith("entry-"));
		expect(letters.map(({ reason }) => reason).sort()).toEqual(["entry-shape", "entry-syntax"]);
	});

	it("that nest deeper than any stack in one entry are recorded but for that one", async () => {
		const deep = `{"labels":{"id":"x","a":${"[".repeat(5_000)}${"]".repeat(5_000)}},"timestamp":"2026-11-24T12:00:00Z"}`;
		const answer = await upload(`[${deep},${JSON.stringify(event("d-beside"))}]`);
		expect({ status: answer.status, json: answer.json }).toEqual({ status: 200, json: { received: 2, rejected: 1 } });
		expect(queue.sent.at(-1)?.record).toMatchObject({ agent: { decision_id: "d-beside" } });
	});

	it("of one identity and different content in one upload are the first's, and counted", async () => {
		const from = queue.sent.length;
		const answer = await upload([event("d-twice"), event("d-twice", { result: false }), event("d-twice")]);
		expect(answer.json).toEqual({ received: 3, rejected: 1 });
		expect(new Set(queue.sent.slice(from).map(({ commitment }) => commitment)).size).toBe(1);
	});

	it("are not acknowledged while they cannot be kept", async () => {
		queue.failing = true;
		ledger.down = true;
		expect((await upload([event("d-6")])).status).toBe(503);
		expect((await upload("[{}]")).status).toBe(503);
		ledger.down = false;
		expect((await upload([event("d-6")])).status).toBe(200);
		queue.failing = false;
		expect(await search({ agent_decision_id: "d-6" })).toHaveLength(1);
	});

	it("that are damaged as a whole are asked for again", async () => {
		const bad = (raw: Uint8Array) => post("/opa/logs", raw, { "content-encoding": "gzip" });
		expect((await bad(packed([event("x")]).slice(0, -4))).status).toBe(400);
		for (const text of ["", "{}", "[", `[${JSON.stringify(event("x"))}`, "[1]x"]) expect((await upload(text)).status).toBe(400);
		expect((await upload("[]")).json).toEqual({ received: 0, rejected: 0 });
	});

	it("that are broken are answered in OPA's shape, and never with what was sent", async () => {
		for (const path of ["/opa/status", "/opa/logs"]) {
			for (const text of [`{"${SECRET}`, `{"${SECRET}": 1}`, `"${SECRET}"`, `{"labels": {"id": ["${SECRET}"]}}`]) {
				const answer = await post(path, new TextEncoder().encode(text));
				expect(answer.status).toBe(400);
				expect(answer.json).toMatchObject({ code: expect.any(String), message: expect.any(String) });
				expect(answer.text).not.toContain(SECRET);
			}
		}
	});

	it("are bounded as they arrive, as they unpack, and in number", async () => {
		const random = crypto.getRandomValues(new Uint8Array(65_536));
		const noise = Array.from({ length: MAX_LOG_CHUNK_BYTES / 65_536 + 1 }, () => String.fromCharCode(...random)).join("");
		expect((await post("/opa/logs", new TextEncoder().encode(`"${noise}"`), { "content-encoding": "gzip" })).status).toBe(413);
		expect((await upload(`["${"x".repeat(MAX_LOG_CHUNK_TEXT_BYTES)}"]`)).status).toBe(413);
		expect((await upload(`[${"1,".repeat(MAX_LOG_ENTRIES)}1]`)).status).toBe(413);
	});

	it("leave no content behind, anywhere", async () => {
		await deliver(service, queue.sent);
		const cells = [...(await dump(env.LEDGER)), ...(await dump(env.CONTROL))];
		expect(cells.filter((cell) => /ana@example|192\.0\.2/.test(cell))).toEqual([]);
	});
});
