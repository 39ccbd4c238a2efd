// What an isolate remembers of tenants, under a clock that the test holds.
import { beforeEach, describe, expect, test } from "vitest";
import type { Pointer } from "../../src/contract/pointer.ts";
import type { StoredContext } from "../../src/control/context.ts";
import { type ContextSources, createContextCache } from "../../src/control/context-cache.ts";
import { CONTEXT_FRESH_MS, CONTEXT_GRACE_MS, CONTEXT_STALE_MS } from "../../src/platform/limits.ts";
import type { Log } from "../../src/platform/log.ts";

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const pointerAt = (tenant: string, epoch: number): Pointer => ({ v: 1, tenant, epoch, policies: {}, revoked: [] });
const context = (tenant: string, epoch: number): StoredContext => ({
	...{ tenant, epoch, apps: new Map(), tools: new Map() },
	config: { tenant: { digest: "d", layer: { rules: {} } }, apps: new Map() },
	exceptions: { digest: "d", items: [] },
	kill: { digest: "d", items: [] },
});

let epoch: number;
/** Of the pointer, where it is another than the database's. */
let pointed: number | undefined;
let down: boolean;
let objectDown: boolean;
let hold: Promise<void> | undefined;
let reads: { tenant: string; previous: number | undefined }[];
let repaired: string[];
let behind: Promise<unknown>[];
let logged: string[];
const sources: ContextSources = {
	stored: async (tenant, _now, previous) => {
		reads.push({ tenant, previous: previous?.epoch });
		await hold;
		if (down) throw new Error("D1_ERROR");
		return tenant === "nobody" ? undefined : context(tenant, epoch);
	},
	pointer: async (tenant) => {
		if (objectDown) throw new Error("unreachable");
		return pointerAt(tenant, pointed ?? epoch);
	},
	behind: async (tenant) => void repaired.push(tenant),
};
const waitUntil = (work: Promise<unknown>) => void behind.push(work);
const log: Log = (_level, event) => void logged.push(event);
const good = (epoch: number, degraded = false) => ({ ok: true, value: { context: { epoch }, degraded } });
const UNAVAILABLE = { ok: false, error: "unavailable" };

beforeEach(() => {
	epoch = 1;
	pointed = undefined;
	down = false;
	objectDown = false;
	hold = undefined;
	reads = [];
	repaired = [];
	behind = [];
	logged = [];
});

describe("a context", () => {
	test("is read once while it is fresh", async () => {
		const cache = createContextCache(sources, log);
		expect(await cache.load("a", NOW, waitUntil)).toMatchObject(good(1));
		epoch = 2;
		expect(await cache.load("a", NOW + CONTEXT_FRESH_MS - 1, waitUntil)).toMatchObject(good(1));
		expect(reads).toHaveLength(1);
		expect(behind).toEqual([]);
	});

	test("is used when stale, and refreshed behind the answer by one request", async () => {
		const cache = createContextCache(sources, log);
		await cache.load("a", NOW, waitUntil);
		epoch = 2;
		let open = (): void => {};
		hold = new Promise((resolve) => {
			open = resolve;
		});
		for (let n = 0; n < 3; n++) expect(await cache.load("a", NOW + CONTEXT_FRESH_MS + n, waitUntil)).toMatchObject(good(1));
		expect(behind).toHaveLength(1);
		open();
		await Promise.all(behind);
		expect(reads).toEqual([
			{ tenant: "a", previous: undefined },
			{ tenant: "a", previous: 1 },
		]);
		expect(await cache.load("a", NOW + CONTEXT_FRESH_MS + 3, waitUntil)).toMatchObject(good(2));
		expect(reads).toHaveLength(2);
	});

	test("is awaited when older", async () => {
		const cache = createContextCache(sources, log);
		await cache.load("a", NOW, waitUntil);
		epoch = 2;
		expect(await cache.load("a", NOW + CONTEXT_STALE_MS, waitUntil)).toMatchObject(good(2));
		expect(behind).toEqual([]);
	});

	test("is used degraded within the grace when it cannot be read, and no longer", async () => {
		const cache = createContextCache(sources, log);
		await cache.load("a", NOW, waitUntil);
		down = true;
		expect(await cache.load("a", NOW + CONTEXT_FRESH_MS, waitUntil)).toMatchObject(good(1));
		await Promise.all(behind);
		expect(logged).toEqual(["control.refresh-failed"]);
		expect(await cache.load("a", NOW + CONTEXT_STALE_MS, waitUntil)).toMatchObject(good(1, true));
		expect(await cache.load("a", NOW + CONTEXT_GRACE_MS - 1, waitUntil)).toMatchObject(good(1, true));
		expect(await cache.load("a", NOW + CONTEXT_GRACE_MS, waitUntil)).toEqual(UNAVAILABLE);
		down = false;
		expect(await cache.load("a", NOW + CONTEXT_GRACE_MS + 1, waitUntil)).toMatchObject(good(1));
	});

	test("that was never read has no grace", async () => {
		down = true;
		expect(await createContextCache(sources, log).load("a", NOW, waitUntil)).toEqual(UNAVAILABLE);
		expect(logged).toEqual(["control.context-failed"]);
	});

	test("of a tenant that is not there is unknown, and is asked for again", async () => {
		const cache = createContextCache(sources, log);
		for (let n = 0; n < 2; n++) expect(await cache.load("nobody", NOW, waitUntil)).toEqual({ ok: false, error: "unknown" });
		expect(reads).toHaveLength(2);
	});

	test("of one tenant is never another's", async () => {
		const cache = createContextCache(sources, log);
		await cache.load("a", NOW, waitUntil);
		expect(await cache.load("b", NOW, waitUntil)).toMatchObject({ value: { context: { tenant: "b" } } });
		expect(await cache.load("a", NOW, waitUntil)).toMatchObject({ value: { context: { tenant: "a" } } });
	});
});

describe("when the clock goes back", () => {
	test("an entry from the future is read again at once", async () => {
		const cache = createContextCache(sources, log);
		await cache.load("a", NOW + HOUR, waitUntil);
		epoch = 2;
		expect(await cache.load("a", NOW, waitUntil)).toMatchObject(good(2));
		expect(await cache.load("a", NOW + CONTEXT_FRESH_MS - 1, waitUntil)).toMatchObject(good(2));
		expect(reads).toHaveLength(2);
	});

	test("its grace runs from then on, once, and it is never fresh again", async () => {
		const cache = createContextCache(sources, log);
		await cache.load("a", NOW + HOUR, waitUntil);
		down = true;
		const end = NOW + CONTEXT_GRACE_MS - CONTEXT_STALE_MS;
		for (const at of [NOW, NOW + 1, end - 1]) expect(await cache.load("a", at, waitUntil)).toMatchObject(good(1, true));
		expect(await cache.load("a", end, waitUntil)).toEqual(UNAVAILABLE);
	});
});

describe("reads that overlap", () => {
	test("leave what the one that began later has read", async () => {
		const gates: (() => void)[] = [];
		const slow: ContextSources = {
			stored: async (tenant, now) => {
				await new Promise<void>((resolve) => gates.push(resolve));
				return context(tenant, now - NOW);
			},
			pointer: async (tenant, now) => pointerAt(tenant, now - NOW),
		};
		const cache = createContextCache(slow, log);
		const early = cache.load("a", NOW + 1, waitUntil);
		const late = cache.load("a", NOW + 2, waitUntil);
		gates[1]?.();
		expect(await late).toMatchObject(good(2));
		gates[0]?.();
		expect(await early).toMatchObject(good(1));
		expect(await cache.load("a", NOW + 3, waitUntil)).toMatchObject(good(2));
	});

	test("share nothing, each request waits for its own", async () => {
		const cache = createContextCache(sources, log);
		await Promise.all([cache.load("a", NOW, waitUntil), cache.load("a", NOW, waitUntil)]);
		expect(reads).toHaveLength(2);
	});
});

test("the number of tenants remembered is bounded, and who is used stays", async () => {
	const cache = createContextCache(sources, log, 2);
	for (const tenant of ["a", "b", "a", "c", "a", "b"]) await cache.load(tenant, NOW, waitUntil);
	expect(reads.map(({ tenant }) => tenant)).toEqual(["a", "b", "c", "b"]);
});

describe("the two sources", () => {
	const load = (cache: ReturnType<typeof createContextCache>, at = NOW) => cache.load("a", at, waitUntil);

	test("are read at the same time, and the context has the pointer's epoch and the pointer", async () => {
		const context = { tenant: "a", epoch: 1, pointer: pointerAt("a", 1), apps: new Map() };
		expect(await load(createContextCache(sources, log))).toMatchObject({ ok: true, value: { context, degraded: false } });
	});

	test("the database away: the newest pointer with the last context, degraded, for the grace and no longer", async () => {
		const cache = createContextCache(sources, log);
		await load(cache);
		[down, pointed] = [true, 5];
		expect(await load(cache, NOW + CONTEXT_STALE_MS)).toMatchObject({
			ok: true,
			value: { context: { epoch: 5, pointer: { epoch: 5 } }, degraded: true },
		});
		pointed = 6;
		expect(await load(cache, NOW + CONTEXT_GRACE_MS - 1)).toMatchObject(good(6, true));
		expect(await load(cache, NOW + CONTEXT_GRACE_MS)).toEqual(UNAVAILABLE);
	});

	test("the object away: the last pointer with the newest context, degraded, for the grace and no longer", async () => {
		const cache = createContextCache(sources, log);
		await load(cache);
		[objectDown, epoch] = [true, 2];
		expect(await load(cache, NOW + CONTEXT_STALE_MS)).toMatchObject({
			ok: true,
			value: { context: { epoch: 1, pointer: { epoch: 1 } }, degraded: true },
		});
		expect(await load(cache, NOW + CONTEXT_GRACE_MS - 1)).toMatchObject(good(1, true));
		expect(await load(cache, NOW + CONTEXT_GRACE_MS)).toEqual(UNAVAILABLE);
		objectDown = false;
		expect(await load(cache, NOW + CONTEXT_GRACE_MS + 1)).toMatchObject(good(2));
	});

	test("the object away from the beginning: nothing decides", async () => {
		objectDown = true;
		expect(await load(createContextCache(sources, log))).toEqual(UNAVAILABLE);
	});

	test("a database that lacks what the pointer knows degrades until it has it, and is told of once", async () => {
		const cache = createContextCache(sources, log);
		pointed = 3;
		expect(await load(cache)).toMatchObject(good(3, true));
		expect(await load(cache, NOW + 1)).toMatchObject(good(3, true));
		expect(await load(cache, NOW + CONTEXT_STALE_MS)).toMatchObject(good(3, true));
		expect(repaired).toEqual(["a"]);
		epoch = 3;
		expect(await load(cache, NOW + 2 * CONTEXT_STALE_MS)).toMatchObject(good(3));
		// What the database had before was not of the epoch that the pointer named.
		expect(reads.at(-1)).toEqual({ tenant: "a", previous: 1 });
	});

	test("a change between the two reads is no fault: the older one is read again", async () => {
		let first = true;
		const racing: ContextSources = {
			...sources,
			stored: async (tenant) => {
				const at = first ? 1 : 2;
				first = false;
				return context(tenant, at);
			},
		};
		pointed = 2;
		expect(await load(createContextCache(racing, log))).toMatchObject(good(2));
		let asked = 0;
		const late: ContextSources = { ...sources, pointer: async (tenant) => pointerAt(tenant, ++asked) };
		epoch = 2;
		expect(await load(createContextCache(late, log))).toMatchObject(good(2));
	});

	test("a context stays the same object while nothing changes, and becomes another with the pointer", async () => {
		const cache = createContextCache({ ...sources, stored: async (_tenant, _now, previous) => previous ?? context("a", 1) }, log);
		const of = async (at: number) => {
			const loaded = await load(cache, at);
			return loaded.ok ? loaded.value.context : undefined;
		};
		const before = await of(NOW);
		expect(await of(NOW + CONTEXT_STALE_MS)).toBe(before);
		pointed = 2;
		expect(await of(NOW + 2 * CONTEXT_STALE_MS)).not.toBe(before);
	});

	test("what is to be prepared is, with every new pointer, also while the database is away", async () => {
		const prepared: [number, number | undefined][] = [];
		const prepare: NonNullable<ContextSources["prepare"]> = async (context, previous) =>
			void prepared.push([context.pointer.epoch, previous?.pointer.epoch]);
		const cache = createContextCache({ ...sources, prepare }, log);
		await load(cache);
		[down, pointed] = [true, 2];
		await load(cache, NOW + CONTEXT_STALE_MS);
		expect(prepared).toEqual([
			[1, undefined],
			[2, 1],
		]);
	});
});
