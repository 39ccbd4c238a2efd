// Exceptions, grants and kill switches in the tenant's control object: who may, from when, until when, once.
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { readDocuments } from "../../../src/control/documents.ts";
import type { ExceptionOrder, GrantOrder, KillOrder } from "../../../src/control/item-orders.ts";
import type { TenantControl } from "../../../src/control/tenant-object.ts";
import { EXCEPTION_LEAD_MS, MAX_EXCEPTIONS, MAX_GRANT_MS, MAX_GRANTS, MAX_KILL_SWITCHES } from "../../../src/platform/limits.ts";
import { err } from "../../../src/platform/result.ts";
import { authority, brokenD1, db, NOW, rows } from "./fixture.ts";
import { activate, digestOf, giveD1, objectOf, order, putApp, ring, setClock, told } from "./objects.ts";

const DAY = 86_400_000;
type Propose = Extract<ExceptionOrder, { step: "propose" }>["exception"];
const body = (over: Partial<Propose> = {}): Propose => ({
	...{ rule: "privacy.pii_in_output", mode: "suppress", apps: ["bot"], roles: [], age_classes: [], sources: [] },
	...{ compensating_control: "people look", owner: "privacy", expires_at: NOW + 20 * DAY },
	...over,
});
const by = (who: string, at = NOW) => ({ ...order(at), by: who });
const propose = (tenant: string, over: Partial<Propose> = {}, who = "ana") =>
	authority(tenant).exception({ ...by(who), step: "propose", exception: body(over) });
const say = (tenant: string, step: "approve" | "reject" | "revoke", id: string, who: string, at = NOW) =>
	authority(tenant).exception({ ...by(who, at), step, id });

async function proposed(tenant: string, over: Partial<Propose> = {}): Promise<string> {
	await putApp(tenant, "bot");
	await setClock(tenant, NOW);
	const made = await propose(tenant, over);
	if (!made.ok) throw new Error(String(made.error));
	return made.value.item.id;
}

describe("an exception", () => {
	test("begins some seconds after another person's approval, and the pointer has it from then on", async () => {
		const id = await proposed("ex-1");
		expect((await authority("ex-1").pointer()).exceptions).toBeUndefined();
		expect(await say("ex-1", "approve", id, "ana")).toEqual(err("own"));
		const approved = await say("ex-1", "approve", id, "ben");
		const not_before = NOW + EXCEPTION_LEAD_MS;
		expect(approved).toMatchObject({ ok: true, value: { item: { state: "approved", not_before, tier: 2 } } });
		const fact = { id, rule: "privacy.pii_in_output", apps: ["bot"], mode: "suppress", not_before, expires_at: NOW + 20 * DAY };
		const { exceptions } = await authority("ex-1").pointer();
		expect(exceptions?.items).toEqual([fact]);
		const found = await readDocuments(db, "ex-1", [exceptions?.digest ?? ""]);
		expect(found.get(exceptions?.digest ?? "")).toMatchObject({ ok: true, value: { kind: "exceptions" } });
		expect((await told("ex-1")).at(-1)).toMatchObject({ type: "exception.approve", subject: id, document: { item: { id } } });
	});

	test("of the first tier takes two others, and ends sooner", async () => {
		const strict = { ...order(), type: "app.put", subject: "bot" } as const;
		const document = { title: "B", tier: 1, channel: "stable", models: [], locales: [], tools: [], hosts: [] };
		await authority("ex-2").append({ ...strict, document });
		await setClock("ex-2", NOW);
		expect(await propose("ex-2", { expires_at: NOW + 40 * DAY })).toEqual(err("duration"));
		const made = await propose("ex-2");
		const id = made.ok ? made.value.item.id : "";
		expect(await say("ex-2", "approve", id, "ben")).toMatchObject({ ok: true, value: { item: { state: "proposed" } } });
		expect(await say("ex-2", "approve", id, "ben")).toEqual(err("own"));
		expect(await say("ex-2", "approve", id, "cleo")).toMatchObject({ ok: true, value: { item: { state: "approved" } } });
	});

	test("must end, in time, and after it begins", async () => {
		await putApp("ex-3", "bot");
		await setClock("ex-3", NOW);
		expect(await propose("ex-3", { expires_at: NOW + 91 * DAY })).toEqual(err("duration"));
		expect(await propose("ex-3", { expires_at: NOW + EXCEPTION_LEAD_MS })).toEqual(err("duration"));
		expect(await propose("ex-3", { not_before: NOW + 2 * DAY, expires_at: NOW + DAY })).toEqual(err("duration"));
		expect(await propose("ex-3", { expires_at: NOW + EXCEPTION_LEAD_MS + 1 })).toMatchObject({ ok: true });
	});

	test("is taken back once, by whoever comes first, and leaves the pointer at once", async () => {
		const id = await proposed("ex-4");
		await say("ex-4", "approve", id, "ben");
		const both = await Promise.all([say("ex-4", "revoke", id, "ana"), say("ex-4", "revoke", id, "ben")]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(both.filter(({ ok }) => !ok)).toEqual([err("state")]);
		expect((await authority("ex-4").pointer()).exceptions).toBeUndefined();
		expect(await say("ex-4", "approve", id, "cleo")).toEqual(err("state"));
		expect(await say("ex-4", "revoke", "ex-999", "ana")).toEqual(err("unknown"));
	});

	test("that was rejected is over, and one in force can be revoked but not rejected", async () => {
		const id = await proposed("ex-5");
		expect(await say("ex-5", "reject", id, "ben")).toMatchObject({ ok: true, value: { item: { state: "rejected" } } });
		expect(await say("ex-5", "approve", id, "cleo")).toEqual(err("state"));
		const other = await proposed("ex-5");
		await say("ex-5", "approve", other, "ben");
		expect(await say("ex-5", "reject", other, "ben")).toEqual(err("state"));
	});

	test("is warned of 14 and 7 days before its end, once each, and ended by the clock", async () => {
		const id = await proposed("ex-6");
		await say("ex-6", "approve", id, "ben");
		const at = async (left: number) => {
			await setClock("ex-6", NOW + 20 * DAY - left);
			await authority("ex-6").reconcile();
			await authority("ex-6").reconcile();
			return (await told("ex-6")).filter(({ subject }) => subject === id).map(({ type }) => type.split(".")[1]);
		};
		expect(await at(15 * DAY)).toEqual(["propose", "approve"]);
		expect(await at(14 * DAY)).toEqual(["propose", "approve", "warn"]);
		expect(await at(7 * DAY)).toEqual(["propose", "approve", "warn", "warn"]);
		expect(await at(0)).toEqual(["propose", "approve", "warn", "warn", "expire"]);
		expect((await authority("ex-6").pointer()).exceptions).toBeUndefined();
	});

	test("for some has bounds that a version without them does not read", async () => {
		const id = await proposed("ex-7", { roles: ["lawyer"] });
		await say("ex-7", "approve", id, "ben");
		const { exceptions } = await authority("ex-7").pointer();
		expect(exceptions?.items).toMatchObject([{ id, roles: ["lawyer"], age_classes: [], sources: [] }]);
	});

	test("is one of so many that are not over", async () => {
		await putApp("ex-8", "bot");
		await setClock("ex-8", NOW);
		for (let made = 0; made < MAX_EXCEPTIONS; made += 64) {
			const some = await Promise.all(Array.from({ length: 64 }, () => propose("ex-8")));
			expect(some.every(({ ok }) => ok)).toBe(true);
		}
		expect(await propose("ex-8")).toEqual(err("full"));
	});

	test("outlives its object's storage", async () => {
		const id = await proposed("ex-9");
		await say("ex-9", "approve", id, "ben");
		const before = await authority("ex-9").pointer();
		await runInDurableObject(objectOf("ex-9"), async (_: TenantControl, state) => {
			await state.storage.deleteAll();
		});
		await evictDurableObject(objectOf("ex-9"));
		expect(await authority("ex-9").pointer()).toEqual(before);
		await setClock("ex-9", NOW);
		expect(await say("ex-9", "revoke", id, "ana")).toMatchObject({ ok: true });
	});
});

type On = Extract<KillOrder, { step: "on" }>["kill"];
const kill = (tenant: string, over: Partial<On> = {}, who = "ana") =>
	authority(tenant).kill({ ...by(who), step: "on", kill: { scope: "tenant", state: "refuse", ...over } });
const lift = (tenant: string, id: string, who: string) => authority(tenant).kill({ ...by(who), step: "off", id });
const idOf = (made: Awaited<ReturnType<typeof kill>>) => (made.ok ? made.value.item.id : "");

describe("a kill switch", () => {
	test("is in the pointer from its change on, lifted by one person, each an event", async () => {
		await setClock("kill-1", NOW);
		const id = idOf(await kill("kill-1"));
		const { kill: list, epoch } = await authority("kill-1").pointer();
		expect(list?.items).toEqual([{ id, scope: "tenant", state: "refuse" }]);
		expect(epoch).toBe(1);
		expect(await lift("kill-1", id, "ben")).toMatchObject({ ok: true, value: { item: { on: false } } });
		expect((await authority("kill-1").pointer()).kill).toBeUndefined();
		expect(await lift("kill-1", id, "ben")).toEqual(err("state"));
		expect((await told("kill-1")).map(({ type }) => type)).toEqual(["kill.on", "kill.off"]);
	});

	test("holds though the database is away", async () => {
		await kill("kill-2", { scope: "app", value: "bot" });
		await giveD1("kill-2", brokenD1);
		const made = await kill("kill-2");
		expect(made).toMatchObject({ ok: true, value: { projected: false } });
		expect((await authority("kill-2").pointer()).kill?.items).toHaveLength(2);
		// Its own database again: the outbox is seen through, and no alarm outlives the test.
		await evictDurableObject(objectOf("kill-2"));
		await ring("kill-2");
		expect(await told("kill-2")).toHaveLength(2);
	});

	test("over all tenants is the operator's, and without an end takes two people to lift", async () => {
		expect(await kill("kill-3", { scope: "global" })).toEqual(err("operator"));
		await setClock("edict", NOW);
		const id = idOf(await kill("edict", { scope: "global" }));
		expect((await authority("edict").pointer()).kill_global?.items).toMatchObject([{ id, scope: "global" }]);
		expect(await lift("edict", id, "ana")).toMatchObject({ ok: true, value: { item: { on: true, release: { by: "ana" } } } });
		expect(await lift("edict", id, "ana")).toEqual(err("own"));
		expect((await authority("edict").pointer()).kill_global?.items).toHaveLength(1);
		expect(await lift("edict", id, "ben")).toMatchObject({ ok: true, value: { item: { on: false } } });
		const short = idOf(await kill("edict", { scope: "global", expires_at: NOW + 1000 }));
		const { kill_global } = await authority("edict").pointer();
		const found = await readDocuments(db, "kill-3", [kill_global?.digest ?? ""]);
		expect(found.get(kill_global?.digest ?? "")).toMatchObject({ ok: true, value: { kind: "kill_global" } });
		expect(await lift("edict", short, "ana")).toMatchObject({ ok: true, value: { item: { on: false } } });
	});

	test("pins no version that was never in force", async () => {
		await activate("kill-4", "v1");
		await activate("kill-4", "v2");
		expect(await kill("kill-4", { state: "pin", version: digestOf("v9") })).toEqual(err("never-active"));
		expect(await kill("kill-4", { state: "pin", version: digestOf("v1") })).toMatchObject({ ok: true });
	});

	test("with an end is ended by the clock", async () => {
		await setClock("kill-5", NOW);
		await kill("kill-5", { expires_at: NOW + 1000 });
		expect(await kill("kill-5", { expires_at: NOW })).toEqual(err("duration"));
		await setClock("kill-5", NOW + 1000);
		await authority("kill-5").reconcile();
		expect((await authority("kill-5").pointer()).kill).toBeUndefined();
		expect((await told("kill-5")).at(-1)).toMatchObject({ type: "kill.expire", by: "schedule" });
	});

	test("is one of so many that hold", async () => {
		const all = await Promise.all(Array.from({ length: MAX_KILL_SWITCHES }, () => kill("kill-6")));
		expect(all.every(({ ok }) => ok)).toBe(true);
		expect(await kill("kill-6")).toEqual(err("full"));
		expect((await authority("kill-6").items("kill", Number.MAX_SAFE_INTEGER, 2)).map(({ epoch }) => epoch)).toEqual([64, 63]);
	});
});

const issue = (tenant: string, over: Partial<GrantOrder> = {}) =>
	authority(tenant).grant({ ...by("ben"), app: "bot", request: "t1.1.abc", rules: ["control.held"], lasts: 60_000, ...over });
const use = (tenant: string, id: string, over: object = {}) =>
	authority(tenant).useGrant({ id, app: "bot", request: "t1.1.abc", decision: "d1", by: "app", at: NOW, ...over });

describe("a grant", () => {
	async function granted(tenant: string): Promise<string> {
		await setClock(tenant, NOW);
		const made = await issue(tenant);
		return made.ok ? made.value.item.id : "";
	}

	test("of two decisions at once lets one pass, and that one again", async () => {
		const id = await granted("grant-1");
		const both = await Promise.all([use("grant-1", id), use("grant-1", id, { decision: "d2" })]);
		expect(both.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { id, rules: ["control.held"] } }]);
		expect(both.filter(({ ok }) => !ok)).toEqual([err("used")]);
		const mine = both[0]?.ok ? "d1" : "d2";
		expect(await use("grant-1", id, { decision: mine })).toMatchObject({ ok: true });
	});

	test("is for its request, its app, its tenant and another person", async () => {
		const id = await granted("grant-2");
		expect(await use("grant-2", id, { request: "t1.1.abd" })).toEqual(err("other"));
		expect(await use("grant-2", id, { app: "shop" })).toEqual(err("other"));
		expect(await use("grant-2", id, { by: "ben" })).toEqual(err("own"));
		await granted("grant-other");
		expect(await use("grant-3", id)).toEqual(err("unknown"));
		expect(await use("grant-2", id)).toMatchObject({ ok: true });
	});

	test("ends within minutes", async () => {
		const id = await granted("grant-4");
		expect(await issue("grant-4", { lasts: MAX_GRANT_MS + 1 })).toEqual(err("duration"));
		await setClock("grant-4", NOW + 60_000);
		expect(await use("grant-4", id, { at: NOW + 60_000 })).toEqual(err("expired"));
		expect(await use("grant-4", id, { at: NOW + 59_999 })).toMatchObject({ ok: true });
	});

	test("that was used is not given back when the object's storage is lost", async () => {
		const id = await granted("grant-5");
		await use("grant-5", id);
		await runInDurableObject(objectOf("grant-5"), async (_: TenantControl, state) => {
			await state.storage.deleteAll();
		});
		await evictDurableObject(objectOf("grant-5"));
		await authority("grant-5").pointer();
		await setClock("grant-5", NOW);
		expect(await use("grant-5", id)).toEqual(err("used"));
		expect(await rows("select type from epochs where tenant = 'grant-5'")).toEqual([{ type: "grant.issue" }]);
	});

	test("is one of so many", async () => {
		await setClock("grant-6", NOW);
		for (let made = 0; made < MAX_GRANTS; made += 100) await Promise.all(Array.from({ length: 100 }, () => issue("grant-6")));
		expect(await issue("grant-6")).toEqual(err("full"));
		await setClock("grant-6", NOW + 60_000);
		expect(await issue("grant-6", { at: NOW + 60_000 })).toMatchObject({ ok: true });
	}, 60_000);
});
