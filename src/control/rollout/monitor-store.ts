// What a rollout's monitor keeps in its SQLite storage: which units have contributed, the guard as it stands, and tallies.
import { type Harm, ROLLOUT_METRICS, type Rollout, type RolloutSeen } from "../../contract/rollout.ts";
import type { ArmName, RolloutReport } from "../../contract/rollout-report.ts";
import { MAX_DISAGREEMENTS, MAX_ROLLOUT_BATCH, MAX_ROLLOUT_UNITS, MAX_SHADOW_TALLIES } from "../../platform/limits.ts";
import { contribute, type Guard, newGuard, readings } from "./guard.ts";

const TABLES = `
	create table if not exists facts (name text primary key, value text not null) strict, without rowid;
	create table if not exists marks (mark text primary key) strict, without rowid;
	create table if not exists tallies (kind text not null, name text not null, n integer not null, primary key (kind, name))
		strict, without rowid;
	create table if not exists disagreements (
		n integer primary key, decision_id text not null, app text not null, was text not null, would_be text not null
	) strict;
`;

/** `harm` is what the authority has not been told of yet. */
export type Watched = { readonly tenant: string; readonly rollout: Rollout; readonly lastReport?: number; readonly harm?: Harm };

/** All functions are synchronous; `take` is called within a transaction. */
export function openMonitorStore(sql: SqlStorage) {
	const kept = openKept(sql);
	return {
		watched: () => watchedIn(kept),
		follow: (tenant: string, rollout: Rollout) => follow(kept, tenant, rollout),
		note: kept.note,
		/** Takes a report; gives the harm for which there is enough evidence now. */
		take: (tenant: string, rollout: Rollout, report: RolloutReport, now: number): Harm | undefined => {
			follow(kept, tenant, rollout);
			kept.note("last_report", now);
			for (const arm of ["candidate", "baseline"] as const) kept.count("decisions", arm, report.decisions[arm]);
			compare(kept, report.shadow);
			if (kept.fact("stopped") !== undefined) return undefined;
			const harm = guard(kept, kept.fact<Rollout>("rollout") ?? rollout, report.contributions);
			if (harm !== undefined) {
				kept.note("harm", harm);
				kept.note("stopped", harm);
			}
			return harm;
		},
		seen: () => seenIn(kept),
		/** Nothing is compared any more: what told units apart goes. */
		over: (): void => void sql.exec("delete from marks"),
	};
}

type Kept = ReturnType<typeof openKept>;

function openKept(sql: SqlStorage) {
	sql.exec(TABLES);
	return {
		sql,
		fact: <T>(name: string): T | undefined => {
			const [row] = sql.exec<{ value: string }>("select value from facts where name = ?", name).toArray();
			return row === undefined ? undefined : (JSON.parse(row.value) as T);
		},
		note: (name: string, value: unknown): void =>
			value === undefined
				? void sql.exec("delete from facts where name = ?", name)
				: void sql.exec("insert or replace into facts values (?, ?)", name, JSON.stringify(value)),
		tally: (kind: string): Record<string, number> => {
			const rows = sql.exec<{ name: string; n: number }>("select name, n from tallies where kind = ?", kind).toArray();
			return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
		},
		count: (kind: string, name: string, by: number): void => {
			if (by === 0) return;
			if (sql.exec("update tallies set n = n + ? where kind = ? and name = ?", by, kind, name).rowsWritten > 0) return;
			const { n } = sql.exec<{ n: number }>("select count(*) as n from tallies where kind = ?", kind).one();
			// What is beyond the bound is counted together, so that nothing is lost of the sum.
			const under = n < MAX_SHADOW_TALLIES ? name : "other";
			sql.exec("insert into tallies values (?, ?, ?) on conflict do update set n = n + excluded.n", kind, under, by);
		},
		units: (): number => sql.exec<{ n: number }>("select count(*) as n from marks").one().n,
	};
}

function watchedIn({ fact }: Kept): Watched | undefined {
	const [tenant, rollout] = [fact<string>("tenant"), fact<Rollout>("rollout")];
	if (rollout === undefined || tenant === undefined) return undefined;
	const [lastReport, harm] = [fact<number>("last_report"), fact<Harm>("harm")];
	return { tenant, rollout, ...(lastReport === undefined ? {} : { lastReport }), ...(harm === undefined ? {} : { harm }) };
}

/** A newer state of the rollout. An older one, from an isolate that is behind, changes nothing. */
function follow({ sql, fact, note }: Kept, tenant: string, rollout: Rollout): void {
	const known = fact<Rollout>("rollout");
	if (known !== undefined && known.epoch >= rollout.epoch) return;
	note("tenant", tenant);
	note("rollout", rollout);
	// A step is measured anew, and so is one that people let go on after it was stopped.
	sql.exec("delete from marks");
	note("guard", newGuard(rollout.step));
	note("stopped", undefined);
}

function guard({ sql, fact, note, units }: Kept, rollout: Rollout, contributions: RolloutReport["contributions"]) {
	const guard = fact<Guard>("guard") ?? newGuard(rollout.step);
	let [left, harm]: [number, Harm | undefined] = [MAX_ROLLOUT_UNITS - units(), undefined];
	for (const { step, mark, arm, events } of contributions.slice(0, MAX_ROLLOUT_BATCH)) {
		if (step !== guard.step || left <= 0 || harm !== undefined) continue;
		// A unit's first decision in the step counts, and no other of its.
		if (sql.exec("insert or ignore into marks values (?)", mark).rowsWritten === 0) continue;
		left--;
		harm = contribute(guard, rollout, { arm, events });
	}
	note("guard", guard);
	return harm;
}

function compare({ sql, count }: Kept, shadow: RolloutReport["shadow"]): void {
	for (const name of ["compared", "agreed", "failed", "dropped"] as const) count("shadow", name, shadow[name]);
	for (const kind of ["matrix", "rules", "apps"] as const) {
		for (const [name, n] of Object.entries(shadow[kind])) count(kind, name, n);
	}
	for (const { decision_id, app, was, would_be } of shadow.disagreements.slice(0, MAX_DISAGREEMENTS)) {
		const values = [decision_id, app, was, would_be];
		sql.exec("insert into disagreements (decision_id, app, was, would_be) values (?, ?, ?, ?)", ...values);
	}
	sql.exec("delete from disagreements where n <= (select max(n) from disagreements) - ?", MAX_DISAGREEMENTS);
}

function seenIn(kept: Kept): RolloutSeen | undefined {
	const { sql, fact, tally, units } = kept;
	const found = watchedIn(kept);
	if (found === undefined) return undefined;
	const guard = fact<Guard>("guard") ?? newGuard(found.rollout.step);
	const arm = (name: ArmName) => {
		const { subjects, events } = guard.seen[name];
		const [refusal = 0, redaction = 0, error = 0, latency = 0] = ROLLOUT_METRICS.map((_, at) => events[at] ?? 0);
		return { subjects, refusal, redaction, error, latency };
	};
	const { candidate = 0, baseline = 0 } = tally("decisions");
	const { compared = 0, agreed = 0, failed = 0, dropped = 0 } = tally("shadow");
	const stopped = fact<Harm>("stopped");
	const newest = "select decision_id, app, was, would_be from disagreements order by n desc";
	return {
		...(found.lastReport === undefined ? {} : { last_report: found.lastReport }),
		...{ decisions: { candidate, baseline }, candidate: arm("candidate"), baseline: arm("baseline") },
		...{ full: units() >= MAX_ROLLOUT_UNITS, tests: readings(guard, found.rollout) },
		...(stopped === undefined ? {} : { harm: stopped }),
		shadow: {
			...{ compared, agreed, failed, dropped, matrix: tally("matrix"), rules: tally("rules"), apps: tally("apps") },
			disagreements: sql.exec<RolloutSeen["shadow"]["disagreements"][number]>(newest).toArray(),
		},
	};
}
