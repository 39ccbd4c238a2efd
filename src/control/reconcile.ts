// Compares the projection of every tenant with its control object, some at each run, and tells what was found.
import type { ChangesStatus } from "../contract/api-decide.ts";
import { MAX_RECONCILED } from "../platform/limits.ts";
import { failureName, type Log } from "../platform/log.ts";
import type { Authority } from "./authority.ts";
import type { ControlDb } from "./database.ts";
import { OPERATOR_TENANT } from "./names.ts";
import { listTenants } from "./registry.ts";

export type ControlReport = {
	/** Clock of the run, ms. */
	readonly at: number;
	readonly checked: number;
	/** Tenants whose changes D1 lacked; they were written. */
	readonly behind: number;
	/** Tenants whose changes D1 still lacks. */
	readonly stalled: number;
	/** Tenants of whom D1 has what their object has not. */
	readonly diverged: number;
	/** Tenants whose object did not answer. */
	readonly unreachable: number;
	/** The last tenant compared, when there are more than one run compares: the next begins after it. */
	readonly after?: string;
	/** All that were ever seen: a database restored to yesterday does not know those of today. */
	readonly tenants: readonly string[];
};

/** Calls at once: a Worker has six connections open. */
const AT_ONCE = 6;

/** One run. Throws when neither D1 nor the operator's object can be reached. */
export async function reconcileAll(db: ControlDb, authority: Authority, now: number, log: Log): Promise<ControlReport> {
	const operator = authority(OPERATOR_TENANT);
	const last = await operator.reported();
	const listed = (await listTenants(db)).map(({ name }) => name);
	const tenants = [...new Set([...(last?.tenants ?? []), ...listed])].sort();
	const due = tenants.length <= MAX_RECONCILED ? tenants : turn(tenants, last?.after);
	const counts = { behind: 0, stalled: 0, diverged: 0, unreachable: 0 };
	for (let at = 0; at < due.length; at += AT_ONCE) {
		await Promise.all(
			due.slice(at, at + AT_ONCE).map(async (tenant) => {
				try {
					const found = await authority(tenant).reconcile();
					if (found.missingFrom !== undefined) counts.behind++;
					if (!found.projected) counts.stalled++;
					if (found.diverged) counts.diverged++;
				} catch (error) {
					counts.unreachable++;
					log("error", "control.reconcile-failed", { tenant, failure: failureName(error) });
				}
			}),
		);
	}
	const after = due.length === tenants.length ? {} : { after: due.at(-1) ?? "" };
	const report = { at: now, checked: due.length, ...counts, ...after, tenants };
	const faulty = counts.stalled + counts.diverged + counts.unreachable > 0;
	log(faulty ? "error" : "info", "control.reconciled", { checked: due.length, ...counts });
	await operator.report(report);
	return report;
}

/** The next so many in order, beginning anew at the end. */
function turn(tenants: readonly string[], after = ""): string[] {
	const from = Math.max(
		0,
		tenants.findIndex((tenant) => tenant > after),
	);
	return [...tenants.slice(from), ...tenants.slice(0, from)].slice(0, MAX_RECONCILED);
}

/** What `GET /readyz` tells of it; `none`: there was no run. `undefined`: the operator's object is away, and so perhaps any. */
export async function changesStatus(authority: Authority): Promise<ChangesStatus | "none" | undefined> {
	try {
		const found = await authority(OPERATOR_TENANT).reported();
		if (found === undefined) return "none";
		const { tenants: _, after: __, ...told } = found;
		return told;
	} catch {
		return undefined;
	}
}
