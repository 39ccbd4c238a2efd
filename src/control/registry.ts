// What a tenant registers: itself, its apps and its tools; each change a new version, the newest counts.
import { and, asc, desc, eq, lte, type SQL, sql } from "drizzle-orm";
import * as v from "valibot";
import { AppBody, TenantBody, ToolBody } from "../contract/registry.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { appendChange, type Change, type ChangeMade } from "./change.ts";
import type { ControlDb } from "./database.ts";
import { apps, epochs, tenants, tools } from "./schema.ts";

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
export async function putRegistered<K extends Kind>(
	db: ControlDb,
	kind: K,
	actor: Actor,
	name: string,
	body: BodyOf[K],
): Promise<void> {
	const { table, put } = KINDS[kind];
	const text = canonicalJson(body);
	const change: Change = { ...actor, type: put, subject: name, reason: actor.reason ?? "" };
	const unchanged = newestIs(kind, actor.tenant, name, and(eq(table.body, text), eq(table.retired, false)));
	await appendChange(db, change, unchanged, (own) => insertVersion(db, kind, name, sql`${text}`, false, own));
}

/** Retires an app or tool. `undefined`: there is none of that name. */
export async function retireRegistered(db: ControlDb, kind: Kind, actor: Actor, name: string): Promise<ChangeMade | undefined> {
	const { table, retire } = KINDS[kind];
	const change: Change = { ...actor, type: retire, subject: name, reason: actor.reason ?? "" };
	const living = newestIs(kind, actor.tenant, name, eq(table.retired, false));
	const last = sql`(select ${table.body} from ${table} where ${newest(kind, actor.tenant, name)})`;
	return appendChange(db, change, sql`not ${living}`, (own) => insertVersion(db, kind, name, last, true, own));
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
export async function putTenant(db: ControlDb, actor: Actor, body: TenantBody): Promise<void> {
	const text = canonicalJson(body);
	const newestEpoch = sql`(select max(${tenants.epoch}) from ${tenants} where ${tenants.tenant} = ${actor.tenant})`;
	const unchanged = sql`exists (select 1 from ${tenants} where ${and(
		eq(tenants.tenant, actor.tenant),
		eq(tenants.epoch, newestEpoch),
		eq(tenants.body, text),
	)})`;
	const change: Change = { ...actor, type: "tenant.put", subject: actor.tenant, reason: actor.reason ?? "" };
	await appendChange(db, change, unchanged, (own) =>
		db
			.insert(tenants)
			.select(sql`select ${epochs.tenant}, ${epochs.epoch}, ${text}, ${epochs.at}, ${epochs.by} from ${epochs} where ${own}`)
			.onConflictDoNothing(),
	);
}

function insertVersion(db: ControlDb, kind: Kind, name: string, body: SQL, retired: boolean, own: SQL) {
	return db
		.insert(KINDS[kind].table)
		.select(
			sql`select ${epochs.tenant}, ${name}, ${epochs.epoch}, ${body}, ${retired ? 1 : 0}, ${epochs.at}, ${epochs.by}
				from ${epochs} where ${own}`,
		)
		.onConflictDoNothing();
}

/** Condition: the row is the newest version of that name. */
function newest(kind: Kind, tenant: string, name: string): SQL {
	const { table } = KINDS[kind];
	const mine = and(eq(table.tenant, tenant), eq(table.name, name));
	return sql`${mine} and ${table.epoch} = (select max(${table.epoch}) from ${table} where ${mine})`;
}

/** Condition: there is a newest version of that name and `what` holds for it. */
function newestIs(kind: Kind, tenant: string, name: string, what: SQL | undefined): SQL {
	const { table } = KINDS[kind];
	return sql`exists (select 1 from ${table} where ${newest(kind, tenant, name)} and ${what})`;
}
