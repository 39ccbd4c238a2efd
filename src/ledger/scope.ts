// Whose decisions a caller may see: one tenant's, and of those its own apps'.
import { type Column, type SQL, sql } from "drizzle-orm";
import type { Caller } from "../platform/credential.ts";

export type Scope = {
	readonly tenant: string;
	/** Absent: all of the tenant's apps. */
	readonly apps?: readonly string[];
};

/** What the caller's key opens. */
export function scopeOf(caller: Caller): Scope {
	// INVARIANT 9: the tenant comes from the credential.
	return caller.apps.includes("*") ? { tenant: caller.tenant } : { tenant: caller.tenant, apps: caller.apps };
}

/** Whether an app of the tenant lies within the scope. */
export function mayRead(scope: Scope, app: string): boolean {
	return scope.apps === undefined || scope.apps.includes(app);
}

/** The same as a condition on a column; one bound parameter, however many apps. */
export function appsCondition(column: Column, scope: Scope): SQL | undefined {
	if (scope.apps === undefined) return undefined;
	return sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(scope.apps)}))`;
}
