// Compares D1's projection with the chain of a tenant's control object, e.g. after the database was restored to yesterday.
import type { Store } from "./store.ts";

export type Comparison = {
	readonly epoch: number;
	/** Newest epoch that D1 has; 0: none. */
	readonly found: number;
	/** Number of the first event that D1 lacks. */
	readonly missingFrom?: number;
	/** D1 has something under an epoch that the object has not, or otherwise: nothing of it is written over. */
	readonly diverged: boolean;
};
export type Reconciled = Comparison & { /** Whether D1 has everything now. */ readonly projected: boolean };

const READ = `select (select max(epoch) from epochs where tenant = ?1) as epoch,
	(select count(*) from epochs where tenant = ?1) as epochs,
	(select count(*) from events where tenant = ?1) as events,
	(select max(seq) from events where tenant = ?1) as seq,
	(select hash from events where tenant = ?1 order by seq desc limit 1) as hash,
	(select count(*) from version_states where tenant = ?1) as states,
	(select count(*) from evidence where tenant = ?1) + (select count(*) from approvals where tenant = ?1)
		+ (select count(*) from break_glasses where tenant = ?1) as notes`;
/** The first event number that is not there, below the highest. */
const GAP = `select min(k) as gap from (select row_number() over (order by seq) as k, seq from events where tenant = ?1) where k <> seq`;

type Row = {
	epoch: number | null;
	epochs: number;
	events: number;
	seq: number | null;
	hash: string | null;
	states: number;
	notes: number;
};

/**
 * INVARIANT 13: rows of D1 are append-only and each event's rows are one transaction, so that equal newest numbers, counts and the
 * newest hash, which covers all before it, mean equal chains. Throws when D1 cannot be read.
 */
export async function compare(d1: D1Database, tenant: string, store: Store): Promise<Comparison> {
	const row = await d1.prepare(READ).bind(tenant).first<Row>();
	const newest = store.newest();
	const [epoch, seq] = [newest?.epoch ?? 0, newest?.seq ?? 0];
	const found = row?.epoch ?? 0;
	const told = row?.seq ?? 0;
	const same = told === 0 || store.events(told, 1)[0]?.hash === row?.hash;
	const made = store.versions.counts(found);
	const [states, notes] = [row?.states ?? 0, row?.notes ?? 0];
	const diverged = found > epoch || told > seq || !same || states > made.states || notes > made.notes;
	const whole = row?.epochs === found && row.events === told && found === told;
	// Written again from the first on: what is there stays, and what an older deployment did not know of comes.
	const first = states < made.states || notes < made.notes ? 1 : told + 1;
	const missing = whole ? first : Math.min(first, await firstMissing(d1, tenant, told));
	return { epoch, found, diverged, ...(missing <= seq ? { missingFrom: missing } : {}) };
}

async function firstMissing(d1: D1Database, tenant: string, told: number): Promise<number> {
	const row = await d1.prepare(GAP).bind(tenant).first<{ gap: number | null }>();
	return row?.gap ?? told + 1;
}
