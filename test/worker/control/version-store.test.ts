// Versions in D1 and R2 as the platform has them: what is stored is what is read, and nothing else is ever given.
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { getBytes, pathOf, putBytes } from "../../../src/control/bundle-bytes.ts";
import { openControl } from "../../../src/control/database.ts";
import { listSigningKeys, registerSigningKey, revokeSigningKey } from "../../../src/control/signing-keys.ts";
import { createVersionStore, readLoadable, type VersionStore } from "../../../src/control/version-store.ts";
import { type Bytes, toBase64Url, utf8 } from "../../../src/platform/bytes.ts";
import { digestOf } from "../../../src/platform/digest.ts";
import type { SigningKey } from "../../../src/platform/dsse.ts";
import { MAX_SIGNING_KEYS } from "../../../src/platform/limits.ts";
import { brokenD1, db, NOW, rows } from "./fixture.ts";
import { brokenR2, damage, type Made, makeKey, makeRelease, registeredKey, sign } from "./releases.ts";

const log = () => {};
const store = createVersionStore({ db, bucket: env.BUNDLES, log });
const actorOf = (tenant: string) => ({ tenant, by: `${tenant}-ana`, at: NOW });

async function keep(tenant: string, made: Made, keys: SigningKey[], into: VersionStore = store) {
	const verified = await into.verify(tenant, made.files, await sign(made, ...keys));
	return verified.ok ? into.add(actorOf(tenant), verified.value, "host-1") : verified;
}

describe("a version", () => {
	test("is read as it was stored, and listed with who signed it", async () => {
		const key = await registeredKey("read");
		const made = await makeRelease("1");
		expect(await keep("read", made, [key])).toMatchObject({ ok: true, value: { digest: made.digest, trusted: true } });
		const read = await store.read("read", made.digest, ["wasm", "data", "agent", "sources"]);
		expect(read).toEqual({ ok: true, value: { digest: made.digest, manifest: made.manifest, bytes: made.files } });
		expect(await store.list("read")).toEqual([
			expect.objectContaining({
				...{ digest: made.digest, policy: "authz", kind: "general", revision: "1", roots: ["authz"], entrypoints: ["authz"] },
				...{ published_at: NOW, published_by: "read-ana", tried_on: "host-1", source: "stored" },
				signed_by: [{ fingerprint: key.keyid, principal: "policy-build", counts: true }],
			}),
		]);
		const loadable = await readLoadable(store, "read", made.digest);
		expect(loadable).toMatchObject({ ok: true, value: { data: '{"authz":{"revision":"1"}}', wasm: made.files.wasm } });
	});

	test("stored again is the same one, and two at once are one", async () => {
		const key = await registeredKey("again");
		const made = await makeRelease("1");
		const answers = await Promise.all([keep("again", made, [key]), keep("again", made, [key]), keep("again", made, [key])]);
		expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
		expect(await rows("SELECT * FROM versions WHERE tenant = ?", "again")).toHaveLength(1);
		expect(await rows("SELECT * FROM version_signatures WHERE tenant = ?", "again")).toHaveLength(1);
	});

	test("is its tenant's alone", async () => {
		const key = await registeredKey("mine");
		const made = await makeRelease("1");
		await keep("mine", made, [key]);
		expect(await store.read("theirs", made.digest, ["wasm", "data"])).toEqual({ ok: false, error: "unknown" });
		expect(await store.list("theirs")).toEqual([]);
		expect(await keep("theirs", made, [key])).toMatchObject({ ok: false, error: { reason: "untrusted" } });
	});

	test("has a revision that no other of its line has", async () => {
		const key = await registeredKey("revision");
		const first = await makeRelease("1");
		await keep("revision", first, [key]);
		const other = await makeRelease("other", { revision: "1" });
		expect(await keep("revision", other, [key])).toEqual({
			ok: false,
			error: { reason: "revision-taken", digest: first.digest },
		});
	});

	test.each([
		[["a"], ["a/b"]],
		[["a/b"], ["a"]],
		[["a"], ["a"]],
		[["a_c"], ["a_c/d"]],
	])("of roots %j keeps another line from %j", async (mine, others) => {
		const tenant = `roots-${mine.join()}-${others.join()}`;
		const key = await registeredKey(tenant);
		const own = { roots: mine, entrypoints: mine, policy: "one" };
		const data = { digest: await digestOf(utf8("{}")), bytes: 2 };
		const empty = async (revision: string, over: object) => {
			const made = await makeRelease(revision);
			const again = await makeRelease(revision, { ...over, renditions: { ...made.manifest.renditions, data } });
			return { ...again, files: { ...again.files, ...made.files, manifest: again.files.manifest, data: utf8("{}") } };
		};
		expect((await keep(tenant, await empty("1", own), [key])).ok).toBe(true);
		const other = { roots: others, entrypoints: others, policy: "two" };
		expect(await keep(tenant, await empty("2", other), [key])).toMatchObject({ error: { reason: "root-taken", policy: "one" } });
		// The next version of the same line owns what the line owns.
		expect((await keep(tenant, await empty("3", own), [key])).ok).toBe(true);
		const beside = { roots: ["axc"], entrypoints: ["axc"], policy: "three" };
		expect((await keep(tenant, await empty("4", beside), [key])).ok).toBe(true);
	});

	test("is never edited nor deleted", async () => {
		const key = await registeredKey("kept");
		await keep("kept", await makeRelease("1"), [key]);
		for (const table of ["versions", "version_signatures", "signing_keys"]) {
			await expect(env.CONTROL.prepare(`DELETE FROM ${table} WHERE tenant = 'kept'`).run()).rejects.toThrow();
		}
		await expect(env.CONTROL.prepare("UPDATE versions SET manifest = '{}' WHERE tenant = 'kept'").run()).rejects.toThrow();
		await expect(env.CONTROL.prepare("UPDATE signing_keys SET principal = 'x' WHERE tenant = 'kept'").run()).rejects.toThrow();
	});
});

describe("trust", () => {
	test("needs a signature by a key of the tenant, over this manifest and of this type", async () => {
		const key = await registeredKey("signed");
		const made = await makeRelease("1");
		const verify = (envelope: Awaited<ReturnType<typeof sign>>) => store.verify("signed", made.files, envelope);
		const good = await sign(made, key);
		expect((await verify(good)).ok).toBe(true);
		expect(await verify(await sign(made, await makeKey()))).toEqual({ ok: false, error: { reason: "untrusted" } });
		expect(await verify({ ...good, signatures: [] })).toEqual({ ok: false, error: { reason: "untrusted" } });
		expect(await verify({ ...good, payloadType: "text/plain" })).toEqual({ ok: false, error: { reason: "envelope" } });
		expect(await verify(await sign(await makeRelease("2"), key))).toEqual({ ok: false, error: { reason: "envelope" } });
	});

	test("ends with its key: not loaded, still told, and given back by a signature of another key", async () => {
		const [lost, next] = [await registeredKey("revoked"), await registeredKey("revoked", "someone-else")];
		const made = await makeRelease("1");
		await keep("revoked", made, [lost]);
		expect(await revokeSigningKey(db, { ...actorOf("revoked"), reason: "lost" }, lost.keyid)).toBe(true);
		expect(await store.read("revoked", made.digest, ["wasm"])).toEqual({ ok: false, error: "untrusted" });
		expect(await store.read("revoked", made.digest, ["sources"], "told")).toMatchObject({ ok: true });
		expect(await store.list("revoked")).toMatchObject([{ trusted: false, signed_by: [{ counts: false }] }]);
		expect(await keep("revoked", made, [lost])).toEqual({ ok: false, error: { reason: "untrusted" } });
		expect(await keep("revoked", made, [lost, next])).toMatchObject({ value: { trusted: true, published_at: NOW } });
		expect(await store.read("revoked", made.digest, ["wasm"])).toMatchObject({ ok: true });
	});

	test("is not given to a signature that was changed in the database", async () => {
		const key = await registeredKey("forged");
		const made = await makeRelease("1");
		await keep("forged", made, [key]);
		const forged = btoa(String.fromCharCode(...new Uint8Array(64)));
		await env.CONTROL.exec("DROP TRIGGER version_signatures_no_update");
		await env.CONTROL.prepare("UPDATE version_signatures SET signature = ? WHERE tenant = 'forged'").bind(forged).run();
		expect(await store.read("forged", made.digest, ["wasm"])).toEqual({ ok: false, error: "untrusted" });
	});
});

describe("signing keys", () => {
	const body = (key: SigningKey, principal = "ana") => ({
		...{ public_key: toBase64Url(key.publicRaw), principal },
		purpose: "release" as const,
	});

	test("are registered once, revoked once, and listed for ever", async () => {
		const key = await makeKey();
		const actor = actorOf("keys");
		const first = await registerSigningKey(db, actor, body(key));
		expect(first).toMatchObject({ ok: true, value: { fingerprint: key.keyid, principal: "ana", registered_by: "keys-ana" } });
		expect(await registerSigningKey(db, { ...actor, at: NOW + 1 }, body(key))).toEqual(first);
		expect(await registerSigningKey(db, actor, body(key, "bob"))).toEqual({ ok: false, error: "conflict" });
		expect(await revokeSigningKey(db, { ...actor, reason: "gone" }, key.keyid)).toBe(true);
		expect(await revokeSigningKey(db, { ...actor, by: "other", reason: "again" }, key.keyid)).toBe(true);
		expect(await revokeSigningKey(db, { ...actor, reason: "gone" }, `sha256:${"0".repeat(64)}`)).toBe(false);
		expect(await listSigningKeys(db, "keys")).toMatchObject([{ revoked: { at: NOW, by: "keys-ana", reason: "gone" } }]);
		expect(await registerSigningKey(db, actor, body(key))).toEqual({ ok: false, error: "conflict" });
	});

	test("that prove nothing are not taken", async () => {
		const weak = { ...body(await makeKey()), public_key: toBase64Url(new Uint8Array(32)) };
		expect(await registerSigningKey(db, actorOf("weak"), weak)).toEqual({ ok: false, error: "weak" });
	});

	test("have a bound", async () => {
		const insert = env.CONTROL.prepare(
			`INSERT INTO signing_keys (tenant, fingerprint, principal, public_key, purpose, registered_at, registered_by)
			SELECT 'many', 'sha256:' || value, 'p', 'x', 'release', 0, 'p' FROM json_each(?)`,
		);
		await insert.bind(JSON.stringify(Array.from({ length: MAX_SIGNING_KEYS }, (_, at) => at))).run();
		expect(await registerSigningKey(db, actorOf("many"), body(await makeKey()))).toEqual({ ok: false, error: "full" });
	});
});

describe("when the stores fail", () => {
	test("a lost, changed or foreign object is never given, and never overwritten", async () => {
		const key = await registeredKey("damaged");
		const made = await makeRelease("damaged");
		await keep("damaged", made, [key]);
		const { wasm } = made.manifest.renditions;
		const swapped = made.files.wasm.slice();
		swapped[swapped.length - 1] = (swapped.at(-1) ?? 0) ^ 1;
		for (const bytes of [swapped, utf8("short"), new Uint8Array()] as Bytes[]) {
			await damage(wasm.digest, bytes);
			expect(await store.read("damaged", made.digest, ["wasm", "data"])).toEqual({ ok: false, error: "corrupt" });
			expect(await store.read("damaged", made.digest, ["data"])).toMatchObject({ ok: true });
			expect(await keep("damaged", made, [key])).toEqual({ ok: false, error: { reason: "corrupt", file: "wasm" } });
			const object = await env.BUNDLES.get(pathOf(wasm.digest));
			expect(new Uint8Array((await object?.arrayBuffer()) ?? new ArrayBuffer(1))).toEqual(bytes);
		}
		await env.BUNDLES.delete(pathOf(wasm.digest));
		expect(await store.read("damaged", made.digest, ["wasm"])).toEqual({ ok: false, error: "corrupt" });
		// What was lost comes back by publishing it again.
		expect(await keep("damaged", made, [key])).toMatchObject({ ok: true });
		expect(await store.read("damaged", made.digest, ["wasm"])).toMatchObject({ ok: true });
	});

	test("R2 that does not answer is no verdict on the version, and leaves no version behind", async () => {
		const key = await registeredKey("no-r2");
		const made = await makeRelease("no-r2");
		const without = createVersionStore({ db, bucket: brokenR2, log });
		expect(await keep("no-r2", made, [key], without)).toEqual({ ok: false, error: { reason: "unavailable" } });
		expect(await store.list("no-r2")).toEqual([]);
		await keep("no-r2", made, [key]);
		expect(await without.read("no-r2", made.digest, ["wasm"])).toEqual({ ok: false, error: "unavailable" });
	});

	test("D1 that does not answer gives nothing, too", async () => {
		const key = await registeredKey("no-d1");
		const made = await makeRelease("no-d1");
		const verified = await store.verify("no-d1", made.files, await sign(made, key));
		if (!verified.ok) throw new Error("it is in order");
		const without = createVersionStore({ db: openControl(brokenD1), bucket: env.BUNDLES, log });
		expect(await without.verify("no-d1", made.files, await sign(made, key))).toEqual({
			ok: false,
			error: { reason: "unavailable" },
		});
		expect(await without.add(actorOf("no-d1"), verified.value)).toEqual({ ok: false, error: { reason: "unavailable" } });
		expect(await without.read("no-d1", made.digest, [])).toEqual({ ok: false, error: "unavailable" });
	});

	test("a manifest that was changed in the database is corrupt", async () => {
		const key = await registeredKey("edited");
		const made = await makeRelease("edited");
		await keep("edited", made, [key]);
		await env.CONTROL.exec("DROP TRIGGER versions_no_update");
		const update = env.CONTROL.prepare(
			"UPDATE versions SET manifest = replace(manifest, '\"builtins\":[]', ?) WHERE tenant = 'edited'",
		);
		await update.bind('"builtins":["x"]').run();
		expect(await store.read("edited", made.digest, [])).toEqual({ ok: false, error: "corrupt" });
	});
});

test("bytes lie under their digest, and R2 itself refuses others", async () => {
	const bytes = utf8("some bytes");
	const digest = await digestOf(bytes);
	expect(await putBytes(env.BUNDLES, digest, utf8("other bytes"))).toEqual({ ok: false, error: "unavailable" });
	expect(await getBytes(env.BUNDLES, digest, bytes.length)).toEqual({ ok: false, error: "missing" });
	expect(await putBytes(env.BUNDLES, digest, bytes)).toMatchObject({ ok: true });
	expect(await putBytes(env.BUNDLES, digest, bytes)).toMatchObject({ ok: true });
	expect(await getBytes(env.BUNDLES, digest, bytes.length)).toEqual({ ok: true, value: bytes });
	expect(pathOf(digest)).toMatch(/^sha256\/[0-9a-f]{64}$/);
});
