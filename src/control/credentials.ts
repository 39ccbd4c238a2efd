// From a key to who holds it: form, hash, constant-time comparison, life.
import { eq } from "drizzle-orm";
import type { Role } from "../contract/names.ts";
import { utf8 } from "../platform/bytes.ts";
import { type Caller, isKey, keyHash } from "../platform/credential.ts";
import { err, ok, type Result } from "../platform/result.ts";
import type { ControlDb } from "./database.ts";
import { endOfLife, type KeyRow } from "./keys.ts";
import { keys } from "./schema.ts";

/** A caller, and until when the key lives by what is known now, ms; absent: no end is known. */
export type Credential = { readonly caller: Caller; readonly livesUntil?: number };
export type CredentialFailure = "unauthenticated" | "unavailable";

/** Who holds a key, asked of D1. `now` in ms. */
export async function findCaller(db: ControlDb, key: string, now: number): Promise<Result<Caller, CredentialFailure>> {
	if (!isKey(key)) return err("unauthenticated");
	const found = await findCredential(db, await keyHash(key), now);
	return found.ok ? ok(found.value.caller) : found;
}

/** The credential that a key's hash stands for. */
export async function findCredential(db: ControlDb, hash: string, now: number): Promise<Result<Credential, CredentialFailure>> {
	let row: KeyRow | undefined;
	try {
		[row] = await db.select().from(keys).where(eq(keys.hash, hash)).limit(1);
	} catch {
		return err("unavailable");
	}
	if (row === undefined || !sameHash(row.hash, hash)) return err("unauthenticated");
	const livesUntil = endOfLife(row);
	if (row.revokedAt !== null || (livesUntil !== undefined && livesUntil <= now)) return err("unauthenticated");
	return ok({ caller: readCaller(row), ...(livesUntil === undefined ? {} : { livesUntil }) });
}

/** The database compared them already, in its own time; this makes the answer depend on a comparison in constant time. */
function sameHash(stored: string, asked: string): boolean {
	const [a, b] = [utf8(stored), utf8(asked)];
	return a.length === b.length && crypto.subtle.timingSafeEqual(a, b);
}

function readCaller(row: KeyRow): Caller {
	return {
		keyId: row.id,
		tenant: row.tenant,
		principal: row.principal,
		role: row.role as Role,
		apps: JSON.parse(row.apps) as string[],
		origins: JSON.parse(row.origins) as string[],
		...(row.ratePerMinute === null ? {} : { ratePerMinute: row.ratePerMinute }),
	};
}
