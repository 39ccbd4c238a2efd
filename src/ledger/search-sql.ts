// The SQL of a search: one index is walked, at most so far, and what it names is looked up and filtered.
import { MAX_SCAN_ROWS } from "../platform/limits.ts";
import type { Cursor } from "./cursor.ts";

/** A search with its scope, identifiers already tokens. Absent members do not filter. */
export type Filters = {
	readonly tenant: string;
	readonly apps?: readonly string[] | undefined;
	readonly app?: string | undefined;
	readonly stage?: string | undefined;
	/** ms, inclusive. */
	readonly from?: number | undefined;
	/** ms, exclusive. */
	readonly to?: number | undefined;
	readonly decision?: string | undefined;
	readonly outcome?: string | undefined;
	readonly rule?: string | undefined;
	readonly policy?: string | undefined;
	readonly config?: string | undefined;
	readonly kind?: string | undefined;
	readonly policy_name?: string | undefined;
	/** A name, or the tokens of what has not a name's form. */
	readonly path?: string | readonly string[] | undefined;
	readonly agent?: string | readonly string[] | undefined;
	readonly agent_decision_id?: string | readonly string[] | undefined;
	readonly subject?: readonly string[] | undefined;
	readonly session?: readonly string[] | undefined;
};

export type Statement = { readonly sql: string; readonly params: readonly (string | number)[] };

export type SearchSql = {
	/** Rows of the page, one more than `limit` when there is more. */
	readonly page: Statement;
	/** The last index entry that the page's walk could reach; no row when it reached the end. */
	readonly boundary: Statement;
};

type Condition = { readonly name: Driver | "stage" | "config" | "apps" | "policy_name"; readonly sql: string };
type Bind = (value: string | number) => string;

/** Conditions that an index begins with, the most telling first; the first one present is walked. */
const DRIVERS = {
	agent_decision_id: "decisions AS i INDEXED BY decisions_agent_decision",
	subject: "decisions AS i INDEXED BY decisions_subject",
	session: "decisions AS i INDEXED BY decisions_session",
	rule: "decision_rules AS i",
	outcome: "decisions AS i INDEXED BY decisions_undecided",
	decision: "decisions AS i INDEXED BY decisions_restricted",
	policy: "decisions AS i INDEXED BY decisions_policy",
	app: "decisions AS i INDEXED BY decisions_app",
	path: "decisions AS i INDEXED BY decisions_path",
	agent: "decisions AS i INDEXED BY decisions_agent",
	kind: "decisions AS i INDEXED BY decisions_data",
} as const;
type Driver = keyof typeof DRIVERS;
const ALL = "decisions AS i INDEXED BY decisions_time";

/**
 * Builds both statements for a page of `limit` rows, newest first, after the cursor. `scanRows` bounds the walk. The
 * index is named, since the planner has no statistics to choose by and a wrong choice would read a tenant's whole history.
 */
export function searchSql(filters: Filters, cursor: Cursor | undefined, limit: number, scanRows = MAX_SCAN_ROWS): SearchSql {
	const conditions = conditionsOf(filters);
	const driver = (Object.keys(DRIVERS) as Driver[]).find((name) => conditions.has(name) && walks(name, filters));
	const residual = [...conditions.keys()].filter((name) => name !== driver);
	// Without other conditions every entry is a row of the page; late arrivals, which a cursor leaves out, are few.
	const scan = residual.length > 0 ? scanRows : Math.min(scanRows, (limit + 1) * (cursor === undefined ? 1 : 2));
	const walk = (bind: Bind) => walkSql(filters, driver, conditions, cursor, bind);
	return {
		page: statement((bind) => {
			const rest = residual.map((name) => conditions.get(name)?.(bind, "d") ?? "");
			if (cursor !== undefined) rest.push(`d.recorded_at <= ${bind(cursor.recordedUntil)}`);
			return `WITH walked AS MATERIALIZED (${walk(bind)} LIMIT ${bind(scan)}),
page AS MATERIALIZED (
	SELECT d.seq AS seq, w.time AS time, w.decision_id AS decision_id
	FROM walked AS w CROSS JOIN decisions AS d ON d.tenant = ${bind(filters.tenant)} AND d.decision_id = w.decision_id
	${rest.length === 0 ? "" : `WHERE ${rest.join(" AND ")}`}
	ORDER BY w.time DESC, w.decision_id DESC LIMIT ${bind(limit + 1)}
)
SELECT d.tenant, d.decision_id, d.time, d.app, d.commitment, d.commitment_key, d.record
FROM page AS p CROSS JOIN decisions AS d ON d.seq = p.seq ORDER BY p.time DESC, p.decision_id DESC`;
		}),
		boundary: statement((bind) => `${walk(bind)} LIMIT 1 OFFSET ${bind(scan - 1)}`),
	};
}

const EQUAL = ["app", "stage", "decision", "outcome", "policy", "config", "kind", "policy_name"] as const;
type Named = "path" | "agent" | "agent_decision_id";
type ConditionSql = (bind: Bind, table: "i" | "d") => string;

function conditionsOf(filters: Filters): Map<Condition["name"], ConditionSql> {
	const all = new Map<Condition["name"], ConditionSql>();
	const among = (name: "subject" | "session" | "apps" | Named, column: string) => {
		const values = filters[name];
		if (values === undefined) return;
		if (typeof values === "string") all.set(name, (bind, table) => `${table}.${column} = ${bind(values)}`);
		else all.set(name, (bind, table) => `${table}.${column} IN (SELECT value FROM json_each(${bind(JSON.stringify(values))}))`);
	};
	among("subject", "subject_token");
	among("session", "session_token");
	among("apps", "app");
	for (const name of ["path", "agent", "agent_decision_id"] as const) among(name, name);
	for (const name of EQUAL) {
		const value = filters[name];
		if (value !== undefined) all.set(name, (bind, table) => `${table}.${name} = ${bind(value)}`);
	}
	const { rule, tenant } = filters;
	if (rule !== undefined) {
		all.set("rule", (bind, table) =>
			table === "i"
				? `i.rule = ${bind(rule)}`
				: `EXISTS (SELECT 1 FROM decision_rules AS r WHERE r.tenant = ${bind(tenant)} AND r.rule = ${bind(rule)}
		AND r.time = d.time AND r.decision_id = d.decision_id)`,
		);
	}
	return all;
}

/** The indexes of decisions and outcomes leave out what most rows have. */
function walks(name: Driver, filters: Filters): boolean {
	if (name === "decision") return filters.decision !== "allow";
	if (name === "outcome") return filters.outcome !== "decided";
	if (name === "kind") return filters.kind !== "decision";
	return true;
}

/** What the planner must see to use a partial index. */
const PARTIAL: Partial<Record<Driver, string>> = {
	subject: "i.subject_token IS NOT NULL",
	session: "i.session_token IS NOT NULL",
	decision: "i.decision <> 'allow' AND i.decision <> ''",
	path: "i.path IS NOT NULL",
	agent: "i.agent IS NOT NULL",
	agent_decision_id: "i.agent_decision_id IS NOT NULL",
	kind: "i.kind <> 'decision'",
	outcome: "i.outcome <> 'decided'",
};

function walkSql(
	filters: Filters,
	driver: Driver | undefined,
	conditions: ReturnType<typeof conditionsOf>,
	cursor: Cursor | undefined,
	bind: Bind,
): string {
	const where = [`i.tenant = ${bind(filters.tenant)}`];
	if (driver !== undefined) where.push(conditions.get(driver)?.(bind, "i") ?? "", PARTIAL[driver] ?? "");
	if (filters.from !== undefined) where.push(`i.time >= ${bind(filters.from)}`);
	if (filters.to !== undefined) where.push(`i.time < ${bind(filters.to)}`);
	if (cursor !== undefined) where.push(`(i.time, i.decision_id) < (${bind(cursor.after.time)}, ${bind(cursor.after.id)})`);
	const from = driver === undefined ? ALL : DRIVERS[driver];
	const all = where.filter((condition) => condition !== "").join(" AND ");
	return `SELECT i.time AS time, i.decision_id AS decision_id FROM ${from} WHERE ${all} ORDER BY i.time DESC, i.decision_id DESC`;
}

function statement(build: (bind: Bind) => string): Statement {
	const params: (string | number)[] = [];
	const sql = build((value) => {
		params.push(value);
		return `?${params.length}`;
	});
	return { sql, params };
}
