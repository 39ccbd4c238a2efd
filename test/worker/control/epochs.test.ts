// Every change takes one epoch, whoever else changes at the same time; the past cannot be edited.
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { AppBody } from "../../../src/contract/registry.ts";
import { listRegistered, putRegistered, retireRegistered } from "../../../src/control/registry.ts";
import { err } from "../../../src/platform/result.ts";
import { authority, db, NOW, rows } from "./fixture.ts";

const body = (title: string): AppBody => ({ title, tier: 2, channel: "stable", models: [], locales: [], tools: [], hosts: [] });
const actor = (tenant: string, at = NOW) => ({ tenant, by: "ana", at });
const epochsOf = (tenant: string) =>
	rows<{ epoch: number; at: number; type: string }>("select epoch, at, type from epochs where tenant = ? order by epoch", tenant);

describe("epochs", () => {
	test("concurrent changes get consecutive epochs and none is lost", async () => {
		const names = Array.from({ length: 20 }, (_, n) => `app-${n}`);
		await Promise.all(names.map((name) => putRegistered(authority, "app", actor("many"), name, body(name))));
		expect((await epochsOf("many")).map(({ epoch }) => epoch)).toEqual(names.map((_, n) => n + 1));
		expect((await listRegistered(db, "app", "many")).map(({ name }) => name)).toEqual(names.toSorted());
		const own = await rows<{ epoch: number }>("select epoch from apps where tenant = 'many' order by epoch");
		expect(own.map(({ epoch }) => epoch)).toEqual(names.map((_, n) => n + 1));
	});

	test("the same body takes no epoch, not even many times at once; another body takes one", async () => {
		await Promise.all(Array.from({ length: 8 }, () => putRegistered(authority, "app", actor("same"), "bot", body("One"))));
		expect(await epochsOf("same")).toHaveLength(1);
		await putRegistered(authority, "app", actor("same"), "bot", body("Two"));
		await putRegistered(authority, "app", actor("same"), "bot", body("One"));
		expect(await epochsOf("same")).toHaveLength(3);
	});

	test("retiring takes one epoch, keeps the past, and the name can be taken again", async () => {
		await putRegistered(authority, "tool", actor("retire"), "search", { title: "Search", class: "read", scopes: [] });
		expect(await retireRegistered(authority, "tool", actor("retire"), "search")).toMatchObject({
			ok: true,
			value: { epoch: 2, at: NOW, made: true },
		});
		expect(await retireRegistered(authority, "tool", actor("retire"), "search")).toEqual(err("unknown"));
		expect(await retireRegistered(authority, "tool", actor("retire"), "other")).toEqual(err("unknown"));
		expect(await listRegistered(db, "tool", "retire")).toEqual([]);
		await putRegistered(authority, "tool", actor("retire"), "search", { title: "Search", class: "read", scopes: [] });
		expect(await listRegistered(db, "tool", "retire")).toHaveLength(1);
		const kept = await rows<{ retired: number; body: string }>(
			"select retired, body from tools where tenant = 'retire' order by epoch",
		);
		expect(kept.map(({ retired }) => retired)).toEqual([0, 1, 0]);
		expect(kept[1]?.body).toBe(kept[0]?.body);
	});

	test("times never run backwards within a tenant", async () => {
		await putRegistered(authority, "app", actor("clock", NOW), "a", body("A"));
		await putRegistered(authority, "app", actor("clock", NOW - 60_000), "b", body("B"));
		expect((await epochsOf("clock")).map(({ at }) => at)).toEqual([NOW, NOW]);
	});

	test.each([
		...["epochs", "events", "tenants", "apps", "tools", "config_versions", "activations"],
		...["version_states", "evidence", "approvals", "break_glasses"],
	])("rows of %s cannot be edited", async (table) => {
		const made: Record<string, string> = {
			epochs: "'x', 1, 'c', 1, 'b', 't', 's', 'r'",
			events: "'x', 1, 1, 'h', '{}', null",
			tenants: "'x', 1, '{}', 1, 'b'",
			apps: "'x', 'n', 1, '{}', 0, 1, 'b'",
			tools: "'x', 'n', 1, '{}', 0, 1, 'b'",
			config_versions: "'x', 's', 1, 'd', '{}', 1, 'b', 'r'",
			activations: "'x', 'p', 'c', 1, 'd', 'r', 1, 'b', 'r', 'h', null",
			version_states: "'x', 'p', 'd', 1, 'tested', 'r', null, 1",
			evidence: "'x', 'i', 1, 'p', 'd', '{}'",
			approvals: "'x', 'i', 1, 'p', 'd', '{}'",
			break_glasses: "'x', 'i', 1, 'p', 'd', '{}'",
		};
		await env.CONTROL.prepare(`insert into ${table} values (${made[table]})`).run();
		await expect(env.CONTROL.prepare(`update ${table} set tenant = 'eve'`).run()).rejects.toThrow("append-only");
		await expect(env.CONTROL.prepare(`delete from ${table}`).run()).rejects.toThrow("append-only");
	});
});
