// Everything outside the request and the release that may influence a tenant's decisions, read in one round trip.
import { and, eq, sql } from "drizzle-orm";
import type { AppContext, ConfigInForce, TenantContext, ToolContext } from "../contract/registry.ts";
import { documentDigest } from "../platform/digest.ts";
import { emptyLayer, readInForce } from "./config.ts";
import type { ControlDb } from "./database.ts";
import { TENANT_SCOPE } from "./names.ts";
import { latestRegistered, readRegistered, readTenant } from "./registry.ts";
import { configVersions, epochs, tenants, usage } from "./schema.ts";
import { utcDay } from "./usage.ts";

/** What D1 has of a tenant's context: all but the pointer, which its control object has. `epoch` is D1's newest. */
export type StoredContext = Omit<TenantContext, "pointer">;

/**
 * Reads the tenant's context as of its newest epoch, in one D1 batch, which is one transaction and so one consistent state.
 * `previous` is what was read before: when no epoch has passed since, its rows are not read again.
 * `undefined`: there is no such tenant. Throws when D1 fails or a stored document does not have its digest.
 */
export async function readContext(
	db: ControlDb,
	tenant: string,
	now: number,
	previous?: StoredContext,
): Promise<StoredContext | undefined> {
	const newest = sql`(select max(${epochs.epoch}) from ${epochs} where ${epochs.tenant} = ${tenant})`;
	// The tenant when its epoch has moved, or else null, which no row has: as the key of a search it costs nothing, as a
	// condition beside one it would still read every row.
	const moved = sql<string>`(select ${tenant} where ${newest} is not ${previous?.epoch ?? -1})`;
	const [epochRows, tenantRows, usageRows, appRows, toolRows, configRows] = await db.batch([
		db.select({ epoch: sql<number | null>`${newest}` }).from(sql`(select 1)`),
		db
			.select({ body: tenants.body, epoch: sql<number>`max(${tenants.epoch})` })
			.from(tenants)
			.where(eq(tenants.tenant, tenant))
			.groupBy(tenants.tenant),
		db
			.select({ count: usage.count })
			.from(usage)
			.where(and(eq(usage.tenant, tenant), eq(usage.day, utcDay(now)))),
		latestRegistered(db, "app", moved),
		latestRegistered(db, "tool", moved),
		db
			.select({
				scope: configVersions.scope,
				digest: configVersions.digest,
				layer: configVersions.layer,
				epoch: sql<number>`max(${configVersions.epoch})`,
			})
			.from(configVersions)
			.where(eq(configVersions.tenant, moved))
			.groupBy(configVersions.scope),
	]);
	const body = tenantRows[0]?.body;
	const epoch = epochRows[0]?.epoch;
	if (body === undefined || epoch === undefined || epoch === null) return undefined;
	const { quota_per_day: perDay, default_decision: defaultDecision } = readTenant(body);
	const quota = perDay === undefined ? {} : { quota: { perDay, left: Math.max(0, perDay - (usageRows[0]?.count ?? 0)) } };
	if (previous?.epoch === epoch) return { ...withoutQuota(previous), ...quota };

	const apps = new Map<string, AppContext>();
	for (const row of appRows) if (!row.retired) apps.set(row.name, readRegistered("app", row));
	const tools = new Map<string, ToolContext>();
	for (const row of toolRows) if (!row.retired) tools.set(row.name, readRegistered("tool", row));
	const none = { digest: await documentDigest([]), items: [] };
	const config = await readConfig(configRows, apps);
	const own = defaultDecision === undefined ? quota : { ...quota, defaultDecision: defaultDecision.replace(/^\//, "") };
	return { tenant, epoch, apps, tools, config, exceptions: none, kill: none, ...own };
}

/** Every app has a layer: what was never configured is the empty document, which has a digest like any other. */
async function readConfig(
	rows: readonly { readonly scope: string; readonly digest: string; readonly layer: string }[],
	apps: ReadonlyMap<string, AppContext>,
): Promise<TenantContext["config"]> {
	const empty = await emptyLayer();
	const layers = new Map<string, ConfigInForce>();
	for (const row of rows) layers.set(row.scope, await readInForce(row));
	const forApps = new Map<string, ConfigInForce>();
	for (const name of apps.keys()) forApps.set(name, layers.get(name) ?? empty);
	return { tenant: layers.get(TENANT_SCOPE) ?? empty, apps: forApps };
}

function withoutQuota(context: StoredContext): StoredContext {
	const { quota: _, ...rest } = context;
	return rest;
}
