// Epochs whatever is ordered, in whatever order and at whatever clock: no gap, no overlap, times monotone, the chain unbroken.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChangeEntry } from "../../../src/contract/registry.ts";
import { activeAt } from "../../../src/control/activation.ts";
import { chainFault } from "../../../src/platform/event-chain.ts";
import { ACTIVATION_SPREAD_MS } from "../../../src/platform/limits.ts";
import { authority, db, NOW, rows } from "./fixture.ts";
import { activate, app, baked, digestOf, order, putApp, told } from "./objects.ts";

const CHANNELS = ["stable", "canary"] as const;
const channel = fc.constantFrom(...CHANNELS);
const name = fc.constantFrom("a", "b", "c");
/** Clocks that jump both ways by up to a day. */
const at = fc.integer({ min: NOW - 86_400_000, max: NOW + 86_400_000 });
const step = fc.oneof(
	fc.record({ kind: fc.constant("activate" as const), channel, name, at }),
	fc.record({ kind: fc.constant("rollback" as const), channel, at }),
	fc.record({ kind: fc.constant("deploy" as const), name, at }),
	fc.record({ kind: fc.constant("put" as const), channel, name, at }),
	fc.record({ kind: fc.constant("retire" as const), name, at }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function perform(tenant: string, each: Step): Promise<unknown> {
	const object = authority(tenant);
	const by = order(each.at);
	switch (each.kind) {
		case "activate":
			return activate(tenant, each.name, { channel: each.channel, at: each.at });
		case "rollback":
			return object.rollback({ ...by, policy: "guard", channel: each.channel, host: "h1" });
		case "deploy":
			return object.enter(baked(`d${each.name}`), each.at);
		case "put":
			return object.append({ ...by, type: "app.put", subject: each.name, document: app(each.name, each.channel) });
		case "retire":
			return object.append({ ...by, type: "app.retire", subject: each.name });
	}
}

let tenants = 0;

test("any orders, several at once, by any clock", async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }), async (rounds) => {
			const tenant = `property-${tenants++}`;
			for (const round of rounds) await Promise.all(round.map((each) => perform(tenant, each)));
			const changes = await told(tenant);
			expect(changes.map(({ epoch }) => epoch)).toEqual(changes.map((_, n) => n + 1));
			expect(await chainFault(tenant, changes)).toBeUndefined();
			const pointer = await authority(tenant).pointer();
			expect(pointer.epoch).toBe(changes.length);
			for (const each of CHANNELS) await intervals(tenant, each, changes);
			const targets = Object.entries(pointer.policies.guard?.channels ?? {}).map(([at, { digest }]) => [at, digest]);
			expect(Object.fromEntries(targets)).toEqual(newest(changes));
		}),
		{ numRuns: 25 },
	);
}, 60_000);

/** Each instant has exactly the version whose interval holds it, and intervals meet without a gap. */
async function intervals(tenant: string, channel: string, changes: readonly ChangeEntry[]): Promise<void> {
	const own = await rows<{ epoch: number; since: number; digest: string }>(
		"select epoch, since, digest from activations where tenant = ? and channel = ? order by epoch",
		...[tenant, channel],
	);
	for (const [n, { epoch, since, digest }] of own.entries()) {
		expect(changes[epoch - 1]).toMatchObject({ epoch, at: since, subject: digest });
		const after = own[n + 1]?.since ?? since + ACTIVATION_SPREAD_MS;
		if (after === since) continue;
		const [active] = await activeAt(db, tenant, "guard", channel, since);
		expect(active).toMatchObject({ epoch, digest });
		const late = (await activeAt(db, tenant, "guard", channel, after - 1))[0];
		expect(late).toMatchObject({ epoch, digest });
	}
}

function newest(changes: readonly ChangeEntry[]): Record<string, string> {
	const found: Record<string, string> = {};
	for (const { type, subject, document } of changes) {
		if (type !== "activation" && type !== "rollback") continue;
		found[(document as { channel: string }).channel] = subject;
	}
	return found;
}

describe("the chain that an auditor is told", () => {
	test("is unbroken after fifty changes at once, in the object and in the database alike", async () => {
		const all = Array.from({ length: 50 }, (_, n) =>
			n % 3 === 0 ? activate("fifty", `v${n}`, { channel: `c${n % 5}` }) : putApp("fifty", `app-${n}`),
		);
		const made = await Promise.all(all);
		expect(made.every((each) => each.ok && each.value.projected)).toBe(true);
		const changes = await told("fifty");
		expect(changes).toHaveLength(50);
		expect(await chainFault("fifty", changes)).toBeUndefined();
		const { events } = await authority("fifty").events(1, 200);
		expect(events.map(({ hash }) => hash)).toEqual(changes.map(({ chain }) => chain?.hash));
		expect(events.map(({ event }) => event.prev)).toEqual(changes.map(({ chain }) => chain?.prev));
	});

	test("is broken by any other telling", async () => {
		for (const each of ["a", "b", "c"]) await putApp("told", each);
		const good = await told("told");
		const [first, second, third] = good as [ChangeEntry, ChangeEntry, ChangeEntry];
		const link = second.chain ?? ({} as never);
		const forged = digestOf("f");
		const others: [readonly ChangeEntry[], string][] = [
			[[first, { ...second, by: "eve" }, third], "hash"],
			[[first, { ...second, reason: "x" }, third], "hash"],
			[[first, { ...second, at: second.at + 1 }, third], "hash"],
			[[first, { ...second, subject: "x" }, third], "hash"],
			[[first, { ...second, type: "app.retire" }, third], "hash"],
			[[first, { ...second, chain: { ...link, key: "x" } }, third], "hash"],
			[[first, { ...second, chain: { ...link, document: forged } }, third], "hash"],
			[[first, { ...second, chain: { ...link, evidence: [{ kind: "x", digest: forged }] } }, third], "hash"],
			[[first, { ...second, chain: { ...link, hash: forged } }, third], "hash"],
			[[first, third], "prev"],
			[[second, first], "prev"],
			[[{ ...first, chain: { ...(first.chain ?? link), seq: 2 } }], "hash"],
		];
		for (const [changes, fault] of others) expect(await chainFault("told", changes)).toMatchObject({ fault });
		const { chain: _, ...bare } = second;
		expect(await chainFault("told", [first, bare, third])).toEqual({ epoch: 2, fault: "no-link" });
		expect(await chainFault("other", good)).toMatchObject({ fault: "hash" });
		expect(await chainFault("told", [second, third])).toBeUndefined();
		expect(await chainFault("told", [])).toBeUndefined();
	});
});
