// The bulk export for auditors: who asks and why is recorded first, then records stream out up to a checkpoint.
import * as v from "valibot";
import type { ExportRequest } from "../contract/api-audit.ts";
import { DecisionId } from "../contract/names.ts";
import { fromBase64Url, utf8 } from "../platform/bytes.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import type { Caller } from "../platform/credential.ts";
import { EXPORT_PAGE, MAX_EXPORTED } from "../platform/limits.ts";
import { failureName, type Log } from "../platform/log.ts";
import { keepLeafBodies, type LeafBodyDeps, placeLeafBodies } from "./leaf-bodies.ts";
import { openRow } from "./query.ts";
import { scopeOf } from "./scope.ts";
import type { Covered } from "./sequencer.ts";

type Position = { readonly time: number; readonly id: string };
type Row = {
	readonly tenant: string;
	readonly decision_id: string;
	readonly time: number;
	readonly app: string;
	readonly commitment: string;
	readonly commitment_key: string;
	readonly record: string;
	readonly idx: number | null;
};

export function readExportCursor(cursor: string): Position | undefined {
	const [, time, id] = /^(\d{1,16})\.([0-9a-f-]{36})$/.exec(cursor) ?? [];
	return time !== undefined && v.is(DecisionId, id) ? { time: Number(time), id } : undefined;
}

/** Records the access as a leaf of the log, before anything is told; gives its id. Throws when D1 fails: nothing is told then. */
export async function recordAccess(
	deps: LeafBodyDeps,
	caller: Caller,
	now: number,
	asked: { readonly action: string; readonly purpose: string; readonly filter: object },
): Promise<string> {
	const id = `access:${crypto.randomUUID()}`;
	const { tenant, principal, keyId } = caller;
	const body = { v: 1, id, tenant, at: now, principal, key_id: keyId, ...asked };
	await keepLeafBodies(deps.db, tenant, [{ id, type: "access", position: now, body }]);
	try {
		await placeLeafBodies(deps, tenant, "access");
	} catch (error) {
		// It is kept; the schedule gives it its place.
		deps.log("error", "ledger.access-unplaced", { tenant, failure: failureName(error) });
	}
	return id;
}

const PAGE = `
SELECT d.tenant, d.decision_id, d.time, d.app, d.commitment, d.commitment_key, d.record, l.idx
FROM decisions AS d LEFT JOIN log_entries AS l ON l.seq = d.seq
WHERE d.tenant = ?1 AND (?2 IS NULL OR d.app IN (SELECT value FROM json_each(?2))) AND (?3 IS NULL OR d.policy = ?3)
	AND d.time < ?4 AND (d.time, d.decision_id) > (?5, ?6)
ORDER BY d.time, d.decision_id LIMIT ${EXPORT_PAGE}`;

export type ExportPlan = {
	readonly caller: Caller;
	readonly asked: ExportRequest;
	readonly after: Position | undefined;
	readonly covered: Covered;
	readonly access: string;
};

/** Streams the lines. Read as fast as the other side takes them; what fails midway ends the stream without its last line. */
export function exportLines(deps: { readonly db: D1Database; readonly log: Log }, plan: ExportPlan): ReadableStream<Uint8Array> {
	const lines = exported(deps.db, plan);
	return new ReadableStream({
		async pull(controller) {
			try {
				const { value, done } = await lines.next();
				if (done) controller.close();
				else controller.enqueue(utf8(value));
			} catch (error) {
				deps.log("error", "ledger.export-failed", { tenant: plan.caller.tenant, failure: failureName(error) });
				controller.error(new Error("export: cut off"));
			}
		},
		async cancel() {
			await lines.return(undefined);
		},
	});
}

async function* exported(db: D1Database, { caller, asked, after, covered, access }: ExportPlan): AsyncGenerator<string> {
	const { tenant, apps } = scopeOf(caller);
	const { purpose, cursor: _, ...filter } = asked;
	yield `${canonicalJson({ export: { v: 1, access, tenant, purpose, filter, size: covered.size, checkpoint: covered.note } })}\n`;
	const chosen = asked.app === undefined ? apps : [asked.app];
	let position = after ?? { time: instant(asked.from, 0) - 1, id: "~" };
	let [records, later, told] = [0, 0, 0];
	const damaged: string[] = [];
	for (;;) {
		const bound = [tenant, chosen ? JSON.stringify(chosen) : null, asked.policy ?? null];
		const until = instant(asked.to, Number.MAX_SAFE_INTEGER);
		const { results } = await db
			.prepare(PAGE)
			.bind(...bound, until, position.time, position.id)
			.all<Row>();
		let text = "";
		for (const row of results) {
			const line = await lineOf(row, covered.size);
			if (line === "later") later++;
			else if (line === undefined) damaged.push(row.decision_id);
			else [text, records] = [text + line, records + 1];
		}
		if (text !== "") yield text;
		told += results.length;
		const last = results.at(-1);
		if (last !== undefined) position = { time: last.time, id: last.decision_id };
		const more = results.length === EXPORT_PAGE;
		if (more && told < MAX_EXPORTED) continue;
		const next = more ? { cursor: `${position.time}.${position.id}` } : {};
		yield `${canonicalJson({ end: { records, later, damaged, ...next } })}\n`;
		return;
	}
}

async function lineOf(row: Row, size: number): Promise<string | "later" | undefined> {
	// What no checkpoint covers cannot be proven yet.
	if (row.idx === null || row.idx >= size) return "later";
	const opened = await openRow({
		...{ tenant: row.tenant, decisionId: row.decision_id, time: row.time, app: row.app },
		...{ record: row.record, commitment: row.commitment, commitmentKey: row.commitment_key },
	});
	if (opened === undefined || fromBase64Url(row.commitment_key) === undefined) return undefined;
	const { commitment, commitment_key, idx } = row;
	return `{"commitment":${JSON.stringify(commitment)},"commitment_key":${JSON.stringify(commitment_key)},"index":${idx},"record":${row.record}}\n`;
}

function instant(value: unknown, otherwise: number): number {
	return typeof value === "number" ? value : otherwise;
}
