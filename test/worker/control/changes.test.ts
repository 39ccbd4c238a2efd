// Who changed what when: the chain as an auditor reads it, page by page, each tenant's own and each key's own apps.
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { ChangeEntry } from "../../../src/contract/registry.ts";
import { documentDigest } from "../../../src/platform/digest.ts";
import { chainFault } from "../../../src/platform/event-chain.ts";
import { MAX_CHANGES_CHARS } from "../../../src/platform/limits.ts";
import { ask, caller, NOW, RELEASE, unchained } from "./fixture.ts";

type Page = { changes: ChangeEntry[]; next?: number };
const by = caller("acme");
const read = async (query: Record<string, string> = {}, asker = caller("acme", { role: "auditor" })) =>
	(await ask("changes", { by: asker, query })).body as Page;

describe("GET /v1/changes", () => {
	const layer = { rules: { "privacy.pii_in_output": { action: "refuse" } } };
	const bot = { title: "Bot", tier: 2, channel: "stable", models: [], locales: [], tools: [], hosts: [] };
	const search = { title: "Search", class: "read", scopes: [], schema: { type: "object" } };

	test("tells every change with who, when, why and what it was from then on, newest first", async () => {
		const operator = caller("edict", { principal: "olga" });
		const tenant = { title: "Acme", quota_per_day: 5 };
		await ask("putTenant", { by: operator, params: { name: "acme" }, body: { ...tenant, reason: "contract" }, now: NOW });
		await ask("putApp", { by, params: { name: "bot" }, body: { title: "Bot", reason: "launch" }, now: NOW + 1 });
		await ask("activePolicy", { by, query: { app: "bot" }, now: NOW + 2 });
		await ask("putTool", { by, params: { name: "search" }, body: { ...search, reason: "needed" }, now: NOW + 3 });
		await ask("putConfig", { by, body: { layer, reason: "strict" }, now: NOW + 4 });
		await ask("putConfig", { by, body: { app: "bot", layer, reason: "stricter" }, now: NOW + 5 });
		await ask("deleteTool", { by, params: { name: "search" }, query: { reason: "replaced" }, now: NOW + 6 });
		await ask("deleteApp", { by, params: { name: "bot" }, now: NOW + 7 });
		const digest = await documentDigest(layer);
		const { policy, revision } = RELEASE.manifest;
		const version = { policy, channel: "stable", revision, host: "host-1", roots: ["guard"] };
		const told = [
			{ type: "tenant.put", subject: "acme", by: "edict/olga", reason: "contract", document: tenant },
			{ type: "app.put", subject: "bot", reason: "launch", document: bot },
			{
				...{ type: "activation", subject: RELEASE.digest, by: "deploy", reason: "baked-in version" },
				...{ document: version, digest: RELEASE.digest },
			},
			{ type: "tool.put", subject: "search", reason: "needed", document: search },
			{ type: "config.put", subject: "tenant", reason: "strict", document: layer, digest },
			{ type: "config.put", subject: "bot", reason: "stricter", document: layer, digest },
			{ type: "tool.retire", subject: "search", reason: "replaced" },
			{ type: "app.retire", subject: "bot", reason: "" },
		].map((change, at) => ({ by: "acme-ana", ...change, epoch: at + 1, at: NOW + at }));
		const page = await read();
		expect(unchained(page.changes)).toEqual(told.toReversed());
		expect(page).not.toHaveProperty("next");
		expect(await chainFault("acme", page.changes.toReversed())).toBeUndefined();
	});

	test("pages by epoch: the next page begins where this one ends, also while changes are made", async () => {
		const seen: number[] = [];
		let from: number | undefined;
		do {
			const page = await read({ limit: "3", ...(from === undefined ? {} : { from: String(from) }) });
			seen.push(...page.changes.map(({ epoch }) => epoch));
			await ask("putApp", { by, params: { name: `more-${seen.length}` }, body: { title: "More" } });
			from = page.next;
		} while (from !== undefined);
		expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
		const asOf = await read({ from: "5", limit: "1" });
		expect(asOf).toMatchObject({ changes: [{ epoch: 5, type: "config.put" }], next: 4 });
	});

	test("shows a key for some apps their changes alone, and another tenant nothing", async () => {
		const some = caller("acme", { role: "auditor", apps: ["bot", "tenant", "search"] });
		expect((await read({}, some)).changes.map(({ epoch }) => epoch)).toEqual([8, 6, 2]);
		expect(await read({ limit: "1" }, some)).toMatchObject({ changes: [{ epoch: 8 }], next: 6 });
		expect(await read({ limit: "1", from: "2" }, some)).toEqual({ changes: [expect.objectContaining({ epoch: 2 })] });
		expect(await read({}, caller("acme", { role: "auditor", apps: ["none"] }))).toEqual({ changes: [] });
		expect(await read({}, caller("other", { role: "auditor" }))).toEqual({ changes: [] });
	});

	test.each([
		["/from", { from: "0" }],
		["/from", { from: "1.5" }],
		["/from", { from: "9".repeat(16) }],
		["/limit", { limit: "0" }],
		["/limit", { limit: "201" }],
		["/limit", { limit: "all" }],
	])("refuses at %s %o", async (pointer, query) => {
		expect(await ask("changes", { by, query })).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
	});

	test("ends a page early where documents are long, and never before its first", async () => {
		const long = caller("long");
		const schema = { type: "object", description: "x".repeat(240_000) };
		for (let at = 0; at < 7; at++) {
			await ask("putTool", { by: long, params: { name: `t${at}` }, body: { title: "T", class: "read", schema } });
		}
		const first = await read({}, long);
		expect(first.changes.map(({ epoch }) => epoch)).toEqual([7, 6, 5, 4, 3]);
		expect(JSON.stringify(first).length).toBeGreaterThan(MAX_CHANGES_CHARS);
		expect(first.next).toBe(2);
		const second = await read({ from: "2" }, long);
		expect(second.changes.map(({ epoch }) => epoch)).toEqual([2, 1]);
		expect(second).not.toHaveProperty("next");
	});

	test("does not show as fact a configuration that is not what its digest names", async () => {
		const epoch = `insert into epochs values ('bent', 1, 'c', 1, 'eve', 'config.put', 'tenant', 'r')`;
		const version = `insert into config_versions values ('bent', 'tenant', 1, 'sha256:${"0".repeat(64)}', '{"rules":{}}', 1, 'eve', 'r')`;
		await env.CONTROL.batch([env.CONTROL.prepare(epoch), env.CONTROL.prepare(version)]);
		expect((await ask("changes", { by: caller("bent") })).status).toBe(503);
	});
});

test("a reason is no part of the body, and must be one", async () => {
	const body = { title: "Bot", reason: "why" };
	expect((await ask("putApp", { by: caller("why"), params: { name: "bot" }, body })).body).not.toHaveProperty("reason");
	expect((await ask("listApps", { by: caller("why") })).body).not.toHaveProperty("apps.0.reason");
	// The same body with another reason is no change.
	await ask("putApp", { by: caller("why"), params: { name: "bot" }, body: { ...body, reason: "another" } });
	expect(await read({}, caller("why"))).toMatchObject({ changes: [{ epoch: 1, reason: "why" }] });
	const wrong = [
		await ask("putTool", { by, params: { name: "t" }, body: { title: "T", class: "read", reason: "" } }),
		await ask("deleteApp", { by: caller("why"), params: { name: "bot" }, query: { reason: "x".repeat(513) } }),
		await ask("deleteApp", { by: caller("why"), params: { name: "bot" }, query: { reason: "" } }),
	];
	expect(wrong).toMatchObject(Array(3).fill({ status: 422, body: { errors: [{ pointer: "/reason" }] } }));
	expect((await ask("listApps", { by: caller("why") })).body).toMatchObject({ apps: [{ name: "bot" }] });
});
