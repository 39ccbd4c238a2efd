// Dead letters: messages that did not become rows, kept, listed and stored again when an operator says so.

import { and, asc, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import * as v from "valibot";
import { DecisionId, Name } from "../contract/names.ts";
import type { DeadLetter } from "../contract/search.ts";
import { utf8 } from "../platform/bytes.ts";
import { digestOf } from "../platform/digest.ts";
import { MAX_PAGE, MAX_REPLAY } from "../platform/limits.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { chunks } from "./chunk.ts";
import { canonicalOrUndefined } from "./entry.ts";
import { deadLetters } from "./schema.ts";
import { appsCondition, type Scope } from "./scope.ts";
import { type Outcome, type StoreDeps, storeRecords } from "./store.ts";

/** Why a message lies here. `retries-exhausted` is the one that time may cure; `entry-…`: of an agent's log, unreadable for good. */
export type LetterReason =
	| Exclude<Outcome, "stored" | "duplicate" | "unsequenced" | "unavailable">
	| "retries-exhausted"
	| `entry-${string}`;

/** A row of `dead_letters` on its way there; members are named like the columns. */
export type Letter = {
	readonly id: string;
	readonly tenant: string | null;
	readonly app: string | null;
	readonly decision_id: string | null;
	readonly reason: LetterReason;
	readonly digest: string | null;
	readonly message: string | null;
	readonly at: number;
};

/**
 * The letter of a message. The message itself is kept for replay only when its shape is a record's, which holds no
 * content; of any other no more than its digest and the names it gives, where they have the form of names.
 */
export async function letterOf(id: string, body: unknown, reason: LetterReason, at: number): Promise<Letter> {
	// INVARIANT 3: nothing of a message that may hold content is kept, but for its digest and names of a name's form.
	const record = member(body, "record");
	const canonical = canonicalOrUndefined(body);
	return {
		id,
		tenant: readable(Name, member(record, "tenant")),
		app: readable(Name, member(record, "app")),
		decision_id: readable(DecisionId, member(record, "decision_id")),
		reason,
		digest: canonical === undefined ? null : await digestOf(utf8(canonical)),
		message: reason === "invalid-shape" ? null : (canonical ?? null),
		at,
	};
}

function member(value: unknown, name: string): unknown {
	return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function readable(schema: v.GenericSchema<string>, value: unknown): string | null {
	return v.is(schema, value) ? value : null;
}

const INSERT_LETTERS = `
INSERT INTO dead_letters (id, tenant, app, decision_id, reason, digest, message, at)
SELECT value ->> 'id', value ->> 'tenant', value ->> 'app', value ->> 'decision_id', value ->> 'reason', value ->> 'digest',
	value ->> 'message', value ->> 'at'
FROM json_each(?1) WHERE true
ON CONFLICT (id) DO NOTHING`;

/** Keeps letters; one that is there already stays as it is. Throws when D1 fails. */
export async function keepLetters(db: D1Database, letters: readonly Letter[]): Promise<void> {
	for (const chunk of chunks(letters, MAX_REPLAY)) await db.prepare(INSERT_LETTERS).bind(chunk.json).run();
}

/** An entry of a log that no record can be made of; its digest is keyed, since the entry may hold content. */
export type UnreadableEntry = { readonly tenant: string; readonly digest: string; readonly reason: `entry-${string}` };

/** Keeps what is left of unreadable entries; the same entry again is the same letter. Throws when D1 fails. */
export async function keepEntries(db: D1Database, entries: readonly UnreadableEntry[], at: number): Promise<void> {
	const blank = { app: null, decision_id: null, message: null, at };
	await keepLetters(
		db,
		entries.map(({ tenant, digest, reason }) => ({ ...blank, id: `${tenant} ${digest}`, tenant, digest, reason })),
	);
}

/** A tenant's letters, at most `MAX_PAGE`: those that wait first, the newest first. Throws when D1 fails. */
export async function listLetters(db: D1Database, scope: Scope): Promise<DeadLetter[]> {
	const rows = await drizzle(db)
		.select()
		.from(deadLetters)
		.where(and(eq(deadLetters.tenant, scope.tenant), appsCondition(deadLetters.app, scope)))
		.orderBy(sql`${deadLetters.replayedAt} IS NOT NULL`, desc(deadLetters.at))
		.limit(MAX_PAGE);
	return rows.map((row) => ({
		id: row.id,
		...(row.decisionId === null ? {} : { decision_id: row.decisionId }),
		...(row.tenant === null ? {} : { tenant: row.tenant }),
		reason: row.reason,
		at: row.at,
		...(row.replayedAt === null ? {} : { replayed_at: row.replayedAt }),
	}));
}

export type Replayed = { readonly replayed: number; readonly failed: number };

/**
 * Stores a tenant's letters again: those named, or the oldest `MAX_REPLAY` whose retries were exhausted. One that
 * turns out to be refused for good changes its reason, so that a repeated call gets to the others. Replaying twice
 * stores once. `unavailable` when D1 took none; throws when D1 fails before that.
 */
export async function replay(
	deps: StoreDeps,
	scope: Scope,
	ids: readonly string[] | undefined,
	now: number,
): Promise<Result<Replayed, "unavailable">> {
	const wanted = ids === undefined ? undefined : [...new Set(ids)];
	const letters = await replayable(deps.db, scope, wanted);
	const bodies = letters.map((letter) => JSON.parse(letter.message ?? "null") as unknown);
	const outcomes = await storeRecords(deps, bodies, { now, isolate: true });
	if (outcomes.length > 0 && outcomes.every((outcome) => outcome === "unavailable")) return err("unavailable");
	const settled = letters.map(({ id }, at) => ({ id, outcome: outcomes[at] ?? "unavailable" }));
	await settle(deps.db, settled, now);
	const replayed = settled.filter(({ outcome }) => isThere(outcome)).length;
	return ok({ replayed, failed: (wanted ?? letters).length - replayed });
}

function replayable(db: D1Database, scope: Scope, ids: readonly string[] | undefined) {
	const which =
		ids === undefined
			? and(isNull(deadLetters.replayedAt), eq(deadLetters.reason, "retries-exhausted"))
			: sql`${deadLetters.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
	return drizzle(db)
		.select({ id: deadLetters.id, message: deadLetters.message })
		.from(deadLetters)
		.where(
			and(eq(deadLetters.tenant, scope.tenant), appsCondition(deadLetters.app, scope), isNotNull(deadLetters.message), which),
		)
		.orderBy(asc(deadLetters.at), asc(deadLetters.id))
		.limit(MAX_REPLAY);
}

const SETTLE = `
UPDATE dead_letters SET replayed_at = CASE WHEN s.stored THEN coalesce(replayed_at, ?2) ELSE replayed_at END,
	reason = CASE WHEN s.stored THEN reason ELSE s.outcome END
FROM (SELECT value ->> 'id' AS id, value ->> 'outcome' AS outcome, value ->> 'stored' AS stored FROM json_each(?1)) AS s
WHERE dead_letters.id = s.id`;

type Settled = { readonly id: string; readonly outcome: Outcome };

async function settle(db: D1Database, settled: readonly Settled[], now: number): Promise<void> {
	const known = settled.filter(({ outcome }) => outcome !== "unavailable");
	if (known.length === 0) return;
	const json = JSON.stringify(known.map(({ id, outcome }) => ({ id, outcome, stored: isThere(outcome) })));
	await db.prepare(SETTLE).bind(json, now).run();
}

function isThere(outcome: Outcome): boolean {
	return outcome === "stored" || outcome === "duplicate" || outcome === "unsequenced";
}
