// A key's life: made, used, rotated with overlap, revoked, expired; and what a database that fails does to it.
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { KeyInfo } from "../../../src/contract/registry.ts";
import { createCallerCache } from "../../../src/control/caller-cache.ts";
import { findCaller, findCredential } from "../../../src/control/credentials.ts";
import { openControl } from "../../../src/control/database.ts";
import { createKey, listKeys } from "../../../src/control/keys.ts";
import { isKey, keyHash, newKey } from "../../../src/platform/credential.ts";
import { CREDENTIAL_FRESH_MS, MAX_REGISTERED } from "../../../src/platform/limits.ts";
import { ask, brokenD1, caller, db, NOW, rows } from "./fixture.ts";

type Made = { key: string; info: KeyInfo };
const admin = caller("acme");
const make = async (body: object, now = NOW) => (await ask("createKey", { by: admin, body, now })).body as Made;
const holder = (key: string, now = NOW) => findCaller(db, key, now);
const REFUSED = { ok: false, error: "unauthenticated" };

describe("a key", () => {
	test("is told once, stored as a hash, and says who holds it", async () => {
		const { key, info } = await make({ role: "app", principal: "backend", apps: ["bot"], rate_per_minute: 60 });
		expect(isKey(key)).toBe(true);
		expect(await holder(key)).toEqual({
			ok: true,
			value: { keyId: info.id, tenant: "acme", principal: "backend", role: "app", apps: ["bot"], origins: [], ratePerMinute: 60 },
		});
		const stored = JSON.stringify(await rows("select * from keys"));
		expect(stored).toContain(await keyHash(key));
		expect(stored).not.toContain(key);
		const { keys } = (await ask("listKeys", { by: admin })).body as { keys: KeyInfo[] };
		expect(keys).toContainEqual(info);
		expect(JSON.stringify(keys)).not.toContain(await keyHash(key));
	});

	test("that nobody made, or that has not the form of one, is refused", async () => {
		expect(await holder(newKey("test"))).toEqual(REFUSED);
		expect(await holder("Bearer x")).toEqual(REFUSED);
		expect(await findCaller(openControl(brokenD1), "", NOW)).toEqual(REFUSED);
	});

	test("lives until it expires, to the millisecond", async () => {
		const { key } = await make({ role: "auditor", principal: "ana", expires_at: NOW + 1000 });
		expect(await holder(key, NOW + 999)).toMatchObject({ ok: true });
		expect(await holder(key, NOW + 1000)).toEqual(REFUSED);
	});

	test("that is revoked is dead at once, stays listed, and can be revoked again", async () => {
		const { key, info } = await make({ role: "app", principal: "backend" });
		expect((await ask("revokeKey", { by: admin, params: { id: info.id }, now: NOW + 5 })).status).toBe(204);
		expect(await holder(key, NOW + 5)).toEqual(REFUSED);
		expect((await ask("revokeKey", { by: admin, params: { id: info.id }, now: NOW + 9 })).status).toBe(204);
		expect((await listKeys(db, "acme")).find(({ id }) => id === info.id)?.revoked_at).toBe(NOW + 5);
		expect((await ask("revokeKey", { by: admin, params: { id: "none" } })).status).toBe(404);
		expect((await ask("rotateKey", { by: admin, params: { id: info.id }, body: {} })).status).toBe(409);
	});

	test("that is rotated lives on for the overlap, its successor has its rights and length of life", async () => {
		const old = await make({
			role: "app",
			principal: "backend",
			apps: ["bot"],
			origins: ["https://a.example"],
			expires_at: NOW + 1e9,
		});
		const at = NOW + 1000;
		const asked = { by: admin, params: { id: old.info.id }, body: { overlap_seconds: 60 }, now: at };
		const next = (await ask("rotateKey", asked)).body as Made;
		expect(next.info).toMatchObject({ role: "app", principal: "backend", apps: ["bot"], origins: ["https://a.example"] });
		expect(next.info.expires_at).toBe(at + 1e9);
		expect(await holder(old.key, at + 59_999)).toMatchObject({ ok: true });
		expect(await holder(old.key, at + 60_000)).toEqual(REFUSED);
		expect(await holder(next.key, at + 60_000)).toMatchObject({ ok: true, value: { keyId: next.info.id } });
		const listed = (await listKeys(db, "acme")).find(({ id }) => id === old.info.id);
		expect(listed).toMatchObject({ replaced_by: next.info.id, expires_at: at + 60_000 });
		expect((await ask("rotateKey", asked)).status).toBe(409);
	});

	test("is rotated once, however many ask at the same time", async () => {
		const { info } = await make({ role: "app", principal: "race" });
		const asked = { by: admin, params: { id: info.id }, body: { overlap_seconds: 0 } };
		const answers = await Promise.all(Array.from({ length: 5 }, () => ask("rotateKey", asked)));
		expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409]);
		expect((await listKeys(db, "acme")).filter(({ principal }) => principal === "race")).toHaveLength(2);
	});

	test.each([
		["/expires_at", { role: "app", principal: "p", expires_at: NOW }],
		["/apps", { role: "admin", principal: "p", apps: ["bot"] }],
		["/principal", { role: "app", principal: "deploy" }],
		["/principal", { role: "admin", principal: "install" }],
		["/origins", { role: "author", principal: "p", origins: ["https://a.example"] }],
		["/origins/1", { role: "app", principal: "p", origins: ["https://a.example", "https://a.example/path"] }],
	])("that makes no sense is refused at %s", async (pointer, body) => {
		const answer = await ask("createKey", { by: admin, body });
		expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
	});

	test("is one of at most so many living ones", async () => {
		await rows(
			`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${MAX_REGISTERED})
			insert into keys (tenant, id, hash, role, principal, apps, origins, created_at, created_by)
			select 'crowd', 'k' || i, 'h' || i, 'app', 'p', '["*"]', '[]', 1, 'ana' from n`,
		);
		const one = { by: caller("crowd"), body: { role: "app", principal: "p" } };
		expect((await ask("createKey", one)).status).toBe(409);
		await ask("revokeKey", { by: caller("crowd"), params: { id: "k1" } });
		expect((await ask("createKey", one)).status).toBe(201);
	});

	test("is neither good nor bad when the database cannot be asked", async () => {
		expect(await findCaller(openControl(brokenD1), newKey("test"), NOW)).toEqual({ ok: false, error: "unavailable" });
	});

	test("that is revoked dies within the freshness of an isolate's cache", async () => {
		const cache = createCallerCache((hash, now) => findCredential(db, hash, now));
		const { key, info } = await createKey(
			db,
			{ tenant: "acme", by: "ana", at: NOW },
			{ role: "app", principal: "p", apps: ["*"], origins: [] },
			"test",
		);
		expect(await cache.find(key, NOW)).toMatchObject({ ok: true });
		await ask("revokeKey", { by: admin, params: { id: info.id }, now: NOW + 1 });
		expect(await cache.find(key, NOW + CREDENTIAL_FRESH_MS - 1)).toMatchObject({ ok: true });
		expect(await cache.find(key, NOW + CREDENTIAL_FRESH_MS)).toEqual(REFUSED);
	});
});

test("hashes are unique over all tenants", async () => {
	const { key } = await make({ role: "app", principal: "p" });
	const twin = env.CONTROL.prepare(
		"insert into keys (tenant, id, hash, role, principal, apps, origins, created_at, created_by) values ('b', 'i', ?, 'admin', 'p', '[]', '[]', 1, 'b')",
	).bind(await keyHash(key));
	await expect(twin.run()).rejects.toThrow("UNIQUE");
});
