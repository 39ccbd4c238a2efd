// Reading decisions: each record is checked against its commitment before it is served as a fact.

import { and, asc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { AnyRecord } from "../contract/record-data.ts";
import type { FeedbackEntry, SearchRequest, SearchResponse, StoredDecision } from "../contract/search.ts";
import { fromBase64Url } from "../platform/bytes.ts";
import { leafOf, verifyCommitment } from "../platform/commitment.ts";
import { isPlainName } from "../platform/data-record.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { filterDigest, type Position, readCursor, writeCursor } from "./cursor.ts";
import { decisions, feedback } from "./schema.ts";
import { mayRead, type Scope } from "./scope.ts";
import { type Filters, type SearchSql, type Statement, searchSql } from "./search-sql.ts";

/** All tokens of an identifier, one an epoch, the newest first. */
export type Tokens = (tenant: string, purpose: "subject" | "session" | "name", identifier: string) => Promise<string[]>;

type Row = Pick<
	typeof decisions.$inferSelect,
	"tenant" | "decisionId" | "time" | "app" | "record" | "commitment" | "commitmentKey"
>;

/** One decision with what was said of it. `damaged`: the row is there, but is not what was committed. Throws when D1 fails. */
export async function findDecision(
	db: D1Database,
	scope: Scope,
	decisionId: string,
): Promise<Result<StoredDecision, "not-found" | "damaged">> {
	const orm = drizzle(db);
	const [[row], said] = await orm.batch([
		orm
			.select()
			.from(decisions)
			.where(and(eq(decisions.tenant, scope.tenant), eq(decisions.decisionId, decisionId))),
		orm
			.select()
			.from(feedback)
			.where(and(eq(feedback.tenant, scope.tenant), eq(feedback.decisionId, decisionId)))
			.orderBy(asc(feedback.at)),
	]);
	if (row === undefined || !mayRead(scope, row.app)) return err("not-found");
	const record = await openRow(row);
	if (record === undefined) return err("damaged");
	return ok({
		record,
		commitment: row.commitment,
		commitment_key: row.commitmentKey,
		leaf: leafOf(decisionId, row.commitment),
		recorded_at: row.recordedAt,
		feedback: said.map(feedbackEntry),
	});
}

export function feedbackEntry(row: typeof feedback.$inferSelect): FeedbackEntry {
	return {
		kind: row.kind as FeedbackEntry["kind"],
		...(row.note === "" ? {} : { note: row.note as NonNullable<FeedbackEntry["note"]> }),
		...(row.rule === "" ? {} : { rule: row.rule }),
		at: row.at,
		by: row.by,
	};
}

/** The record of a row, or `undefined` when it does not open its commitment or lies under another's id, tenant, app or time. */
export async function openRow(row: Row): Promise<AnyRecord | undefined> {
	// INVARIANT 10: what is served is what was committed.
	const key = fromBase64Url(row.commitmentKey);
	if (key === undefined || !(await verifyCommitment(key, row.record, row.commitment))) return undefined;
	// Its shape was checked before it was stored, and the commitment says that it is still the same.
	const record = JSON.parse(row.record) as AnyRecord;
	const app = "kind" in record ? "" : record.app;
	const same =
		record.tenant === row.tenant && record.decision_id === row.decisionId && app === row.app && record.time === row.time;
	return same ? record : undefined;
}

export type SearchDeps = { readonly db: D1Database; readonly tokens: Tokens };

/**
 * A page of decisions, newest first. Pages neither repeat nor skip what was there at the first one, and show nothing
 * that came after it. `bad-cursor`: not one of this search. Throws when D1 fails.
 */
export async function searchDecisions(
	deps: SearchDeps,
	scope: Scope,
	request: SearchRequest,
): Promise<Result<SearchResponse, "bad-cursor">> {
	const filters = await filtersOf(deps.tokens, scope, request);
	const digest = await filterDigest(filters);
	const cursor = request.cursor === undefined ? undefined : readCursor(request.cursor, digest);
	if (request.cursor !== undefined && cursor === undefined) return err("bad-cursor");

	const { rows, boundary, newest } = await readPage(deps.db, searchSql(filters, cursor, request.limit));
	const shown = rows.slice(0, request.limit);
	const after = rows.length > request.limit ? positionOf(shown.at(-1)) : boundary;
	const records = await Promise.all(shown.map(openRow));
	const damaged = shown.filter((_, at) => records[at] === undefined).map((row) => row.decisionId);
	return ok({
		decisions: records.filter((record) => record !== undefined),
		...(damaged.length === 0 ? {} : { damaged }),
		...(after === undefined
			? {}
			: { next_cursor: writeCursor({ after, recordedUntil: cursor?.recordedUntil ?? newest }, digest) }),
	});
}

async function filtersOf(tokens: Tokens, scope: Scope, request: SearchRequest): Promise<Filters> {
	// INVARIANT 4: identifiers end here.
	const { limit: _, cursor: __, subject, session, path, agent, agent_decision_id, ...rest } = request;
	const named = async (text: string | undefined) =>
		text === undefined || text === "" || isPlainName(text) ? text : tokens(scope.tenant, "name", text);
	return {
		...rest,
		...scope,
		path: await named(path),
		agent: await named(agent),
		agent_decision_id: await named(agent_decision_id),
		subject: subject === undefined ? undefined : await tokens(scope.tenant, "subject", subject),
		session: session === undefined ? undefined : await tokens(scope.tenant, "session", session),
	};
}

type PageRow = {
	tenant: string;
	decision_id: string;
	time: number;
	app: string;
	commitment: string;
	commitment_key: string;
	record: string;
};
type Page = { readonly rows: Row[]; readonly boundary: Position | undefined; readonly newest: number };

// The tenant's newest arrival would do as well, but needs an index of its own; arrivals never go back in time.
const NEWEST = "SELECT recorded_at FROM decisions ORDER BY seq DESC LIMIT 1";

/** One transaction, so that the newest arrival is the newest that the page could see. */
async function readPage(db: D1Database, { page, boundary }: SearchSql): Promise<Page> {
	const prepare = ({ sql, params }: Statement) => db.prepare(sql).bind(...params);
	const [found, last, newest] = await db.batch([prepare(page), prepare(boundary), db.prepare(NEWEST)]);
	const [edge] = (last?.results ?? []) as { time: number; decision_id: string }[];
	const [top] = (newest?.results ?? []) as { recorded_at: number }[];
	return {
		rows: ((found?.results ?? []) as PageRow[]).map((row) => ({
			tenant: row.tenant,
			decisionId: row.decision_id,
			time: row.time,
			app: row.app,
			commitment: row.commitment,
			commitmentKey: row.commitment_key,
			record: row.record,
		})),
		boundary: edge === undefined ? undefined : { time: edge.time, id: edge.decision_id },
		newest: top?.recorded_at ?? 0,
	};
}

function positionOf(row: Row | undefined): Position | undefined {
	return row === undefined ? undefined : { time: row.time, id: row.decisionId };
}
