// Keys whose signatures count for a tenant: registered to a principal, listed, revoked; never deleted.
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { SigningKeyBody, SigningKeyInfo } from "../contract/versions.ts";
import { fromBase64Url } from "../platform/bytes.ts";
import { importVerifyingKey, type VerifyingKey } from "../platform/dsse.ts";
import { MAX_SIGNING_KEYS } from "../platform/limits.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { type ControlDb, persistent } from "./database.ts";
import type { Actor } from "./registry.ts";
import { signingKeys } from "./version-schema.ts";

export type SigningKeyRow = typeof signingKeys.$inferSelect;
type Row = SigningKeyRow;

/** `weak` no key that a signature by it would prove anything; `conflict` it is registered otherwise, or revoked; `full` too many. */
export type RegisterFault = "weak" | "conflict" | "full";

/** Registers a key; the same again is no change. A key that was revoked never counts again. */
export async function registerSigningKey(
	db: ControlDb,
	actor: Actor,
	body: SigningKeyBody,
): Promise<Result<SigningKeyInfo, RegisterFault>> {
	const key = await importVerifyingKey(fromBase64Url(body.public_key) ?? new Uint8Array());
	if (key === undefined) return err("weak");
	const { tenant } = actor;
	const values = [tenant, key.keyid, body.principal, body.public_key, body.purpose, actor.at, actor.by];
	const columns = sql.join(
		values.map((value) => sql`${value}`),
		sql`, `,
	);
	const mine = and(eq(signingKeys.tenant, tenant), eq(signingKeys.fingerprint, key.keyid));
	const many = sql`(select count(*) from ${signingKeys} where ${signingKeys.tenant} = ${tenant}) >= ${MAX_SIGNING_KEYS}`;
	const [, [row]] = await persistent(() =>
		db.batch([
			db.insert(signingKeys).select(sql`select ${columns}, null, null, null where not ${many}`).onConflictDoNothing(),
			db.select().from(signingKeys).where(mine),
		]),
	);
	if (row === undefined) return err("full");
	const same = row.principal === body.principal && row.purpose === body.purpose && row.revokedAt === null;
	return same ? ok(keyInfo(row)) : err("conflict");
}

/** From now on the key's signatures do not count; again is no change. `false`: there is none of that fingerprint. */
export async function revokeSigningKey(db: ControlDb, actor: Actor, fingerprint: string): Promise<boolean> {
	const mine = and(eq(signingKeys.tenant, actor.tenant), eq(signingKeys.fingerprint, fingerprint));
	const revoked = { revokedAt: actor.at, revokedBy: actor.by, revokedReason: actor.reason ?? "" };
	const [, found] = await persistent(() =>
		db.batch([
			db
				.update(signingKeys)
				.set(revoked)
				.where(and(mine, isNull(signingKeys.revokedAt))),
			db.select({ fingerprint: signingKeys.fingerprint }).from(signingKeys).where(mine),
		]),
	);
	return found.length > 0;
}

/** Keys of the tenant, those that are revoked too, newest first. */
export async function listSigningKeys(db: ControlDb, tenant: string): Promise<SigningKeyInfo[]> {
	const rows = await keysOf(db, tenant);
	return rows.map(keyInfo);
}

/** The query for a tenant's keys, for callers that ask for more in the same batch. */
export function keysOf(db: ControlDb, tenant: string) {
	return db
		.select()
		.from(signingKeys)
		.where(eq(signingKeys.tenant, tenant))
		.orderBy(desc(signingKeys.registeredAt), signingKeys.fingerprint)
		.limit(MAX_SIGNING_KEYS);
}

/** Of a tenant's keys those that count for a purpose now, ready to verify with. */
export async function countingKeys(
	rows: readonly Row[],
	purpose: SigningKeyInfo["purpose"] = "release",
): Promise<VerifyingKey[]> {
	const counting = rows.filter((row) => row.revokedAt === null && row.purpose === purpose);
	const imported = counting.map(({ publicKey }) => importVerifyingKey(fromBase64Url(publicKey) ?? new Uint8Array()));
	return (await Promise.all(imported)).filter((key) => key !== undefined);
}

function keyInfo(row: Row): SigningKeyInfo {
	return {
		fingerprint: row.fingerprint,
		public_key: row.publicKey,
		principal: row.principal,
		purpose: row.purpose as SigningKeyInfo["purpose"],
		registered_at: row.registeredAt,
		registered_by: row.registeredBy,
		...(row.revokedAt === null
			? {}
			: { revoked: { at: row.revokedAt, by: row.revokedBy ?? "", reason: row.revokedReason ?? "" } }),
	};
}
