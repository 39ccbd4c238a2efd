// Gives stored records their place in their tenant's log: right after they are stored, and by the schedule whatever still
// waits for one.
import type { Leaf } from "../contract/record.ts";
import { leafEntry, leafOf } from "../platform/commitment.ts";
import { MAX_LEAVES_PER_APPEND, MAX_SWEEP_ROWS, MAX_SWEEP_RUNS } from "../platform/limits.ts";
import { failureName, type Log } from "../platform/log.ts";
import type { NewLeaf } from "./log/append.ts";
import type { Appended } from "./sequencer.ts";

/** Appends to one tenant's log, each id once. Throws when the log cannot be reached. */
export type AppendLeaves = (tenant: string, leaves: readonly NewLeaf[]) => Promise<Appended>;

/** Up to which epoch a tenant's events are in its log; tries to get there. Never throws. */
export type PlacedEpoch = (tenant: string, wanted: number) => Promise<number>;

export type SequenceDeps = {
	readonly db: D1Database;
	readonly log: Log;
	readonly append: AppendLeaves;
	/** Absent: there are no events to wait for, as in tests of the log alone. */
	readonly placedEpoch?: PlacedEpoch;
};
export type Unsequenced = {
	readonly tenant: string;
	readonly decision_id: string;
	readonly commitment: string;
	readonly epoch: number;
};

/** The leaf as the log takes it. */
export function newLeaf(leaf: Leaf): NewLeaf {
	return { id: leaf.id, entry: leafEntry(leaf) };
}

/** Appends the records' leaves and writes their indices down; gives those that have their place. Never throws for what fails. */
export async function sequenceRecords<R extends Unsequenced>(deps: SequenceDeps, records: readonly R[]): Promise<Set<R>> {
	const placed = new Set<R>();
	for (const [tenant, ofTenant] of Map.groupBy(records, (record) => record.tenant)) {
		for (let at = 0; at < ofTenant.length; at += MAX_LEAVES_PER_APPEND) {
			try {
				await sequenceOf(deps, tenant, ofTenant.slice(at, at + MAX_LEAVES_PER_APPEND), placed);
			} catch (error) {
				deps.log("error", "ledger.sequence-failed", { tenant, failure: failureName(error) });
			}
		}
	}
	return placed;
}

const PLACE = `
INSERT INTO log_entries (seq, idx)
SELECT d.seq, value ->> 'idx' FROM json_each(?1) CROSS JOIN decisions AS d
WHERE d.tenant = ?2 AND d.decision_id = value ->> 'decision_id'
ON CONFLICT DO NOTHING`;

/** INVARIANT 18: no decision made under an epoch is sequenced before that epoch's event. */
async function inOrder<R extends Unsequenced>(
	{ log, placedEpoch }: SequenceDeps,
	tenant: string,
	all: readonly R[],
): Promise<R[]> {
	if (placedEpoch === undefined) return [...all];
	const wanted = Math.max(...all.map(({ epoch }) => epoch));
	const there = wanted <= 0 ? 0 : await placedEpoch(tenant, wanted);
	const records = all.filter(({ epoch }) => epoch <= Math.max(there, 0));
	if (records.length < all.length) {
		log("error", "ledger.epoch-unplaced", { tenant, wanted, placed: there, records: all.length - records.length });
	}
	return records;
}

async function sequenceOf<R extends Unsequenced>(
	deps: SequenceDeps,
	tenant: string,
	all: readonly R[],
	placed: Set<R>,
): Promise<void> {
	const { db, log, append } = deps;
	const records = await inOrder(deps, tenant, all);
	if (records.length === 0) return;
	const leaves = records.map(({ decision_id, commitment }) => newLeaf(leafOf(decision_id, commitment)));
	const appended = await append(tenant, leaves);
	if ("halted" in appended) return log("error", "ledger.log-halted", { tenant, reason: appended.halted });
	const indices = records.map((record, at) => ({ record, index: appended.placed[at] }));
	const rows: { decision_id: string; idx: number }[] = [];
	for (const { record, index } of indices) {
		const { decision_id } = record;
		if (typeof index === "number") rows.push({ decision_id, idx: index });
		// The log holds another leaf under the id than the database a record: nobody may paper that over.
		else log("error", "ledger.log-conflict", { tenant, decision_id, reason: index });
	}
	await db.prepare(PLACE).bind(JSON.stringify(rows), tenant).run();
	for (const { record, index } of indices) if (typeof index === "number") placed.add(record);
}

const PROGRESS = "SELECT coalesce((SELECT seq FROM log_progress), 0) AS seq";
const END_OF_RUN = "SELECT max(seq) AS seq FROM (SELECT seq FROM decisions WHERE seq > ?1 ORDER BY seq LIMIT ?2)";
const WAITING = `
SELECT d.tenant, d.decision_id, d.commitment, d.epoch FROM decisions AS d
WHERE d.seq > ?1 AND d.seq <= ?2 AND NOT EXISTS (SELECT 1 FROM log_entries AS l WHERE l.seq = d.seq)
ORDER BY d.seq`;
const ADVANCE = "INSERT INTO log_progress (one, seq) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET seq = max(seq, excluded.seq)";

export type Swept = {
	/** Records that had no place. */
	readonly waiting: number;
	/** Of those, the ones that have it now. */
	readonly placed: number;
};

/**
 * Looks through what was stored since the last time for records without a place in their log, and gives them theirs: those
 * whose writer ended between the two, those stored while the log could not be reached, those from before there was one.
 * Throws when D1 fails.
 */
export async function sequenceWaiting(deps: SequenceDeps): Promise<Swept> {
	const { db } = deps;
	let from = (await db.prepare(PROGRESS).first<number>("seq")) ?? 0;
	let [waiting, placed] = [0, 0];
	for (let run = 0; run < MAX_SWEEP_RUNS; run++) {
		const to = await db.prepare(END_OF_RUN).bind(from, MAX_SWEEP_ROWS).first<number | null>("seq");
		if (to === null) break;
		const { results } = await db.prepare(WAITING).bind(from, to).all<Unsequenced>();
		const done = (await sequenceRecords(deps, results)).size;
		[waiting, placed] = [waiting + results.length, placed + done];
		// What has no place yet is looked at again next time; what lies behind it gets its place all the same.
		if (placed === waiting) await db.prepare(ADVANCE).bind(to).run();
		from = to;
	}
	if (placed < waiting) deps.log("error", "ledger.unsequenced", { waiting: waiting - placed });
	return { waiting, placed };
}
