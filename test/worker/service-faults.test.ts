// The whole service with parts of it away: never an allow without a verdict and a record, never a lost record, and whoever
// asks is told to refuse. INVARIANTS 1 and 2.
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Baseline, loadBaseline } from "../../src/baseline.ts";
import type { Decision } from "../../src/contract/decision.ts";
import { openAuthority } from "../../src/control/authority.ts";
import type { NewInstall } from "../../src/control/bootstrap.ts";
import type { Env } from "../../src/env.ts";
import { ACTIVATION_SPREAD_MS, CONTEXT_GRACE_MS, CONTEXT_STALE_MS, IDEMPOTENCY_TTL_MS } from "../../src/platform/limits.ts";
import { err, ok } from "../../src/platform/result.ts";
import type { Policy } from "../../src/policy/host.ts";
import type { Service } from "../../src/service.ts";
import worker from "../../src/worker.ts";
import { forgetfulD1 } from "./control/fixture.ts";
import { createService, deliver, install, makeEnv, send, spyQueue, switchable, switchableObjects } from "./service/fixture.ts";

/** What speaks instead of the policy, when something does. */
let instead: Policy["evaluate"] | undefined;
async function loadSwitchable(): Promise<Baseline> {
	const baseline = await loadBaseline();
	return { ...baseline, policy: { evaluate: (input) => (instead ?? baseline.policy.evaluate)(input) } };
}

const secrets: Partial<Env> = {};
let made: NewInstall;
let queue = spyQueue();
let control = switchable(env.CONTROL);
let ledger = switchable(env.LEDGER);
const objects = switchableObjects();
let service: Service;
let later = 0;
const realNow = Date.now;

beforeAll(async () => {
	made = await install();
	const { EDICT_RECEIPT_KEY, EDICT_TOKEN_KEY } = await makeEnv();
	Object.assign(secrets, { EDICT_RECEIPT_KEY, EDICT_TOKEN_KEY });
});
beforeEach(async () => {
	[queue, control, ledger] = [spyQueue(), switchable(env.CONTROL), switchable(env.LEDGER)];
	service = await isolate();
	vi.spyOn(Date, "now").mockImplementation(() => realNow() + later);
	for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => {});
});
afterEach(() => {
	later = 0;
	objects.down = false;
	instead = undefined;
	vi.restoreAllMocks();
});

/** Another isolate of the same deployment: nothing remembered. */
async function isolate(): Promise<Service> {
	return createService(
		await makeEnv({ ...secrets, DECISIONS: queue, CONTROL: control.db, LEDGER: ledger.db, TENANTS: objects.namespace }),
		loadSwitchable,
	);
}

const bodyOf = (app = "support-bot", text = "Write to ana@example.com") => ({
	stage: "output",
	app,
	content: [{ role: "assistant", text }],
});
const ask = (app?: string, headers: Record<string, string> = {}) =>
	send(service, { path: "/v1/decide", key: made.keys.app, body: bodyOf(app), headers });
const decisionOf = (answer: { json: never }) => answer.json as Decision;
const stored = async (id: string) =>
	(await env.LEDGER.prepare("SELECT decision_id FROM decisions WHERE decision_id = ?").bind(id).all()).results.length;
const REFUSED = { status: 503, json: { status: 503, decision: "refuse" } };

describe("the queue is away", () => {
	test("the record is in the ledger before the answer", async () => {
		queue.failing = true;
		const answer = await ask("agent");
		expect(answer).toMatchObject({ status: 200, json: { decision: "redact", outcome: "decided", receipt: expect.any(String) } });
		expect(await stored(decisionOf(answer).decision_id)).toBe(1);
	});

	test.each(["agent", "support-bot"])("and the ledger too: %s is refused", async (app) => {
		[queue.failing, ledger.down] = [true, true];
		expect(await ask(app)).toMatchObject({ ...REFUSED, json: { code: "record-unavailable", decision: "refuse" } });
	});

	test("and the ledger too: an app of tier 3 goes on, degraded and without a promise", async () => {
		[queue.failing, ledger.down] = [true, true];
		const answer = await ask("assistant");
		expect(answer).toMatchObject({ status: 200, json: { decision: "redact", outcome: "degraded" } });
		expect(answer.json).not.toHaveProperty("receipt");
		const metrics = await send(service, { path: "/v1/metrics", key: made.keys.operator });
		expect(metrics.text).toContain('edict_records_failed_total{tier="3"} 1');
	});

	test("a batch is refused item by item, by the tier of each", async () => {
		[queue.failing, ledger.down] = [true, true];
		const requests = [bodyOf("agent"), bodyOf("assistant"), bodyOf("nobody")];
		const answer = await send(service, { path: "/v1/decide/batch", key: made.keys.app, body: { requests } });
		expect(answer.json).toMatchObject({
			decisions: [{ code: "record-unavailable", decision: "refuse" }, { outcome: "degraded" }, { code: "app-unknown" }],
		});
	});
});

describe("the ledger is away", () => {
	test("decisions go on, their records wait in the queue", async () => {
		ledger.down = true;
		const answer = await ask("agent");
		expect(answer).toMatchObject({ status: 200, json: { outcome: "decided", receipt: expect.any(String) } });
		const { decision_id: id } = decisionOf(answer);
		expect(await deliver(service, queue.sent)).toEqual(["retry"]);
		ledger.down = false;
		expect(await deliver(service, queue.sent, { attempts: 2 })).toEqual(["ack"]);
		expect(await stored(id)).toBe(1);
	});

	test.each(["agent", "support-bot", "assistant"])(
		"a promise of one decision for one key cannot be kept: %s is refused",
		async (app) => {
			ledger.down = true;
			expect(await ask(app, { "idempotency-key": "away-1" })).toMatchObject(REFUSED);
			expect(queue.sent).toEqual([]);
		},
	);

	test("questions to it are answered 503, and readiness tells which part", async () => {
		ledger.down = true;
		const key = made.keys.auditor;
		expect((await send(service, { path: "/v1/decisions/search", key, body: {} })).status).toBe(503);
		expect(await send(service, { path: "/readyz" })).toMatchObject({
			status: 503,
			json: { ready: false, checks: { policy: true, control: true, ledger: false } },
		});
	});
});

describe("the registry is away", () => {
	test("an isolate that has never read it refuses, and says so to whoever wants to decide", async () => {
		control.down = true;
		service = await isolate();
		expect(await ask()).toMatchObject(REFUSED);
		const batch = { path: "/v1/decide/batch", key: made.keys.app, body: { requests: [bodyOf()] } };
		expect(await send(service, batch)).toMatchObject(REFUSED);
	});

	test("one that has read it goes on, degraded after a while and not for ever; tier 1 stops at once", async () => {
		for (const app of ["agent", "support-bot", "assistant"]) expect(decisionOf(await ask(app)).outcome).toBe("decided");
		control.down = true;
		expect(decisionOf(await ask("agent")).outcome).toBe("decided");
		later = CONTEXT_STALE_MS + 1;
		expect(await ask("agent")).toMatchObject({ ...REFUSED, json: { code: "context-unavailable", decision: "refuse" } });
		for (const app of ["support-bot", "assistant"]) {
			const answer = await ask(app);
			expect(answer).toMatchObject({
				status: 200,
				json: { decision: "redact", outcome: "degraded", receipt: expect.any(String) },
			});
			expect(queue.sent.at(-1)?.record).toMatchObject({ outcome: "degraded", decision_id: decisionOf(answer).decision_id });
		}
		later = CONTEXT_GRACE_MS + 1_000;
		for (const app of ["agent", "support-bot", "assistant"]) expect(await ask(app)).toMatchObject(REFUSED);
		control.down = false;
		expect(decisionOf(await ask("agent")).outcome).toBe("decided");
	});
});

describe("the control objects are away", () => {
	test("an isolate that has never read a pointer refuses, and readiness tells which part", async () => {
		objects.down = true;
		service = await isolate();
		expect(await ask()).toMatchObject({ ...REFUSED, json: { code: "context-unavailable", decision: "refuse" } });
		expect(await send(service, { path: "/readyz" })).toMatchObject({
			status: 503,
			json: { ready: false, checks: { control: true, authority: false } },
		});
	});

	test("one that has read it goes on by the last, degraded after a while and not for ever; tier 1 stops at once", async () => {
		for (const app of ["agent", "support-bot"]) expect(decisionOf(await ask(app)).outcome).toBe("decided");
		objects.down = true;
		later = CONTEXT_STALE_MS + 1;
		expect(await ask("agent")).toMatchObject({ ...REFUSED, json: { code: "context-unavailable" } });
		expect(decisionOf(await ask("support-bot"))).toMatchObject({ decision: "redact", outcome: "degraded" });
		later = CONTEXT_GRACE_MS + 1_000;
		for (const app of ["agent", "support-bot"]) expect(await ask(app)).toMatchObject(REFUSED);
		objects.down = false;
		expect(decisionOf(await ask("agent")).outcome).toBe("decided");
	});

	test("no change is made, and whoever ordered it is told so", async () => {
		objects.down = true;
		const call = { method: "PUT", path: "/v1/admin/apps/new-bot", key: made.keys.admin, body: { title: "New" } };
		expect((await send(service, call)).status).toBe(503);
		objects.down = false;
		const { apps } = (await send(service, { path: "/v1/admin/apps", key: made.keys.admin })).json as { apps: { name: string }[] };
		expect(apps.map(({ name }) => name)).not.toContain("new-bot");
	});
});

test("of two deployments that overlap, each decides by what it carries, and the one that stays has the last word", async () => {
	const former = `sha256:${"0".repeat(64)}`;
	const before = await createService(await makeEnv({ ...secrets, DECISIONS: queue }), async () => ({
		...(await loadSwitchable()),
		digest: former,
	}));
	const pointed = async () => {
		const { policies } = await openAuthority(env.TENANTS)("local").pointer();
		return policies.guard?.channels.stable?.digest;
	};
	const { digest } = decisionOf(await ask()).policy;
	expect(await pointed()).toBe(digest);
	const late = { path: "/v1/decide", key: made.keys.app, body: bodyOf() };
	expect(decisionOf(await send(before, late)).policy.digest).toBe(former);
	expect(await pointed()).toBe(former);
	later = CONTEXT_STALE_MS + 1;
	expect(decisionOf(await ask())).toMatchObject({ outcome: "decided", policy: { digest } });
	expect(await pointed()).toBe(former);
	later = ACTIVATION_SPREAD_MS + CONTEXT_STALE_MS;
	expect(decisionOf(await ask())).toMatchObject({ outcome: "decided", policy: { digest } });
	expect(await pointed()).toBe(digest);
});

test("a channel that moves while the registry is away decides: the record names the pointer's epoch", async () => {
	const before = decisionOf(await ask());
	control.down = true;
	const moved = await openAuthority(env.TENANTS)("local").activate({
		...{ policy: "guard", channel: "stable", digest: before.policy.digest, revision: before.policy.revision },
		...{ roots: ["guard"], host: "h", by: "ana", at: Date.now(), reason: "pin", key: "pin" },
		carried: true,
	});
	if (!moved.ok) throw new Error("not moved");
	later = CONTEXT_STALE_MS + 1;
	expect(decisionOf(await ask()).outcome).toBe("degraded");
	expect(queue.sent.at(-1)?.record).toMatchObject({ epoch: moved.value.epoch, outcome: "degraded" });
	control.down = false;
	expect(decisionOf(await ask()).outcome).toBe("decided");
	expect(queue.sent.at(-1)?.record).toMatchObject({ epoch: moved.value.epoch, outcome: "decided" });
});

describe("the policy", () => {
	const faults: Record<string, [Policy["evaluate"], string]> = {
		traps: [() => err("trap"), "policy-trap"],
		"says nothing": [() => err("undefined"), "policy-undefined"],
		"says something else": [() => ok({ action: "permit" }), "policy-invalid-verdict"],
		"cannot be loaded": [() => err("load"), "policy-unavailable"],
		throws: [
			() => {
				throw new Error("ana@example.com");
			},
			"detection-failed",
		],
	};
	test.each(Object.entries(faults))("that %s refuses, as an outage and on record", async (_, [evaluate, code]) => {
		instead = evaluate;
		const answer = await ask();
		expect(answer).toMatchObject({
			status: 200,
			json: { decision: "refuse", outcome: "unavailable", reasons: [], problem: { code }, refusal: { hazard: "generic" } },
		});
		expect(answer.text).not.toContain("ana@example.com");
		expect(await deliver(service, queue.sent)).toEqual(["ack"]);
		const found = await send(service, { path: `/v1/decisions/${decisionOf(answer).decision_id}`, key: made.keys.auditor });
		expect(found).toMatchObject({ status: 200, json: { record: { decision: "refuse", outcome: "unavailable", problem: code } } });
		instead = undefined;
		expect(decisionOf(await ask()).outcome).toBe("decided");
	});

	test("that does not speak makes the service not ready", async () => {
		instead = () => err("trap");
		expect(await send(service, { path: "/readyz" })).toMatchObject({ status: 503, json: { checks: { policy: false } } });
	});
});

test("a clock that goes back stops nothing, loses nothing, and makes no second decision", async () => {
	const headers = { "idempotency-key": "clock-1" };
	const first = decisionOf(await ask("agent", headers));
	later = -3_600_000;
	const again = decisionOf(await ask("agent", headers));
	const earlier = decisionOf(await ask("agent"));
	expect(again.decision_id).toBe(first.decision_id);
	expect(Date.parse(earlier.time)).toBeLessThan(Date.parse(first.time));
	expect(await deliver(service, queue.sent)).toEqual(["ack", "ack", "ack"]);
	for (const { decision_id: id } of [first, earlier]) expect(await stored(id)).toBe(1);
	const rows = await env.LEDGER.prepare("SELECT recorded_at FROM decisions ORDER BY seq").all<{ recorded_at: number }>();
	const times = rows.results.map(({ recorded_at }) => recorded_at);
	expect(times).toEqual([...times].sort((a, b) => a - b));
});

test("what the queue took is in the ledger in the end, once, whatever fails on the way", async () => {
	const decided = await Promise.all(Array.from({ length: 24 }, () => ask("agent")));
	const ids = decided.map((answer) => decisionOf(answer).decision_id);
	expect(new Set(queue.sent.map(({ record }) => record.decision_id))).toEqual(new Set(ids));
	let waiting = [...queue.sent];
	let deliveries = 0;
	while (waiting.length > 0 && deliveries < 20) {
		deliveries++;
		// Down, then answers get lost after the rows were written, then well; a part of each batch is delivered twice.
		const lossy = deliveries === 3 ? { LEDGER: forgetfulD1(env.LEDGER, 2) } : {};
		ledger.down = deliveries <= 2;
		const consumer = await createService(await makeEnv({ ...secrets, DECISIONS: queue, LEDGER: ledger.db, ...lossy }));
		const batch = waiting.slice(0, 10);
		const said = await deliver(consumer, [...batch, ...batch.slice(0, 2)], { attempts: deliveries });
		waiting = waiting.filter((message) => !batch.includes(message) || said[batch.indexOf(message)] === "retry");
	}
	expect(waiting).toEqual([]);
	expect(deliveries).toBeGreaterThan(4);
	for (const id of ids) expect(await stored(id)).toBe(1);
});

describe("repeats under one key", () => {
	test("at the same time give one id, one record, one receipt, and the redaction each time", async () => {
		const headers = { "idempotency-key": "parallel-1" };
		const answers = await Promise.all(Array.from({ length: 12 }, () => ask("support-bot", headers)));
		const decisions = answers.map(decisionOf);
		expect(new Set(decisions.map(({ decision_id: id }) => id)).size).toBe(1);
		expect(new Set(decisions.map(({ receipt }) => receipt)).size).toBe(1);
		for (const { content } of decisions) expect(content).toEqual([{ role: "assistant", text: "Write to [EMAIL]" }]);
		await deliver(service, queue.sent);
		expect(await stored(decisions[0]?.decision_id ?? "")).toBe(1);
	});

	test("survive an outage between: the retry of a refused request gives the first decision", async () => {
		const headers = { "idempotency-key": "outage-1" };
		const { send: take } = queue;
		// Everything fails at once, after the key was settled and before the record is anywhere.
		queue.send = async () => {
			ledger.down = true;
			throw new Error("Queue send failed: unreachable");
		};
		const first = await ask("support-bot", headers);
		expect(first).toMatchObject(REFUSED);
		[queue.send, ledger.down] = [take, false];
		const [second, third] = [await ask("support-bot", headers), await ask("support-bot", headers)];
		expect([second.status, third.status]).toEqual([200, 200]);
		expect(first.json).toMatchObject({ instance: `urn:uuid:${decisionOf(second).decision_id}` });
		expect(decisionOf(third).decision_id).toBe(decisionOf(second).decision_id);
		await deliver(service, queue.sent);
		expect(await stored(decisionOf(second).decision_id)).toBe(1);
	});

	test("with another request are refused, and another app's or a later day's are their own", async () => {
		const headers = { "idempotency-key": "reuse-1" };
		const first = decisionOf(await ask("support-bot", headers));
		const other = { path: "/v1/decide", key: made.keys.app, body: bodyOf("support-bot", "Hello"), headers };
		expect(await send(service, other)).toMatchObject({ status: 422, json: { code: "idempotency-mismatch", decision: "refuse" } });
		expect(decisionOf(await ask("agent", headers)).decision_id).not.toBe(first.decision_id);
		later = IDEMPOTENCY_TTL_MS + 1;
		expect(decisionOf(await ask("support-bot", headers)).decision_id).not.toBe(first.decision_id);
	});
});

test("a failing shield against floods lets through", async () => {
	const broken = { limit: () => Promise.reject(new Error("unreachable")) } as unknown as RateLimit;
	service = await createService(await makeEnv({ ...secrets, DECISIONS: queue, KEY_RATE: broken, TENANT_RATE: broken }));
	expect((await ask()).status).toBe(200);
});

test.each([
	["EDICT_TOKEN_KEY", ""],
	["EDICT_TOKEN_KEY", "short"],
	["EDICT_RECEIPT_KEY", ""],
	["EDICT_RECEIPT_KEY", "{}"],
	["EDICT_LOG_KEY", ""],
	["EDICT_LOG_KEY", "{}"],
	["EDICT_PUBLIC_LOGS", "yes"],
	["EDICT_TOKEN_EPOCHS", "0"],
	["EDICT_ENVIRONMENT", "staging"],
])("a Worker whose %s is %j serves nothing", async (name, value) => {
	const request = new Request<unknown, IncomingRequestCfProperties>("https://edict.test/v1/decide", { method: "POST" });
	const response = await worker.fetch(request, { ...(await makeEnv()), [name]: value }, createExecutionContext());
	expect(response.status).toBe(503);
	expect(await response.json()).toMatchObject({ code: "service-unavailable", decision: "refuse" });
});
