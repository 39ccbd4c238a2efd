// The first rows of an install: the operator's tenant, a tenant to work in, its apps, tools and a key for each role.
import type { BatchItem } from "drizzle-orm/batch";
import { ROLES, type Role } from "../contract/names.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import type { KeyEnvironment } from "../platform/credential.ts";
import { newUuidv7 } from "../platform/id.ts";
import { LOCAL_APPS, LOCAL_TOOLS } from "./bootstrap-data.ts";
import type { Change } from "./change.ts";
import { openControl } from "./database.ts";
import { type KeyRow, makeKey } from "./keys.ts";
import { INSTALL, OPERATOR_TENANT } from "./names.ts";
import { listTenants } from "./registry.ts";
import { apps, epochs, keys, tenants, tools } from "./schema.ts";

/** The tenant of a local install. */
export const LOCAL_TENANT = "local";
const BY = INSTALL;

export type BootstrapRows = {
	readonly epochs: readonly (typeof epochs.$inferInsert)[];
	readonly tenants: readonly (typeof tenants.$inferInsert)[];
	readonly apps: readonly (typeof apps.$inferInsert)[];
	readonly tools: readonly (typeof tools.$inferInsert)[];
	readonly keys: readonly KeyRow[];
};
export type NewInstall = {
	/** Keys of the tenant `local`, one a role. */
	readonly keys: Readonly<Record<Role, string>>;
	/** Admin key of the operator's tenant, which may create tenants. */
	readonly operatorKey: string;
};
export type Bootstrapped = ({ readonly created: true } & NewInstall) | { readonly created: false };

/** Fills an empty control database, whose migrations are applied, in one transaction; an install that is there stays as it is. */
export async function bootstrap(d1: D1Database, now: number, environment: KeyEnvironment): Promise<Bootstrapped> {
	const db = openControl(d1);
	if ((await listTenants(db, LOCAL_TENANT)).length > 0) return { created: false };
	const { rows, install } = await bootstrapRows(now, environment);
	const inserts: BatchItem<"sqlite">[] = [
		...rows.epochs.map((row) => db.insert(epochs).values(row)),
		...rows.tenants.map((row) => db.insert(tenants).values(row)),
		...rows.apps.map((row) => db.insert(apps).values(row)),
		...rows.tools.map((row) => db.insert(tools).values(row)),
		...rows.keys.map((row) => db.insert(keys).values(row)),
	];
	await db.batch(inserts as [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]]);
	return { created: true, ...install };
}

/** The rows, and the keys that they hold the hashes of. Random but for the clock. */
export async function bootstrapRows(
	now: number,
	environment: KeyEnvironment,
): Promise<{ rows: BootstrapRows; install: NewInstall }> {
	const at = { since: now, by: BY };
	const changes: (typeof epochs.$inferInsert)[] = [];
	const epochOf = (tenant: string, type: Change["type"], subject: string): number => {
		const epoch = changes.filter((change) => change.tenant === tenant).length + 1;
		changes.push({ tenant, epoch, change: newUuidv7(now), at: now, by: BY, type, subject, reason: "first start" });
		return epoch;
	};
	const tenantRow = (tenant: string, title: string) => ({
		tenant,
		epoch: epochOf(tenant, "tenant.put", tenant),
		body: canonicalJson({ title }),
		...at,
	});
	const registered = (type: "app.put" | "tool.put", bodies: Readonly<Record<string, unknown>>) =>
		Object.entries(bodies).map(([name, body]) => ({
			tenant: LOCAL_TENANT,
			name,
			epoch: epochOf(LOCAL_TENANT, type, name),
			body: canonicalJson(body),
			retired: false,
			...at,
		}));

	const operator = await firstKey(OPERATOR_TENANT, "admin", now, environment);
	const local = await Promise.all(
		ROLES.map(async (role) => ({ role, ...(await firstKey(LOCAL_TENANT, role, now, environment)) })),
	);
	const rows: BootstrapRows = {
		tenants: [tenantRow(OPERATOR_TENANT, "Operator"), tenantRow(LOCAL_TENANT, "Local")],
		apps: registered("app.put", LOCAL_APPS),
		tools: registered("tool.put", LOCAL_TOOLS),
		keys: [operator.row, ...local.map(({ row }) => row)],
		epochs: changes,
	};
	const told = Object.fromEntries(local.map(({ role, key }) => [role, key])) as Record<Role, string>;
	return { rows, install: { keys: told, operatorKey: operator.key } };
}

/** Each role is a principal of its own, as distinct people are. */
function firstKey(tenant: string, role: Role, now: number, environment: KeyEnvironment): Promise<{ key: string; row: KeyRow }> {
	const body = { role, principal: `${tenant}-${role}`, apps: ["*"], origins: [] };
	return makeKey({ tenant, by: BY, at: now }, body, environment);
}
