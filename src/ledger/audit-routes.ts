// Handlers of the routes for auditors and witnesses.
import * as v from "valibot";
import { AUDIT_ROUTES, type OpenedLeaf } from "../contract/api-audit.ts";
import type { Handler, Handlers } from "../platform/api.ts";
import { readBody } from "../platform/body.ts";
import { MAX_ADD_CHECKPOINT_BYTES, MAX_PAGE } from "../platform/limits.ts";
import { failureName } from "../platform/log.ts";
import { problem, problemResponse } from "../platform/problem.ts";
import { exportLines, readExportCursor, recordAccess } from "./export.ts";
import type { LeafBodyDeps } from "./leaf-bodies.ts";
import type { Logs } from "./log/client.ts";
import { mayRead, scopeOf } from "./scope.ts";
import type { Cosign } from "./witness.ts";

export type AuditDeps = LeafBodyDeps & {
	readonly logs: Pick<Logs, "checkpoint">;
	/** Absent: this deployment is no witness. */
	readonly cosign?: Cosign;
};

const RETRY_AFTER_S = 1;

export function auditHandlers(deps: AuditDeps): Handlers<typeof AUDIT_ROUTES> {
	return {
		exportDecisions: available(deps, exportDecisions),
		logLeaves: available(deps, logLeaves),
		addCheckpoint: available(deps, addCheckpoint),
	};
}

type Route = (deps: AuditDeps, request: Parameters<Handler>[0]) => Promise<Response>;

/** Databases and objects that cannot be reached are expected; none of their words are told. */
function available(deps: AuditDeps, handle: Route): Handler {
	return async (request) => {
		try {
			return await handle(deps, request);
		} catch (error) {
			if (error instanceof TypeError || error instanceof RangeError) throw error;
			deps.log("error", "audit.failed", { failure: failureName(error) });
			return problemResponse(problem("service-unavailable", { retry_after: RETRY_AFTER_S }));
		}
	};
}

const exportDecisions: Route = async (deps, { raw, caller, now }) => {
	const body = await readBody(raw, AUDIT_ROUTES.exportDecisions.request);
	if (!body.ok) return problemResponse(body.error);
	const asked = body.value;
	const after = asked.cursor === undefined ? undefined : readExportCursor(asked.cursor);
	if (asked.cursor !== undefined && after === undefined) return badField("/cursor", "is not a cursor of an export");
	if (asked.app !== undefined && !mayRead(scopeOf(caller), asked.app)) return problemResponse(problem("forbidden"));
	const covered = await deps.logs.checkpoint(caller.tenant);
	if (covered === undefined) return problemResponse(problem("service-unavailable", { retry_after: RETRY_AFTER_S }));
	if ("halted" in covered) return problemResponse(problem("log-halted"));
	const { purpose, ...filter } = asked;
	const access = await recordAccess(deps, caller, now, { action: "export", purpose, filter });
	return new Response(exportLines(deps, { caller, asked, after, covered, access }), {
		headers: { "content-type": AUDIT_ROUTES.exportDecisions.mediaType },
	});
};

const LEAVES = `SELECT id, type, position, body, commitment, commitment_key, idx FROM leaf_bodies
WHERE tenant = ?1 AND type = ?2 AND (position, id) > (?3, ?4) ORDER BY position, id LIMIT ${MAX_PAGE + 1}`;
type LeafRow = {
	readonly id: string;
	readonly type: OpenedLeaf["type"];
	readonly position: number;
	readonly body: string;
	readonly commitment: string;
	readonly commitment_key: string;
	readonly idx: number | null;
};

const logLeaves: Route = async ({ db }, { query, caller }) => {
	// Events tell of all apps.
	if (scopeOf(caller).apps !== undefined) return problemResponse(problem("forbidden"));
	const { type: types, after: afters } = AUDIT_ROUTES.logLeaves.query;
	const [type, after] = [query.get("type"), query.get("after")];
	if (!v.is(types.schema, type)) return badField("/type", "must be event, access or tombstone");
	if (after !== null && !v.is(afters.schema, after)) return badField("/after", "must be the `next` of a page");
	const split = after?.indexOf(":") ?? 0;
	const from = after === null ? [-1, ""] : [Number(after.slice(0, split)), after.slice(split + 1)];
	const { results } = await db
		.prepare(LEAVES)
		.bind(caller.tenant, type, ...from)
		.all<LeafRow>();
	const shown = results.slice(0, MAX_PAGE);
	const last = results.length > MAX_PAGE ? shown.at(-1) : undefined;
	const leaves = shown.map(({ idx, body, position: _, ...row }) => ({
		...row,
		...(idx === null ? {} : { index: idx }),
		body: JSON.parse(body) as OpenedLeaf["body"],
	}));
	return Response.json({ leaves, ...(last === undefined ? {} : { next: `${last.position}:${last.id}` }) });
};

const addCheckpoint: Route = async ({ cosign }, { raw }) => {
	if (cosign === undefined) return problemResponse(problem("not-found"));
	const length = Number(raw.headers.get("content-length") ?? 0);
	if (length > MAX_ADD_CHECKPOINT_BYTES) return new Response(null, { status: 400 });
	const body = await raw.text();
	if (body.length > MAX_ADD_CHECKPOINT_BYTES) return new Response(null, { status: 400 });
	const { status, text, type } = await cosign(body);
	return new Response(text, { status, headers: { "content-type": type } });
};

function badField(pointer: string, detail: string): Response {
	return problemResponse(problem("invalid-request", { errors: [{ pointer, detail }] }));
}
