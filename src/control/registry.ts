// What a tenant registers: itself, its apps and its tools; each change a new version, the newest counts.
import { and, asc, desc, eq, lte, type SQL, sql } from "drizzle-orm";
import * as v from "valibot";
import { AppBody, TenantBody, ToolBody } from "../contract/registry.ts";
import { newUuidv7 } from "../platform/id.ts";
import type { Result } from "../platform/result.ts";
import type { Authority } from "./authority.ts";
import type { Change, ChangeMade, Ordered, OrderFault } from "./change.ts";
import type { ControlDb } from "./database.ts";
import { apps, tenants, tools } from "./schema.ts";

/** Who changes, when, in which tenant; a reason when one was given. */
export type Actor = Pick<Change, "tenant" | "by" | "at"> & { readonly reason?: string | undefined };
export type Kind = "app" | "tool";

const KINDS = {
	app: { table: apps, body: AppBody, put: "app.put", retire: "app.retire" },
	tool: { table: tools, body: ToolBody, put: "tool.put", retire: "tool.retire" },
} as const;
type BodyOf = { readonly app: AppBody; readonly tool: ToolBody };

/** The tenant's living apps or tools by name. */
export async function listRegistered<K extends Kind>(
	db: ControlDb,
	kind: K,
	tenant: string,
): Promise<({ name: string } & BodyOf[K])[]> {
	const rows = await latestRegistered(db, kind, tenant).orderBy(asc(KINDS[kind].table.name));
	return rows.filter((row) => !row.retired).map((row) => readRegistered(kind, row));
}

/** The newest version of each name of the tenant. */
export function latestRegistered(db: ControlDb, kind: Kind, tenant: string | SQL<string>) {
	const { table } = KINDS[kind];
	// SQLite takes the bare columns of a query with max() from the row that has the maximum.
	return db
		.select({ name: table.name, body: table.body, retired: table.retired, epoch: sql<number>`max(${table.epoch})` })
		.from(table)
		.where(eq(table.tenant, tenant))
		.groupBy(table.name)
		.$dynamic();
}

/** A stored body read with today's schema, so that fields added since have their defaults. */
export function readRegistered<K extends Kind>(kind: K, row: { name: string; body: string }): { name: string } & BodyOf[K] {
	const body = v.parse(KINDS[kind].body, JSON.parse(row.body)) as BodyOf[K];
	return { name: row.name, ...body };
}

/** Registers or changes an app or tool; the same body again changes nothing. */
export function putRegistered<K extends Kind>(
	authority: Authority,
	kind: K,
	actor: Actor,
	name: string,
	body: BodyOf[K],
): Promise<Result<ChangeMade, OrderFault>> {
	return authority(actor.tenant).append({ ...ordered(actor), type: KINDS[kind].put, subject: name, document: body });
}

/** Retires an app or tool. */
export function retireRegistered(
	authority: Authority,
	kind: Kind,
	actor: Actor,
	name: string,
): Promise<Result<ChangeMade, OrderFault>> {
	return authority(actor.tenant).append({ ...ordered(actor), type: KINDS[kind].retire, subject: name });
}

/** An order by the actor; without a key of its own it is an order of its own, and only a repeat on the way is known again. */
export function ordered({ by, at, reason }: Actor, key: string = newUuidv7(at)): Ordered {
	return { by, at, reason: reason ?? "", key };
}

/**
 * The version of an app that was in force at an instant. `never`: no app of that name was ever registered;
 * `undefined`: it was not registered then.
 */
export async function appAt(db: ControlDb, tenant: string, name: string, at: number): Promise<AppBody | undefined | "never"> {
	const known = and(eq(apps.tenant, tenant), eq(apps.name, name));
	const [then, ever] = await db.batch([
		db
			.select()
			.from(apps)
			.where(and(known, lte(apps.since, at)))
			.orderBy(desc(apps.epoch))
			.limit(1),
		db.select({ epoch: apps.epoch }).from(apps).where(known).limit(1),
	]);
	const row = then[0];
	if (row !== undefined) return row.retired ? undefined : readRegistered("app", row);
	return ever.length === 0 ? "never" : undefined;
}

/** All tenants, or one alone, by name. */
export async function listTenants(db: ControlDb, only?: string): Promise<({ name: string } & TenantBody)[]> {
	const rows = await db
		.select({ name: tenants.tenant, body: tenants.body, epoch: sql<number>`max(${tenants.epoch})` })
		.from(tenants)
		.where(only === undefined ? undefined : eq(tenants.tenant, only))
		.groupBy(tenants.tenant)
		.orderBy(asc(tenants.tenant));
	return rows.map((row) => ({ name: row.name, ...readTenant(row.body) }));
}

export function readTenant(body: string): TenantBody {
	return v.parse(TenantBody, JSON.parse(body));
}

/** Creates or changes a tenant; the same body again changes nothing. */
export function putTenant(authority: Authority, actor: Actor, body: TenantBody): Promise<Result<ChangeMade, OrderFault>> {
	return authority(actor.tenant).append({ ...ordered(actor), type: "tenant.put", subject: actor.tenant, document: body });
}
