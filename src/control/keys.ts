// Keys of a tenant: made, rotated with overlap, revoked. The key itself is told once and only its hash is stored.
import { and, desc, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Role } from "../contract/names.ts";
import type { KeyBody, KeyInfo } from "../contract/registry.ts";
import { type KeyEnvironment, keyHash, newKey } from "../platform/credential.ts";
import { newUuidv7 } from "../platform/id.ts";
import { MAX_REGISTERED } from "../platform/limits.ts";
import { err, ok, type Result } from "../platform/result.ts";
import type { ControlDb } from "./database.ts";
import type { Actor } from "./registry.ts";
import { keys } from "./schema.ts";

export type KeyRow = typeof keys.$inferSelect;
export type NewKey = { readonly key: string; readonly info: KeyInfo };

/** Makes a key. */
export async function createKey(db: ControlDb, actor: Actor, body: KeyBody, environment: KeyEnvironment): Promise<NewKey> {
	const { key, row } = await makeKey(actor, body, environment);
	await db.insert(keys).values(row);
	return { key, info: keyInfo(row) };
}

/** A new key and the row that stands for it. */
export async function makeKey(actor: Actor, body: KeyBody, environment: KeyEnvironment): Promise<{ key: string; row: KeyRow }> {
	const key = newKey(environment);
	const row: KeyRow = {
		tenant: actor.tenant,
		id: newUuidv7(actor.at),
		hash: await keyHash(key),
		role: body.role,
		principal: body.principal,
		apps: JSON.stringify(body.apps),
		origins: JSON.stringify(body.origins),
		expiresAt: body.expires_at ?? null,
		ratePerMinute: body.rate_per_minute ?? null,
		createdAt: actor.at,
		createdBy: actor.by,
		revokedAt: null,
		revokedBy: null,
		replacedBy: null,
		replacedAt: null,
		overlapUntil: null,
	};
	return { key, row };
}

/** Gives a tenant without a living admin key one; `undefined` when it has one already. */
export async function ensureAdminKey(db: ControlDb, actor: Actor, environment: KeyEnvironment): Promise<string | undefined> {
	const body: KeyBody = { role: "admin", principal: "admin", apps: ["*"], origins: [] };
	const { key, row } = await makeKey(actor, body, environment);
	const living = sql`exists (select 1 from ${keys} where ${and(eq(keys.tenant, actor.tenant), eq(keys.role, "admin"), isLiving(actor.at))})`;
	const columns = sql`${row.tenant}, ${row.id}, ${row.hash}, ${row.role}, ${row.principal}, ${row.apps}, ${row.origins},
		null, null, ${row.createdAt}, ${row.createdBy}, null, null, null, null, null`;
	const made = await db.insert(keys).select(sql`select ${columns} where not ${living}`).returning({ id: keys.id });
	return made.length === 0 ? undefined : key;
}

/**
 * Makes a successor with the same rights and the same length of life; the old key lives on for `overlapMs`.
 * `conflict`: the old key is dead or has a successor already.
 */
export async function rotateKey(
	db: ControlDb,
	actor: Actor,
	id: string,
	overlapMs: number,
	environment: KeyEnvironment,
): Promise<Result<NewKey, "not-found" | "conflict">> {
	const old = await readKey(db, actor.tenant, id);
	if (old === undefined) return err("not-found");
	const body = keyBody(old);
	const life = old.expiresAt === null ? {} : { expires_at: actor.at + (old.expiresAt - old.createdAt) };
	const { key, row } = await makeKey(actor, { ...body, ...life }, environment);
	const mayRotate = and(eq(keys.tenant, actor.tenant), eq(keys.id, id), isNull(keys.replacedBy), isLiving(actor.at));
	const succeeded = and(eq(keys.tenant, actor.tenant), eq(keys.id, id), eq(keys.replacedBy, row.id));
	const values = [row.tenant, row.id, row.hash, row.role, row.principal, row.apps, row.origins, row.expiresAt, row.ratePerMinute];
	const [, made] = await db.batch([
		db
			.update(keys)
			.set({ replacedBy: row.id, replacedAt: actor.at, overlapUntil: actor.at + overlapMs })
			.where(mayRotate),
		db
			.insert(keys)
			.select(
				sql`select ${sql.join(
					values.map((value) => sql`${value}`),
					sql`, `,
				)}, ${row.createdAt}, ${row.createdBy}, null, null, null, null, null from ${keys} where ${succeeded}`,
			)
			.returning({ id: keys.id }),
	]);
	return made.length === 0 ? err("conflict") : ok({ key, info: keyInfo(row) });
}

/** Revokes a key; again is no change. `false`: there is none of that id. */
export async function revokeKey(db: ControlDb, actor: Actor, id: string): Promise<boolean> {
	const mine = and(eq(keys.tenant, actor.tenant), eq(keys.id, id));
	const [, found] = await db.batch([
		db
			.update(keys)
			.set({ revokedAt: actor.at, revokedBy: actor.by })
			.where(and(mine, isNull(keys.revokedAt))),
		db.select({ id: keys.id }).from(keys).where(mine),
	]);
	return found.length > 0;
}

/** Keys of the tenant, newest first. */
export async function listKeys(db: ControlDb, tenant: string): Promise<KeyInfo[]> {
	const rows = await db.select().from(keys).where(eq(keys.tenant, tenant)).orderBy(desc(keys.createdAt)).limit(MAX_REGISTERED);
	return rows.map(keyInfo);
}

/** Living keys of the tenant. */
export async function countLivingKeys(db: ControlDb, tenant: string, now: number): Promise<number> {
	return db.$count(keys, and(eq(keys.tenant, tenant), isLiving(now)));
}

/** When a key stops or stopped to be taken, apart from revocation: its expiry or the end of its overlap; absent: never. */
export function endOfLife(row: Pick<KeyRow, "expiresAt" | "overlapUntil">): number | undefined {
	const end = Math.min(row.expiresAt ?? Number.POSITIVE_INFINITY, row.overlapUntil ?? Number.POSITIVE_INFINITY);
	return end === Number.POSITIVE_INFINITY ? undefined : end;
}

async function readKey(db: ControlDb, tenant: string, id: string): Promise<KeyRow | undefined> {
	const rows = await db
		.select()
		.from(keys)
		.where(and(eq(keys.tenant, tenant), eq(keys.id, id)));
	return rows[0];
}

function isLiving(now: number): SQL | undefined {
	return and(
		isNull(keys.revokedAt),
		or(isNull(keys.expiresAt), gt(keys.expiresAt, now)),
		or(isNull(keys.overlapUntil), gt(keys.overlapUntil, now)),
	);
}

function keyBody(row: KeyRow): KeyBody {
	return {
		role: row.role as Role,
		principal: row.principal,
		apps: JSON.parse(row.apps) as string[],
		origins: JSON.parse(row.origins) as string[],
		...(row.ratePerMinute === null ? {} : { rate_per_minute: row.ratePerMinute }),
	};
}

function keyInfo(row: KeyRow): KeyInfo {
	const end = endOfLife(row);
	return {
		id: row.id,
		...keyBody(row),
		...(end === undefined ? {} : { expires_at: end }),
		created_at: row.createdAt,
		created_by: row.createdBy,
		...(row.revokedAt === null ? {} : { revoked_at: row.revokedAt }),
		...(row.replacedBy === null ? {} : { replaced_by: row.replacedBy }),
	};
}
