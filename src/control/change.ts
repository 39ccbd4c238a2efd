// The one way in which anything that may influence a decision changes: an epoch and its rows, in one transaction.
import { and, desc, eq, lte, max, type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { CHANGE_TYPES } from "../contract/registry.ts";
import { newUuidv7 } from "../platform/id.ts";
import { type ControlDb, persistent } from "./database.ts";
import { epochs } from "./schema.ts";

export type Change = {
	readonly tenant: string;
	readonly type: (typeof CHANGE_TYPES)[number];
	/** Name or digest of what changes. */
	readonly subject: string;
	readonly by: string;
	/** Clock of the request, ms. */
	readonly at: number;
	readonly reason: string;
};

/** The condition that selects a change's own row in `epochs`; its rows are inserted from it, so none exists without it. */
export type ChangeRow = SQL;
export type ChangeMade = { readonly epoch: number; readonly at: number };

/**
 * Appends a change unless `unchanged` holds. `rows` make the insert of what changed, selecting from `epochs` by the condition
 * it is given. `undefined`: it was so already, nothing was written. Concurrent changes each get an epoch of their own.
 */
export async function appendChange(
	db: ControlDb,
	change: Change,
	unchanged: SQL,
	row: (own: ChangeRow) => BatchItem<"sqlite">,
): Promise<ChangeMade | undefined> {
	const id = newUuidv7(change.at);
	const own = sql`${and(eq(epochs.tenant, change.tenant), eq(epochs.change, id))}`;
	// INVARIANT: D1 runs a batch as one transaction, so that the number is taken and used by nobody else.
	const [, , made] = await persistent(() =>
		db.batch([
			insertEpoch(db, change, id, unchanged),
			row(own),
			db.select({ epoch: epochs.epoch, at: epochs.at }).from(epochs).where(own),
		]),
	);
	return made[0];
}

/** The insert of a change's epoch: the next number, at a time that never runs backwards within a tenant. */
export function insertEpoch(db: ControlDb, change: Change, id: string, unchanged: SQL) {
	const mine = sql`from ${epochs} where ${epochs.tenant} = ${change.tenant}`;
	return db
		.insert(epochs)
		.select(
			sql`select ${change.tenant}, coalesce((select max(${epochs.epoch}) ${mine}), 0) + 1, ${id},
				max(${change.at}, coalesce((select max(${epochs.at}) ${mine}), 0)),
				${change.by}, ${change.type}, ${change.subject}, ${change.reason} where not (${unchanged})`,
		)
		.onConflictDoNothing({ target: [epochs.tenant, epochs.change] });
}

/** Time of the tenant's last change, ms; 0: there was none. No clock of ours is behind it when it asks about now. */
export async function newestTime(db: ControlDb, tenant: string): Promise<number> {
	const rows = await db
		.select({ at: max(epochs.at) })
		.from(epochs)
		.where(eq(epochs.tenant, tenant));
	return rows[0]?.at ?? 0;
}

/** Epoch of the tenant's chain as of an instant (ms): of the newest change at or before it; 0: there was none. */
export async function epochAt(db: ControlDb, tenant: string, at: number): Promise<number> {
	const rows = await db
		.select({ epoch: epochs.epoch })
		.from(epochs)
		.where(and(eq(epochs.tenant, tenant), lte(epochs.at, at)))
		.orderBy(desc(epochs.epoch))
		.limit(1);
	return rows[0]?.epoch ?? 0;
}
