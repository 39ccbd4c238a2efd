// Activation, rollback and history as people call them: who may, what is asked before, what is answered, and to whom it belongs.
import { describe, expect, test } from "vitest";
import type { Activation } from "../../../src/contract/registry.ts";
import { type MayActivate, mayActivateStored, type NotActivatable } from "../../../src/control/may-activate.ts";
import { err, ok } from "../../../src/platform/result.ts";
import type { ServingVersion, Versions } from "../../../src/policy/version.ts";
import { ask, authority, caller, deps, NOW, RELEASE } from "./fixture.ts";
import { digestOf, leads } from "./objects.ts";

const may = deps({ mayActivate: async ({ digest }) => ok({ revision: digest.slice(-1), roots: ["guard"], carried: true }) });
const guard = { name: "guard" };
const move = (name: string) => ({ channel: "stable", digest: digestOf(name), reason: "because" });
const activate = (tenant: string, name: string, over: object = {}) =>
	ask("activatePolicy", { by: caller(tenant), params: guard, body: { ...move(name), ...over }, with: may });
const rollBack = (tenant: string, over: object = {}) =>
	ask("rollbackPolicy", { by: caller(tenant), params: guard, body: { channel: "stable", reason: "back", ...over }, with: may });

describe("POST /v1/policies/:name/activate", () => {
	test("tells what holds from then on, and of a repeat what held", async () => {
		const asked = { idempotency_key: "k1" };
		const first = await activate("act", "1", asked);
		expect(first).toEqual({
			status: 200,
			body: {
				...{ policy: "guard", channel: "stable", digest: digestOf("1"), revision: "1", epoch: 1, since: NOW },
				...{ by: "act-ana", reason: "because", made: true, projected: true },
			},
		});
		await activate("act", "2");
		expect(await activate("act", "1", asked)).toEqual(first);
		expect(await leads("act")).toBe("2");
		expect(await activate("act", "3", asked)).toMatchObject({ status: 422, body: { code: "idempotency-mismatch" } });
	});

	test("is refused when the channel was moved after the epoch that was expected", async () => {
		await activate("exp", "1");
		await activate("exp", "2");
		expect(await activate("exp", "3", { expected_epoch: 1 })).toMatchObject({ status: 409, body: { code: "conflict" } });
		expect(await activate("exp", "3", { expected_epoch: 2 })).toMatchObject({ status: 200 });
	});

	test("is refused when it cannot be read who made the version, for its authors must not count as approvers", async () => {
		const unread = {
			...may,
			store: { ...may.store, list: () => Promise.reject(new Error("the database is away")) },
		};
		const answer = await ask("activatePolicy", { by: caller("unread"), params: guard, body: move("1"), with: unread });
		expect(answer).toMatchObject({ status: 503, body: { code: "service-unavailable" } });
		expect(await authority("unread").events(0, 10)).toMatchObject({ events: [] });
	});

	test("asks before whether the version may be, and changes nothing when it may not", async () => {
		const faults: [NotActivatable["fault"], number][] = [
			["unknown", 404],
			["other-policy", 422],
			["untrusted", 409],
			["corrupt", 409],
			["unsupported", 409],
			["unavailable", 503],
		];
		for (const [fault, status] of faults) {
			const asked: unknown[] = [];
			const refusing: MayActivate = async (what) => {
				asked.push(what);
				return err({ fault });
			};
			const not = deps({ mayActivate: refusing });
			const answer = await ask("activatePolicy", { by: caller("not"), params: guard, body: move("1"), with: not });
			expect([fault, answer.status]).toEqual([fault, status]);
			expect(asked).toEqual([{ tenant: "not", policy: "guard", channel: "stable", digest: digestOf("1"), principal: "not-ana" }]);
		}
		expect(await authority("not").pointer()).toMatchObject({ epoch: 0 });
	});

	test("takes what the deployment carries, of its own policy alone", async () => {
		const asked = { by: caller("own"), body: { ...move("1"), digest: RELEASE.digest } };
		expect(await ask("activatePolicy", { ...asked, params: guard })).toMatchObject({ status: 200 });
		expect(await ask("activatePolicy", { ...asked, params: { name: "other" } })).toMatchObject({ status: 422 });
		const unknown = { ...asked, params: guard, body: move("9") };
		expect(await ask("activatePolicy", unknown)).toMatchObject({ status: 404 });
	});

	test("is not for a key of some apps, whose channel others may follow", async () => {
		const by = caller("some", { role: "operator", apps: ["bot"] });
		expect(await ask("activatePolicy", { by, params: guard, body: move("1"), with: may })).toMatchObject({ status: 403 });
		const back = { channel: "stable", reason: "r" };
		expect(await ask("rollbackPolicy", { by, params: guard, body: back, with: may })).toMatchObject({ status: 403 });
		expect(await authority("some").pointer()).toMatchObject({ epoch: 0 });
	});

	test.each([{ channel: "no name" }, { digest: "sha256:x" }, { reason: "" }, { expected_epoch: -1 }, { idempotency_key: "" }])(
		"refuses %o",
		async (over) => {
			expect(await activate("bad", "1", over)).toMatchObject({ status: 422, body: { code: "invalid-request" } });
		},
	);
});

describe("POST /v1/policies/:name/rollback", () => {
	test("leads back, to the version before or a named one, and says when there is none", async () => {
		expect(await rollBack("roll")).toMatchObject({ status: 404 });
		for (const name of ["1", "2", "3"]) await activate("roll", name);
		expect(await rollBack("roll")).toMatchObject({ status: 200, body: { revision: "2", epoch: 4, reason: "back" } });
		expect(await rollBack("roll", { to: digestOf("1") })).toMatchObject({ status: 200, body: { revision: "1", epoch: 5 } });
		expect(await rollBack("roll", { to: digestOf("9") })).toMatchObject({ status: 404 });
		expect(await rollBack("roll", { channel: "none" })).toMatchObject({ status: 404 });
		expect(await leads("roll")).toBe("1");
	});

	test("under one key is one step back, however often it is called", async () => {
		for (const name of ["1", "2", "3"]) await activate("step", name);
		const first = await rollBack("step", { idempotency_key: "k" });
		expect(first).toMatchObject({ status: 200, body: { revision: "2", made: true } });
		expect(await rollBack("step", { idempotency_key: "k" })).toEqual(first);
		expect(await leads("step")).toBe("2");
		expect(await rollBack("step", { idempotency_key: "k", reason: "other" })).toMatchObject({ status: 422 });
	});

	test("does not lead back to what may not be activated any more", async () => {
		for (const name of ["1", "2"]) await activate("gone", name);
		const not = deps({ mayActivate: async () => err({ fault: "untrusted" }) });
		const asked = { by: caller("gone"), params: guard, body: { channel: "stable", reason: "r" }, with: not };
		expect(await ask("rollbackPolicy", asked)).toMatchObject({ status: 409 });
		expect(await leads("gone")).toBe("2");
	});
});

describe("GET /v1/policies/:name/history", () => {
	const history = async (query: Record<string, string>, tenant = "hist") =>
		(await ask("policyHistory", { by: caller(tenant, { role: "auditor" }), params: guard, query })).body as {
			activations: Activation[];
			next?: number;
		};

	test("tells what the channels led to, newest first, with the instant at which each ended", async () => {
		for (const [n, name] of ["1", "2", "3"].entries()) {
			const body = move(name);
			await ask("activatePolicy", { by: caller("hist"), params: guard, body, with: may, now: NOW + n });
		}
		await activate("hist", "4", { channel: "canary" });
		const all = await history({});
		expect(all.activations.map(({ channel, revision, epoch, until }) => [channel, revision, epoch, until])).toEqual([
			["canary", "4", 4, undefined],
			["stable", "3", 3, undefined],
			["stable", "2", 2, NOW + 2],
			["stable", "1", 1, NOW + 1],
		]);
		expect(all.activations[3]).toMatchObject({ by: "hist-ana", reason: "because", since: NOW, host: "host-1" });
		expect((await history({ channel: "stable" })).activations).toHaveLength(3);
		const first = await history({ limit: "2" });
		expect(first).toMatchObject({ activations: [{ epoch: 4 }, { epoch: 3 }], next: 2 });
		expect(await history({ limit: "2", from: "2" })).toEqual({ activations: all.activations.slice(2) });
		expect(await history({}, "other")).toEqual({ activations: [] });
	});

	test.each([
		["/channel", { channel: "no name" }],
		["/from", { from: "0" }],
		["/limit", { limit: "201" }],
	])("refuses at %s", async (pointer, query) => {
		const answer = await ask("policyHistory", { by: caller("hist"), params: guard, query });
		expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
	});
});

test("a stored version may be put in force when the store gives it, verified and loaded, and it is of the policy", async () => {
	const manifest = { policy: "api", revision: "r7", roots: ["api"] };
	const serving = { digest: digestOf("1"), manifest, source: "loaded" } as unknown as ServingVersion;
	const versions: Versions = {
		find: async (tenant, digest) => (tenant === "t" && digest === digestOf("1") ? ok(serving) : err("untrusted")),
	};
	const asked = { tenant: "t", policy: "api", channel: "stable", digest: digestOf("1"), principal: "ana" };
	const asks = mayActivateStored(versions);
	expect(await asks(asked)).toEqual(ok({ revision: "r7", roots: ["api"], carried: false }));
	expect(await asks({ ...asked, policy: "guard" })).toEqual(err({ fault: "other-policy" }));
	expect(await asks({ ...asked, tenant: "u" })).toEqual(err({ fault: "untrusted" }));
});
