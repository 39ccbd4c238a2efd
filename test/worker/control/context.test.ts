// The context that decisions are made in: complete, consistent, of one tenant, read in one round trip.
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { TenantBody } from "../../../src/contract/registry.ts";
import { putLayer } from "../../../src/control/config.ts";
import { readContext } from "../../../src/control/context.ts";
import { openControl } from "../../../src/control/database.ts";
import { putRegistered, putTenant, retireRegistered } from "../../../src/control/registry.ts";
import { countDecisions, utcDay } from "../../../src/control/usage.ts";
import { documentDigest } from "../../../src/platform/digest.ts";
import { authority, brokenD1, db, NOW } from "./fixture.ts";

const actor = { tenant: "acme", by: "ana", at: NOW };
const bot = {
	title: "Bot",
	tier: 1 as const,
	channel: "stable",
	models: ["a/b"],
	locales: ["en"],
	tools: ["search"],
	hosts: ["example.com"],
};
const search = { title: "Search", class: "read" as const, scopes: ["s:read"] };
const strict = { rules: { "privacy.pii_in_output": { action: "refuse" as const } } };

/** The real database, counting round trips, statements and rows read. */
function counted() {
	const batches: number[] = [];
	const rowsRead: number[] = [];
	const d1 = {
		prepare: (query: string) => env.CONTROL.prepare(query),
		batch: async (statements: D1PreparedStatement[]) => {
			batches.push(statements.length);
			const results = await env.CONTROL.batch(statements);
			rowsRead.push(results.reduce((sum, { meta }) => sum + meta.rows_read, 0));
			return results;
		},
	} as unknown as D1Database;
	return { db: openControl(d1), batches, rowsRead };
}

beforeAll(async () => {
	await putTenant(authority, actor, { title: "Acme" });
	await putRegistered(authority, "app", actor, "bot", bot);
	await putRegistered(authority, "app", actor, "old", bot);
	await retireRegistered(authority, "app", actor, "old");
	await putRegistered(authority, "app", actor, "plain", { ...bot, tier: 3 });
	await putRegistered(authority, "tool", actor, "search", search);
	await putLayer(authority, actor, "bot", strict, "strict");
	await putLayer(authority, actor, "tenant", { rules: {} }, "empty");
	await putRegistered(authority, "app", { ...actor, tenant: "rival" }, "theirs", bot);
	await putLayer(authority, { ...actor, tenant: "rival" }, "bot", { rules: {} }, "theirs");
});

describe("a context", () => {
	test("holds the newest version of everything of the tenant, each document with its digest", async () => {
		const context = await readContext(db, "acme", NOW);
		const empty = await documentDigest({ rules: {} });
		expect(context).toEqual({
			tenant: "acme",
			epoch: 8,
			apps: new Map([
				["bot", { name: "bot", ...bot }],
				["plain", { name: "plain", ...bot, tier: 3 }],
			]),
			tools: new Map([["search", { name: "search", ...search }]]),
			config: {
				tenant: { digest: empty, layer: { rules: {} } },
				apps: new Map([
					["bot", { digest: await documentDigest(strict), layer: strict }],
					["plain", { digest: empty, layer: { rules: {} } }],
				]),
			},
			exceptions: { digest: await documentDigest([]), items: [] },
			kill: { digest: await documentDigest([]), items: [] },
		});
	});

	test("takes one round trip of at most six statements", async () => {
		const { db: counting, batches } = counted();
		await readContext(counting, "acme", NOW);
		expect(batches).toHaveLength(1);
		expect(batches[0]).toBeLessThanOrEqual(6);
	});

	test("is the one before when no epoch has passed, and a whole new one when one has", async () => {
		const first = await readContext(db, "acme", NOW);
		const again = await readContext(db, "acme", NOW, first);
		expect(again?.apps).toBe(first?.apps);
		await putRegistered(authority, "tool", actor, "search", { ...search, class: "write" });
		const next = await readContext(db, "acme", NOW, first);
		expect(next?.epoch).toBe((first?.epoch ?? 0) + 1);
		expect(next?.tools.get("search")?.class).toBe("write");
		expect(next?.apps).toEqual(first?.apps);
	});

	test("costs next to nothing to refresh, however much is registered, while nothing changes", async () => {
		const large = { ...actor, tenant: "large" };
		await putTenant(authority, large, { title: "Large" });
		for (let n = 0; n < 30; n++) {
			await putRegistered(authority, "app", large, `app-${n % 10}`, { ...bot, title: `Version ${n}` });
			await putRegistered(authority, "tool", large, `tool-${n % 10}`, { ...search, title: `Version ${n}` });
		}
		const { db: counting, rowsRead } = counted();
		const first = await readContext(counting, "large", NOW);
		await readContext(counting, "large", NOW, first);
		expect(first?.apps.size).toBe(10);
		expect(rowsRead[0]).toBeGreaterThanOrEqual(60);
		expect(rowsRead[1]).toBeLessThan(10);
	});

	test("is of no tenant that is not there, and of none that has rows but was never created", async () => {
		expect(await readContext(db, "nobody", NOW)).toBeUndefined();
		expect(await readContext(db, "rival", NOW)).toBeUndefined();
	});

	test("is never read from a layer that does not have its digest", async () => {
		await putTenant(authority, { ...actor, tenant: "forged" }, { title: "Forged" });
		await env.CONTROL.prepare(
			`insert into config_versions (tenant, scope, epoch, digest, layer, since, "by", reason)
			values ('forged', 'tenant', 9, 'sha256:00', '{"rules":{}}', 1, 'eve', 'r')`,
		).run();
		await expect(readContext(db, "forged", NOW)).rejects.toThrow("digest");
	});

	test("fails loudly when the database does", async () => {
		await expect(readContext(openControl(brokenD1), "acme", NOW)).rejects.toThrow();
	});
});

test.each(["shop/authz/main", "/shop/authz/main"])("the default decision %s is the same with a slash before it", async (path) => {
	const asked = { ...actor, tenant: `default-${path.length}` };
	const body = v.parse(TenantBody, { title: "Shop", default_decision: path });
	await putTenant(authority, asked, body);
	expect((await readContext(db, asked.tenant, NOW))?.defaultDecision).toBe("shop/authz/main");
});

describe("the quota", () => {
	const quoted = { ...actor, tenant: "quoted" };
	const left = async (now: number) => (await readContext(db, "quoted", now))?.quota;

	test("is what the day has left, counted by tenant and UTC day", async () => {
		await putTenant(authority, quoted, { title: "Quoted", quota_per_day: 10 });
		expect(await left(NOW)).toEqual({ perDay: 10, left: 10 });
		const day = utcDay(NOW);
		await countDecisions(db, [
			{ tenant: "quoted", day, count: 3 },
			{ tenant: "acme", day, count: 50 },
			{ tenant: "quoted", day, count: 1 },
		]);
		await countDecisions(db, [{ tenant: "quoted", day, count: 2 }]);
		await countDecisions(db, []);
		expect(await left(NOW)).toEqual({ perDay: 10, left: 4 });
		expect(await left(NOW + 86_400_000)).toEqual({ perDay: 10, left: 10 });
		await countDecisions(db, [{ tenant: "quoted", day, count: 100 }]);
		expect(await left(NOW)).toEqual({ perDay: 10, left: 0 });
	});

	test("is seen to shrink and to go while no epoch, or one, passes", async () => {
		const before = await readContext(db, "quoted", NOW + 86_400_000);
		await countDecisions(db, [{ tenant: "quoted", day: utcDay(NOW + 86_400_000), count: 1 }]);
		const after = await readContext(db, "quoted", NOW + 86_400_000, before);
		expect(after?.quota).toEqual({ perDay: 10, left: 9 });
		expect(after?.epoch).toBe(before?.epoch);
		await putTenant(authority, quoted, { title: "Quoted" });
		expect(await readContext(db, "quoted", NOW, after)).not.toHaveProperty("quota");
	});

	test("day is UTC", () => {
		expect(utcDay(Date.UTC(2026, 0, 1) - 1)).toBe("2025-12-31");
		expect(utcDay(Date.UTC(2026, 0, 1))).toBe("2026-01-01");
	});

	test("more than a hundred tenants are counted in one statement", async () => {
		const entries = Array.from({ length: 300 }, (_, n) => ({ tenant: `t${n}`, day: "2026-01-01", count: n }));
		await countDecisions(db, entries);
		const sum = await env.CONTROL.prepare("select sum(count) s, count(*) n from usage where day = '2026-01-01'").first();
		expect(sum).toEqual({ s: 44_850, n: 300 });
	});
});
