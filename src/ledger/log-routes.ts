// Handlers of the log's routes: static resources as C2SP tlog-tiles has them, and proofs made from them.

import * as v from "valibot";
import { LOG_ROUTES } from "../contract/api-log.ts";
import { DecisionId } from "../contract/names.ts";
import type { Problem } from "../contract/problem.ts";
import type { ApiRequest, Handler, Handlers } from "../platform/api.ts";
import { toBase64 } from "../platform/bytes.ts";
import { failureName, type Log } from "../platform/log.ts";
import { problem, problemResponse } from "../platform/problem.ts";
import { formatVkey, type VerifierKey } from "../platform/tlog/note.ts";
import { formatProof, verifyProof } from "../platform/tlog/proof.ts";
import { proveConsistency, proveInclusion, type ReadTile } from "../platform/tlog/prove.ts";
import { parseTilePath } from "../platform/tlog/tiles.ts";
import { tileKey } from "./log/bucket.ts";
import type { Logs } from "./log/client.ts";
import { loggedLeaf } from "./logged.ts";
import { mayRead, scopeOf } from "./scope.ts";
import type { Covered } from "./sequencer.ts";

export type LogDeps = {
	readonly db: D1Database;
	readonly logs: Logs;
	readonly bucket: Pick<R2Bucket, "get">;
	/** The key of a tenant's log under its origin. */
	readonly keyOf: (tenant: string) => Promise<VerifierKey>;
	/** Whether anyone may read the tenant's log; false, too, when there is no such tenant. */
	readonly isPublic: (tenant: string, now: number) => Promise<boolean>;
	readonly log: Log;
};

/** How long answers may be kept, by anyone where the log is public; a monitor that asks each second sees each checkpoint. */
const PUBLIC_CACHE = {
	checkpoint: "public, max-age=1",
	tile: "public, max-age=31536000, immutable",
	vkey: "public, max-age=300",
};
/** … and by whoever asked, where it took a key: what is served of a tile never changes. */
const OWN_CACHE = { checkpoint: "no-store", tile: "private, max-age=31536000, immutable", vkey: "no-store" };
const TEXT = "text/plain; charset=utf-8";
const RETRY_AFTER_S = 1;

type Asked = ApiRequest & { readonly cache: typeof PUBLIC_CACHE };
type Route = (deps: LogDeps, tenant: string, request: Asked) => Promise<Response>;

export function logHandlers(deps: LogDeps): Handlers<typeof LOG_ROUTES> {
	return {
		publicCheckpoint: openly(deps, checkpoint),
		publicTile: openly(deps, tile),
		publicVkey: openly(deps, vkey),
		logCheckpoint: ownly(deps, checkpoint),
		logTile: ownly(deps, tile),
		logVkey: ownly(deps, vkey),
		logStatus: ownly(deps, status),
		logConsistency: ownly(deps, consistency),
		decisionProof: ownly(deps, decisionProof),
	};
}

/** INVARIANT 9: without a key only what the tenant itself opened; a log that is not public is not told from one that is not there. */
function openly(deps: LogDeps, route: Route): Handler {
	return available(deps, async (request) => {
		const tenant = request.params.tenant ?? "";
		if (!(await deps.isPublic(tenant, request.now))) return refuse(problem("not-found"));
		return route(deps, tenant, { ...request, cache: PUBLIC_CACHE });
	});
}

function ownly(deps: LogDeps, route: Route): Handler {
	return available(deps, (request) => route(deps, request.caller.tenant, { ...request, cache: OWN_CACHE }));
}

/** Objects and buckets that cannot be reached are expected; none of their words are told. */
function available(deps: LogDeps, handle: Handler): Handler {
	return async (request) => {
		try {
			return await handle(request);
		} catch (error) {
			if (error instanceof TypeError || error instanceof RangeError) throw error;
			deps.log("error", "log.read-failed", { failure: failureName(error) });
			return refuse(problem("service-unavailable", { retry_after: RETRY_AFTER_S }));
		}
	};
}

const checkpoint: Route = async (deps, tenant, { cache }) => {
	const covered = await newest(deps, tenant);
	return "code" in covered ? refuse(covered) : text(covered.note, cache.checkpoint);
};

const tile: Route = async (deps, tenant, { params, cache }) => {
	const wanted = parseTilePath(`tile/${params.path ?? ""}`);
	const object = wanted && (await deps.bucket.get(tileKey(tenant, wanted)));
	if (!object) return refuse(problem("not-found"));
	return new Response(object.body, { headers: { "content-type": "application/octet-stream", "cache-control": cache.tile } });
};

const vkey: Route = async (deps, tenant, { cache }) => text(`${formatVkey(await deps.keyOf(tenant))}\n`, cache.vkey);

const status: Route = async (deps, tenant, { now }) => {
	const { waiting, ...rest } = await deps.logs.status(tenant);
	const origin = (await deps.keyOf(tenant)).name;
	return Response.json({ origin, public: await deps.isPublic(tenant, now), ...rest, waiting_ms: waiting });
};

const consistency: Route = async (deps, tenant, { query }) => {
	const covered = await newest(deps, tenant);
	if ("code" in covered) return refuse(covered);
	const { from: fromQuery, to: toQuery } = LOG_ROUTES.logConsistency.query;
	const [from, to] = [query.get("from"), query.get("to") ?? String(covered.size)];
	if (!v.is(fromQuery.schema, from)) return refuse(badQuery("/from", "must be a number of leaves"));
	if (!v.is(toQuery.schema, to) || Number(to) > covered.size) return refuse(badQuery("/to", "must be within the checkpoint"));
	if (Number(from) > Number(to)) return refuse(badQuery("/from", "must not be larger than `to`"));
	const proof = await proveConsistency(readTiles(deps, tenant), Number(from), Number(to), covered.size);
	if (!proof.ok) return missingTile(deps, tenant);
	return Response.json({ from: Number(from), to: Number(to), proof: proof.value.map(toBase64) });
};

const decisionProof: Route = async (deps, tenant, { params, caller }) => {
	const id = params.id ?? "";
	const scope = scopeOf(caller);
	const leaf = v.is(DecisionId, id) ? await loggedLeaf(deps.db, tenant, id) : undefined;
	if (leaf === undefined || !mayRead(scope, leaf.app)) return refuse(problem("not-found"));
	const { index, checkpoint: covered, halted } = await deps.logs.locate(tenant, id);
	if (index === undefined || covered === undefined || index >= covered.size) {
		return refuse(halted === undefined ? problem("not-covered", { retry_after: RETRY_AFTER_S }) : haltedProblem(halted));
	}
	const hashes = await proveInclusion(readTiles(deps, tenant), index, covered.size);
	if (!hashes.ok) return missingTile(deps, tenant);
	const proof = formatProof({ index, hashes: hashes.value, checkpoint: covered.note });
	// Whoever gets it believes nothing either; but a proof that does not hold is told to the operator first.
	const verified = await verifyProof(proof, leaf.entry, await deps.keyOf(tenant));
	if (!verified.ok) {
		deps.log("error", "log.proof-broken", { tenant, decision_id: id, reason: verified.error });
		return refuse(problem("record-damaged", { instance: `urn:uuid:${id}` }));
	}
	return text(proof, "no-store", { "content-disposition": `attachment; filename="${id}.tlog-proof"` });
};

async function newest({ logs }: LogDeps, tenant: string): Promise<Covered | Problem> {
	const covered = await logs.checkpoint(tenant);
	if (covered === undefined) return problem("service-unavailable", { retry_after: RETRY_AFTER_S });
	return "halted" in covered ? haltedProblem(covered.halted) : covered;
}

function readTiles({ bucket }: LogDeps, tenant: string): ReadTile {
	return async (wanted) => {
		const object = await bucket.get(tileKey(tenant, wanted));
		return object === null ? undefined : new Uint8Array(await object.arrayBuffer());
	};
}

/** Every tile under a checkpoint was written before it. */
function missingTile(deps: LogDeps, tenant: string): Response {
	deps.log("error", "log.tile-missing", { tenant });
	return refuse(problem("service-unavailable", { retry_after: RETRY_AFTER_S }));
}

function haltedProblem(reason: string): Problem {
	return problem("log-halted", { detail: `The log signs nothing: ${reason}.` });
}

function badQuery(pointer: string, detail: string): Problem {
	return problem("invalid-request", { errors: [{ pointer, detail }] });
}

function text(body: string, cache: string, more: Record<string, string> = {}): Response {
	return new Response(body, { headers: { "content-type": TEXT, "cache-control": cache, ...more } });
}

function refuse(body: Problem): Response {
	return problemResponse(body);
}
