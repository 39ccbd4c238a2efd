// Volume: what a decision costs in bytes, rows and time. The figures of docs/storage.md come from here (VITE_EDICT_VOLUME=10000).
import { beforeAll, expect, it } from "vitest";
import { searchDecisions } from "../../../src/ledger/query.ts";
import { storeRecords } from "../../../src/ledger/store.ts";
import { canonicalJson } from "../../../src/platform/canonical-json.ts";
import { messageOf, NOW } from "../../ledger/messages.ts";
import { clear, db, deps } from "./bench.ts";

const ASKED = (import.meta as { env?: Record<string, string> }).env?.VITE_EDICT_VOLUME;
const DECISIONS = Number(ASKED ?? 500);
const BATCH = 100;

beforeAll(clear);

function say(text: string): void {
	if (ASKED !== undefined) console.log(text);
}

function make(count: number, from: number) {
	const each = (at: number) => {
		const token = () => `t1.1.${crypto.randomUUID().replaceAll("-", "").slice(0, 22)}`;
		const fired = at % 10 === 0 ? { decision: "redact" as const, rules: ["privacy.pii_in_output"] } : {};
		return messageOf({ time: NOW + at, subject: token(), session: token(), signals: 4, ...fired });
	};
	return Promise.all(Array.from({ length: count }, (_, at) => each(from + at)));
}

async function size(): Promise<number> {
	return (await db.prepare("SELECT 1").run()).meta.size_after;
}

it("stores in bulk within the bytes and rows that the documentation says", async () => {
	const before = await size();
	let written = 0;
	let bytes = 0;
	let time = 0;
	const counting = {
		prepare: (sql: string) => db.prepare(sql),
		batch: async (statements: D1PreparedStatement[]) => {
			const results = await db.batch(statements);
			written += results.reduce((sum, result) => sum + result.meta.rows_written, 0);
			return results;
		},
	} as D1Database;
	for (let at = 0; at < DECISIONS; at += BATCH) {
		const messages = await make(BATCH, at);
		bytes += messages.reduce((sum, { record }) => sum + canonicalJson(record).length, 0);
		const start = performance.now();
		expect(new Set(await storeRecords(deps(counting), messages, { now: NOW }))).toEqual(new Set(["stored"]));
		time += performance.now() - start;
	}
	const stored = ((await size()) - before) / DECISIONS;
	say(
		`record ${Math.round(bytes / DECISIONS)} B, stored ${Math.round(stored)} B, ${(written / DECISIONS).toFixed(2)} rows written a decision`,
	);
	say(`batch of ${BATCH}: ${((time * BATCH) / DECISIONS).toFixed(1)} ms, ${Math.round(DECISIONS / (time / 1000))} records/s`);
	// 7 for each, 3 more for each tenth that fired a rule and did not allow, 1 a statement for the order of arrival.
	expect(written / DECISIONS).toBeCloseTo(7 + 0.3 + 1 / BATCH, 5);
	expect(stored).toBeLessThan(6_000);
});

it("answers searches with a bounded walk", async () => {
	for (const request of [{}, { decision: "redact" as const }, { rule: "privacy.pii_in_output" }, { stage: "input" as const }]) {
		const start = performance.now();
		const found = await searchDecisions({ db, tokens: async () => [] }, { tenant: "acme" }, { limit: 50, ...request });
		say(`search ${JSON.stringify(request)}: ${(performance.now() - start).toFixed(1)} ms`);
		expect(found.ok && found.value.decisions.length).toBe("stage" in request ? 0 : 50);
	}
});
