// Every change takes one epoch, whoever else changes at the same time; the past cannot be edited.
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { AppBody } from "../../../src/contract/registry.ts";
import { openControl } from "../../../src/control/database.ts";
import { listRegistered, putRegistered, retireRegistered } from "../../../src/control/registry.ts";
import { brokenD1, db, forgetfulD1, NOW, rows } from "./fixture.ts";

const body = (title: string): AppBody => ({ title, tier: 2, channel: "stable", models: [], locales: [], tools: [], hosts: [] });
const actor = (tenant: string, at = NOW) => ({ tenant, by: "ana", at });
const epochsOf = (tenant: string) =>
	rows<{ epoch: number; at: number; type: string }>("select epoch, at, type from epochs where tenant = ? order by epoch", tenant);

describe("epochs", () => {
	test("concurrent changes get consecutive epochs and none is lost", async () => {
		const names = Array.from({ length: 20 }, (_, n) => `app-${n}`);
		await Promise.all(names.map((name) => putRegistered(db, "app", actor("many"), name, body(name))));
		expect((await epochsOf("many")).map(({ epoch }) => epoch)).toEqual(names.map((_, n) => n + 1));
		expect((await listRegistered(db, "app", "many")).map(({ name }) => name)).toEqual(names.toSorted());
		const own = await rows<{ epoch: number }>("select epoch from apps where tenant = 'many' order by epoch");
		expect(own.map(({ epoch }) => epoch)).toEqual(names.map((_, n) => n + 1));
	});

	test("the same body takes no epoch, not even many times at once; another body takes one", async () => {
		await Promise.all(Array.from({ length: 8 }, () => putRegistered(db, "app", actor("same"), "bot", body("One"))));
		expect(await epochsOf("same")).toHaveLength(1);
		await putRegistered(db, "app", actor("same"), "bot", body("Two"));
		await putRegistered(db, "app", actor("same"), "bot", body("One"));
		expect(await epochsOf("same")).toHaveLength(3);
	});

	test("retiring takes one epoch, keeps the past, and the name can be taken again", async () => {
		await putRegistered(db, "tool", actor("retire"), "search", { title: "Search", class: "read", scopes: [] });
		expect(await retireRegistered(db, "tool", actor("retire"), "search")).toEqual({ epoch: 2, at: NOW });
		expect(await retireRegistered(db, "tool", actor("retire"), "search")).toBeUndefined();
		expect(await retireRegistered(db, "tool", actor("retire"), "other")).toBeUndefined();
		expect(await listRegistered(db, "tool", "retire")).toEqual([]);
		await putRegistered(db, "tool", actor("retire"), "search", { title: "Search", class: "read", scopes: [] });
		expect(await listRegistered(db, "tool", "retire")).toHaveLength(1);
		const kept = await rows<{ retired: number; body: string }>(
			"select retired, body from tools where tenant = 'retire' order by epoch",
		);
		expect(kept.map(({ retired }) => retired)).toEqual([0, 1, 0]);
		expect(kept[1]?.body).toBe(kept[0]?.body);
	});

	test("times never run backwards within a tenant", async () => {
		await putRegistered(db, "app", actor("clock", NOW), "a", body("A"));
		await putRegistered(db, "app", actor("clock", NOW - 60_000), "b", body("B"));
		expect((await epochsOf("clock")).map(({ at }) => at)).toEqual([NOW, NOW]);
	});

	test("an answer lost on the way is asked for again and the change is made once", async () => {
		await putRegistered(openControl(forgetfulD1(env.CONTROL, 2)), "app", actor("lost"), "bot", body("Bot"));
		expect(await epochsOf("lost")).toHaveLength(1);
		expect(await rows("select 1 from apps where tenant = 'lost'")).toHaveLength(1);
	});

	test("a lasting failure is thrown, and nothing half done is left", async () => {
		await expect(putRegistered(openControl(brokenD1), "app", actor("down"), "bot", body("Bot"))).rejects.toThrow();
		await expect(
			putRegistered(openControl(forgetfulD1(env.CONTROL, 9)), "app", actor("down"), "bot", body("Bot")),
		).rejects.toThrow();
		expect(await epochsOf("down")).toHaveLength(1);
	});

	test("a batch whose row cannot be written takes no epoch", async () => {
		await env.CONTROL.prepare(
			"create trigger apps_full before insert on apps when new.tenant = 'full' begin select raise(abort, 'full'); end",
		).run();
		await expect(putRegistered(db, "app", actor("full"), "bot", body("Bot"))).rejects.toThrow();
		expect(await epochsOf("full")).toEqual([]);
	});

	test.each(["epochs", "tenants", "apps", "tools", "config_versions", "activations"])(
		"rows of %s cannot be edited",
		async (table) => {
			const made: Record<string, string> = {
				epochs: "'x', 1, 'c', 1, 'b', 't', 's', 'r'",
				tenants: "'x', 1, '{}', 1, 'b'",
				apps: "'x', 'n', 1, '{}', 0, 1, 'b'",
				tools: "'x', 'n', 1, '{}', 0, 1, 'b'",
				config_versions: "'x', 's', 1, 'd', '{}', 1, 'b', 'r'",
				activations: "'x', 'p', 'c', 1, 'd', 'r', 1, 'b', 'r', 'h'",
			};
			await env.CONTROL.prepare(`insert into ${table} values (${made[table]})`).run();
			await expect(env.CONTROL.prepare(`update ${table} set "by" = 'eve'`).run()).rejects.toThrow("append-only");
			await expect(env.CONTROL.prepare(`delete from ${table}`).run()).rejects.toThrow("append-only");
		},
	);
});
