// Whether anyone may read a tenant's log: as the tenant's registration says, or else the deployment.
import { desc, eq } from "drizzle-orm";
import { CONTEXT_STALE_MS, MAX_CACHED_CONTEXTS } from "../platform/limits.ts";
import { boundedMap } from "./bounded-map.ts";
import type { ControlDb } from "./database.ts";
import { readTenant } from "./registry.ts";
import { tenants } from "./schema.ts";

/** Asks D1 at most every two seconds a tenant. False where there is no such tenant. Throws when D1 fails. */
export function createPublicLogs(db: ControlDb, byDefault: boolean): (tenant: string, now: number) => Promise<boolean> {
	const known = boundedMap<{ readonly open: boolean; readonly at: number }>(MAX_CACHED_CONTEXTS);
	return async (tenant, now) => {
		const held = known.get(tenant);
		if (held !== undefined && Math.abs(now - held.at) < CONTEXT_STALE_MS) return held.open;
		const [row] = await db
			.select({ body: tenants.body })
			.from(tenants)
			.where(eq(tenants.tenant, tenant))
			.orderBy(desc(tenants.epoch))
			.limit(1);
		const open = row !== undefined && (readTenant(row.body).public_log ?? byDefault);
		known.set(tenant, { open, at: now });
		return open;
	};
}
