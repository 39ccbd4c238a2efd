// Configuration layers of a tenant and its apps: immutable documents named by digest, with their history.
import { and, desc, eq } from "drizzle-orm";
import * as v from "valibot";
import { ConfigLayer } from "../contract/input.ts";
import type { ConfigInForce, ConfigVersion } from "../contract/registry.ts";
import { documentDigest } from "../platform/digest.ts";
import { MAX_REGISTERED } from "../platform/limits.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Authority } from "./authority.ts";
import type { OrderFault } from "./change.ts";
import type { ControlDb } from "./database.ts";
import { type Actor, ordered } from "./registry.ts";
import { configVersions as versions } from "./schema.ts";

/** Sets the layer of a scope and tells of the change that put it in force; the same layer again changes nothing. */
export async function putLayer(
	authority: Authority,
	actor: Actor,
	scope: string,
	layer: ConfigLayer,
	reason: string,
): Promise<Result<ConfigVersion, OrderFault>> {
	const order = { ...ordered({ ...actor, reason }), type: "config.put", subject: scope, document: layer } as const;
	const made = await authority(actor.tenant).append(order);
	if (!made.ok) return made;
	const { epoch, at: since, by, reason: why } = made.value;
	return ok({ digest: await documentDigest(layer), epoch, scope, layer, since, by, reason: why });
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
