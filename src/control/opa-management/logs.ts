// Decision logs of agents: each entry its record, in the ledger by the way of Edict's own; what cannot be read is kept by digest.
import type { ApiRequest } from "../../platform/api.ts";
import { MAX_LOG_CHUNK_BYTES, MAX_LOG_CHUNK_TEXT_BYTES, MAX_LOG_ENTRIES } from "../../platform/limits.ts";
import { rawItems } from "../../platform/literal-json.ts";
import { opaProblemResponse } from "../../platform/opa-error.ts";
import { problem } from "../../platform/problem.ts";
import { isWithin } from "../../policy/roots.ts";
import { type AgentDeps, type RejectedEntry, revisionKey } from "./deps.ts";
import { entryMessage, type LogEntry, readEntry, revisionsOf } from "./log-entry.ts";
import { readUpload } from "./upload.ts";

const BOUNDS = { packed: MAX_LOG_CHUNK_BYTES, unpacked: MAX_LOG_CHUNK_TEXT_BYTES };

/**
 * Records an upload. OPA keeps a chunk and sends it again until it is answered with 2xx, so: 2xx says that every entry is
 * stored, queued or rejected for good; a chunk that is unreadable as a whole was damaged on its way and is asked for again; an
 * entry that cannot be read will never be readable, and must not hold back its neighbours.
 */
export async function takeLogs(deps: AgentDeps, request: ApiRequest): Promise<Response> {
	const { raw, caller, now } = request;
	const text = await readUpload(raw, BOUNDS);
	if (!text.ok) return opaProblemResponse(text.error);
	const items = rawItems(text.value);
	if (items === undefined)
		return opaProblemResponse(problem("invalid-json", { detail: "The body is not an array of decisions." }));
	if (items.length > MAX_LOG_ENTRIES) {
		return opaProblemResponse(problem("body-too-large", { detail: `The limit is ${MAX_LOG_ENTRIES} decisions.` }));
	}
	const { tenant, principal } = caller;
	const entries: LogEntry[] = [];
	const rejected: RejectedEntry[] = [];
	for (const item of items) {
		const entry = readEntry(item);
		if (entry.ok) entries.push(entry.value);
		else rejected.push({ tenant, reason: entry.error, digest: await deps.tokens.token(tenant, "input", item) });
	}
	if (rejected.length > 0) {
		await deps.reject(rejected, now);
		deps.log("error", "agents.entries-rejected", { tenant, principal, entries: rejected.length, reasons: tally(rejected) });
	}
	const named = new Map(entries.flatMap(revisionsOf).map((revision) => [revisionKey(revision), revision]));
	const [digests, { policies }] = await Promise.all([deps.digests(tenant, [...named.values()]), deps.pointer(request)]);
	const owner = (path: string) =>
		Object.keys(policies).find((policy) => policies[policy]?.roots.some((root) => isWithin(path, root)));
	const messages = await Promise.all(
		entries.map((entry) => entryMessage(entry, { tokens: deps.tokens, tenant, principal, digests, owner })),
	);
	// INVARIANT 2: an agent forgets what it is told to be recorded.
	if (messages.length > 0 && !(await deps.record(messages))) return opaProblemResponse(problem("record-unavailable"));
	return Response.json({ received: items.length, rejected: rejected.length });
}

function tally(rejected: readonly RejectedEntry[]): string {
	const counts = new Map<string, number>();
	for (const { reason } of rejected) counts.set(reason, (counts.get(reason) ?? 0) + 1);
	return [...counts].map(([reason, count]) => `${reason}:${count}`).join(" ");
}
