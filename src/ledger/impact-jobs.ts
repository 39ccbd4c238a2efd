// Jobs that ask a draft about recorded decisions, in D1: each batch is counted exactly once, however many go on with a job.
import type { ImpactCounts } from "../contract/impact.ts";
import type { AskedImpact, ImpactJobState, ImpactJobs } from "../contract/impact-jobs.ts";
import type { ChangedDecision } from "../contract/replay.ts";
import { MAX_IMPACT_JOBS } from "../platform/limits.ts";

type Row = {
	policy: string;
	digest: string;
	asked: string;
	created_at: number;
	created_by: string;
	steps: number;
	cursor: string;
	done: number;
	counts: string;
};

const PLACES = 1000;
const CREATE = `INSERT INTO impact_jobs (tenant, id, policy, digest, asked, created_at, created_by, steps, cursor, done, counts)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, '', 0, ?8
WHERE (SELECT count(*) FROM impact_jobs WHERE tenant = ?1) < ?9`;
/** The oldest that are done make room: what is to be kept is kept as evidence. */
const OLDEST = `SELECT id FROM impact_jobs WHERE tenant = ?1 AND done ORDER BY created_at LIMIT max(0, (SELECT count(*) FROM impact_jobs WHERE tenant = ?1) - ?2)`;

export function d1ImpactJobs(db: D1Database): ImpactJobs {
	return {
		create: async ({ tenant, id, policy, digest, asked, createdAt, createdBy, counts }) => {
			const results = await db.batch([
				db.prepare(`DELETE FROM impact_changes WHERE tenant = ?1 AND job IN (${OLDEST})`).bind(tenant, MAX_IMPACT_JOBS - 1),
				db.prepare(`DELETE FROM impact_jobs WHERE tenant = ?1 AND id IN (${OLDEST})`).bind(tenant, MAX_IMPACT_JOBS - 1),
				db
					.prepare(CREATE)
					.bind(tenant, id, policy, digest, JSON.stringify(asked), createdAt, createdBy, JSON.stringify(counts), MAX_IMPACT_JOBS),
			]);
			return results[2]?.meta.changes === 1;
		},
		find: async (tenant, id) => {
			const row = await db.prepare("SELECT * FROM impact_jobs WHERE tenant = ?1 AND id = ?2").bind(tenant, id).first<Row>();
			return row === null ? undefined : jobOf(tenant, id, row);
		},
		advance: async ({ tenant, id, steps }, { cursor, done, counts }, changed) => {
			const changes = JSON.stringify(changed.map((change, at) => ({ at: steps * PLACES + at, change: JSON.stringify(change) })));
			// One transaction: the changes are written only while the step is still to be done.
			const results = await db.batch([
				db
					.prepare(
						`INSERT INTO impact_changes (tenant, job, at, change) SELECT ?1, ?2, value ->> 'at', value ->> 'change' FROM json_each(?3)
						WHERE EXISTS (SELECT 1 FROM impact_jobs WHERE tenant = ?1 AND id = ?2 AND steps = ?4 AND NOT done)`,
					)
					.bind(tenant, id, changes, steps),
				db
					.prepare(
						`UPDATE impact_jobs SET steps = steps + 1, cursor = ?4, done = ?5, counts = ?6
						WHERE tenant = ?1 AND id = ?2 AND steps = ?3 AND NOT done`,
					)
					.bind(tenant, id, steps, cursor, done ? 1 : 0, JSON.stringify(counts)),
			]);
			return results[1]?.meta.changes === 1;
		},
		changes: async (tenant, id, after, limit) => {
			const { results } = await db
				.prepare("SELECT at, change FROM impact_changes WHERE tenant = ?1 AND job = ?2 AND at > ?3 ORDER BY at LIMIT ?4")
				.bind(tenant, id, after, limit)
				.all<{ at: number; change: string }>();
			return { changed: results.map(({ change }) => JSON.parse(change) as ChangedDecision), last: results.at(-1)?.at ?? after };
		},
	};
}

function jobOf(tenant: string, id: string, row: Row): ImpactJobState {
	const { policy, digest, steps, cursor, created_at: createdAt, created_by: createdBy } = row;
	const [asked, counts] = [JSON.parse(row.asked) as AskedImpact, JSON.parse(row.counts) as ImpactCounts];
	return { tenant, id, policy, digest, asked, createdAt, createdBy, steps, cursor, done: row.done === 1, counts };
}
