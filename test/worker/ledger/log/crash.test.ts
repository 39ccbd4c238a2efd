// INVARIANTS 16 and 17: the sequencer dies at every point where it may, again and again; whatever it acknowledged is in the
// log once, at the index it said, and every checkpoint anyone saw goes on from the one before.
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { NewLeaf } from "../../../../src/ledger/log/append.ts";
import { FAULT_POINTS, type FaultPoint } from "../../../../src/ledger/log/faults.ts";
import type { Appended } from "../../../../src/ledger/sequencer.ts";
import { Auditor, leaf, newLog, readAll, round, type TestLog, within } from "./fixture.ts";

const ROUNDS = Number((import.meta as { env?: Record<string, string> }).env?.VITE_EDICT_CRASHES ?? 108);

/** Small and repeatable, so that a run that failed can be run again. */
function chance(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}

/** Lets the object die the nth time it comes to the point. What it wrote in that turn and did not sync is lost. */
async function dieAt(log: TestLog, point: FaultPoint, nth: number): Promise<void> {
	let left = nth;
	await within(log, (instance, state) => {
		instance.fault = (at) => {
			if (at !== point || left-- > 0) return;
			state.abort("died");
			throw new Error("died");
		};
	});
}

/** Tells those who died from those who answered. */
async function attempt<T>(work: () => Promise<T>): Promise<T | "died"> {
	try {
		return await work();
	} catch (error) {
		if (String(error).includes("died")) return "died";
		throw error;
	}
}

test(`${ROUNDS} deaths lose nothing and fork nothing`, { timeout: 300_000 }, async () => {
	const random = chance(7);
	const log = newLog("crash");
	const auditor = new Auditor(log);
	const acknowledged = new Map<string, number>();
	const sent = new Map<string, NewLeaf>();
	const deaths = new Map<FaultPoint, number>();

	const send = async (batch: readonly NewLeaf[]) => {
		for (const one of batch) sent.set(one.id, one);
		const answer = await attempt(async (): Promise<Appended> => log.stub().append(log.tenant, batch));
		if (answer === "died") return false;
		if ("halted" in answer) throw new Error(answer.halted);
		for (const [at, { id }] of batch.entries()) {
			const index = answer.placed[at];
			if (typeof index !== "number") throw new Error(`not placed: ${index}`);
			expect(acknowledged.get(id) ?? index, "an index never changes").toBe(index);
			acknowledged.set(id, index);
		}
		return true;
	};

	for (let at = 0; at < ROUNDS; at++) {
		const point = FAULT_POINTS[at % FAULT_POINTS.length] as FaultPoint;
		await dieAt(log, point, point === "publish.tile" ? Math.floor(random() * 2) : 0);
		const fresh = Array.from({ length: Math.floor(random() * 60) + 1 }, (_, n) => leaf(`${at}-${n}`));
		const again = [...sent.values()].filter(() => random() < 0.02);
		const answered = await send([...again, ...fresh].sort(() => random() - 0.5));
		const ran = answered ? await attempt(() => round(log)) : "died";
		if (ran === "died") deaths.set(point, (deaths.get(point) ?? 0) + 1);
		// Whoever comes next finds an instance that knows only what was written down.
		if (at % 3 === 2) await auditor.see();
	}
	for (const point of FAULT_POINTS) if (point !== "publish.tile") expect(deaths.get(point), point).toBeGreaterThan(0);

	await within(log, (instance) => {
		instance.fault = () => {};
	});
	const everything = [...sent.values()];
	for (let at = 0; at < everything.length; at += 500) await send(everything.slice(at, at + 500));
	let checkpoint = await auditor.see();
	for (let tries = 0; checkpoint.size < sent.size && tries < 5; tries++) {
		await round(log);
		checkpoint = await auditor.see();
	}
	const entries = await readAll(log, checkpoint);
	expect(entries.length).toBe(sent.size);
	for (const [id, index] of acknowledged) expect(entries[index]).toBe(`entry of ${id}`);
});

describe("a bucket that fails", () => {
	const failing = (log: TestLog, fails: (method: "put" | "get" | "list") => boolean) =>
		within(log, (instance) => {
			const bucket = new Proxy(env.LOG, {
				get: (target, name) => {
					const value = Reflect.get(target, name) as (...args: unknown[]) => unknown;
					return (...args: unknown[]) => {
						if (fails(name as "put")) throw new Error("put: We encountered an internal error. Please try again. (10001)");
						return value.apply(target, args);
					};
				},
			});
			(instance as unknown as { env: { LOG: R2Bucket } }).env = { ...env, LOG: bucket } as never;
		});

	test("at every call in turn puts the checkpoint off, and nothing else", async () => {
		const log = newLog("bucket");
		const auditor = new Auditor(log);
		let down = false;
		let left = 0;
		await failing(log, () => down && left-- === 0);
		await auditor.see();
		let size = 0;
		for (let call = 0; call < 12; call++) {
			[down, left] = [true, call];
			await log.stub().append(log.tenant, [leaf(`${call}`)]);
			await round(log);
			expect([size, call + 1]).toContain((await auditor.see()).size);
			down = false;
			await round(log);
			size = (await auditor.see()).size;
			expect(size).toBe(call + 1);
		}
		expect((await readAll(log, await auditor.see())).length).toBe(12);
	});

	test("keeps leaves in order while it is down, and tells how long they wait", async () => {
		const log = newLog("bucket");
		let down = false;
		const auditor = new Auditor(log);
		await failing(log, () => down);
		await auditor.see();
		down = true;
		for (let at = 0; at < 5; at++) {
			expect(await log.stub().append(log.tenant, [leaf(`${at}`)])).toEqual({ placed: [at] });
			await round(log);
		}
		expect(await log.stub().status(log.tenant)).toMatchObject({ sequenced: 5, size: 0 });
		expect((await log.stub().status(log.tenant)).waiting).toBeGreaterThan(0);
		down = false;
		// What was begun with one leaf is finished first, and then come the others.
		await round(log);
		expect(await auditor.see()).toMatchObject({ size: 1 });
		await round(log);
		expect(await auditor.see()).toMatchObject({ size: 5 });
	});
});
