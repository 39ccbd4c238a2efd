// Configuration layers of a tenant and its apps: immutable documents named by digest, with their history.
import { and, desc, eq, sql } from "drizzle-orm";
import * as v from "valibot";
import { ConfigLayer } from "../contract/input.ts";
import type { ConfigInForce, ConfigVersion } from "../contract/registry.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { documentDigest } from "../platform/digest.ts";
import { MAX_REGISTERED } from "../platform/limits.ts";
import { appendChange } from "./change.ts";
import type { ControlDb } from "./database.ts";
import type { Actor } from "./registry.ts";
import { epochs, configVersions as versions } from "./schema.ts";

/** Sets the layer of a scope and returns the version in force; the same layer again changes nothing. */
export async function putLayer(
	db: ControlDb,
	actor: Actor,
	scope: string,
	layer: ConfigLayer,
	reason: string,
): Promise<ConfigVersion> {
	const digest = await documentDigest(layer);
	const mine = and(eq(versions.tenant, actor.tenant), eq(versions.scope, scope));
	const unchanged = sql`exists (select 1 from ${versions} where ${mine} and ${versions.digest} = ${digest}
		and ${versions.epoch} = (select max(${versions.epoch}) from ${versions} where ${mine}))`;
	const change = { ...actor, type: "config.put", subject: scope, reason } as const;
	await appendChange(db, change, unchanged, (own) =>
		db
			.insert(versions)
			.select(
				sql`select ${epochs.tenant}, ${scope}, ${epochs.epoch}, ${digest}, ${canonicalJson(layer)},
					${epochs.at}, ${epochs.by}, ${epochs.reason} from ${epochs} where ${own}`,
			)
			.onConflictDoNothing(),
	);
	// Of two concurrent changes either may be the newest now; the caller is told of the newest with its own digest.
	const rows = await db
		.select()
		.from(versions)
		.where(and(mine, eq(versions.digest, digest)))
		.orderBy(desc(versions.epoch))
		.limit(1);
	const row = rows[0];
	if (row === undefined) throw new Error("a configuration version that was written is not there");
	return readVersion(row);
}

/** All versions of the tenant's layers, newest first; the first of each scope is in force. */
export async function configHistory(db: ControlDb, tenant: string): Promise<ConfigVersion[]> {
	const rows = await db
		.select()
		.from(versions)
		.where(eq(versions.tenant, tenant))
		.orderBy(desc(versions.epoch))
		.limit(MAX_REGISTERED);
	return rows.map(readVersion);
}

function readVersion(row: typeof versions.$inferSelect): ConfigVersion {
	const { digest, epoch, scope, since, by, reason } = row;
	return { digest, epoch, scope, layer: readLayer(row.layer), since, by, reason };
}

function readLayer(text: string): ConfigLayer {
	return v.parse(ConfigLayer, JSON.parse(text));
}

/** The layer of a scope that is in force. */
export async function layerInForce(db: ControlDb, tenant: string, scope: string): Promise<ConfigInForce> {
	const [row] = await db
		.select({ digest: versions.digest, layer: versions.layer })
		.from(versions)
		.where(and(eq(versions.tenant, tenant), eq(versions.scope, scope)))
		.orderBy(desc(versions.epoch))
		.limit(1);
	return row === undefined ? emptyLayer() : readInForce(row);
}

/** A stored layer checked against the digest that records will name. Throws when it is not that document. */
export async function readInForce(row: { digest: string; layer: string }): Promise<ConfigInForce> {
	const document: unknown = JSON.parse(row.layer);
	if ((await documentDigest(document)) !== row.digest) throw new Error("a configuration layer does not have its digest");
	return { digest: row.digest, layer: v.parse(ConfigLayer, document) };
}

/** The layer of a scope that was never configured. */
export async function emptyLayer(): Promise<ConfigInForce> {
	const layer: ConfigLayer = { rules: {} };
	return { digest: await documentDigest(layer), layer };
}
