// The control plane's routes: what they take, what they refuse, whose things they show, and what they say without a database.
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { CONTROL_ROUTES } from "../../../src/contract/api-control.ts";
import type { ConfigVersion, KeyInfo } from "../../../src/contract/registry.ts";
import { findCaller } from "../../../src/control/credentials.ts";
import { openControl } from "../../../src/control/database.ts";
import { putRegistered } from "../../../src/control/registry.ts";
import { documentDigest } from "../../../src/platform/digest.ts";
import { MAX_REGISTERED, MAX_REGISTRY_BODY_BYTES } from "../../../src/platform/limits.ts";
import { ask, authority, brokenD1, caller, db, deps, NOW, RELEASE, rows } from "./fixture.ts";

type RouteId = keyof typeof CONTROL_ROUTES;
const epochsOf = (tenant: string) =>
	rows<{ type: string; subject: string; by: string }>("select * from epochs where tenant = ?", tenant);
const tool = { title: "Search", class: "read" };

describe("tenants", () => {
	const operator = caller("edict");

	test("are made by the operator, with a first admin key that works, told once", async () => {
		const asked = { by: operator, params: { name: "new" }, body: { title: "New Ltd", quota_per_day: 5 } };
		const made = (await ask("putTenant", asked)).body as { admin_key: string };
		expect(await findCaller(db, made.admin_key, NOW)).toMatchObject({
			ok: true,
			value: { tenant: "new", role: "admin", apps: ["*"] },
		});
		expect((await ask("putTenant", asked)).body).toEqual({ name: "new", title: "New Ltd", quota_per_day: 5 });
		expect(await epochsOf("new")).toMatchObject([{ type: "tenant.put", by: "edict/edict-ana" }]);
		await ask("putTenant", { ...asked, body: { title: "Newer Ltd" } });
		expect(await epochsOf("new")).toHaveLength(2);
	});

	test("whose admin keys are all dead get one more", async () => {
		const asked = { by: operator, params: { name: "locked" }, body: { title: "Locked" } };
		await ask("putTenant", asked);
		const { keys } = (await ask("listKeys", { by: caller("locked") })).body as { keys: KeyInfo[] };
		await ask("revokeKey", { by: caller("locked"), params: { id: keys[0]?.id ?? "" } });
		expect((await ask("putTenant", asked)).body).toHaveProperty("admin_key");
		expect((await ask("putTenant", asked)).body).not.toHaveProperty("admin_key");
	});

	test("get one first admin key, however many ask at the same time", async () => {
		const asked = { by: operator, params: { name: "hurry" }, body: { title: "Hurry" } };
		const answers = await Promise.all(Array.from({ length: 5 }, () => ask("putTenant", asked)));
		expect(answers.filter(({ body }) => "admin_key" in (body as object))).toHaveLength(1);
		expect(await epochsOf("hurry")).toHaveLength(1);
	});

	test("cannot be changed by others, not even by themselves, and see themselves alone", async () => {
		await ask("putTenant", { by: operator, params: { name: "self" }, body: { title: "Self", quota_per_day: 1 } });
		const asked = { by: caller("self"), params: { name: "self" }, body: { title: "Self" } };
		expect((await ask("putTenant", asked)).status).toBe(403);
		expect((await ask("listTenants", { by: caller("self") })).body).toEqual({
			tenants: [{ name: "self", title: "Self", quota_per_day: 1 }],
		});
		const all = (await ask("listTenants", { by: operator })).body as { tenants: { name: string }[] };
		expect(all.tenants.map(({ name }) => name)).toEqual(expect.arrayContaining(["locked", "new", "self"]));
	});
});

describe("apps and tools", () => {
	const by = caller("reg");

	test("are registered with defaults, changed, listed by name, and retired", async () => {
		const made = await ask("putApp", { by, params: { name: "bot" }, body: { title: "Bot" } });
		expect(made.body).toEqual({
			...{ name: "bot", title: "Bot", tier: 2, channel: "stable" },
			...{ models: [], locales: [], tools: [], hosts: [] },
		});
		await ask("putApp", { by, params: { name: "able" }, body: { title: "Able", tools: ["not.yet.registered"] } });
		await ask("putApp", { by, params: { name: "bot" }, body: { title: "Bot", tier: 1 } });
		const names = ((await ask("listApps", { by })).body as { apps: { name: string }[] }).apps.map(({ name }) => name);
		expect(names).toEqual(["able", "bot"]);
		expect((await ask("deleteApp", { by, params: { name: "able" } })).status).toBe(204);
		expect((await ask("deleteApp", { by, params: { name: "able" } })).status).toBe(404);
		expect((await ask("listApps", { by })).body).toMatchObject({ apps: [{ name: "bot", tier: 1 }] });
	});

	test("put again as they are change nothing", async () => {
		const once = { by, params: { name: "search" }, body: { ...tool, schema: { type: "object", required: ["q"] } } };
		await ask("putTool", once);
		const before = await epochsOf("reg");
		// The order of members is no difference.
		await ask("putTool", {
			...once,
			body: { schema: { required: ["q"], type: "object" }, scopes: [], class: "read", title: "Search" },
		});
		expect(await epochsOf("reg")).toEqual(before);
	});

	test("are told of wholly, but an app only to keys that may name it", async () => {
		await ask("putApp", { by, params: { name: "other" }, body: { title: "Other" } });
		for (const role of ["auditor", "app"] as const) {
			const some = caller("reg", { role, apps: ["bot"] });
			expect((await ask("listApps", { by: some })).body).toEqual({ apps: [expect.objectContaining({ name: "bot" })] });
			expect((await ask("listTools", { by: some })).body).toMatchObject({ tools: [{ name: "search", ...tool }] });
		}
	});

	test.each([
		["putApp", "no name", { title: "x" }, "/name"],
		["putApp", "tenant", { title: "x" }, "/name"],
		["putApp", "bot", { title: "" }, "/title"],
		["putApp", "bot", { title: "x", tier: 4 }, "/tier"],
		["putTool", "", tool, "/name"],
		["putTool", "search", { ...tool, schema: { type: "string" } }, "/schema"],
		["putTool", "search", { ...tool, schema: {} }, "/schema"],
		["putTool", "search", { ...tool, schema: { type: "object", properties: { q: 1 } } }, "/schema"],
	] as const)("%s %j with %j is refused at %s", async (id, name, body, pointer) => {
		expect(await ask(id, { by, params: { name }, body })).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
	});

	test("are not retired by a name that is none", async () => {
		expect((await ask("deleteTool", { by, params: { name: "no name" } })).status).toBe(404);
	});

	test("have bounds: the size of a body, the number of names", async () => {
		const hosts = Array.from({ length: 1024 }, () => `${"h".repeat(60)}.${"h".repeat(190)}.example`);
		const large = await ask("putApp", { by, params: { name: "bot" }, body: { title: "Bot", hosts } });
		expect(JSON.stringify(hosts).length).toBeGreaterThan(MAX_REGISTRY_BODY_BYTES);
		expect(large.status).toBe(413);
		await rows(
			`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${MAX_REGISTERED})
			insert into epochs (tenant, epoch, change, at, "by", type, subject, reason)
			select 'full', i, 'c' || i, 1, 'ana', 'tool.put', 't' || i, '' from n`,
		);
		await rows(
			`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${MAX_REGISTERED})
			insert into tools (tenant, name, epoch, body, retired, since, "by")
			select 'full', 't' || i, i, '{"title":"T","class":"read"}', 0, 1, 'ana' from n`,
		);
		const full = caller("full");
		expect((await ask("putTool", { by: full, params: { name: "more" }, body: tool })).status).toBe(409);
		expect((await ask("putTool", { by: full, params: { name: "t7" }, body: tool })).status).toBe(200);
	});
});

describe("configuration", () => {
	const by = caller("conf");
	const strict = { rules: { "privacy.pii_in_output": { action: "refuse" } } };

	test("is set by scope, named by digest, with its history newest first", async () => {
		await ask("putApp", { by, params: { name: "bot" }, body: { title: "Bot" } });
		const first = (await ask("putConfig", { by, body: { layer: strict, reason: "one" } })).body as ConfigVersion;
		expect(first).toEqual({
			digest: await documentDigest(strict),
			epoch: 2,
			scope: "tenant",
			layer: strict,
			since: NOW,
			by: "conf-ana",
			reason: "one",
		});
		const second = (await ask("putConfig", { by, body: { app: "bot", layer: strict, reason: "two" }, now: NOW + 1 }))
			.body as ConfigVersion;
		expect(second).toEqual({ ...first, epoch: 3, scope: "bot", since: NOW + 1, reason: "two" });
		expect((await ask("getConfig", { by })).body).toEqual({ history: [second, first] });
		const other = caller("conf", { role: "auditor", apps: ["other"] });
		expect((await ask("getConfig", { by: other })).body).toEqual({ history: [first] });
	});

	test("set again as it is changes nothing, and an earlier layer set again is a change", async () => {
		const count = async () => (await epochsOf("conf")).length;
		const before = await count();
		const again = (await ask("putConfig", { by, body: { layer: strict, reason: "again" }, now: NOW + 9 })).body;
		expect(again).toMatchObject({ reason: "one", since: NOW });
		expect(await count()).toBe(before);
		await ask("putConfig", { by, body: { layer: {}, reason: "none" } });
		const back = (await ask("putConfig", { by, body: { layer: strict, reason: "back" }, now: NOW + 10 })).body;
		expect(back).toMatchObject({ reason: "back", since: NOW + 10 });
		expect(await count()).toBe(before + 2);
	});

	test.each([
		[422, { layer: { rules: { "no.such_rule": { action: "refuse" } } }, reason: "r" }],
		[422, { layer: { rules: { "privacy.pii_in_output": { action: "allow" } } }, reason: "r" }],
		[422, { layer: {} }],
		[404, { app: "nobody", layer: {}, reason: "r" }],
	])("answers %d to %j", async (status, body) => {
		const answer = await ask("putConfig", { by, body });
		expect(answer.status).toBe(status);
		expect(JSON.stringify(answer.body)).not.toContain("such_rule");
	});

	const pii = (config: object) => ({ rules: { "privacy.pii_in_output": config } });
	test.each([
		["/layer/rules", { rules: { "no.such_rule": {} } }],
		["/layer/rules/privacy.pii_in_output/action", pii({ action: "flag" })],
		["/layer/rules/privacy.pii_in_output/severity", pii({ severity: "low" })],
		["/layer/rules/privacy.pii_in_output/params/min_scor", pii({ params: { min_scor: 1 } })],
		["/layer/rules/privacy.pii_in_output/params", pii({ params: { toString: 1 } })],
		["/layer/rules/privacy.pii_in_output/params", pii({ params: { "Ana's score": 1 } })],
		["/layer/rules/privacy.pii_in_output/params/min_score", pii({ params: { min_score: 701 } })],
		["/layer/rules/privacy.pii_in_output/params/min_score", pii({ params: { min_score: "1" } })],
		["/layer/rules/privacy.pii_in_output/params/style", pii({ params: { style: "mask" } })],
	])("what would have no effect is told at %s and not kept", async (pointer, layer) => {
		const before = await epochsOf("conf");
		const answer = await ask("putConfig", { by, body: { layer, reason: "r" } });
		expect(answer).toMatchObject({ status: 422, body: { code: "invalid-request", errors: [{ pointer }] } });
		expect(JSON.stringify(answer.body)).not.toContain("Ana");
		expect(await epochsOf("conf")).toEqual(before);
	});

	test("of an app that would relax its tenant's is refused; the tenant may get stricter than its apps", async () => {
		const tight = caller("tight");
		const put = (layer: object, app?: string) =>
			ask("putConfig", { by: tight, body: { layer, reason: "r", ...(app === undefined ? {} : { app }) } });
		await ask("putApp", { by: tight, params: { name: "bot" }, body: { title: "Bot" } });
		const relaxing = pii({ action: "review", params: { min_score: 500 } });
		expect((await put(relaxing, "bot")).status).toBe(200);
		expect((await put(pii({ action: "refuse", params: { min_score: 400 } }))).status).toBe(200);
		expect(await put(relaxing, "bot")).toMatchObject({
			status: 422,
			body: {
				errors: [
					{ pointer: "/layer/rules/privacy.pii_in_output/action" },
					{ pointer: "/layer/rules/privacy.pii_in_output/params/min_score" },
				],
			},
		});
		expect((await put(pii({ action: "refuse", params: { min_score: 399 } }), "bot")).status).toBe(200);
	});

	test("tells its first faults alone when there are many", async () => {
		const params = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`p${at}`, at]));
		const answer = await ask("putConfig", { by, body: { layer: pii({ params }), reason: "r" } });
		expect((answer.body as { errors: unknown[] }).errors).toHaveLength(16);
	});
});

describe("policies", () => {
	const by = caller("reader", { role: "auditor" });

	test("are told with manifest, rules and sources", async () => {
		const carried = {
			...{ digest: RELEASE.digest, policy: "guard", kind: "guard", revision: "2026.11.1", bytes: 4, source: "baked" },
			...{ entrypoints: ["guard/decision/decision"], roots: ["guard"], trusted: true, signed_by: [] },
		};
		expect((await ask("policies", { by })).body).toEqual({
			policies: [{ name: "guard", versions: [{ ...carried, active: true }] }],
		});
		expect((await ask("policy", { by, params: { digest: RELEASE.digest } })).body).toEqual({ ...RELEASE, version: carried });
		expect((await ask("policy", { by, params: { digest: "sha256:00" } })).status).toBe(404);
		expect((await ask("rules", { by })).body).toEqual({ digest: RELEASE.digest, rules: RELEASE.manifest.rules });
	});
});

test("a tenant sees and touches nothing of another's, by any route", async () => {
	const [mine, theirs] = [caller("mine"), caller("theirs")];
	await ask("putApp", { by: theirs, params: { name: "secret-app" }, body: { title: "Theirs" } });
	await ask("putTool", { by: theirs, params: { name: "secret-tool" }, body: tool });
	await ask("putConfig", { by: theirs, body: { app: "secret-app", layer: {}, reason: "theirs" } });
	const { info } = (await ask("createKey", { by: theirs, body: { role: "app", principal: "secret-key" } })).body as {
		info: KeyInfo;
	};
	const tables = ["epochs", "tenants", "apps", "tools", "config_versions", "activations", "keys", "usage"];
	const state = () => Promise.all(tables.map((table) => rows(`select * from ${table} where tenant = 'theirs'`)));
	const before = await state();

	const lists = {
		...{ listApps: "apps", listTools: "tools", listKeys: "keys", getConfig: "history", listTenants: "tenants" },
		changes: "changes",
	} as const;
	for (const [id, member] of Object.entries(lists))
		expect((await ask(id as RouteId, { by: mine })).body).toEqual({ [member]: [] });
	const none = [
		await ask("deleteApp", { by: mine, params: { name: "secret-app" } }),
		await ask("deleteTool", { by: mine, params: { name: "secret-tool" } }),
		await ask("revokeKey", { by: mine, params: { id: info.id } }),
		await ask("rotateKey", { by: mine, params: { id: info.id }, body: {} }),
		await ask("putConfig", { by: mine, body: { app: "secret-app", layer: {}, reason: "mine" } }),
		await ask("activePolicy", { by: mine, query: { app: "secret-app" } }),
	];
	expect(none.map(({ status }) => status)).toEqual(none.map(() => 404));
	await ask("putApp", { by: mine, params: { name: "secret-app" }, body: { title: "Mine" } });
	await ask("deleteApp", { by: mine, params: { name: "secret-app" } });
	expect(await state()).toEqual(before);
});

describe("without a database", () => {
	/** What the deployment carries, and what the tenant's control object knows by itself. */
	const needless: Partial<Record<RouteId, number>> = {
		...{ policies: 200, policy: 200, rules: 200 },
		...{ putApp: 200, putTool: 200, deleteApp: 204, deleteTool: 204, putConfig: 200 },
		...{ activatePolicy: 200, rollbackPolicy: 404 },
	};
	const move = { channel: "stable", reason: "trial" };
	const asked: Partial<Record<RouteId, object>> = {
		activePolicy: { query: { app: "bot" } },
		policy: { params: { digest: RELEASE.digest } },
		activatePolicy: { params: { name: "guard" }, body: { ...move, digest: RELEASE.digest } },
		rollbackPolicy: { params: { name: "guard" }, body: move },
	};

	test.each(Object.keys(CONTROL_ROUTES) as RouteId[])("%s says so, or does not need one", async (id) => {
		const route = CONTROL_ROUTES[id];
		const logged: string[] = [];
		const broken = deps({ db: openControl(brokenD1), log: (_level, event) => logged.push(event) });
		const example = "example" in route ? { body: route.example } : "request" in route ? { body: {} } : {};
		for (const kind of ["app", "tool"] as const) {
			const body = { ...tool, tier: 2, channel: "stable", models: [], locales: [], tools: [], hosts: [], scopes: [] } as never;
			if (id.startsWith("delete")) await putRegistered(authority, kind, { tenant: "edict", by: "ana", at: NOW }, "x", body);
		}
		const answer = await ask(id, { by: caller("edict"), params: { name: "x", id: "x" }, ...example, ...asked[id], with: broken });
		expect(answer.status).toBe(needless[id] ?? 503);
		expect(logged).toEqual(id in needless ? [] : ["control.failed"]);
	});

	test("nothing of what was asked is logged", async () => {
		const logged: unknown[] = [];
		const broken = deps({ db: openControl(brokenD1), log: (...line) => logged.push(line) });
		const body = { role: "app", principal: "canary-title" };
		await ask("createKey", { by: caller("acme"), params: { name: "canary-name" }, body, with: broken });
		expect(logged).toHaveLength(1);
		expect(JSON.stringify(logged)).not.toContain("canary");
	});
});

test("every example of the route table is taken", async () => {
	const by = caller("edict");
	for (const [id, route] of Object.entries(CONTROL_ROUTES)) {
		if (!("example" in route)) continue;
		expect((await ask(id as RouteId, { by, params: { name: "example" }, body: route.example })).status).toBe(route.status);
	}
});

test("a body stored before a field was added is read with that field's default", async () => {
	await env.CONTROL.prepare(`insert into epochs values ('early', 1, 'c', 1, 'ana', 'app.put', 'bot', '')`).run();
	await env.CONTROL.prepare(
		`insert into apps (tenant, name, epoch, body, retired, since, "by") values ('early', 'bot', 1, '{"title":"Bot"}', 0, 1, 'ana')`,
	).run();
	expect((await ask("listApps", { by: caller("early") })).body).toMatchObject({ apps: [{ name: "bot", tier: 2, hosts: [] }] });
	await putRegistered(authority, "app", { tenant: "early", by: "ana", at: NOW }, "bot", {
		...{ title: "Bot", tier: 3, channel: "stable" },
		...{ models: [], locales: [], tools: [], hosts: [] },
	});
	expect((await ask("listApps", { by: caller("early") })).body).toMatchObject({ apps: [{ tier: 3 }] });
});
