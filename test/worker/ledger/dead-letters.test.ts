// Dead letters: listed to their tenant's operators, replayed at their word, stored once however often.
import { beforeEach, describe, expect, it } from "vitest";
import { consume, consumeDead } from "../../../src/ledger/consume.ts";
import { listLetters, replay } from "../../../src/ledger/dead-letters.ts";
import { commitTo, messageOf, NOW, recordOf } from "../../ledger/messages.ts";
import { clear, db, deps, failing, queued, rows } from "./bench.ts";

beforeEach(clear);

const ACME = { tenant: "acme" };
const stored = async () =>
	(await rows<{ id: string }>("SELECT decision_id AS id FROM decisions ORDER BY seq")).map(({ id }) => id);

describe("replay", () => {
	it("stores what had exhausted its retries, counts it, and has nothing to do the second time", async () => {
		const bodies = await Promise.all([messageOf(), messageOf(), messageOf({ tenant: "other" })]);
		await consumeDead(
			bodies.map((body) => queued(body)),
			deps(),
		);
		const on = deps();
		expect(await replay(on, ACME, undefined, NOW + 5)).toEqual({ ok: true, value: { replayed: 2, failed: 0 } });
		expect(await stored()).toEqual(bodies.slice(0, 2).map((body) => body.record.decision_id));
		expect(on.counts).toEqual([{ tenant: "acme", day: "2026-11-24", count: 2 }]);
		expect((await listLetters(db, ACME)).map((letter) => letter.replayed_at)).toEqual([NOW + 5, NOW + 5]);
		expect(await replay(deps(), ACME, undefined, NOW + 6)).toEqual({ ok: true, value: { replayed: 0, failed: 0 } });
	});

	it("takes named letters of its own tenant only, and is the same when repeated", async () => {
		const [mine, theirs] = [queued(await messageOf()), queued(await messageOf({ tenant: "other" }))];
		await consumeDead([mine, theirs], deps());
		const ids = [mine.id, theirs.id, "no-such-letter", mine.id];
		for (let time = 0; time < 2; time++) {
			expect(await replay(deps(), ACME, ids, NOW + time)).toEqual({ ok: true, value: { replayed: 1, failed: 2 } });
		}
		expect(await rows("SELECT tenant FROM decisions")).toEqual([{ tenant: "acme" }]);
		expect((await listLetters(db, ACME)).map((letter) => letter.replayed_at)).toEqual([NOW]);
	});

	it("leaves a conflict where it is, under its name, and gets past it", async () => {
		const held = await messageOf();
		const other = await messageOf({ decision_id: held.record.decision_id, epoch: 8 });
		await consume([queued(held)], deps());
		await consumeDead([queued(other)], deps());
		expect(await replay(deps(), ACME, undefined, NOW)).toEqual({ ok: true, value: { replayed: 0, failed: 1 } });
		expect((await listLetters(db, ACME)).map(({ reason, replayed_at }) => [reason, replayed_at])).toEqual([
			["conflict", undefined],
		]);
		expect(await replay(deps(), ACME, undefined, NOW)).toEqual({ ok: true, value: { replayed: 0, failed: 0 } });
		expect(await rows("SELECT commitment FROM decisions")).toEqual([{ commitment: held.commitment }]);
	});

	it("cannot replay what was not kept, nor what never becomes right", async () => {
		const wrong = { ...(await messageOf()), commitment: (await messageOf()).commitment };
		const shapeless = { ...(await messageOf()), more: 1 };
		const messages = [queued(wrong), queued(shapeless)];
		await consume(messages, deps());
		const ids = messages.map(({ id }) => id);
		expect(await replay(deps(), ACME, ids, NOW)).toEqual({ ok: true, value: { replayed: 0, failed: 2 } });
		expect(await stored()).toEqual([]);
	});

	it("changes nothing while D1 takes no records", async () => {
		await consumeDead([queued(await messageOf())], deps());
		const on = deps(failing((sql) => sql.includes("INSERT INTO decisions")));
		expect(await replay(on, ACME, undefined, NOW)).toEqual({ ok: false, error: "unavailable" });
		expect((await listLetters(db, ACME)).map(({ reason, replayed_at }) => [reason, replayed_at])).toEqual([
			["retries-exhausted", undefined],
		]);
	});

	it("gets through more letters than one call takes", async () => {
		const bodies = await Promise.all(Array.from({ length: 130 }, () => messageOf()));
		await consumeDead(
			bodies.map((body) => queued(body)),
			deps(),
		);
		expect(await replay(deps(), ACME, undefined, NOW)).toEqual({ ok: true, value: { replayed: 100, failed: 0 } });
		expect(await replay(deps(), ACME, undefined, NOW)).toEqual({ ok: true, value: { replayed: 30, failed: 0 } });
		expect(await stored()).toHaveLength(130);
	});
});

describe("listLetters", () => {
	it("shows a tenant its own, a restricted key its apps', those that wait first", async () => {
		const [old, done, bot] = [queued(await messageOf()), queued(await messageOf()), queued(await messageOf({ app: "bot" }))];
		await consumeDead([old], deps(db, NOW));
		await consumeDead([done, bot], deps(db, NOW + 1));
		await consumeDead(
			[queued(await messageOf({ tenant: "other" })), queued(await commitTo({ ...recordOf(), tenant: "no name" }))],
			deps(),
		);
		await replay(deps(), ACME, [done.id], NOW + 9);
		expect((await listLetters(db, ACME)).map(({ id }) => id)).toEqual([bot.id, old.id, done.id]);
		expect((await listLetters(db, { ...ACME, apps: ["bot"] })).map(({ id }) => id)).toEqual([bot.id]);
		expect(await listLetters(db, { ...ACME, apps: [] })).toEqual([]);
	});
});
