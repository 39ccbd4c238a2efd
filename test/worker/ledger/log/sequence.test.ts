// From a stored record to its place in the log: acknowledged only with both, once whatever is delivered again, and nothing
// left behind when one of the two fails.
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { consume } from "../../../../src/ledger/consume.ts";
import { openLogs } from "../../../../src/ledger/log/client.ts";
import { type AppendLeaves, sequenceWaiting } from "../../../../src/ledger/sequence.ts";
import { storeRecords } from "../../../../src/ledger/store.ts";
import { canonicalJson } from "../../../../src/platform/canonical-json.ts";
import { leafOf } from "../../../../src/platform/commitment.ts";
import { messageOf, NOW } from "../../../ledger/messages.ts";
import { clear, db, deps, failing, queued, rows } from "../bench.ts";
import { Auditor, leaf, newLog, readAll, round, type TestLog } from "./fixture.ts";

beforeEach(async () => {
	await clear();
	await db.batch(["log_entries", "log_progress"].map((table) => db.prepare(`DELETE FROM ${table}`)));
});

const logs = openLogs(env.LOGS);
const withLog = (append: AppendLeaves = logs.append) => ({ ...deps(), append });
const messagesOf = (log: TestLog, count: number) =>
	Promise.all(Array.from({ length: count }, () => messageOf({ tenant: log.tenant, rules: ["privacy.pii_in_output"] })));
const indices = async () =>
	(await rows<{ idx: number }>("SELECT l.idx FROM log_entries AS l JOIN decisions AS d USING (seq) ORDER BY d.seq")).map(
		({ idx }) => idx,
	);
const down: AppendLeaves = () => Promise.reject(new Error("Network connection lost."));

async function entriesOf(log: TestLog): Promise<string[]> {
	await round(log);
	return readAll(log, await new Auditor(log).see());
}

describe("a record", () => {
	it("is acknowledged with its row and its place in the log, where its leaf is what the receipt names", async () => {
		const log = newLog();
		const messages = await messagesOf(log, 3);
		const sent = messages.map((message) => queued(message));
		await consume(sent, withLog());
		expect(sent.map((message) => message.settled())).toEqual(["acked", "acked", "acked"]);
		expect(await indices()).toEqual([0, 1, 2]);
		const leaves = messages.map(({ record, commitment }) => canonicalJson(leafOf(record.decision_id, commitment)));
		expect(await entriesOf(log)).toEqual(leaves);
	});

	it("is in the log once, however often and in whatever order it comes", async () => {
		const log = newLog();
		const messages = await messagesOf(log, 20);
		for (const batch of [messages.slice(0, 8), [...messages].reverse(), messages.slice(5), messages]) {
			await consume(
				batch.map((message) => queued(message)),
				withLog(),
			);
		}
		expect((await indices()).length).toBe(20);
		expect((await entriesOf(log)).length).toBe(20);
	});

	it("goes to its own tenant's log", async () => {
		const [one, two] = [newLog(), newLog()];
		const messages = [...(await messagesOf(one, 2)), ...(await messagesOf(two, 3))];
		await consume(
			messages.map((message) => queued(message)),
			withLog(),
		);
		expect([(await entriesOf(one)).length, (await entriesOf(two)).length]).toEqual([2, 3]);
	});

	it("whose log cannot be reached comes again, and then has its place", async () => {
		const log = newLog();
		const messages = (await messagesOf(log, 2)).map((message) => queued(message));
		const on = withLog(down);
		await consume(messages, on);
		expect(messages.map((message) => message.settled())).toEqual(["retried", "retried"]);
		expect(on.logs.map(({ event }) => event)).toContain("ledger.sequence-failed");
		expect((await rows("SELECT * FROM decisions")).length).toBe(2);
		const again = messages.map((message) => queued(message.body));
		await consume(again, withLog());
		expect(again.map((message) => message.settled())).toEqual(["acked", "acked"]);
		expect(await indices()).toEqual([0, 1]);
	});

	it("whose index could not be written down comes again, and has the same", async () => {
		const log = newLog();
		const [message] = await messagesOf(log, 1);
		const first = queued(message);
		await consume([first], { ...withLog(), db: failing((sql) => sql.includes("INTO log_entries")) });
		expect(first.settled()).toBe("retried");
		const second = queued(message);
		await consume([second], withLog());
		expect(second.settled()).toBe("acked");
		expect(await indices()).toEqual([0]);
	});

	it("is not acknowledged by a halted log, nor where the log has another leaf under its id", async () => {
		const log = newLog();
		const [message] = await messagesOf(log, 1);
		const first = queued(message);
		const on = withLog(async () => ({ halted: "bucket-ahead" }));
		await consume([first], on);
		expect(first.settled()).toBe("retried");
		expect(on.logs.map(({ event }) => event)).toContain("ledger.log-halted");
		await log.stub().append(log.tenant, [leaf(message?.record.decision_id ?? "", "forged")]);
		const second = queued(message);
		const conflicting = withLog();
		await consume([second], conflicting);
		expect(second.settled()).toBe("retried");
		expect(conflicting.logs.map(({ event }) => event)).toContain("ledger.log-conflict");
		expect(await indices()).toEqual([]);
	});
});

describe("the schedule", () => {
	it("gives places to what was stored without one, and then looks no more", async () => {
		const log = newLog();
		const messages = await messagesOf(log, 5);
		expect(await storeRecords(withLog(down), messages, { now: NOW })).toEqual(Array(5).fill("unsequenced"));
		expect(await sequenceWaiting(withLog(down))).toEqual({ waiting: 5, placed: 0 });
		expect(await sequenceWaiting(withLog())).toEqual({ waiting: 5, placed: 5 });
		expect(await indices()).toEqual([0, 1, 2, 3, 4]);
		expect(await sequenceWaiting(withLog())).toEqual({ waiting: 0, placed: 0 });
		const [progress] = await rows<{ seq: number }>("SELECT seq FROM log_progress");
		expect(progress).toEqual((await rows("SELECT max(seq) AS seq FROM decisions"))[0]);
	});

	it("does not let one log that is down keep the others waiting", async () => {
		const [bad, good] = [newLog(), newLog()];
		const messages = [...(await messagesOf(bad, 2)), ...(await messagesOf(good, 2))];
		await storeRecords(withLog(down), messages, { now: NOW });
		const partly: AppendLeaves = (tenant, leaves) => (tenant === bad.tenant ? down(tenant, leaves) : logs.append(tenant, leaves));
		expect(await sequenceWaiting(withLog(partly))).toEqual({ waiting: 4, placed: 2 });
		expect(await sequenceWaiting(withLog())).toEqual({ waiting: 2, placed: 2 });
		expect(await sequenceWaiting(withLog())).toEqual({ waiting: 0, placed: 0 });
	});

	it("takes in what was stored before there was a log", async () => {
		const log = newLog();
		await storeRecords(deps(), await messagesOf(log, 7), { now: NOW });
		expect(await sequenceWaiting(withLog())).toEqual({ waiting: 7, placed: 7 });
		expect((await entriesOf(log)).length).toBe(7);
	});
});

it("the database lets nobody move a leaf", async () => {
	const log = newLog();
	await storeRecords(withLog(), await messagesOf(log, 1), { now: NOW });
	await expect(db.exec("UPDATE log_entries SET idx = 5")).rejects.toThrow("keeps its place");
});
