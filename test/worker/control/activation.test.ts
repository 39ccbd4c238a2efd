// Which version decided when: the chain of activations and the question that auditors ask of it.
import { describe, expect, test } from "vitest";
import type { Activation } from "../../../src/contract/registry.ts";
import { activeAt } from "../../../src/control/activation.ts";
import { ACTIVATION_SPREAD_MS } from "../../../src/platform/limits.ts";
import { ask, authority, caller, db, deps, NOW, RELEASE, rows } from "./fixture.ts";

const DAY = 86_400_000;
/** The tenant's first request to a deployment that carries the version; gives the epoch of the chain from then on. */
async function deployed(tenant: string, digest: string, now: number, host = "h1"): Promise<number> {
	const baked = { policy: "guard", digest, revision: `r-${digest}`, roots: ["guard"], host };
	return (await authority(tenant).enter(baked, now)).epoch;
}
const digests = async (tenant: string, at: number) =>
	(await activeAt(db, tenant, "guard", "stable", at)).map((each) => each.digest);

describe("activations", () => {
	test("are appended once for a version and host, whoever comes at the same time", async () => {
		await Promise.all(Array.from({ length: 8 }, () => deployed("a", "d1", NOW)));
		expect(await rows("select epoch, digest from activations where tenant = 'a'")).toEqual([{ epoch: 1, digest: "d1" }]);
		expect(await deployed("a", "d1", NOW + 1)).toBe(1);
		expect(await deployed("a", "d1", NOW + 2, "h2")).toBe(2);
		expect(await deployed("a", "d2", NOW + 3, "h2")).toBe(3);
		expect(await deployed("a", "d1", NOW + 4, "h2")).toBe(4);
		expect(await rows("select epoch, digest, host from activations where tenant = 'a' and epoch > 1")).toEqual([
			{ epoch: 2, digest: "d1", host: "h2" },
			{ epoch: 3, digest: "d2", host: "h2" },
			{ epoch: 4, digest: "d1", host: "h2" },
		]);
	});

	test("answer for any instant with intervals, from the first on", async () => {
		for (const [n, digest] of ["d1", "d2", "d3"].entries()) await deployed("b", digest, NOW + n * DAY);
		expect(await digests("b", NOW - 1)).toEqual([]);
		expect(await digests("b", NOW)).toEqual(["d1"]);
		expect(await digests("b", NOW + DAY - 1)).toEqual(["d1"]);
		expect(await digests("b", NOW + 1.5 * DAY)).toEqual(["d2"]);
		expect(await digests("b", NOW + 9 * DAY)).toEqual(["d3"]);
		expect(await activeAt(db, "b", "guard", "stable", NOW + 1.5 * DAY)).toEqual([
			{
				...{ policy: "guard", channel: "stable", digest: "d2", revision: "r-d2", epoch: 2, host: "h1" },
				...{ since: NOW + DAY, until: NOW + 2 * DAY, by: "deploy", reason: "baked-in version" },
			},
		]);
		expect(await activeAt(db, "b", "guard", "stable", NOW + 9 * DAY)).not.toHaveProperty("0.until");
		expect(await activeAt(db, "other", "guard", "stable", NOW)).toEqual([]);
	});

	test("answer with a set while a change spreads", async () => {
		await deployed("c", "d1", NOW - DAY);
		await deployed("c", "d2", NOW);
		expect(await digests("c", NOW)).toEqual(["d2", "d1"]);
		expect(await digests("c", NOW + ACTIVATION_SPREAD_MS - 1)).toEqual(["d2", "d1"]);
		expect(await digests("c", NOW + ACTIVATION_SPREAD_MS)).toEqual(["d2"]);
	});
});

describe("GET /v1/policies/active", () => {
	const by = caller("d");
	const body = { title: "Bot" };
	const active = async (query: Record<string, string>, now = NOW) =>
		(await ask("activePolicy", { by, query, now })).body as { at: number; active: Activation[] };

	test("tells the version of this deployment, and remembers since when", async () => {
		await ask("putApp", { by, params: { name: "bot" }, body });
		const first = await active({ app: "bot" });
		expect(first).toMatchObject({
			app: "bot",
			at: NOW,
			active: [{ digest: RELEASE.digest, revision: "2026.11.1", since: NOW, host: "host-1" }],
		});
		expect((await active({ app: "bot" }, NOW + DAY)).active).toEqual(first.active);
	});

	test("takes an instant in either form, and a question about the past changes nothing", async () => {
		const epochs = () => rows("select * from epochs where tenant = 'd'");
		const before = await epochs();
		const upgraded = deps({ host: "host-2" });
		const past = await ask("activePolicy", {
			by,
			query: { app: "bot", at: "2026-11-24T13:00:00+01:00" },
			now: NOW + DAY,
			with: upgraded,
		});
		expect(past.body).toMatchObject({ at: NOW, active: [{ host: "host-1" }] });
		expect((await active({ app: "bot", at: String(NOW) }, NOW + DAY)).active).toHaveLength(1);
		expect(await active({ app: "bot", at: String(NOW - 1) })).toMatchObject({ active: [] });
		expect(await epochs()).toEqual(before);
	});

	test("tells the epoch of the chain beside that of the activation, by which a record finds its own", async () => {
		const chain = caller("chain");
		const told = async (at: number) => (await ask("activePolicy", { by: chain, query: { app: "bot", at: String(at) } })).body;
		await ask("putApp", { by: chain, params: { name: "bot" }, body });
		await ask("activePolicy", { by: chain, query: { app: "bot" } });
		await ask("putApp", { by: chain, params: { name: "other" }, body, now: NOW + DAY });
		expect(await told(NOW)).toMatchObject({ epoch: 2, active: [{ epoch: 2 }] });
		expect(await told(NOW + DAY - 1)).toMatchObject({ epoch: 2, active: [{ epoch: 2 }] });
		expect(await told(NOW + DAY)).toMatchObject({ epoch: 3, active: [{ epoch: 2 }] });
		expect(await told(NOW - 1)).toMatchObject({ epoch: 0, active: [] });
	});

	test("tells of an instant before anything could decide for the app when that began", async () => {
		const early = caller("early");
		const told = async (app: string, at: number) =>
			(await ask("activePolicy", { by: early, query: { app, at: String(at) }, now: NOW + 9 * DAY })).body;
		await ask("putApp", { by: early, params: { name: "bot" }, body, now: NOW });
		expect(await told("bot", NOW - 1)).toEqual({ app: "bot", at: NOW - 1, epoch: 0, active: [] });
		await deployed("early", RELEASE.digest, NOW + DAY);
		await deployed("early", RELEASE.digest, NOW + 2 * DAY, "h2");
		await ask("putApp", { by: early, params: { name: "late" }, body, now: NOW + 3 * DAY });
		const first = { since: NOW + DAY, epoch: 2 };
		expect(await told("bot", NOW - 1)).toMatchObject({ active: [], first });
		expect(await told("bot", NOW + DAY - 1)).toMatchObject({ epoch: 1, active: [], first });
		expect(await told("bot", NOW + DAY)).not.toHaveProperty("first");
		expect(await told("late", NOW + 2 * DAY)).toMatchObject({ active: [], first: { since: NOW + 3 * DAY, epoch: 4 } });
		await ask("deleteApp", { by: early, params: { name: "late" }, now: NOW + 4 * DAY });
		expect(await told("late", NOW + 5 * DAY)).toEqual({ app: "late", at: NOW + 5 * DAY, epoch: 5, active: [] });
	});

	test("follows an app that changed its channel before anything was active on the first", async () => {
		const moved = caller("moved");
		await ask("putApp", { by: moved, params: { name: "bot" }, body: { ...body, channel: "canary" }, now: NOW });
		await ask("putApp", { by: moved, params: { name: "bot" }, body, now: NOW + 1 });
		const order = {
			policy: "guard",
			channel: "canary",
			digest: "d1",
			revision: "r",
			roots: ["guard"],
			host: "h1",
			carried: true,
		};
		await authority("moved").activate({ ...order, by: "ana", at: NOW + 2, reason: "trial", key: "k" });
		await deployed("moved", "d1", NOW + 3);
		const answer = await ask("activePolicy", { by: moved, query: { app: "bot", at: String(NOW - 1) } });
		expect(answer.body).toMatchObject({ active: [], first: { since: NOW + 3, epoch: 4 } });
	});

	test("answers by the tenant's own time when a clock of ours is behind it", async () => {
		const late = caller("late");
		await ask("putApp", { by: late, params: { name: "bot" }, body, now: NOW });
		const answer = await ask("activePolicy", { by: late, query: { app: "bot" }, now: NOW - 5000 });
		expect(answer.body).toMatchObject({ at: NOW, active: [{ digest: RELEASE.digest }] });
	});

	test("follows the app's channel, and knows an app that is retired by now", async () => {
		await ask("putApp", { by, params: { name: "gone" }, body: { ...body, channel: "canary" }, now: NOW });
		expect((await active({ app: "gone" }, NOW)).active).toMatchObject([{ channel: "canary" }]);
		await ask("deleteApp", { by, params: { name: "gone" }, now: NOW + DAY });
		expect((await active({ app: "gone", at: String(NOW + 1) }, NOW + 2 * DAY)).active).toMatchObject([{ channel: "canary" }]);
		expect((await active({ app: "gone" }, NOW + 2 * DAY)).active).toEqual([]);
	});

	test.each([
		[404, { app: "never" }],
		[422, {}],
		[422, { app: "no name" }],
		[422, { app: "bot", at: "yesterday" }],
		[422, { app: "bot", at: "2026-13-45T00:00:00Z" }],
		[422, { app: "bot", at: "-1" }],
	])("answers %d to %o", async (status, query) => {
		expect((await ask("activePolicy", { by, query })).status).toBe(status);
	});

	test("shows a key nothing of an app that it may not name, nor another tenant's", async () => {
		expect((await ask("activePolicy", { by: caller("d", { apps: ["other"] }), query: { app: "bot" } })).status).toBe(404);
		expect((await ask("activePolicy", { by: caller("e"), query: { app: "bot" } })).status).toBe(404);
	});
});
