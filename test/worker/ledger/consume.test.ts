// The consumer in workerd with a real D1: once each, whatever the queue does; nothing lost, nothing overwritten.
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { consume, consumeDead, queueHandler } from "../../../src/ledger/consume.ts";
import { storeRecords } from "../../../src/ledger/store.ts";
import { canonicalJson } from "../../../src/platform/canonical-json.ts";
import { MAX_RECORD_BYTES, MAX_STORED_RECORD_BYTES } from "../../../src/platform/limits.ts";
import { commitTo, digest, messageOf, NOW, nextId, recordOf } from "../../ledger/messages.ts";
import { clear, db, deps, failing, queued, rows, type TestMessage } from "./bench.ts";

beforeEach(clear);

const count = async (table: string) => (await rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n;
const settled = (messages: readonly TestMessage[]) => [...new Set(messages.map((message) => message.settled()))];

describe("consume", () => {
	it("stores the record as committed, with what finds it", async () => {
		const message = await messageOf({
			subject: "t1.1.s",
			session: "t1.1.x",
			decision: "redact",
			rules: ["privacy.pii_in_output"],
		});
		const { record } = message;
		const on = deps();
		await consume([queued(message)], on);
		const [row] = await rows("SELECT * FROM decisions");
		expect(row).toMatchObject({
			tenant: "acme",
			decision_id: record.decision_id,
			time: record.time,
			app: "support-bot",
			tier: 2,
			stage: "output",
			decision: "redact",
			outcome: "decided",
			policy: record.policy.digest,
			config: record.policy.config,
			epoch: 7,
			subject_token: "t1.1.s",
			session_token: "t1.1.x",
			commitment: message.commitment,
			commitment_key: message.commitment_key,
			recorded_at: NOW,
			record: canonicalJson(record),
		});
		expect(await rows("SELECT * FROM decision_rules")).toEqual([
			{ tenant: "acme", rule: "privacy.pii_in_output", time: NOW, decision_id: record.decision_id },
		]);
		expect(on.counts).toEqual([{ tenant: "acme", day: "2026-11-24", count: 1 }]);
	});

	it("stores each once, counts each once, under any redelivery, repetition and order", async () => {
		const all = await Promise.all(
			Array.from({ length: 12 }, (_, at) => messageOf({ tenant: `t${at % 3}`, rules: ["privacy.pii_in_output"] })),
		);
		const batches = fc.array(fc.array(fc.integer({ min: 0, max: all.length - 1 }), { maxLength: 30 }), {
			minLength: 1,
			maxLength: 6,
		});
		await fc.assert(
			fc.asyncProperty(batches, async (plan) => {
				await clear();
				const on = deps();
				for (const batch of plan) {
					const messages = batch.map((at) => queued(all[at]));
					await consume(messages, on);
					expect(settled(messages)).toEqual(batch.length === 0 ? [] : ["acked"]);
				}
				const distinct = new Set(plan.flat()).size;
				expect(await count("decisions")).toBe(distinct);
				expect(await count("decision_rules")).toBe(distinct);
				expect(await count("dead_letters")).toBe(0);
				expect(on.counts.reduce((sum, each) => sum + each.count, 0)).toBe(distinct);
			}),
			{ numRuns: 15 },
		);
	});

	it("counts by tenant and UTC day of the decision", async () => {
		const on = deps();
		const parts = [
			{ tenant: "a", time: Date.UTC(2026, 0, 1, 23, 59, 59, 999) },
			{ tenant: "a", time: Date.UTC(2026, 0, 2) },
			{ tenant: "b", time: Date.UTC(2026, 0, 2) },
			{ tenant: "b", time: Date.UTC(2026, 0, 2, 5) },
		];
		await consume(await Promise.all(parts.map(async (part) => queued(await messageOf(part)))), on);
		expect(on.counts).toEqual([
			{ tenant: "a", day: "2026-01-01", count: 1 },
			{ tenant: "a", day: "2026-01-02", count: 1 },
			{ tenant: "b", day: "2026-01-02", count: 2 },
		]);
	});

	it("keeps records although counting fails", async () => {
		const on = deps();
		const message = queued(await messageOf());
		await consume([message], { ...on, counted: () => Promise.reject(new Error("down")) });
		expect(message.settled()).toBe("acked");
		expect(await count("decisions")).toBe(1);
		expect(on.logs.map(({ event }) => event)).toContain("ledger.count-failed");
	});

	it("never overwrites: another record under a stored id is a dead letter, and leaves no rule behind", async () => {
		const first = await messageOf({ rules: ["privacy.pii_in_output"] });
		const other = await messageOf({ decision_id: first.record.decision_id, rules: ["tools.not_allowed"], decision: "refuse" });
		const [one, two] = [queued(first), queued(other)];
		await consume([one], deps());
		const on = deps();
		await consume([two], on);
		expect(await rows("SELECT record FROM decisions")).toEqual([{ record: canonicalJson(first.record) }]);
		expect((await rows<{ rule: string }>("SELECT rule FROM decision_rules")).map((row) => row.rule)).toEqual([
			"privacy.pii_in_output",
		]);
		expect(await rows("SELECT id, tenant, app, decision_id, reason, message FROM dead_letters")).toEqual([
			{
				id: two.id,
				tenant: "acme",
				app: "support-bot",
				decision_id: first.record.decision_id,
				reason: "conflict",
				message: canonicalJson(other),
			},
		]);
		expect(two.settled()).toBe("acked");
		expect(on.counts).toEqual([]);
		expect(on.logs.find(({ event }) => event === "ledger.dead-letter")?.level).toBe("error");
	});

	it("sees a conflict within one batch too, and a second key for the same record as one", async () => {
		const first = await messageOf();
		const other = await messageOf({ decision_id: first.record.decision_id, epoch: 8 });
		const recommitted = await commitTo(first.record);
		await consume(
			[first, other, first, recommitted].map((body) => queued(body)),
			deps(),
		);
		expect(await rows("SELECT commitment FROM decisions")).toEqual([{ commitment: first.commitment }]);
		expect((await rows<{ reason: string }>("SELECT reason FROM dead_letters")).map((row) => row.reason)).toEqual([
			"conflict",
			"conflict",
		]);
	});

	it("lets two tenants have the same id", async () => {
		const id = nextId();
		await consume(
			[queued(await messageOf({ decision_id: id })), queued(await messageOf({ decision_id: id, tenant: "other" }))],
			deps(),
		);
		expect(await count("decisions")).toBe(2);
		expect(await count("dead_letters")).toBe(0);
	});

	it("buries poison at once and stores its neighbours", async () => {
		const good = await messageOf();
		const bad = await messageOf();
		const wrongCommitment = { ...bad, record: { ...bad.record, decision: "refuse" } };
		const shortKey = { ...bad, commitment_key: bad.commitment_key.slice(0, 20) };
		const noKey = { ...bad, commitment_key: "not base64url!" };
		const large = await commitTo({ ...recordOf(), detectors: "x".repeat(MAX_STORED_RECORD_BYTES) });
		const messages = [null, { hello: 1 }, wrongCommitment, good, shortKey, noKey, large].map((body) => queued(body));
		await consume(messages, deps());
		expect(settled(messages)).toEqual(["acked"]);
		expect((await rows<{ decision_id: string }>("SELECT decision_id FROM decisions")).map((row) => row.decision_id)).toEqual([
			good.record.decision_id,
		]);
		const letters = await rows<{ id: string; reason: string }>("SELECT id, reason FROM dead_letters");
		const reasons = messages.map(({ id }) => letters.find((letter) => letter.id === id)?.reason);
		expect(reasons).toEqual([
			"invalid-shape",
			"invalid-shape",
			"wrong-commitment",
			undefined,
			"wrong-commitment",
			"wrong-commitment",
			"too-large",
		]);
	});

	it("keeps of a message of another shape its names and digest, nothing else", async () => {
		const canary = `canary-${crypto.randomUUID()}`;
		const message = await messageOf();
		const bodies = [
			{ ...message, text: canary },
			{ ...message, record: { ...message.record, prompt: canary } },
			{ ...message, record: { ...message.record, tenant: `not a name ${canary}`, decision_id: canary } },
			{ ...message, record: { ...message.record, host: `${canary}\ud800` } },
			new Map([[canary, canary]]),
			canary,
		];
		const on = deps();
		await consume(
			bodies.map((body) => queued(body)),
			on,
		);
		const letters = await rows("SELECT * FROM dead_letters");
		expect(letters).toHaveLength(bodies.length);
		expect(letters.every((letter) => letter.reason === "invalid-shape" && letter.message === null)).toBe(true);
		expect(
			letters.filter((letter) => letter.tenant === "acme" && letter.decision_id === message.record.decision_id),
		).toHaveLength(3);
		expect(JSON.stringify([letters, await rows("SELECT * FROM decisions"), on.logs])).not.toContain(canary);
	});

	it("makes one letter of a poison message delivered twice", async () => {
		await consume([queued({}, 1, "same")], deps());
		await consume([queued({}, 2, "same")], deps());
		expect(await rows("SELECT id FROM dead_letters")).toEqual([{ id: "same" }]);
	});

	it("gives everything back for later when D1 fails, loses nothing and logs no text of the failure", async () => {
		const canary = `canary-${crypto.randomUUID()}`;
		const messages = [queued(await messageOf()), queued({}), queued(await messageOf(), 3)];
		const on = deps(failing(() => true, `D1_ERROR: ${canary}`));
		await consume(messages, on);
		expect(settled(messages)).toEqual(["retried"]);
		for (const message of messages) expect(message.delay()).toBeGreaterThanOrEqual(5);
		expect(await count("decisions")).toBe(0);
		expect(JSON.stringify(on.logs)).not.toContain(canary);
		expect(on.logs.some(({ level, event }) => level === "error" && event === "ledger.store-failed")).toBe(true);

		await consume(
			messages.map(({ body, attempts, id }) => queued(body, attempts + 1, id)),
			deps(),
		);
		expect(await count("decisions")).toBe(2);
		expect(await count("dead_letters")).toBe(1);
	});

	it("takes rows and rules or neither", async () => {
		await db.exec("CREATE TRIGGER no_rules BEFORE INSERT ON decision_rules BEGIN SELECT RAISE(ABORT, 'no'); END");
		const message = queued(await messageOf({ rules: ["privacy.pii_in_output"] }));
		await consume([message], deps());
		await db.exec("DROP TRIGGER no_rules");
		expect(message.settled()).toBe("retried");
		expect(await count("decisions")).toBe(0);
	});

	it("writes a record by itself from its third delivery on, so that one bad row costs only itself", async () => {
		await db.exec("CREATE TRIGGER bad_row BEFORE INSERT ON decisions WHEN NEW.app = 'bad' BEGIN SELECT RAISE(ABORT, 'no'); END");
		const bodies = await Promise.all(["good", "bad", "good"].map((app) => messageOf({ app })));
		const early = bodies.map((body) => queued(body, 2));
		await consume(early, deps());
		expect(settled(early)).toEqual(["retried"]);
		const late = bodies.map((body) => queued(body, 3));
		await consume(late, deps());
		await db.exec("DROP TRIGGER bad_row");
		expect(late.map((message) => message.settled())).toEqual(["acked", "retried", "acked"]);
	});

	it("stops asking a database that is down", async () => {
		let asked = 0;
		const on = deps(
			failing(() => {
				asked++;
				return true;
			}),
		);
		const messages = await Promise.all(Array.from({ length: 20 }, async () => queued(await messageOf(), 4)));
		await consume(messages, on);
		expect(asked).toBe(3);
		expect(settled(messages)).toEqual(["retried"]);
	});

	it("takes a batch of 100 of the largest records", async () => {
		const bodies = await Promise.all(Array.from({ length: 100 }, () => messageOf({ signals: 700 })));
		const messages = bodies.map((body) => queued(body));
		const size = Math.min(...bodies.map(({ record }) => canonicalJson(record).length));
		expect(size).toBeGreaterThan(MAX_RECORD_BYTES * 0.8);
		expect(size).toBeLessThanOrEqual(MAX_RECORD_BYTES);
		await consume(messages, deps());
		expect(settled(messages)).toEqual(["acked"]);
		expect(await count("decisions")).toBe(100);
	});

	it("never lets the time of arrival go back", async () => {
		for (const now of [NOW, NOW - 5_000, NOW + 1]) await storeRecords(deps(), [await messageOf()], { now });
		expect((await rows<{ at: number }>("SELECT recorded_at AS at FROM decisions ORDER BY seq")).map((row) => row.at)).toEqual([
			NOW,
			NOW,
			NOW + 1,
		]);
	});
});

describe("what was recorded", () => {
	it("cannot be updated", async () => {
		await consume([queued(await messageOf({ rules: ["privacy.pii_in_output"] }))], deps());
		const updates = ["UPDATE decisions SET decision = 'allow'", `UPDATE decision_rules SET rule = '${digest("f")}'`];
		for (const sql of updates) await expect(db.prepare(sql).run()).rejects.toThrow(/immutable/);
	});
});

describe("storeRecords", () => {
	it("says what became of each, in order", async () => {
		const [a, b] = [await messageOf(), await messageOf()];
		const conflicting = await messageOf({ decision_id: a.record.decision_id, epoch: 9 });
		const outcomes = await storeRecords(deps(), [a, "no record", b, a, conflicting], { now: NOW });
		expect(outcomes).toEqual(["stored", "invalid-shape", "stored", "duplicate", "conflict"]);
		expect(await storeRecords(deps(failing(() => true)), [a], { now: NOW })).toEqual(["unavailable"]);
	});
});

describe("queueHandler", () => {
	const batch = (queue: string, messages: TestMessage[]) => ({ queue, messages }) as unknown as MessageBatch;

	it("stores what the queue brings and buries what the dead-letter queue brings", async () => {
		const [live, dead] = [queued(await messageOf()), queued(await messageOf())];
		await queueHandler(batch("edict-decisions", [live]), deps());
		await queueHandler(batch("edict-decisions-dead", [dead]), deps());
		expect(await count("decisions")).toBe(1);
		expect(await rows("SELECT id, reason, message FROM dead_letters")).toEqual([
			{ id: dead.id, reason: "retries-exhausted", message: canonicalJson(dead.body) },
		]);
		expect(settled([live, dead])).toEqual(["acked"]);
	});

	it("keeps the last resort trying while D1 fails", async () => {
		const message = queued(await messageOf(), 50);
		await consumeDead([message], deps(failing(() => true)));
		expect(message.settled()).toBe("retried");
		expect(message.delay()).toBeGreaterThanOrEqual(1_800);
	});
});
