// The leaf of one stored record, as it was appended to the tenant's log.
import type { Bytes } from "../platform/bytes.ts";
import { leafEntry, leafOf } from "../platform/commitment.ts";

export type LoggedLeaf = { readonly app: string; readonly entry: Bytes };

/** `undefined`: there is no such record of the tenant's. Throws when D1 fails. */
export async function loggedLeaf(db: D1Database, tenant: string, decisionId: string): Promise<LoggedLeaf | undefined> {
	const row = await db
		.prepare("SELECT app, commitment FROM decisions WHERE tenant = ?1 AND decision_id = ?2")
		.bind(tenant, decisionId)
		.first<{ app: string; commitment: string }>();
	return row === null ? undefined : { app: row.app, entry: leafEntry(leafOf(decisionId, row.commitment)) };
}
