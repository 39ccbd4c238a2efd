// What an isolate remembers of tenants, under a clock that the test holds.
import { beforeEach, describe, expect, test } from "vitest";
import type { TenantContext } from "../../src/contract/registry.ts";
import { createContextCache, type ReadContext } from "../../src/control/context-cache.ts";
import { CONTEXT_FRESH_MS, CONTEXT_GRACE_MS, CONTEXT_STALE_MS } from "../../src/platform/limits.ts";
import type { Log } from "../../src/platform/log.ts";

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const context = (tenant: string, epoch: number): TenantContext => ({
	...{ tenant, epoch, apps: new Map(), tools: new Map() },
	config: { tenant: { digest: "d", layer: { rules: {} } }, apps: new Map() },
	exceptions: { digest: "d", items: [] },
	kill: { digest: "d", items: [] },
});

let epoch: number;
let down: boolean;
let hold: Promise<void> | undefined;
let reads: { tenant: string; previous: number | undefined }[];
let behind: Promise<unknown>[];
let logged: string[];
const read: ReadContext = async (tenant, _now, previous) => {
	reads.push({ tenant, previous: previous?.epoch });
	await hold;
	if (down) throw new Error("D1_ERROR");
	return tenant === "nobody" ? undefined : context(tenant, epoch);
};
const waitUntil = (work: Promise<unknown>) => void behind.push(work);
const log: Log = (_level, event) => void logged.push(event);
const good = (epoch: number, degraded = false) => ({ ok: true, value: { context: { epoch }, degraded } });
const UNAVAILABLE = { ok: false, error: "unavailable" };

beforeEach(() => {
	epoch = 1;
	down = false;
	hold = undefined;
	reads = [];
	behind = [];
	logged = [];
});

describe("a context", () => {
	test("is read once while it is fresh", async () => {
		const cache = createContextCache(read, log);
		expect(await cache.load("a", NOW, waitUntil)).toMatchObject(good(1));
		epoch = 2;
		expect(await cache.load("a", NOW + CONTEXT_FRESH_MS - 1, waitUntil)).toMatchObject(good(1));
		expect(reads).toHaveLength(1);
		expect(behind).toEqual([]);
	});

	test("is used when stale, and refreshed behind the answer by one request", async () => {
		const cache = createContextCache(read, log);
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
		const cache = createContextCache(read, log);
		await cache.load("a", NOW, waitUntil);
		epoch = 2;
		expect(await cache.load("a", NOW + CONTEXT_STALE_MS, waitUntil)).toMatchObject(good(2));
		expect(behind).toEqual([]);
	});

	test("is used degraded within the grace when it cannot be read, and no longer", async () => {
		const cache = createContextCache(read, log);
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
		expect(await createContextCache(read, log).load("a", NOW, waitUntil)).toEqual(UNAVAILABLE);
		expect(logged).toEqual(["control.context-failed"]);
	});

	test("of a tenant that is not there is unknown, and is asked for again", async () => {
		const cache = createContextCache(read, log);
		for (let n = 0; n < 2; n++) expect(await cache.load("nobody", NOW, waitUntil)).toEqual({ ok: false, error: "unknown" });
		expect(reads).toHaveLength(2);
	});

	test("of one tenant is never another's", async () => {
		const cache = createContextCache(read, log);
		await cache.load("a", NOW, waitUntil);
		expect(await cache.load("b", NOW, waitUntil)).toMatchObject({ value: { context: { tenant: "b" } } });
		expect(await cache.load("a", NOW, waitUntil)).toMatchObject({ value: { context: { tenant: "a" } } });
	});
});

describe("when the clock goes back", () => {
	test("an entry from the future is read again at once", async () => {
		const cache = createContextCache(read, log);
		await cache.load("a", NOW + HOUR, waitUntil);
		epoch = 2;
		expect(await cache.load("a", NOW, waitUntil)).toMatchObject(good(2));
		expect(await cache.load("a", NOW + CONTEXT_FRESH_MS - 1, waitUntil)).toMatchObject(good(2));
		expect(reads).toHaveLength(2);
	});

	test("its grace runs from then on, once, and it is never fresh again", async () => {
		const cache = createContextCache(read, log);
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
		const slow: ReadContext = async (tenant, now) => {
			await new Promise<void>((resolve) => gates.push(resolve));
			return context(tenant, now - NOW);
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
		const cache = createContextCache(read, log);
		await Promise.all([cache.load("a", NOW, waitUntil), cache.load("a", NOW, waitUntil)]);
		expect(reads).toHaveLength(2);
	});
});

test("the number of tenants remembered is bounded, and who is used stays", async () => {
	const cache = createContextCache(read, log, 2);
	for (const tenant of ["a", "b", "a", "c", "a", "b"]) await cache.load(tenant, NOW, waitUntil);
	expect(reads.map(({ tenant }) => tenant)).toEqual(["a", "b", "c", "b"]);
});
