// Writes records to D1, in bulk and idempotently: a record is stored once, and never in place of another.
import { failureName, type Log } from "../platform/log.ts";
import { type Chunk, chunks } from "./chunk.ts";
import { type Entry, examine, type Rejection } from "./entry.ts";
import { type AppendLeaves, type PlacedEpoch, sequenceRecords } from "./sequence.ts";

/** Newly stored decisions of one tenant and UTC day (`2026-11-24`). */
export type Counted = { readonly tenant: string; readonly day: string; readonly count: number };

export type StoreDeps = {
	readonly db: D1Database;
	readonly log: Log;
	/** The tenants' logs; absent where there are none, as in tests of the database alone. */
	readonly append?: AppendLeaves;
	/** Whether the change that a decision was made under is in the log before it. */
	readonly placedEpoch?: PlacedEpoch;
	/** Told once a call what was newly stored; its failure loses a count, never a record. */
	readonly counted?: (counts: Counted[]) => Promise<void>;
};

/**
 * `stored` now, or a `duplicate` of what was stored before; `conflict`: the id is taken by another record, which stays;
 * `unavailable`: D1 failed, try again; `unsequenced`: it is stored, but its leaf has no place in the log yet. A repeat gives it
 * one, and so does the schedule.
 */
export type Outcome = "stored" | "duplicate" | "unsequenced" | "conflict" | "unavailable" | Rejection;

export type StoreOptions = {
	/** ms. */
	readonly now: number;
	/** One statement a record, so that one that D1 cannot take does not keep its neighbours out. */
	readonly isolate?: boolean;
};

/** After so many failures in a row D1 is down, and asking on only adds to its load. */
const MAX_FAILURES = 3;
const MAX_CHUNK = 100;

/** Examines and stores the bodies of record messages; one outcome each, in order. Never throws for what D1 does. */
export async function storeRecords(deps: StoreDeps, bodies: readonly unknown[], options: StoreOptions): Promise<Outcome[]> {
	const examined = await Promise.all(bodies.map(examine));
	const entries = examined.flatMap((each) => (each.ok ? [each.value] : []));
	const outcomes = await storeEntries(deps, entries, options);
	await count(
		deps,
		entries.filter((entry) => outcomes.get(entry) === "stored"),
	);
	await sequence(deps, outcomes);
	return examined.map((each) => (each.ok ? (outcomes.get(each.value) ?? "unavailable") : each.error));
}

/** Whatever is in the table gets its place in the log, also what was there before: an earlier try may have ended between. */
async function sequence(deps: StoreDeps, outcomes: Map<Entry, Outcome>): Promise<void> {
	const { append } = deps;
	if (append === undefined) return;
	const there = [...outcomes].flatMap(([entry, outcome]) => (outcome === "stored" || outcome === "duplicate" ? [entry] : []));
	const placed = await sequenceRecords({ ...deps, append }, there);
	for (const entry of there) if (!placed.has(entry)) outcomes.set(entry, "unsequenced");
}

async function storeEntries(deps: StoreDeps, entries: readonly Entry[], options: StoreOptions): Promise<Map<Entry, Outcome>> {
	const outcomes = new Map<Entry, Outcome>();
	let failures = 0;
	for (const chunk of chunks(entries, options.isolate ? 1 : MAX_CHUNK)) {
		if (failures >= MAX_FAILURES) break;
		try {
			await storeChunk(deps.db, chunk, options.now, outcomes);
			failures = 0;
		} catch (error) {
			failures++;
			deps.log("error", "ledger.store-failed", { failure: failureName(error), records: chunk.items.length });
		}
	}
	return outcomes;
}

// The time of arrival never goes back, whatever the clocks of isolates say: it names a state of the table (see search).
const INSERT_DECISIONS = `
INSERT INTO decisions (tenant, decision_id, time, app, tier, stage, decision, outcome, policy, config, epoch,
	kind, policy_name, path, agent, agent_decision_id, subject_token, session_token, commitment, commitment_key, recorded_at, record)
SELECT value ->> 'tenant', value ->> 'decision_id', value ->> 'time', value ->> 'app', value ->> 'tier', value ->> 'stage',
	value ->> 'decision', value ->> 'outcome', value ->> 'policy', value ->> 'config', value ->> 'epoch',
	value ->> 'kind', value ->> 'policy_name', value ->> 'path', value ->> 'agent', value ->> 'agent_decision_id',
	value ->> 'subject_token', value ->> 'session_token', value ->> 'commitment', value ->> 'commitment_key',
	max(?2, coalesce((SELECT recorded_at FROM decisions ORDER BY seq DESC LIMIT 1), 0)), value ->> 'record'
FROM json_each(?1) WHERE true ORDER BY key
ON CONFLICT (tenant, decision_id) DO NOTHING
RETURNING tenant, decision_id`;

// Only for the record that holds the id: the rules of one that was refused it must not find the other.
const INSERT_RULES = `
INSERT INTO decision_rules (tenant, rule, time, decision_id)
SELECT d.tenant, r.value, d.time, d.decision_id
FROM json_each(?1) AS e CROSS JOIN json_each(e.value, '$.rules') AS r CROSS JOIN decisions AS d
WHERE d.tenant = e.value ->> 'tenant' AND d.decision_id = e.value ->> 'decision_id' AND d.commitment = e.value ->> 'commitment'
ON CONFLICT DO NOTHING`;

const READ_BACK = `
SELECT d.tenant, d.decision_id, d.commitment, d.commitment_key
FROM json_each(?1) AS e CROSS JOIN decisions AS d
WHERE d.tenant = e.value ->> 'tenant' AND d.decision_id = e.value ->> 'decision_id'`;

type Key = { tenant: string; decision_id: string };
type Held = Key & { commitment: string; commitment_key: string };

/** One transaction: rows, their rules, and what the table then holds under their ids. */
async function storeChunk(db: D1Database, chunk: Chunk<Entry>, now: number, outcomes: Map<Entry, Outcome>): Promise<void> {
	const keys = JSON.stringify(
		chunk.items.map(({ tenant, decision_id, commitment, rules }) => ({ tenant, decision_id, commitment, rules })),
	);
	const [inserted, , readBack] = await db.batch<Key | Held>([
		db.prepare(INSERT_DECISIONS).bind(chunk.json, now),
		db.prepare(INSERT_RULES).bind(keys),
		db.prepare(READ_BACK).bind(keys),
	]);
	const fresh = new Set((inserted?.results ?? []).map(keyText));
	const held = new Map(((readBack?.results ?? []) as Held[]).map((row) => [keyText(row), row]));
	for (const entry of chunk.items) {
		const key = keyText(entry);
		const row = held.get(key);
		if (row === undefined) throw new Error("ledger: a row that was written is not there");
		// The commitment and its key stand for the record: no second record opens both.
		const same = row.commitment === entry.commitment && row.commitment_key === entry.commitment_key;
		// Of two messages with one id in a chunk, one at most was stored.
		outcomes.set(entry, same ? (fresh.delete(key) ? "stored" : "duplicate") : "conflict");
	}
}

/** An id has a fixed length, so no two keys share a text. */
function keyText({ tenant, decision_id }: Key): string {
	return decision_id + tenant;
}

async function count(deps: StoreDeps, stored: readonly Entry[]): Promise<void> {
	if (deps.counted === undefined || stored.length === 0) return;
	const counts = new Map<string, Counted>();
	for (const { tenant, time } of stored) {
		const day = new Date(time).toISOString().slice(0, 10);
		const key = `${day} ${tenant}`;
		counts.set(key, { tenant, day, count: (counts.get(key)?.count ?? 0) + 1 });
	}
	try {
		await deps.counted([...counts.values()]);
	} catch (error) {
		deps.log("error", "ledger.count-failed", { failure: failureName(error), records: stored.length });
	}
}
