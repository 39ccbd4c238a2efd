// INVARIANTS 11 and 13: a tenant's control object gives every change one epoch, one event and one pointer, whoever else asks.
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { TenantControl } from "../../../src/control/tenant-object.ts";
import { MAX_PAGE, MAX_POINTER_TARGETS, MAX_REVOKED_SIGNERS, MAX_WAITERS } from "../../../src/platform/limits.ts";
import { err } from "../../../src/platform/result.ts";
import { authority, NOW, rows } from "./fixture.ts";
import { activate, app, baked, digestOf, leads, objectOf, order, putApp, setClock, told, version } from "./objects.ts";

const DAY = 86_400_000;

describe("an activation", () => {
	test("flips the pointer, is an event, and is shown by D1, all under one epoch", async () => {
		const made = await activate("one", "v1");
		expect(made).toEqual({
			ok: true,
			value: { epoch: 1, at: NOW, by: "ana", reason: "because", made: true, projected: true },
		});
		const target = { digest: digestOf("v1"), revision: "v1", epoch: 1, since: NOW };
		expect(await authority("one").pointer()).toEqual({
			...{ v: 1, tenant: "one", epoch: 1, revoked: [] },
			policies: { guard: { roots: ["guard"], channels: { stable: target } } },
		});
		expect(await told("one")).toMatchObject([{ epoch: 1, type: "activation", subject: digestOf("v1"), chain: { seq: 1 } }]);
		expect(await rows("select channel, digest, roots from activations where tenant = 'one'")).toEqual([
			{ channel: "stable", digest: digestOf("v1"), roots: '["guard"]' },
		]);
	});

	test("of two at once each has its epoch, and the pointer is of the later", async () => {
		const made = await Promise.all([activate("two", "v1"), activate("two", "v2")]);
		const epochs = made.map((each) => (each.ok ? each.value.epoch : 0));
		expect(epochs.toSorted()).toEqual([1, 2]);
		const last = epochs[0] === 2 ? "v1" : "v2";
		expect(await leads("two")).toBe(last);
		expect(await rows("select epoch from activations where tenant = 'two' order by epoch")).toEqual([{ epoch: 1 }, { epoch: 2 }]);
	});

	test("of many at once that expect one epoch, one is made", async () => {
		await activate("expect", "v0");
		const all = await Promise.all(Array.from({ length: 8 }, (_, n) => activate("expect", `v${n + 1}`, { expectedEpoch: 1 })));
		expect(all.filter(({ ok }) => ok)).toHaveLength(1);
		expect(all.filter(({ ok }) => !ok)).toEqual(Array(7).fill(err("moved")));
		expect((await authority("expect").pointer()).epoch).toBe(2);
		// What others change meanwhile does not move the channel.
		await putApp("expect", "bot");
		expect(await activate("expect", "w", { expectedEpoch: 2 })).toMatchObject({ ok: true });
	});

	test("of what is so already is none", async () => {
		await activate("again", "v1");
		expect(await activate("again", "v1")).toMatchObject({ ok: true, value: { epoch: 1, made: false } });
		expect(await told("again")).toHaveLength(1);
	});

	test("may not take a root of another policy, nor may a rollback", async () => {
		await activate("roots", "v1");
		const other = { policy: "api", channel: "stable" };
		expect(await activate("roots", "a1", { ...other, roots: ["guard/x"] })).toEqual(err("overlap"));
		expect(await activate("roots", "a1", { ...other, roots: ["api"] })).toMatchObject({ ok: true });
		expect(await activate("roots", "a2", { ...other, roots: ["web"] })).toMatchObject({ ok: true });
		expect(await activate("roots", "b1", { policy: "b", roots: ["api/users"] })).toMatchObject({ ok: true });
		expect(await authority("roots").rollback({ ...order(), ...other, host: "h1" })).toEqual(err("overlap"));
		expect((await authority("roots").pointer()).policies).toMatchObject({ api: { roots: ["web"] }, b: { roots: ["api/users"] } });
	});

	test("is refused beyond the targets that a pointer holds", async () => {
		const all = Array.from({ length: MAX_POINTER_TARGETS }, (_, n) => activate("targets", "v1", { channel: `c${n}` }));
		expect((await Promise.all(all)).every(({ ok }) => ok)).toBe(true);
		expect(await activate("targets", "v1", { channel: "more" })).toEqual(err("full"));
		expect(await activate("targets", "v2", { channel: "c7" })).toMatchObject({ ok: true });
		await authority("targets").enter(baked("d1"), NOW);
		expect(await leads("targets")).toBeUndefined();
	});
});

describe("an order", () => {
	test("under one key is carried out once, and told again as it was", async () => {
		const asked = { ...order(), ...version("v1") };
		const all = await Promise.all(Array.from({ length: 6 }, () => authority("dup").activate(asked)));
		await activate("dup", "v2");
		const late = await authority("dup").activate({ ...asked, at: NOW + DAY, host: "h2" });
		for (const each of [...all, late]) expect(each).toMatchObject({ ok: true, value: { epoch: 1, at: NOW, made: true } });
		expect(await leads("dup")).toBe("v2");
		expect(await told("dup")).toHaveLength(2);
	});

	test("under a key with other content is refused, of whatever kind it is", async () => {
		const asked = { ...order(), ...version("v1") };
		await authority("reuse").activate(asked);
		const { by, at, key } = asked;
		const others = [
			await authority("reuse").activate({ ...asked, digest: digestOf("v2") }),
			await authority("reuse").activate({ ...asked, reason: "another" }),
			await authority("reuse").append({ by, at, key, reason: "because", type: "app.put", subject: "x", document: app("X") }),
			await authority("reuse").revokeSigner("f", { by, at, key, reason: "because" }),
		];
		expect(others).toEqual(others.map(() => err("key-reused")));
		expect(await told("reuse")).toHaveLength(1);
	});

	test("that changed nothing is remembered too: its repeat does not undo what came after", async () => {
		await putApp("noop", "bot", "One");
		const again = { ...order(), type: "app.put", subject: "bot", document: app("One") } as const;
		expect(await authority("noop").append(again)).toMatchObject({ ok: true, value: { made: false, epoch: 1 } });
		await putApp("noop", "bot", "Two");
		expect(await authority("noop").append(again)).toMatchObject({ ok: true, value: { made: false, epoch: 1 } });
		expect(await rows("select epoch from apps where tenant = 'noop'")).toHaveLength(2);
	});

	test("that is refused leaves nothing, and may be given again", async () => {
		const retire = { ...order(), type: "app.retire", subject: "bot" } as const;
		expect(await authority("refused").append(retire)).toEqual(err("unknown"));
		expect(await authority("refused").events(1, 10)).toEqual({ events: [] });
		await putApp("refused", "bot");
		expect(await authority("refused").append(retire)).toMatchObject({ ok: true, value: { epoch: 2 } });
	});

	test("carries ticket and evidence into its event", async () => {
		const evidence = [{ kind: "test-result", digest: digestOf("e") }];
		await activate("evidence", "v1", { ticket: "CHG-7", evidence });
		expect(await told("evidence")).toMatchObject([{ chain: { ticket: "CHG-7", evidence } }]);
	});
});

describe("a rollback", () => {
	const back = (tenant: string, to?: string) =>
		authority(tenant).rollback({ ...order(), policy: "guard", channel: "stable", host: "h1", ...(to && { to: digestOf(to) }) });

	test("leads to the version before, then further back, never forward", async () => {
		for (const name of ["a", "b", "c"]) await activate("back", name);
		const seen: unknown[] = [];
		for (let n = 0; n < 3; n++) {
			const made = await back("back");
			seen.push(made.ok ? await leads("back") : made.error);
		}
		expect(seen).toEqual(["b", "a", "unknown"]);
		expect((await told("back")).map(({ type }) => type)).toEqual([...Array(3).fill("activation"), "rollback", "rollback"]);
		await activate("back", "d");
		await back("back");
		expect(await leads("back")).toBe("a");
	});

	test("leads to a named version that was active before, and to no other", async () => {
		for (const name of ["a", "b", "c"]) await activate("named", name);
		await activate("named", "x", { channel: "canary" });
		expect(await back("named", "x")).toEqual(err("unknown"));
		expect(await back("named", "a")).toMatchObject({ ok: true, value: { epoch: 5 } });
		expect(await leads("named")).toBe("a");
		expect(await back("named", "a")).toMatchObject({ ok: true, value: { epoch: 5, made: false } });
	});

	test("of which the caller looked at another version than it would lead to now is refused", async () => {
		for (const name of ["a", "b", "c"]) await activate("looked", name);
		const asked = { policy: "guard", channel: "stable", host: "h1", found: digestOf("b") };
		await activate("looked", "d");
		expect(await authority("looked").rollback({ ...order(), ...asked })).toEqual(err("moved"));
		expect(await leads("looked")).toBe("d");
	});
});

describe("a deploy", () => {
	test("moves the channels that deploys set, and none that a person pointed", async () => {
		await authority("deploy").append({ ...order(), type: "app.put", subject: "bot", document: app("Bot", "beta") });
		await authority("deploy").enter(baked("d1"), NOW);
		expect([await leads("deploy"), await leads("deploy", "beta")]).toEqual(["d1", "d1"]);
		await activate("deploy", "p1", { channel: "beta" });
		const pointer = await authority("deploy").enter(baked("d2"), NOW + 1);
		expect(pointer.policies.guard?.channels).toMatchObject({
			stable: { revision: "d2", deployed: true },
			beta: { revision: "p1" },
		});
		expect(pointer.policies.guard?.channels.beta).not.toHaveProperty("deployed");
		// To point a channel at what it leads to anyway is a decision of a person's, which the next deploy respects.
		await activate("deploy", "d2");
		await authority("deploy").enter(baked("d3"), NOW + 2);
		expect([await leads("deploy"), await leads("deploy", "beta")]).toEqual(["d2", "p1"]);
	});

	test("moves a channel again that a person led back to the version that the deployment carries", async () => {
		await authority("backed").enter(baked("d1"), NOW);
		await activate("backed", "p1");
		const led = { policy: "guard", channel: "stable", host: "h1" };
		expect(await authority("backed").rollback({ ...order(), ...led })).toMatchObject({ ok: true });
		const pointer = await authority("backed").pointer();
		expect(pointer.policies.guard?.channels.stable).toMatchObject({ revision: "d1", deployed: true });
		await authority("backed").enter(baked("d2"), NOW + 1);
		expect(await leads("backed")).toBe("d2");
	});

	test("is entered once, however many isolates begin with it, and gives new channels of apps its version", async () => {
		await Promise.all(Array.from({ length: 10 }, () => authority("isolates").enter(baked("d1"), NOW)));
		expect(await told("isolates")).toMatchObject([{ type: "activation", by: "deploy" }]);
		await authority("isolates").append({ ...order(), type: "app.put", subject: "bot", document: app("Bot", "beta") });
		expect(await leads("isolates", "beta")).toBe("d1");
		expect((await told("isolates")).map(({ type, by }) => [type, by])).toEqual([
			["activation", "deploy"],
			["app.put", "ana"],
			["activation", "deploy"],
		]);
	});
});

test("revoked signing keys stand in the pointer, each once, and only so many", async () => {
	const revoke = (fingerprint: string) => authority("signers").revokeSigner(fingerprint, order());
	expect(await revoke("f2")).toMatchObject({ ok: true, value: { epoch: 1, made: true } });
	expect(await revoke("f1")).toMatchObject({ ok: true, value: { epoch: 2 } });
	expect(await revoke("f2")).toMatchObject({ ok: true, value: { epoch: 1, made: false } });
	expect(await authority("signers").pointer()).toMatchObject({ epoch: 2, revoked: ["f1", "f2"] });
	expect(await told("signers")).toMatchObject([
		{ type: "signer.revoke", subject: "f2" },
		{ type: "signer.revoke", subject: "f1" },
	]);
	await runInDurableObject(objectOf("signers"), (_, { storage }) => {
		for (let n = 3; n < MAX_REVOKED_SIGNERS; n++) storage.sql.exec("insert into revoked values (?, 2)", `g${n}`);
	});
	expect(await revoke("last")).toMatchObject({ ok: true });
	expect((await authority("signers").pointer()).revoked).toHaveLength(MAX_REVOKED_SIGNERS);
	expect(await revoke("more")).toEqual(err("full"));
});

describe("whoever waits for a change", () => {
	test("is told at once of one that was made, and of the next when it is made", async () => {
		await activate("wait", "v1");
		expect(await authority("wait").changed(0, 60_000)).toMatchObject({ epoch: 1 });
		const waiting = [1, 2, 3].map(() => authority("wait").changed(1, 60_000));
		await activate("wait", "v2");
		for (const each of await Promise.all(waiting)) expect(each.policies.guard?.channels.stable?.revision).toBe("v2");
	});

	test("is told when the time is up that there was none", async () => {
		await activate("idle", "v1");
		const from = Date.now();
		expect(await authority("idle").changed(1, 50)).toMatchObject({ epoch: 1 });
		expect(Date.now() - from).toBeGreaterThanOrEqual(45);
	});

	test("is one of so many; one more is answered at once", async () => {
		await activate("crowd", "v1");
		const waiting = Array.from({ length: MAX_WAITERS }, () => authority("crowd").changed(1, 60_000));
		const from = Date.now();
		expect(await authority("crowd").changed(1, 60_000)).toMatchObject({ epoch: 1 });
		expect(Date.now() - from).toBeLessThan(20_000);
		await activate("crowd", "v2");
		expect((await Promise.all(waiting)).every(({ epoch }) => epoch === 2)).toBe(true);
	});
});

describe("the object", () => {
	test("answers from storage when its instance is another", async () => {
		await activate("evict", "v1");
		await evictDurableObject(objectOf("evict"));
		expect(await leads("evict")).toBe("v1");
		expect(await activate("evict", "v2")).toMatchObject({ ok: true, value: { epoch: 2 } });
	});

	test("is of one tenant", async () => {
		await activate("mine", "v1");
		const asked = runInDurableObject(objectOf("mine"), (instance: TenantControl) =>
			instance.pointer("theirs").catch((error: Error) => error.message),
		);
		expect(await asked).toContain("one tenant");
	});

	test("takes the earlier of two clocks, and never goes back", async () => {
		await setClock("clock", NOW);
		const at = async (asked: number, own: number) => {
			await setClock("clock", own);
			const made = await activate("clock", `v${asked}-${own}`, { at: asked });
			return made.ok ? made.value.at : undefined;
		};
		expect(await at(NOW, NOW)).toBe(NOW);
		expect(await at(NOW + 9 * DAY, NOW + 1)).toBe(NOW + 1);
		expect(await at(NOW + 2, NOW + 9 * DAY)).toBe(NOW + 2);
		expect(await at(NOW - DAY, NOW + 3)).toBe(NOW + 2);
		expect(await at(NOW + 3, NOW - DAY)).toBe(NOW + 2);
		expect(await at(NOW + 4, NOW + 4)).toBe(NOW + 4);
	});

	test("tells its events page by page, oldest first", async () => {
		await Promise.all(Array.from({ length: 5 }, (_, n) => putApp("paged", `app-${n}`)));
		const first = await authority("paged").events(1, 3);
		expect([first.events.map(({ event }) => event.seq), first.next]).toEqual([[1, 2, 3], 4]);
		const second = await authority("paged").events(4, MAX_PAGE + 1);
		expect(second.events.map(({ event }) => event.seq)).toEqual([4, 5]);
		expect(second).not.toHaveProperty("next");
	});
});
