// What is left when something fails between a change and those who read it: nothing lost, nothing twice, in order, and visible.
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { bootstrap, LOCAL_TENANT } from "../../../src/control/bootstrap.ts";
import { chainFault } from "../../../src/platform/event-chain.ts";
import { PROJECTION_RETRY_MAX_MS, PROJECTION_RETRY_MS, PROJECTION_WAIT_MS } from "../../../src/platform/limits.ts";
import { authority, brokenD1, forgetfulD1, NOW, rows } from "./fixture.ts";
import { activate, app, baked, giveD1, leads, objectOf, order, putApp, ring, told, version } from "./objects.ts";

let logged: string[] = [];
beforeEach(() => {
	logged = [];
	for (const level of ["info", "warn", "error"] as const) {
		vi.spyOn(console, level).mockImplementation((line: string) => {
			logged.push((JSON.parse(line) as { event: string }).event);
		});
	}
});
afterEach(() => vi.restoreAllMocks());

const epochsOf = async (tenant: string) =>
	(await rows<{ epoch: number }>("select epoch from epochs where tenant = ? order by epoch", tenant)).map(({ epoch }) => epoch);
const alarmOf = (tenant: string) => runInDurableObject(objectOf(tenant), (_, state) => state.storage.getAlarm());
const TABLES = [
	...["epochs", "events", "tenants", "apps", "tools", "config_versions", "activations"],
	...["version_states", "evidence", "approvals", "break_glasses"],
] as const;
const OBJECT_TABLES = [
	...["events", "orders", "registry", "activations", "pointer", "outbox", "facts"],
	...["version_states", "notes", "deploys"],
];
const everything = (tenant: string) =>
	Promise.all(TABLES.map((table) => rows(`select * from ${table} where tenant = ? order by epoch`, tenant)));

/** Takes rows of a tenant out of D1, as a restore of the database to an earlier state does. */
async function restoreTo(tenant: string, epoch: number, also = "1"): Promise<void> {
	for (const table of TABLES) {
		await env.CONTROL.prepare(`drop trigger if exists ${table}_no_delete`).run();
		await env.CONTROL.prepare(`delete from ${table} where tenant = ? and epoch > ? and ${also}`).bind(tenant, epoch).run();
	}
}

describe("the database is away", () => {
	test("changes hold at once, are seen to wait, and land in order when it is back", async () => {
		await putApp("down", "a");
		await giveD1("down", brokenD1);
		for (const name of ["v1", "v2"]) {
			expect(await activate("down", name)).toMatchObject({ ok: true, value: { made: true, projected: false } });
		}
		expect(await leads("down")).toBe("v2");
		expect(await epochsOf("down")).toEqual([1]);
		expect(await authority("down").state()).toEqual({
			tenant: "down",
			epoch: 3,
			outbox: { waiting: 2, attempts: 2, since: NOW, failure: "Error" },
		});
		expect(logged).toEqual(["control.projection-failed", "control.projection-failed"]);
		expect(await ring("down")).toBe(true);
		expect(await authority("down").state()).toMatchObject({ outbox: { waiting: 2, attempts: 3 } });

		await giveD1("down", env.CONTROL);
		expect(await ring("down")).toBe(true);
		expect(await epochsOf("down")).toEqual([1, 2, 3]);
		expect(await authority("down").state()).toEqual({ tenant: "down", epoch: 3, outbox: { waiting: 0, attempts: 0 } });
		expect(await alarmOf("down")).toBeNull();
		expect(await chainFault("down", await told("down"))).toBeUndefined();
	});

	test("the alarm comes ever later, up to a bound, and the next change does not wait for it", async () => {
		await putApp("backoff", "a");
		await giveD1("backoff", brokenD1);
		await activate("backoff", "v1");
		const waits: number[] = [];
		for (let n = 0; n < 10; n++) {
			waits.push(((await alarmOf("backoff")) ?? 0) - Date.now());
			await ring("backoff");
		}
		const expected = waits.map((_, n) => Math.min(PROJECTION_RETRY_MS * 2 ** n, PROJECTION_RETRY_MAX_MS));
		for (const [n, wait] of waits.entries()) expect(Math.abs(wait - (expected[n] ?? 0))).toBeLessThan(1_500);
		await giveD1("backoff", env.CONTROL);
		expect(await activate("backoff", "v2")).toMatchObject({ ok: true, value: { projected: true } });
		expect(await epochsOf("backoff")).toEqual([1, 2, 3]);
	});

	test("and hangs: the answer does not", async () => {
		await putApp("hang", "a");
		const never = { prepare: (sql: string) => env.CONTROL.prepare(sql), batch: () => new Promise(() => {}) };
		await giveD1("hang", never as unknown as D1Database);
		const from = Date.now();
		expect(await activate("hang", "v1")).toMatchObject({ ok: true, value: { made: true, projected: false } });
		expect(Date.now() - from).toBeLessThan(PROJECTION_WAIT_MS + 2_000);
		expect(await leads("hang")).toBe("v1");
		await giveD1("hang", env.CONTROL);
		expect(await ring("hang")).toBe(true);
		expect(await epochsOf("hang")).toEqual([1, 2]);
	});

	test("for an object that is new: nothing can be said or changed, since the database may have a history", async () => {
		await runInDurableObject(objectOf("unborn"), async (instance) => {
			const inside = instance as unknown as { env: { CONTROL: D1Database } };
			inside.env = { CONTROL: brokenD1 };
			await expect(instance.pointer("unborn")).rejects.toThrow("unreachable");
			await expect(instance.activate("unborn", { ...order(), ...version("v1") })).rejects.toThrow("unreachable");
			inside.env = { CONTROL: env.CONTROL };
		});
		expect(await authority("unborn").pointer()).toMatchObject({ epoch: 0, policies: {} });
	});

	test("and loses answers on their way back: what was written is not written again", async () => {
		await putApp("lost", "a");
		await giveD1("lost", forgetfulD1(env.CONTROL, 2));
		expect(await activate("lost", "v1")).toMatchObject({ ok: true, value: { projected: false } });
		expect(await epochsOf("lost")).toEqual([1, 2]);
		await ring("lost");
		await ring("lost");
		expect(await authority("lost").state()).toMatchObject({ outbox: { waiting: 0 } });
		expect(await rows("select epoch from activations where tenant = 'lost'")).toEqual([{ epoch: 2 }]);
	});

	test("and refuses one row: none of its change is there, and none after it", async () => {
		await env.CONTROL.prepare(
			"create trigger apps_full before insert on apps when new.name = 'huge' begin select raise(abort, 'full'); end",
		).run();
		expect(await putApp("full", "huge")).toMatchObject({ ok: true, value: { projected: false } });
		expect(await putApp("full", "small")).toMatchObject({ ok: true, value: { projected: false } });
		expect(await epochsOf("full")).toEqual([]);
		await env.CONTROL.prepare("drop trigger apps_full").run();
		await ring("full");
		expect(await epochsOf("full")).toEqual([1, 2]);
	});
});

describe("the object dies", () => {
	/** Orders an activation from an object that dies when it writes to D1, before or after its own storage has the change. */
	async function dyingActivation(tenant: string, durable: boolean) {
		await putApp(tenant, "a");
		const dying = { ...order(), ...version("v1") };
		await runInDurableObject(objectOf(tenant), async (instance, state) => {
			const batch = async () => {
				if (durable) await state.storage.sync();
				state.abort("crash");
				return new Promise(() => {});
			};
			const d1 = { prepare: (sql: string) => env.CONTROL.prepare(sql), batch } as unknown as D1Database;
			(instance as unknown as { env: { CONTROL: D1Database } }).env = { CONTROL: d1 };
			await instance.activate(tenant, dying);
		}).catch(() => {});
		return dying;
	}

	test("between the commit and the projection: its successor has the change, the pointer and the alarm", async () => {
		const dying = await dyingActivation("crash", true);
		expect(await leads("crash")).toBe("v1");
		expect(await epochsOf("crash")).toEqual([1]);
		expect(await alarmOf("crash")).not.toBeNull();
		expect(await ring("crash")).toBe(true);
		expect(await epochsOf("crash")).toEqual([1, 2]);
		// Whoever got no answer asks again with the same key.
		expect(await authority("crash").activate(dying)).toMatchObject({ ok: true, value: { epoch: 2, made: true } });
		expect(await epochsOf("crash")).toEqual([1, 2]);
	});

	test("before its storage has the change: there is no part of it, and the repeat makes it", async () => {
		const dying = await dyingActivation("early", false);
		expect(await leads("early")).toBeUndefined();
		expect(await authority("early").events(2, 10)).toEqual({ events: [] });
		expect(await alarmOf("early")).toBeNull();
		expect(await authority("early").activate(dying)).toMatchObject({
			ok: true,
			value: { epoch: 2, made: true, projected: true },
		});
	});

	test("at any time: what it answered is what its successor knows", async () => {
		for (let n = 1; n <= 5; n++) {
			expect(await activate("mortal", `v${n}`)).toMatchObject({ ok: true, value: { epoch: n } });
			await evictDurableObject(objectOf("mortal"));
			expect(await leads("mortal")).toBe(`v${n}`);
		}
	});
});

describe("a database from before the object", () => {
	test("is adopted: the chain goes on from its newest epoch, and every change of it has its event", async () => {
		await bootstrap(env.CONTROL, NOW, "test");
		const before = await rows<{ epoch: number }>("select * from epochs where tenant = ? order by epoch", LOCAL_TENANT);
		const version = `'guard', 'stable', ${before.length + 1}, 'sha256:${"d".repeat(64)}', 'old', ${NOW}, 'deploy', 'baked-in version'`;
		const old = `insert into epochs values ('local', ${before.length + 1}, 'c', ${NOW}, 'deploy', 'activation', 'sha256:${"d".repeat(64)}', 'baked-in version')`;
		await env.CONTROL.batch([
			env.CONTROL.prepare(old),
			env.CONTROL.prepare(`insert into activations values ('local', ${version}, 'h0', null)`),
		]);
		const pointer = await authority("local").pointer();
		expect(pointer).toMatchObject({
			epoch: before.length + 1,
			policies: { guard: { roots: ["guard"], channels: { stable: { revision: "old", deployed: true } } } },
		});
		const seen = await told("local");
		expect(seen.every(({ chain }) => chain !== undefined)).toBe(true);
		expect(await chainFault("local", seen)).toBeUndefined();
		expect(await putApp("local", "support-bot", "Support bot", NOW - 1)).toMatchObject({
			ok: true,
			value: { epoch: before.length + 2, at: NOW },
		});
		expect(await authority("local").append({ ...order(), type: "app.retire", subject: "agent" })).toMatchObject({ ok: true });
		expect(await chainFault("local", await told("local"))).toBeUndefined();
		expect((await rows("select * from epochs where tenant = ? order by epoch", LOCAL_TENANT)).slice(0, before.length)).toEqual(
			before,
		);
	});

	test("and one whose object was lost give the same events again, hash by hash", async () => {
		await putApp("reborn", "a");
		await activate("reborn", "v1", { ticket: "CHG-1", evidence: [{ kind: "test", digest: `sha256:${"e".repeat(64)}` }] });
		await authority("reborn").rollback({ ...order(), policy: "guard", channel: "stable", host: "h1" });
		await authority("reborn").append({ ...order(), type: "app.retire", subject: "a" });
		const before = await authority("reborn").events(1, 200);
		await runInDurableObject(objectOf("reborn"), (_, { storage }) => {
			for (const table of OBJECT_TABLES) {
				storage.sql.exec(`delete from ${table}`);
			}
		});
		expect(await authority("reborn").events(1, 200)).toEqual(before);
		expect(await leads("reborn")).toBe("v1");
		expect(await putApp("reborn", "a")).toMatchObject({ ok: true, value: { epoch: before.events.length + 1 } });
	});

	test("with a gap in its chain is not taken over", async () => {
		await rows(
			"insert into epochs values ('gap', 1, 'c1', 1, 'ana', 'app.put', 'x', ''), ('gap', 3, 'c3', 1, 'ana', 'app.put', 'y', '')",
		);
		await runInDurableObject(objectOf("gap"), async (instance) => {
			await expect(instance.pointer("gap")).rejects.toThrow("gap");
		});
	});
});

describe("a database restored to yesterday", () => {
	async function history(tenant: string) {
		await authority(tenant).append({ ...order(), type: "tenant.put", subject: tenant, document: { title: "T" } });
		await authority(tenant).enter(baked("d1"), NOW);
		for (const name of ["a", "b"]) await putApp(tenant, name);
		await authority(tenant).append({ ...order(), type: "config.put", subject: "tenant", document: { rules: {} } });
		await activate(tenant, "v1");
		await authority(tenant).append({ ...order(), type: "app.retire", subject: "b" });
	}

	test("gets all that it lacks, as it was", async () => {
		await history("restored");
		const before = await everything("restored");
		expect(await authority("restored").reconcile()).toEqual({ epoch: 7, found: 7, diverged: false, projected: true });
		await restoreTo("restored", 3);
		expect(await authority("restored").reconcile()).toEqual({
			...{ epoch: 7, found: 3, missingFrom: 4, diverged: false, projected: true },
		});
		expect(await everything("restored")).toEqual(before);
		await restoreTo("restored", 0);
		expect(await authority("restored").reconcile()).toMatchObject({ found: 0, missingFrom: 1, projected: true });
		expect(await everything("restored")).toEqual(before);
		expect(logged.filter((event) => event === "control.projection-behind")).toHaveLength(2);
	});

	test("gets what it lacks in the middle, too", async () => {
		await history("hole");
		const before = await everything("hole");
		await restoreTo("hole", 0, "epoch in (3, 5)");
		expect(await authority("hole").reconcile()).toMatchObject({ found: 7, missingFrom: 3, projected: true });
		expect(await everything("hole")).toEqual(before);
	});

	test("and away again meanwhile: what it lacks waits for it", async () => {
		await history("again");
		const before = await everything("again");
		await restoreTo("again", 2);
		let broken = false;
		const failing = {
			prepare: (sql: string) => env.CONTROL.prepare(sql),
			batch: (all: D1PreparedStatement[]) => (broken ? Promise.reject(new Error("D1_ERROR")) : env.CONTROL.batch(all)),
		};
		await giveD1("again", failing as unknown as D1Database);
		broken = true;
		expect(await authority("again").reconcile()).toMatchObject({ missingFrom: 3, projected: false });
		broken = false;
		await ring("again");
		expect(await everything("again")).toEqual(before);
	});
});

describe("a change that somebody else wrote to the database", () => {
	test("is never written over, stops the projection, and is seen", async () => {
		await putApp("split", "a");
		await rows("insert into epochs values ('split', 2, 'theirs', 1, 'eve', 'app.put', 'evil', '')");
		expect(await putApp("split", "b")).toMatchObject({ ok: true, value: { epoch: 2, projected: false } });
		expect(await authority("split").state()).toMatchObject({ outbox: { waiting: 1, failure: "Diverged" } });
		expect(await rows("select change from epochs where tenant = 'split' and epoch = 2")).toEqual([{ change: "theirs" }]);
		expect(await rows("select name from apps where tenant = 'split'")).toEqual([{ name: "a" }]);
		expect(await authority("split").reconcile()).toMatchObject({ projected: false });
	});

	test("beyond what the object has is told as such", async () => {
		await putApp("beyond", "a");
		await rows("insert into epochs values ('beyond', 2, 'theirs', 1, 'eve', 'app.put', 'evil', '')");
		expect(await authority("beyond").reconcile()).toMatchObject({ epoch: 1, found: 2, diverged: true });
		expect(logged).toContain("control.projection-diverged");
	});

	test("in the place of an event is found by its hash", async () => {
		await putApp("forged", "a");
		await env.CONTROL.prepare("drop trigger events_no_update").run();
		await rows("update events set hash = ? where tenant = 'forged'", `sha256:${"0".repeat(64)}`);
		expect(await authority("forged").reconcile()).toMatchObject({ diverged: true });
		expect(await chainFault("forged", await told("forged"))).toEqual({ epoch: 1, fault: "hash" });
	});
});

test("a registry document is what it was when a retired name is taken again", async () => {
	await putApp("names", "bot", "One");
	await authority("names").append({ ...order(), type: "app.retire", subject: "bot" });
	expect(await authority("names").append({ ...order(), type: "app.put", subject: "bot", document: app("One") })).toMatchObject({
		ok: true,
		value: { epoch: 3, made: true },
	});
});
