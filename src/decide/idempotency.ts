// One decision for one idempotency key: the first record under a key is kept for a day, and a repeat is answered from it.
import { and, eq, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { RecordMessage } from "../contract/record.ts";
import { IDEMPOTENCY_TTL_MS } from "../platform/limits.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { idempotency } from "./schema.ts";

export type IdempotencyKey = {
	readonly tenant: string;
	readonly app: string;
	/** Keyed hash of the caller's key: it is free text. */
	readonly key: string;
	/** Keyed hash of the request's canonical JSON. */
	readonly fingerprint: string;
};

export type Idempotency = {
	/**
	 * Keeps the message under the key unless there is one already; gives the one that counts.
	 * `mismatch`: the key was used with another request. `unavailable`: it cannot be told.
	 */
	readonly settle: (
		key: IdempotencyKey,
		message: RecordMessage,
		now: number,
	) => Promise<Result<RecordMessage, "mismatch" | "unavailable">>;
};

/** Rows in D1. The insert decides between two at once: whoever comes second reads what the first wrote. */
export function d1Idempotency(binding: D1Database): Idempotency {
	const db = drizzle(binding);
	const settle: Idempotency["settle"] = async (key, message, now) => {
		const row = and(eq(idempotency.tenant, key.tenant), eq(idempotency.app, key.app), eq(idempotency.key, key.key));
		try {
			const [, , [found]] = await db.batch([
				db.delete(idempotency).where(and(row, lte(idempotency.expires_at, now))),
				db
					.insert(idempotency)
					.values({ ...key, message: JSON.stringify(message), expires_at: now + IDEMPOTENCY_TTL_MS })
					.onConflictDoNothing(),
				db.select({ fingerprint: idempotency.fingerprint, message: idempotency.message }).from(idempotency).where(row),
			]);
			if (found === undefined) return err("unavailable");
			return found.fingerprint === key.fingerprint ? ok(JSON.parse(found.message) as RecordMessage) : err("mismatch");
		} catch {
			return err("unavailable");
		}
	};
	return { settle };
}

/** D1 holds its only thread for a statement: small steps. */
const SWEEP_ROWS = 5_000;

/** Removes what has expired, a bounded number at a time; called on a schedule. */
export async function sweepIdempotency(binding: D1Database, now: number): Promise<void> {
	await drizzle(binding).run(
		sql`DELETE FROM idempotency WHERE rowid IN (SELECT rowid FROM idempotency WHERE expires_at <= ${now} LIMIT ${SWEEP_ROWS})`,
	);
}
