// Control events in the log: each once, in order, before any decision that was made under it; accesses and tombstones beside.
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { ControlEvent } from "../../../../src/contract/event.ts";
import { consume } from "../../../../src/ledger/consume.ts";
import { createPlacedEpochs, keepLeafBodies, placeEvents, placeWaitingBodies } from "../../../../src/ledger/leaf-bodies.ts";
import { openLogs } from "../../../../src/ledger/log/client.ts";
import { fromBase64Url } from "../../../../src/platform/bytes.ts";
import { canonicalJson } from "../../../../src/platform/canonical-json.ts";
import { verifyCommitment } from "../../../../src/platform/commitment.ts";
import { digest, messageOf } from "../../../ledger/messages.ts";
import { clear, db, deps, queued, rows } from "../bench.ts";
import { Auditor, newLog, readAll, round, type TestLog } from "./fixture.ts";

beforeEach(async () => {
	await clear();
	await db.batch(["log_entries", "log_progress", "leaf_bodies"].map((table) => db.prepare(`DELETE FROM ${table}`)));
});

const logs = openLogs(env.LOGS);

function eventOf(tenant: string, epoch: number): ControlEvent {
	const made = { v: 1 as const, tenant, seq: epoch, prev: digest("a"), epoch, type: "tenant.put", principal: "ana", at: epoch };
	return { ...made, reason: `change ${epoch}`, evidence: [], subject: tenant, key: `key-${epoch}` };
}

/** A chain of a tenant's that grows when it is told to. */
function chain(tenant: string, length: number) {
	const held = { length, down: false, asked: 0 };
	const events = async (_: string, from: number) => {
		held.asked++;
		if (held.down) throw new Error("unreachable");
		return Array.from({ length: Math.max(0, Math.min(7, held.length - from + 1)) }, (_, at) => eventOf(tenant, from + at));
	};
	return { held, deps: { ...deps(), append: logs.append, events } };
}

async function leavesOf(log: TestLog): Promise<{ type: string; id: string }[]> {
	await round(log);
	return (await readAll(log, await new Auditor(log).see())).map((entry) => JSON.parse(entry) as { type: string; id: string });
}

describe("events", () => {
	it("are leaves, each once and in order, whose commitments open with what is kept", async () => {
		const log = newLog();
		const { deps: on } = chain(log.tenant, 20);
		const both = await Promise.all([placeEvents(on, log.tenant), placeEvents(on, log.tenant)]);
		expect(Math.max(...both)).toBe(20);
		expect(await placeEvents(on, log.tenant)).toBe(20);
		const leaves = await leavesOf(log);
		expect(leaves.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, at) => `event:${at + 1}`));
		const kept = await rows<{ id: string; body: string; commitment: string; commitment_key: string; idx: number }>(
			"SELECT * FROM leaf_bodies ORDER BY position",
		);
		for (const { id, body, commitment, commitment_key, idx } of kept) {
			expect(body).toBe(canonicalJson(eventOf(log.tenant, idx + 1)));
			expect(leaves[idx]).toEqual({ v: 1, type: "event", id, commitment });
			expect(await verifyCommitment(fromBase64Url(commitment_key) as never, body, commitment)).toBe(true);
		}
		expect(new Set(kept.map((row) => row.commitment_key)).size).toBe(20);
	});

	it("go before every decision that was made under them; one whose event is not there waits", async () => {
		const log = newLog();
		const { held, deps: on } = chain(log.tenant, 3);
		const placedEpoch = createPlacedEpochs(on);
		const messages = await Promise.all([2, 3, 5].map((epoch) => messageOf({ tenant: log.tenant, epoch })));
		const sent = messages.map((message) => queued(message));
		await consume(sent, { ...on, placedEpoch });
		expect(sent.map((message) => message.settled())).toEqual(["acked", "acked", "retried"]);
		expect(on.logs.map(({ event }) => event)).toContain("ledger.epoch-unplaced");
		held.down = true;
		const again = queued(messages[2]);
		await consume([again], { ...on, placedEpoch });
		expect(again.settled()).toBe("retried");
		[held.down, held.length] = [false, 5];
		const third = queued(messages[2]);
		await consume([third], { ...on, placedEpoch });
		expect(third.settled()).toBe("acked");
		const leaves = await leavesOf(log);
		for (const { record } of messages) {
			const at = leaves.findIndex(({ id }) => id === record.decision_id);
			expect(leaves.findIndex(({ id }) => id === `event:${record.epoch}`)).toBeLessThan(at);
		}
		const { asked } = held;
		await consume([queued(messages[0])], { ...on, placedEpoch });
		expect(held.asked, "what is known to be there is not asked for again").toBe(asked);
	});

	it("with a gap are not taken", async () => {
		const log = newLog();
		const { deps: on } = chain(log.tenant, 3);
		const gap = { ...on, events: async () => [eventOf(log.tenant, 2)] };
		await expect(placeEvents(gap, log.tenant)).rejects.toThrow("gap");
		expect(await createPlacedEpochs(gap)(log.tenant, 2)).toBe(-1);
	});

	it("stay what they were: neither body nor place can be changed", async () => {
		const log = newLog();
		await placeEvents(chain(log.tenant, 1).deps, log.tenant);
		await expect(db.exec("UPDATE leaf_bodies SET idx = 7")).rejects.toThrow("append-only");
		await expect(db.exec("UPDATE leaf_bodies SET body = '{}'")).rejects.toThrow("append-only");
	});
});

it("accesses and tombstones that wait get their place by the schedule", async () => {
	const log = newLog();
	await keepLeafBodies(db, log.tenant, [
		{ id: "tombstone:1", type: "tombstone", position: 1, body: { v: 1, indices: [] } },
		{ id: "access:1", type: "access", position: 2, body: { v: 1 } },
	]);
	await placeWaitingBodies({ ...deps(), append: logs.append });
	expect((await leavesOf(log)).map(({ type }) => type).sort()).toEqual(["access", "tombstone"]);
});
