// The sequencer as its callers meet it: order, idempotence, checkpoints, pace, and what stops it.
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { headKey, tileKey } from "../../../../src/ledger/log/bucket.ts";
import { utf8 } from "../../../../src/platform/bytes.ts";
import { LOG_SIGN_INTERVAL_MS, MAX_LEAVES_PER_APPEND, MAX_LEAVES_PER_ROUND } from "../../../../src/platform/limits.ts";
import { hashLeaf, verifyInclusion } from "../../../../src/platform/tlog/merkle.ts";
import { proveInclusion } from "../../../../src/platform/tlog/prove.ts";
import { Auditor, bucketTiles, leaf, leaves, newLog, readAll, round, within } from "./fixture.ts";

describe("a log", () => {
	test("begins empty, with a signed checkpoint of nothing", async () => {
		const log = newLog();
		expect(await new Auditor(log).see()).toMatchObject({ size: 0, origin: `edict.test/log/${log.tenant}` });
	});

	test("gives leaves their order and covers them with a checkpoint", async () => {
		const log = newLog();
		const auditor = new Auditor(log);
		await auditor.see();
		expect(await log.stub().append(log.tenant, leaves(0, 3))).toEqual({ placed: [0, 1, 2] });
		expect(await auditor.see()).toMatchObject({ size: 0 });
		await round(log);
		const checkpoint = await auditor.see();
		expect(checkpoint.size).toBe(3);
		expect(await readAll(log, checkpoint)).toEqual(["entry of id-0", "entry of id-1", "entry of id-2"]);
		expect(await log.stub().locate(log.tenant, "id-1")).toMatchObject({ index: 1, checkpoint: { size: 3 } });
		expect((await log.stub().locate(log.tenant, "nobody")).index).toBeUndefined();
	});

	test("covers a leaf by itself within five seconds", async () => {
		const log = newLog();
		const auditor = new Auditor(log);
		const from = Date.now();
		await log.stub().append(log.tenant, leaves(0, 1));
		while ((await auditor.see()).size === 0) await scheduler.wait(20);
		expect(Date.now() - from).toBeLessThan(5_000);
	});

	test("grows over tiles and bundles, in any steps", async () => {
		const log = newLog();
		const auditor = new Auditor(log);
		let size = 0;
		for (const step of [1, 254, 1, 1, 255, 300, 0, 212, 1]) {
			await log.stub().append(log.tenant, leaves(size, size + step));
			size += step;
			await round(log);
			expect((await auditor.see()).size).toBe(size);
		}
		const checkpoint = await auditor.see();
		expect((await readAll(log, checkpoint)).length).toBe(size);
		for (const index of [0, 255, 256, 511, size - 1]) {
			const proof = await proveInclusion(bucketTiles(log.tenant), index, size);
			const entry = hashLeaf(leaf(`id-${index}`).entry);
			expect(proof.ok && verifyInclusion(index, size, entry, proof.value, checkpoint.root)).toBe(true);
		}
	});

	test("takes as many leaves into one checkpoint as a round may have, and the rest into the next", async () => {
		const log = newLog();
		for (let at = 0; at < MAX_LEAVES_PER_ROUND + 1; at += MAX_LEAVES_PER_APPEND) {
			await log.stub().append(log.tenant, leaves(at, Math.min(at + MAX_LEAVES_PER_APPEND, MAX_LEAVES_PER_ROUND + 1)));
		}
		await round(log);
		const auditor = new Auditor(log);
		expect((await auditor.see()).size).toBe(MAX_LEAVES_PER_ROUND);
		await round(log);
		expect((await auditor.see()).size).toBe(MAX_LEAVES_PER_ROUND + 1);
	});

	test("is one tenant's, and its object no other's", async () => {
		const log = newLog();
		await log.stub().append(log.tenant, leaves(0, 1));
		await within(log, async (instance) => {
			await expect(instance.append("somebody-else", leaves(0, 1))).rejects.toThrow("another tenant");
			await expect(instance.append(log.tenant, leaves(0, MAX_LEAVES_PER_APPEND + 1))).rejects.toThrow("too many");
		});
	});
});

describe("an id", () => {
	test("is appended once, whoever says it again, also in one call, after a checkpoint and after an eviction", async () => {
		const log = newLog();
		expect(await log.stub().append(log.tenant, [leaf("a"), leaf("b"), leaf("a")])).toEqual({ placed: [0, 1, 0] });
		await round(log);
		expect(await log.stub().append(log.tenant, [leaf("c"), leaf("b")])).toEqual({ placed: [2, 1] });
		await evictDurableObject(log.stub());
		expect(await log.stub().append(log.tenant, [leaf("a"), leaf("c"), leaf("d")])).toEqual({ placed: [0, 2, 3] });
		await round(log);
		const checkpoint = await new Auditor(log).see();
		expect((await readAll(log, checkpoint)).map((entry) => entry.slice(-1))).toEqual(["a", "b", "c", "d"]);
	});

	test("that comes with another entry is refused, and its neighbours are not", async () => {
		const log = newLog();
		await log.stub().append(log.tenant, [leaf("a")]);
		const placed = await log.stub().append(log.tenant, [leaf("a", "forged"), leaf("b"), leaf("b", "forged")]);
		expect(placed).toEqual({ placed: ["conflict", 1, "conflict"] });
	});

	test("keeps its index when a redelivery comes in another order over a tile that was partial", async () => {
		const log = newLog();
		await log.stub().append(log.tenant, leaves(0, 200));
		await round(log);
		await log.stub().append(log.tenant, [...leaves(150, 260)].reverse());
		await round(log);
		expect(await log.stub().append(log.tenant, [...leaves(0, 200)].reverse())).toEqual({
			placed: Array.from({ length: 200 }, (_, at) => 199 - at),
		});
		const checkpoint = await new Auditor(log).see();
		const entries = await readAll(log, checkpoint);
		expect(new Set(entries).size).toBe(260);
		expect(entries.slice(200, 202)).toEqual(["entry of id-259", "entry of id-258"]);
	});

	test("of an entry that no bundle can hold gets no place", async () => {
		const log = newLog();
		const large = { id: "large", entry: new Uint8Array(65_536) };
		expect(await log.stub().append(log.tenant, [large, leaf("a")])).toEqual({ placed: ["too-large", 0] });
	});
});

describe("the pace", () => {
	test("is at most a signature a second under load", async () => {
		const log = newLog();
		await log.stub().checkpoint(log.tenant);
		const alarms: number[] = [];
		for (let at = 0; at < 5; at++) {
			await log.stub().append(log.tenant, leaves(at * 10, at * 10 + 10));
			alarms.push((await within(log, (_, state) => state.storage.getAlarm())) ?? 0);
		}
		expect(new Set(alarms).size).toBe(1);
		const signed = await within(log, (_, state) => state.storage.sql.exec<{ at: number }>("SELECT at FROM published").one().at);
		expect(alarms[0]).toBeGreaterThanOrEqual(signed + LOG_SIGN_INTERVAL_MS);
	});

	test("is not put off by a clock that jumps back", async () => {
		const log = newLog();
		const clock = (now: () => number) =>
			within(log, (instance) => {
				instance.now = now;
			});
		await clock(() => Date.now() + 86_400_000);
		await log.stub().checkpoint(log.tenant);
		await clock(Date.now);
		await log.stub().append(log.tenant, leaves(0, 1));
		expect(await within(log, (_, state) => state.storage.getAlarm())).toBeLessThanOrEqual(Date.now() + LOG_SIGN_INTERVAL_MS);
	});
});

describe("a log that is not what it was", () => {
	const grown = async () => {
		const log = newLog();
		await log.stub().append(log.tenant, leaves(0, 300));
		await round(log);
		return log;
	};
	/** Puts the object's storage back to what it was before `work`. */
	const restored = async (log: Awaited<ReturnType<typeof grown>>, work: () => Promise<unknown>) => {
		const tables = ["ids", "entries", "edge", "intended", "published"];
		const copy = await within(log, (_, { storage }) =>
			tables.map((table) => [table, [...storage.sql.exec(`SELECT * FROM ${table}`).raw()]] as const),
		);
		await work();
		await within(log, (_, { storage }) => {
			for (const [table, rows] of copy) {
				storage.sql.exec(`DELETE FROM ${table}`);
				for (const row of rows) storage.sql.exec(`INSERT INTO ${table} VALUES (${row.map(() => "?").join()})`, ...row);
			}
		});
		await evictDurableObject(log.stub());
	};
	const halted = async (log: Awaited<ReturnType<typeof grown>>) => {
		const before = await log.stub().checkpoint(log.tenant);
		const answer = await log.stub().append(log.tenant, leaves(900, 901));
		await round(log);
		expect(await log.stub().checkpoint(log.tenant), "nothing new is signed").toEqual(before);
		return "halted" in answer ? answer.halted : "not halted";
	};

	test("because it was restored to an older state signs nothing", async () => {
		const log = await grown();
		await restored(log, async () => {
			await log.stub().append(log.tenant, leaves(300, 310));
			await round(log);
		});
		expect(await halted(log)).toBe("bucket-ahead");
		expect((await log.stub().status(log.tenant)).halted).toBe("bucket-ahead");
	});

	test("because it lost everything signs nothing", async () => {
		const log = await grown();
		await within(log, (_, { storage }) => {
			for (const table of ["ids", "entries", "edge", "intended", "published"]) storage.sql.exec(`DELETE FROM ${table}`);
		});
		await evictDurableObject(log.stub());
		expect(await halted(log)).toBe("bucket-ahead");
	});

	test("because another instance has claimed a head meanwhile signs nothing, and stays so", async () => {
		const log = await grown();
		await log.stub().append(log.tenant, leaves(300, 310));
		await env.LOG.put(headKey(log.tenant, 305), "another history");
		await round(log);
		expect(await halted(log)).toBe("bucket-ahead");
		expect((await log.stub().status(log.tenant)).size).toBe(300);
	});

	test.each([
		["head", (tenant: string) => headKey(tenant, 310)],
		["tile", (tenant: string) => tileKey(tenant, { level: 0, n: 1, width: 54 })],
		["bundle", (tenant: string) => tileKey(tenant, { level: -1, n: 1, width: 54 })],
	])("because a %s to come is there with other bytes signs nothing", async (_, key) => {
		const log = await grown();
		await log.stub().append(log.tenant, leaves(300, 310));
		await env.LOG.put(key(log.tenant), utf8("another history"));
		await round(log);
		expect(await halted(log)).toMatch(/^bucket-(differs|ahead)$/);
		expect((await log.stub().status(log.tenant)).size).toBe(300);
	});

	test("because its bucket was emptied or changed signs nothing, and goes on when the bucket is back", async () => {
		const log = await grown();
		const key = tileKey(log.tenant, { level: 0, n: 1, width: 44 });
		const bytes = await (await env.LOG.get(key))?.arrayBuffer();
		await env.LOG.delete(key);
		await evictDurableObject(log.stub());
		expect(await halted(log)).toBe("bucket-behind");
		await env.LOG.put(key, bytes as ArrayBuffer);
		await round(log);
		await log.stub().append(log.tenant, leaves(300, 301));
		await round(log);
		expect(await new Auditor(log).see()).toMatchObject({ size: 301 });
	});

	test("because it has another key signs nothing", async () => {
		const log = await grown();
		await within(log, (_, { storage }) => storage.sql.exec("UPDATE log SET vkey = 'edict.test/other+00000000+AA=='"));
		await evictDurableObject(log.stub());
		expect(await halted(log)).toBe("key-changed");
	});

	test("because its own tree was changed signs nothing", async () => {
		const log = await grown();
		await within(log, (_, { storage }) => storage.sql.exec("UPDATE edge SET hashes = zeroblob(1408) WHERE level = 0"));
		await evictDurableObject(log.stub());
		expect(await halted(log)).toBe("state-differs");
	});
});
