// A version's way through its tier in the control object: evidence, approvals, faults on the way, and what is in force afterwards.
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { APPROVAL_PAYLOAD, STATEMENT_PAYLOAD, type TierRules, type Tiers } from "../../../src/contract/lifecycle.ts";
import type { KEY_PURPOSES } from "../../../src/contract/versions.ts";
import { mayActivateStored } from "../../../src/control/may-activate.ts";
import { registerSigningKey } from "../../../src/control/signing-keys.ts";
import { SHIPPED_TIERS } from "../../../src/control/tiers.ts";
import { createVersionStore } from "../../../src/control/version-store.ts";
import { toBase64Url, utf8 } from "../../../src/platform/bytes.ts";
import { canonicalJson } from "../../../src/platform/canonical-json.ts";
import type { Caller } from "../../../src/platform/credential.ts";
import { documentDigest } from "../../../src/platform/digest.ts";
import { type SigningKey, signEnvelope } from "../../../src/platform/dsse.ts";
import { chainFault } from "../../../src/platform/event-chain.ts";
import { ok } from "../../../src/platform/result.ts";
import type { ServingVersion } from "../../../src/policy/version.ts";
import { ask, authority, brokenD1, caller, db, deps, NOW, rows } from "./fixture.ts";
import { giveD1, objectOf, told } from "./objects.ts";
import { makeKey, makeRelease, registeredKey, sign } from "./releases.ts";

const strict = SHIPPED_TIERS.tiers["1"] as TierRules;
/** Two signed approvals and tests; no stages, so that a test is about the rest. */
const RULES: TierRules = {
	...strict,
	gates: { ...strict.gates, vectors: false, impact: false, provenance: false },
	stages: {},
};
const TIERS: Tiers = { ...SHIPPED_TIERS, tiers: { ...SHIPPED_TIERS.tiers, ours: RULES }, lines: { authz: "ours" } };
const store = createVersionStore({ db, bucket: env.BUNDLES, log: () => {} });
const may = deps({
	store,
	mayActivate: mayActivateStored({
		find: async (tenant, digest) => {
			const found = await store.read(tenant, digest, []);
			return found.ok ? ok({ digest, manifest: found.value.manifest, source: "loaded" } as unknown as ServingVersion) : found;
		},
	}),
});

type Made = Awaited<ReturnType<typeof make>>;
let count = 0;
async function make(name: string) {
	const tenant = `life-${name}-${count++}`;
	const key = await registeredKey(tenant, "writer");
	const made = await makeRelease(`r${count}`);
	const verified = await store.verify(tenant, made.files, await sign(made, key));
	if (!verified.ok) throw new Error(verified.error.reason);
	await store.add({ tenant, by: "writer", at: NOW }, verified.value);
	const by = caller(tenant);
	const tiers = await ask("putTiers", { by, body: { tiers: TIERS, reason: "ours" }, with: may });
	expect(tiers.status).toBe(200);
	const keys = {
		ci: await keyOf(tenant, "ci", "evidence"),
		ana: await keyOf(tenant, "ana", "approval"),
		ben: await keyOf(tenant, "ben", "approval"),
	};
	return { tenant, digest: made.digest, keys };
}

async function keyOf(tenant: string, principal: string, purpose: (typeof KEY_PURPOSES)[number]): Promise<SigningKey> {
	const key = await makeKey();
	const made = await registerSigningKey(
		db,
		{ tenant, by: "root", at: NOW },
		{ public_key: toBase64Url(key.publicRaw), principal, purpose },
	);
	if (!made.ok) throw new Error(made.error);
	return key;
}

const as = (made: Made, principal: string, role: Caller["role"] = "approver") => caller(made.tenant, { principal, role });
const call = (id: Parameters<typeof ask>[0], made: Made, by: Caller, body?: unknown, params: object = {}) =>
	ask(id, {
		by,
		params: { name: "authz", digest: made.digest, ...params },
		...(body === undefined ? {} : { body }),
		with: may,
	}) as Promise<{ status: number; body: never }>;
const status = (made: Made) =>
	call("versionStatus", made, as(made, "ana")).then(
		({ body }) =>
			body as { state: string; rules: string; next: Record<string, { requirement: string }[]>; evidence: { id: string }[] },
	);
const transition = (made: Made, command: string, by = as(made, "olga", "operator"), over: object = {}) =>
	call("transition", made, by, { command, reason: "because", ...over });
const promote = (made: Made, over: object = {}) =>
	call("activatePolicy", made, as(made, "olga", "operator"), { channel: "stable", digest: made.digest, reason: "go", ...over });

type Told = {
	readonly digest?: string;
	readonly result?: string;
	readonly finishedOn?: string;
	readonly coverage?: number;
	readonly type?: string;
};
async function attest(made: Made, key = made.keys.ci, told: Told = {}) {
	const statement = {
		_type: "https://in-toto.io/Statement/v1",
		subject: [{ name: "authz", digest: { sha256: (told.digest ?? made.digest).slice("sha256:".length) } }],
		predicateType: "https://in-toto.io/attestation/test-result/v0.1",
		predicate: {
			result: told.result ?? "PASSED",
			configuration: [
				{
					name: "rego-tests",
					annotations: { coverage: told.coverage ?? 100, finishedOn: told.finishedOn ?? new Date(NOW).toISOString() },
				},
			],
		},
	};
	const envelope = await signEnvelope(told.type ?? STATEMENT_PAYLOAD, utf8(JSON.stringify(statement)), [key]);
	return call("addEvidence", made, as(made, "ci", "author"), { envelope });
}

async function approve(made: Made, principal: "ana" | "ben", over: Record<string, unknown> = {}, key = made.keys[principal]) {
	const { rules } = await status(made);
	const statement = { v: 1, tenant: made.tenant, policy: "authz", digest: made.digest, rules, principal, at: NOW, ...over };
	const envelope = await signEnvelope(APPROVAL_PAYLOAD, utf8(canonicalJson(statement)), [key]);
	return transition(made, "approve", as(made, principal), { rules, envelope });
}

async function ready(name: string): Promise<Made> {
	const made = await make(name);
	expect((await attest(made)).status).toBe(201);
	expect(await transition(made, "test")).toMatchObject({ status: 200, body: { state: "tested" } });
	expect(await approve(made, "ana")).toMatchObject({ status: 200, body: { state: "tested" } });
	expect(await approve(made, "ben")).toMatchObject({ status: 200, body: { state: "approved" } });
	return made;
}
const inForce = async ({ tenant }: Made) => (await authority(tenant).pointer()).policies.authz?.channels.stable?.digest;
async function unbroken(made: Made): Promise<void> {
	const changes = await told(made.tenant);
	expect(await chainFault(made.tenant, changes)).toBeUndefined();
	expect(await authority(made.tenant).reconcile()).toMatchObject({ diverged: false, projected: true });
}

describe("the way into force", () => {
	test("is from evidence by approvals to a channel; every step is an event that names what it stands on", async () => {
		const made = await make("way");
		expect(await promote(made)).toMatchObject({
			status: 409,
			body: {
				code: "illegal-transition",
				transition: {
					state: "draft",
					command: "promote",
					missing: [{ requirement: "evidence:rego-tests" }, { requirement: "approvals" }],
				},
			},
		});
		expect(await inForce(made)).toBeUndefined();
		expect((await attest(made)).status).toBe(201);
		expect((await transition(made, "test")).status).toBe(200);
		expect(await promote(made)).toMatchObject({ status: 409 });
		await approve(made, "ana");
		expect(await promote(made)).toMatchObject({ status: 409, body: { transition: { state: "tested" } } });
		await approve(made, "ben");
		expect(await promote(made)).toMatchObject({ status: 200, body: { made: true } });
		expect(await inForce(made)).toBe(made.digest);
		expect(await status(made)).toMatchObject({ state: "stable" });
		const changes = await told(made.tenant);
		expect(changes.map(({ type }) => type)).toEqual([
			"tiers.put",
			"evidence.add",
			"version.test",
			"version.approve",
			"version.approve",
			"activation",
		]);
		expect(changes.at(-1)?.chain?.evidence.map(({ kind }) => kind)).toEqual(["rego-tests", "approval", "approval"]);
		expect(await rows("select state from version_states where tenant = ? order by epoch", made.tenant)).toEqual(
			["tested", "tested", "approved", "stable"].map((state) => ({ state })),
		);
		await unbroken(made);
	});

	test("is refused to whoever wrote the version, and to a second word of one principal", async () => {
		const made = await make("author");
		await attest(made);
		await transition(made, "test");
		expect(await transition(made, "approve", as(made, "writer"))).toMatchObject({
			status: 409,
			body: { code: "illegal-transition" },
		});
		await approve(made, "ana");
		expect(await approve(made, "ana")).toMatchObject({ status: 200, body: { made: false, state: "tested" } });
		expect(await promote(made)).toMatchObject({ status: 409 });
	});
});

describe("evidence that does not count", () => {
	test.each<[string, Told]>([
		["about another version", { digest: `sha256:${"0".repeat(64)}` }],
		["from the future", { finishedOn: "2099-01-01T00:00:00Z" }],
		["of another payload type", { type: APPROVAL_PAYLOAD }],
		["of no known result", { result: "FINE" }],
	])("%s is refused", async (name, over) => {
		const made = await make(`e${name.length}`);
		expect((await attest(made, made.keys.ci, over)).status).toBe(422);
		expect(await transition(made, "test")).toMatchObject({ status: 409 });
	});

	test("is by a key that is unknown, of another purpose, or revoked", async () => {
		const made = await make("keys");
		expect((await attest(made, await makeKey())).status).toBe(422);
		expect((await attest(made, made.keys.ana)).status).toBe(422);
		expect((await attest(made)).status).toBe(201);
		expect((await transition(made, "test")).status).toBe(200);
		await authority(made.tenant).revokeSigner(made.keys.ci.keyid, { by: "root", at: NOW, reason: "lost", key: "r" });
		expect(await status(made)).toMatchObject({ state: "draft", next: { test: [{ requirement: "evidence:rego-tests" }] } });
	});

	test("is too old, failed, or covers too little", async () => {
		const made = await make("old");
		const old = new Date(NOW - RULES.gates.max_age_seconds * 1000 - 1000).toISOString();
		for (const over of [{ finishedOn: old }, { result: "FAILED" }, { coverage: 99 }]) {
			expect((await attest(made, made.keys.ci, over)).status).toBe(201);
			expect(await transition(made, "test")).toMatchObject({ status: 409 });
		}
	});

	test("is revoked: what stood on it falls, and nothing is put in force by it", async () => {
		const made = await ready("gone");
		const [found] = (await status(made)).evidence;
		const asked = {
			by: as(made, "ana"),
			params: { name: "authz", digest: made.digest, id: found?.id ?? "" },
			query: { reason: "wrong run" },
			with: may,
		};
		expect((await ask("revokeEvidence", asked)).status).toBe(204);
		expect(await status(made)).toMatchObject({ state: "draft" });
		expect(await promote(made)).toMatchObject({ status: 409 });
		expect(await attest(made)).toMatchObject({ status: 409 });
		await unbroken(made);
	});
});

describe("an approval that does not count", () => {
	test("is signed by another's key, is about something else, or lay in a drawer", async () => {
		const made = await make("forged");
		await attest(made);
		await transition(made, "test");
		expect((await approve(made, "ana", {}, made.keys.ben)).status).toBe(422);
		expect((await approve(made, "ana", { digest: `sha256:${"0".repeat(64)}` })).status).toBe(422);
		expect((await approve(made, "ana", { tenant: "other" })).status).toBe(422);
		expect((await approve(made, "ana", { at: NOW - 2 * 3_600_000 })).status).toBe(422);
		expect((await approve(made, "ana", { rules: `sha256:${"0".repeat(64)}` })).status).toBe(409);
		expect(await transition(made, "approve", as(made, "ana"))).toMatchObject({
			status: 409,
			body: { transition: { missing: [{ requirement: "approver" }] } },
		});
		expect(await promote(made)).toMatchObject({ status: 409 });
	});

	test("is withdrawn before the version is put in force", async () => {
		const made = await ready("back");
		expect(await transition(made, "withdraw", as(made, "ana"))).toMatchObject({ status: 200, body: { state: "tested" } });
		expect(await promote(made)).toMatchObject({ status: 409, body: { transition: { state: "tested" } } });
		expect(await inForce(made)).toBeUndefined();
		// The same signed word again is the one that was withdrawn.
		expect((await approve(made, "ana")).status).toBe(409);
		expect(await approve(made, "ana", { at: NOW + 1 })).toMatchObject({ status: 200, body: { state: "approved" } });
		await unbroken(made);
	});

	test("has expired", async () => {
		const made = await ready("late");
		const now = NOW + RULES.approvals.valid_seconds * 1000;
		await runInDurableObject(objectOf(made.tenant), (instance) => {
			(instance as unknown as { clock: () => number }).clock = () => now;
		});
		const body = { channel: "stable", digest: made.digest, reason: "go" };
		const late = await ask("activatePolicy", {
			by: as(made, "olga", "operator"),
			params: { name: "authz" },
			body,
			now,
			with: may,
		});
		expect(late).toMatchObject({ status: 409, body: { transition: { missing: [{ requirement: "approvals" }] } } });
	});

	test("is by a key that was revoked, or of rules that have changed", async () => {
		const made = await ready("rules");
		await authority(made.tenant).revokeSigner(made.keys.ana.keyid, { by: "root", at: NOW, reason: "left", key: "r" });
		expect(await status(made)).toMatchObject({ state: "tested" });
		const other = await ready("changed");
		const tiers = { ...TIERS, tiers: { ...TIERS.tiers, ours: { ...RULES, retention_days: 1 } } };
		expect(await call("putTiers", other, as(other, "root", "admin"), { tiers, reason: "shorter" })).toMatchObject({
			status: 200,
		});
		expect(await status(other)).toMatchObject({ state: "tested" });
		expect(await promote(other)).toMatchObject({ status: 409 });
	});
});

describe("faults", () => {
	test("two activations at once, and repeats, are one", async () => {
		const made = await ready("twice");
		const answers = await Promise.all([
			promote(made),
			promote(made),
			promote(made, { idempotency_key: "k" }),
			promote(made, { idempotency_key: "k" }),
		]);
		expect(answers.map((each) => each.status)).toEqual([200, 200, 200, 200]);
		expect((await told(made.tenant)).filter(({ type }) => type === "activation")).toHaveLength(1);
		await unbroken(made);
	});

	test("a crash between steps leaves what was before or after, and a repeat ends it", async () => {
		const made = await ready("crash");
		await runInDurableObject(objectOf(made.tenant), (_, state) => {
			const real = state.storage.sql.exec.bind(state.storage.sql);
			state.storage.sql.exec = ((query: string, ...bound: unknown[]) => {
				if (query.includes("insert or replace into version_states")) throw new Error("crash");
				return real(query, ...bound);
			}) as typeof state.storage.sql.exec;
		});
		const first = await promote(made).catch(() => undefined);
		expect(first?.status ?? 503).toBe(503);
		expect(await inForce(made)).toBeUndefined();
		await runInDurableObject(objectOf(made.tenant), (_, state) => {
			delete (state.storage.sql as Partial<SqlStorage>).exec;
		});
		expect(await promote(made)).toMatchObject({ status: 200 });
		await unbroken(made);
	});

	test("with the database away an approved version is put in force all the same, and an unapproved one is not", async () => {
		const made = await ready("away");
		const draft = await make("away-draft");
		for (const each of [made, draft]) await giveD1(each.tenant, brokenD1);
		expect(await promote(made)).toMatchObject({ status: 200, body: { projected: false } });
		expect(await promote(draft)).toMatchObject({ status: 409 });
		expect(await inForce(made)).toBe(made.digest);
		for (const each of [made, draft]) await giveD1(each.tenant, env.CONTROL);
		await unbroken(made);
	}, 60_000);

	test("a database that lost what it knew of versions is given it again", async () => {
		const made = await ready("lost");
		for (const table of ["version_states", "evidence", "approvals"]) {
			await env.CONTROL.prepare(`drop trigger if exists ${table}_no_delete`).run();
			await env.CONTROL.prepare(`delete from ${table} where tenant = ?`).bind(made.tenant).run();
		}
		expect(await authority(made.tenant).reconcile()).toMatchObject({ missingFrom: 1, diverged: false, projected: true });
		expect(await rows("select count(*) as n from approvals where tenant = ?", made.tenant)).toEqual([{ n: 2 }]);
	});

	test("a deploy of the Worker is an event, and stops what is under way", async () => {
		const made = await ready("deploy");
		const baked = (host: string) => ({
			policy: "guard",
			digest: `sha256:${"b".repeat(64)}`,
			revision: "r",
			roots: ["guard"],
			host,
		});
		await authority(made.tenant).enter(baked("h1"), NOW);
		expect(await transition(made, "canary")).toMatchObject({ status: 200, body: { state: "canary" } });
		await authority(made.tenant).enter(baked("h1"), NOW);
		expect(await status(made)).not.toHaveProperty("paused");
		await authority(made.tenant).enter(baked("h2"), NOW);
		expect(await status(made)).toMatchObject({ state: "canary", paused: "deploy" });
		expect(await promote(made)).toMatchObject({ status: 409, body: { transition: { missing: [{ requirement: "unpaused" }] } } });
		expect(await transition(made, "resume")).toMatchObject({ status: 200 });
		expect(await promote(made)).toMatchObject({ status: 200 });
	});
});

describe("breaking the glass", () => {
	const glass = (made: Made, id: Parameters<typeof ask>[0], by: Caller, params: object = {}) =>
		call(id, made, by, { reason: "all requests are refused" }, params);
	test("takes two, is named by what was done, and is shown until a third has looked", async () => {
		const made = await make("glass");
		const olga = as(made, "olga", "operator");
		const asked = await glass(made, "askBreakGlass", olga);
		const { id } = asked.body as { id: string };
		expect(asked).toMatchObject({ status: 201, body: { state: "asked" } });
		expect(await promote(made)).toMatchObject({ status: 409 });
		expect(await glass(made, "confirmBreakGlass", olga, { id })).toMatchObject({ status: 409 });
		expect(await glass(made, "confirmBreakGlass", as(made, "ana"), { id })).toMatchObject({
			status: 200,
			body: { state: "open" },
		});
		expect(await promote(made)).toMatchObject({ status: 200 });
		const done = (await told(made.tenant)).at(-1);
		expect(done).toMatchObject({ type: "activation", chain: { evidence: [{ kind: "break-glass", digest: id }] } });
		const history = await call("policyHistory", made, as(made, "ana"));
		expect(history).toMatchObject({ body: { activations: [{ break_glass: id }] } });
		const list = () => call("listBreakGlass", made, as(made, "ana"));
		expect(await list()).toMatchObject({ body: { open: 1, break_glass: [{ state: "used", used: [done?.epoch] }] } });
		expect(await glass(made, "reviewBreakGlass", as(made, "ana"), { id })).toMatchObject({ status: 409 });
		expect(await glass(made, "reviewBreakGlass", as(made, "ben"), { id })).toMatchObject({
			status: 200,
			body: { state: "reviewed" },
		});
		expect(await list()).toMatchObject({ body: { open: 0 } });
		await unbroken(made);
	});

	test("opens nothing for another version, and nothing after its time", async () => {
		const made = await make("other-glass");
		const { id } = (await glass(made, "askBreakGlass", as(made, "olga", "operator"))).body as { id: string };
		await glass(made, "confirmBreakGlass", as(made, "ana"), { id });
		const now = NOW + RULES.break_glass_seconds * 1000;
		await runInDurableObject(objectOf(made.tenant), (instance) => {
			(instance as unknown as { clock: () => number }).clock = () => now;
		});
		const body = { channel: "stable", digest: made.digest, reason: "go" };
		const late = await ask("activatePolicy", {
			by: as(made, "olga", "operator"),
			params: { name: "authz" },
			body,
			now,
			with: may,
		});
		expect(late).toMatchObject({ status: 409 });
		expect(await documentDigest({})).not.toBe(id);
	});
});

test("going back takes the version that was left out of force, and only by all that is asked does it come again", async () => {
	const made = await ready("rolled");
	const { tenant } = made;
	const first = {
		policy: "authz",
		channel: "stable",
		digest: `sha256:${"1".repeat(64)}`,
		revision: "r0",
		roots: ["authz"],
		host: "h",
		carried: true,
	};
	await authority(tenant).activate({ ...first, by: "olga", at: NOW, reason: "first", key: "first" });
	expect(await promote(made)).toMatchObject({ status: 200 });
	expect((await authority(tenant).standing({ policy: "authz", digest: first.digest, now: NOW })).facts.state).toBe("superseded");
	const back = await authority(tenant).rollback({
		policy: "authz",
		channel: "stable",
		host: "h",
		by: "olga",
		at: NOW,
		reason: "back",
		key: "back",
	});
	expect(back.ok).toBe(true);
	expect(await status(made)).toMatchObject({ state: "rolled_back" });
	expect(await promote(made)).toMatchObject({
		status: 409,
		body: { transition: { state: "rolled_back", missing: [{ requirement: "approvals" }] } },
	});
	await unbroken(made);
});
