// Feedback: what a person or an app says of a decision, appended beside its record.
import type { Feedback } from "../contract/record.ts";
import type { FeedbackEntry } from "../contract/search.ts";
import { MAX_FEEDBACK } from "../platform/limits.ts";
import { err, ok, type Result } from "../platform/result.ts";
import type { Scope } from "./scope.ts";

const INSERT = `
INSERT INTO feedback (tenant, decision_id, by, kind, note, rule, at)
SELECT d.tenant, d.decision_id, ?3, ?4, ?5, ?6, ?7
FROM decisions AS d
WHERE d.tenant = ?1 AND d.decision_id = ?2 AND (?8 IS NULL OR d.app IN (SELECT value FROM json_each(?8)))
	AND (SELECT count(*) FROM feedback AS f WHERE f.tenant = ?1 AND f.decision_id = ?2) < ?9
ON CONFLICT DO NOTHING`;

const SAID =
	"SELECT at FROM feedback WHERE tenant = ?1 AND decision_id = ?2 AND by = ?3 AND kind = ?4 AND note = ?5 AND rule = ?6";

const VISIBLE = `
SELECT 1 FROM decisions AS d
WHERE d.tenant = ?1 AND d.decision_id = ?2 AND (?3 IS NULL OR d.app IN (SELECT value FROM json_each(?3)))`;

/**
 * Appends what `by` says at `now`. Saying the same again gives the first entry back, so a repeat after a lost answer
 * is safe. `full`: the decision has `MAX_FEEDBACK` entries. Throws when D1 fails.
 */
export async function appendFeedback(
	db: D1Database,
	scope: Scope,
	decisionId: string,
	said: Feedback,
	{ by, now }: { readonly by: string; readonly now: number },
): Promise<Result<FeedbackEntry, "not-found" | "full">> {
	const apps = scope.apps === undefined ? null : JSON.stringify(scope.apps);
	const entry = [scope.tenant, decisionId, by, said.kind, said.note ?? "", said.rule ?? ""];
	const [, kept, visible] = await db.batch<{ at: number }>([
		db.prepare(INSERT).bind(...entry, now, apps, MAX_FEEDBACK),
		db.prepare(SAID).bind(...entry),
		db.prepare(VISIBLE).bind(scope.tenant, decisionId, apps),
	]);
	if (visible?.results.length !== 1) return err("not-found");
	const [row] = kept?.results ?? [];
	return row === undefined ? err("full") : ok({ ...said, at: row.at, by });
}
