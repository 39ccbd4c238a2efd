// Exceptions, grants and kill switches through the whole service: what decisions make of them, how soon, and while parts are away.
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Decision } from "../../src/contract/decision.ts";
import type { DecisionRecord } from "../../src/contract/record.ts";
import { openAuthority } from "../../src/control/authority.ts";
import { underGlobalKill } from "../../src/control/global-kill.ts";
import type { Env } from "../../src/env.ts";
import { CONTEXT_GRACE_MS, CONTEXT_STALE_MS, DRILL_WAIT_MS, EXCEPTION_LEAD_MS } from "../../src/platform/limits.ts";
import { ok } from "../../src/platform/result.ts";
import type { Service } from "../../src/service.ts";
import { createService, install, makeEnv, send, spyQueue, switchable, switchableObjects } from "./service/fixture.ts";
import { keyInState, makeTenant, type Tenant } from "./service/tenants.ts";

const secrets: Partial<Env> = {};
const objects = switchableObjects();
const queue = spyQueue();
let control = switchable(env.CONTROL);
let service: Service;
let operatorKey: string;
let mine: Tenant;
let theirs: Tenant;
let second: string;
let later = 0;
const realNow = Date.now;

beforeAll(async () => {
	const { EDICT_RECEIPT_KEY, EDICT_TOKEN_KEY } = await makeEnv();
	Object.assign(secrets, { EDICT_RECEIPT_KEY, EDICT_TOKEN_KEY });
	({ operatorKey } = await install());
	service = await isolate();
	mine = await makeTenant(service, queue, operatorKey, "mine");
	theirs = await makeTenant(service, queue, operatorKey, "theirs");
	second = await keyInState("mine", { role: "approver", principal: "ben" });
});
beforeEach(async () => {
	vi.spyOn(Date, "now").mockImplementation(() => realNow() + later);
	for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => {});
	control = switchable(env.CONTROL);
	service = await isolate();
});
afterEach(() => {
	later = 0;
	objects.down = false;
	vi.restoreAllMocks();
});

async function isolate(): Promise<Service> {
	return createService(await makeEnv({ ...secrets, DECISIONS: queue, CONTROL: control.db, TENANTS: objects.namespace }));
}

const TEXT = { stage: "output", content: [{ role: "assistant", text: "Write to ana@example.com" }] };
async function decide(over: object = {}, tenant = mine): Promise<Decision> {
	const answer = await send(service, {
		path: "/v1/decide",
		key: tenant.keys.app,
		body: { app: "support-bot", ...TEXT, ...over },
	});
	expect(answer.status, answer.text).toBe(200);
	return answer.json as Decision;
}
const post = (path: string, body: object, key = mine.keys.operator) => send(service, { method: "POST", path, key, body });
const rulesOf = ({ reasons }: Decision) => reasons.map(({ rule }) => rule);
async function stop(over: object, key?: string): Promise<string> {
	const answer = await post("/v1/kill-switches", { switch: { state: "refuse", reason: "trial", ...over } }, key);
	expect(answer.status, answer.text).toBe(201);
	return (answer.json as { id: string }).id;
}
const lift = (id: string, key?: string) => post(`/v1/kill-switches/${id}/release`, { reason: "over" }, key);
const recordOf = ({ decision_id }: Decision) =>
	queue.sent.find((message) => message.record.decision_id === decision_id)?.record as DecisionRecord;
const documentOf = async (digest: string) =>
	(await send(service, { path: `/v1/documents/${digest}`, key: mine.keys.auditor })).json as { kind: string; document: unknown };

describe("a kill switch", () => {
	test("refuses within two seconds in an isolate that knew better, names itself, and is in the record by digest", async () => {
		expect((await decide()).decision).toBe("redact");
		const id = await stop({ scope: "app", value: "support-bot" });
		later += CONTEXT_STALE_MS;
		const refused = await decide();
		expect([refused.decision, rulesOf(refused)]).toEqual(["refuse", ["control.kill_switch"]]);
		const { documents } = recordOf(refused);
		expect(await documentOf(documents.kill)).toMatchObject({ kind: "kill", document: [{ id, scope: "app" }] });
		expect((await decide({ app: mine.marker })).decision).toBe("redact");
		expect((await decide({}, theirs)).decision).toBe("redact");
		await lift(id);
		later += CONTEXT_STALE_MS;
		expect((await decide()).decision).toBe("redact");
	});

	test("is thrown and followed while the database is away", async () => {
		await decide();
		await decide({}, theirs);
		control.down = true;
		await send(service, { path: "/v1/kill-switches", key: mine.keys.operator });
		const authority = openAuthority(env.TENANTS)("mine");
		const order = { by: "ana", at: Date.now(), reason: "incident", key: crypto.randomUUID() };
		const made = await authority.kill({ ...order, step: "on", kill: { scope: "tenant", state: "refuse" } });
		later += CONTEXT_STALE_MS;
		const refused = await decide();
		expect([refused.decision, refused.outcome, rulesOf(refused)]).toEqual(["refuse", "degraded", ["control.kill_switch"]]);
		if (made.ok) await authority.kill({ ...order, key: crypto.randomUUID(), step: "off", id: made.value.item.id });
	});

	test("of the operator stops every tenant, and takes two of them to lift", async () => {
		expect((await post("/v1/kill-switches", { switch: { scope: "global", state: "refuse", reason: "x" } })).status).toBe(403);
		await decide();
		const id = await stop({ scope: "global" }, operatorKey);
		later += CONTEXT_STALE_MS;
		for (const tenant of [mine, theirs]) expect(rulesOf(await decide({}, tenant))).toEqual(["control.kill_switch"]);
		const { documents } = recordOf(await decide());
		expect(await documentOf(documents.kill_global ?? "")).toMatchObject({ kind: "kill_global", document: [{ id }] });
		expect((await lift(id, operatorKey)).json).toMatchObject({ on: true });
		expect((await lift(id, operatorKey)).status).toBe(409);
		const other = await keyInState("edict", { role: "operator", principal: "other-operator" });
		expect((await lift(id, other)).json).toMatchObject({ on: false });
		later += CONTEXT_STALE_MS;
		expect((await decide()).decision).toBe("redact");
	});

	test("is drilled without refusing anyone, and says how long it took", async () => {
		const drill = await post("/v1/kill-switches/drill", { app: "support-bot", reason: "monthly" });
		expect(drill.json).toMatchObject({ passed: true, app: "support-bot" });
		const { refused_ms = 0, released_ms = 0 } = drill.json as { refused_ms?: number; released_ms?: number };
		for (const took of [refused_ms, released_ms]) expect(took).toBeLessThan(DRILL_WAIT_MS);
		expect((await decide()).decision).toBe("redact");
	});

	test("that makes no sense is refused at the member that does not", async () => {
		const cases: [object, string][] = [
			[{ scope: "app" }, "/switch/value"],
			[{ scope: "tenant", value: "x" }, "/switch/value"],
			[{ scope: "cohort", cohort: {} }, "/switch/cohort"],
			[{ scope: "tenant", state: "pin" }, "/switch/version"],
			[{ scope: "app", value: "a", state: "block" }, "/switch/state"],
		];
		for (const [over, pointer] of cases) {
			const answer = await post("/v1/kill-switches", { switch: { state: "refuse", reason: "x", ...over } });
			expect(answer.json, pointer).toMatchObject({ code: "invalid-request", errors: [{ pointer }] });
		}
	});

	test("of a key for one app reaches that app alone", async () => {
		const narrow = await keyInState("mine", { role: "operator", principal: "narrow", apps: [mine.marker] });
		expect((await post("/v1/kill-switches", { switch: { scope: "tenant", state: "refuse", reason: "x" } }, narrow)).status).toBe(
			403,
		);
		const id = await stop({ scope: "app", value: mine.marker }, narrow);
		expect((await lift(id, narrow)).status).toBe(200);
	});
});

const asked = (over: object = {}) => ({
	...{ rule: "privacy.pii_in_output", mode: "suppress", apps: ["support-bot"], owner: "privacy", reason: "contract" },
	...{ compensating_control: "people look", expires_at: Date.now() + 86_400_000 },
	...over,
});

describe("an exception", () => {
	test("lets its finding pass from its beginning on, visibly, and no more within two seconds of its end", async () => {
		const made = await post("/v1/exceptions", asked(), mine.keys.author);
		expect(made.status, made.text).toBe(201);
		const { id } = made.json as { id: string };
		expect((await post(`/v1/exceptions/${id}/approve`, { reason: "mine" }, mine.keys.approver)).status).toBe(409);
		expect((await post(`/v1/exceptions/${id}/approve`, { reason: "fine" }, second)).json).toMatchObject({ state: "scheduled" });
		later += CONTEXT_STALE_MS;
		expect((await decide()).decision).toBe("redact");
		later += EXCEPTION_LEAD_MS;
		const passed = await decide();
		expect(passed.decision).toBe("allow");
		expect(passed.reasons).toMatchObject([{ rule: "privacy.pii_in_output", suppressed_by: id }]);
		expect(await documentOf(recordOf(passed).documents.exceptions)).toMatchObject({ kind: "exceptions", document: [{ id }] });
		const list = (query: string) => send(service, { path: `/v1/exceptions?${query}`, key: mine.keys.auditor });
		expect((await list(`state=active&expiring_before=${Date.now() + 7 * 86_400_000}`)).json).toMatchObject({
			exceptions: [{ id }],
		});
		expect((await list(`expiring_before=${Date.now()}`)).json).toEqual({ exceptions: [] });
		await post(`/v1/exceptions/${id}/revoke`, { reason: "over" }, second);
		later += CONTEXT_STALE_MS;
		expect((await decide()).decision).toBe("redact");
		const history = await send(service, { path: `/v1/exceptions/${id}/history`, key: mine.keys.auditor });
		const { changes } = history.json as { changes: { type: string }[] };
		expect(changes.map(({ type }) => type)).toEqual(["exception.revoke", "exception.approve", "exception.propose"]);
		expect((await send(service, { path: `/v1/exceptions/${id}/history`, key: theirs.keys.auditor })).status).toBe(404);
	});

	test("is for rules that may have one", async () => {
		const fault = async (over: object) => (await post("/v1/exceptions", asked(over), mine.keys.author)).json;
		expect(await fault({ rule: "control.kill_switch" })).toMatchObject({ errors: [{ pointer: "/rule" }] });
		expect(await fault({ rule: "privacy.nothing" })).toMatchObject({ errors: [{ pointer: "/rule" }] });
		expect(await fault({ rule: "*" })).toMatchObject({ errors: [{ pointer: "/rule" }] });
		expect(await fault({ rule: "*", mode: "monitor" })).toMatchObject({ state: "proposed" });
	});
});

describe("a grant", () => {
	test("lets the very request that was held pass once, and no other", async () => {
		const id = await stop({ scope: "app", value: "support-bot", state: "review" });
		later += CONTEXT_STALE_MS;
		const held = await decide();
		const [obligation] = held.obligations;
		expect([held.decision, obligation?.type]).toEqual(["refuse", "await_approval"]);
		const { request = "" } = (obligation?.params ?? {}) as { request?: string };
		expect(recordOf(held).request).toBe(request);
		const body = { app: "support-bot", request, rules: ["control.held"], reason: "looked" };
		const grant = ((await post("/v1/grants", body, second)).json as { id: string }).id;

		const other = { grant, content: [{ role: "assistant", text: "Write to eve@example.com" }] };
		expect((await decide(other)).obligations).toMatchObject([{ params: { grant: "other" } }]);
		expect((await decide({ grant }, theirs)).decision).toBe("redact");
		expect((await decide({ grant, dry_run: true })).decision).toBe("refuse");
		const two = await Promise.all([decide({ grant }), decide({ grant })]);
		expect(two.map(({ decision }) => decision).sort()).toEqual(["redact", "refuse"]);
		const passed = two.find(({ decision }) => decision === "redact") as Decision;
		expect(passed.reasons).toContainEqual(expect.objectContaining({ rule: "control.held", suppressed_by: grant }));
		expect(recordOf(passed).input?.grant).toEqual({ id: grant, rules: ["control.held"] });
		expect((await decide({ grant })).obligations).toMatchObject([{ params: { grant: "used" } }]);
		await lift(id);
	});
});

describe("the operator's object is away", () => {
	const contexts = { load: async () => ok({ context: { kill: { digest: "d", items: [] } } as never, degraded: false }) };
	const pointer = { kill_global: { digest: "g", items: [{ id: "global-1", scope: "global", state: "refuse" }] } };
	let down = false;
	const read = async () => {
		if (down) throw new Error("unreachable");
		return pointer as never;
	};

	test("what it held is held for the grace, degraded; then nobody is answered", async () => {
		const cache = underGlobalKill(contexts, read, () => {});
		const load = (at: number) => cache.load("t", at, () => {});
		expect(await load(0)).toMatchObject({ ok: true, value: { degraded: false, context: { kill: { global: "g" } } } });
		down = true;
		expect(await load(CONTEXT_STALE_MS)).toMatchObject({
			ok: true,
			value: { degraded: true, context: { kill: { global: "g" } } },
		});
		expect(await load(CONTEXT_GRACE_MS)).toEqual({ ok: false, error: "unavailable" });
		expect(await underGlobalKill(contexts, read, () => {}).load("t", 0, () => {})).toEqual({ ok: false, error: "unavailable" });
	});
});
