// Decisions counted by tenant and UTC day, for quotas.
import { sql } from "drizzle-orm";
import { type ControlDb, persistent } from "./database.ts";
import { usage } from "./schema.ts";

export type UsageEntry = {
	readonly tenant: string;
	/** UTC, `2026-11-24`. */
	readonly day: string;
	readonly count: number;
};

/** Day of an instant (ms) in UTC. */
export function utcDay(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}

/**
 * Adds to the counters, in one statement whatever their number. Approximate: a batch that a queue delivers twice counts twice,
 * which errs on the side of the quota; the ledger's records are exact. Throws when D1 fails.
 */
export async function countDecisions(db: ControlDb, entries: readonly UsageEntry[]): Promise<void> {
	if (entries.length === 0) return;
	const rows = sql`select e.value ->> 'tenant', e.value ->> 'day', sum(e.value ->> 'count') from json_each(${JSON.stringify(entries)}) e
		where true group by 1, 2`;
	await persistent(() =>
		db
			.insert(usage)
			.select(rows)
			.onConflictDoUpdate({ target: [usage.tenant, usage.day], set: { count: sql`${usage.count} + excluded.count` } }),
	);
}
