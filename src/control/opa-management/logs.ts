// Decision logs of agents: each entry its record, in the ledger by the way of Edict's own; what cannot be read is kept by digest.
import type { LedgerMessage } from "../../contract/record-data.ts";
import type { ApiRequest } from "../../platform/api.ts";
import { MAX_LOG_CHUNK_BYTES, MAX_LOG_CHUNK_TEXT_BYTES, MAX_LOG_ENTRIES } from "../../platform/limits.ts";
import { rawItems } from "../../platform/literal-json.ts";
import { failureName } from "../../platform/log.ts";
import { opaProblemResponse } from "../../platform/opa-error.ts";
import { problem } from "../../platform/problem.ts";
import { err, type Result } from "../../platform/result.ts";
import { isWithin } from "../../policy/roots.ts";
import { type AgentDeps, type EntryFault, type RejectedEntry, revisionKey } from "./deps.ts";
import { entryMessage, type LogEntry, readEntry, revisionsOf } from "./log-entry.ts";
import { readUpload } from "./upload.ts";

const BOUNDS = { packed: MAX_LOG_CHUNK_BYTES, unpacked: MAX_LOG_CHUNK_TEXT_BYTES };

/**
 * Records an upload. OPA keeps a chunk and sends it again until it is answered with 2xx, so: 2xx says that every entry is
 * stored, queued or rejected for good; a chunk that is unreadable as a whole was damaged on its way and is asked for again; an
 * entry that cannot be read will never be readable, and must not hold back its neighbours.
 */
export async function takeLogs(deps: AgentDeps, request: ApiRequest): Promise<Response> {
	const { raw, caller } = request;
	const text = await readUpload(raw, BOUNDS);
	if (!text.ok) return opaProblemResponse(text.error);
	const items = rawItems(text.value);
	if (items === undefined)
		return opaProblemResponse(problem("invalid-json", { detail: "The body is not an array of decisions." }));
	if (items.length > MAX_LOG_ENTRIES) {
		return opaProblemResponse(problem("body-too-large", { detail: `The limit is ${MAX_LOG_ENTRIES} decisions.` }));
	}
	const { tenant, principal } = caller;
	const rejected: Rejected[] = [];
	const entries = items.flatMap((item) => {
		const entry = attempt(() => readEntry(item), deps);
		if (entry.ok) return [entry.value];
		rejected.push({ text: item, reason: entry.error });
		return [];
	});
	const named = new Map(entries.flatMap(revisionsOf).map((revision) => [revisionKey(revision), revision]));
	const [digests, { policies }] = await Promise.all([deps.digests(tenant, [...named.values()]), deps.pointer(request)]);
	const owner = (path: string) =>
		Object.keys(policies).find((policy) => policies[policy]?.roots.some((root) => isWithin(path, root)));
	const context = { tokens: deps.tokens, tenant, principal, digests, owner };
	const messages = await messagesOf(entries, rejected, (entry) => entryMessage(entry, context), deps);
	if (rejected.length > 0) await reject(rejected, request, deps);
	// INVARIANT 2: an agent forgets what it is told to be recorded.
	if (messages.length > 0 && !(await deps.record(messages))) return opaProblemResponse(problem("record-unavailable"));
	return Response.json({ received: items.length, rejected: rejected.length });
}

type Rejected = { readonly text: string; readonly reason: EntryFault };

/** What breaks on one entry would break on it again: it must not hold back its neighbours for ever. */
function attempt<T>(work: () => Result<T, EntryFault>, { log }: AgentDeps): Result<T, EntryFault> {
	try {
		return work();
	} catch (error) {
		log("error", "agents.entry-failed", { failure: failureName(error) });
		return err("entry-failed");
	}
}

/** Messages of all entries that one can be made of; of several with one identity and different content the first. */
async function messagesOf(
	entries: readonly LogEntry[],
	rejected: Rejected[],
	make: (entry: LogEntry) => Promise<LedgerMessage>,
	{ log }: AgentDeps,
): Promise<LedgerMessage[]> {
	const made = await Promise.allSettled(entries.map(make));
	const commitments = new Map<string, string>();
	return made.flatMap((one, at) => {
		const text = entries[at]?.text ?? "";
		if (one.status === "rejected") {
			log("error", "agents.entry-failed", { failure: failureName(one.reason) });
			rejected.push({ text, reason: "entry-failed" });
			return [];
		}
		const { record, commitment } = one.value;
		const first = commitments.get(record.decision_id) ?? commitment;
		commitments.set(record.decision_id, first);
		if (first === commitment) return [one.value];
		rejected.push({ text, reason: "entry-conflict" });
		return [];
	});
}

async function reject(rejected: readonly Rejected[], { caller, now }: ApiRequest, deps: AgentDeps): Promise<void> {
	const { tenant, principal } = caller;
	const letters = rejected.map(
		async ({ text, reason }): Promise<RejectedEntry> => ({
			...{ tenant, reason },
			digest: await deps.tokens.token(tenant, "input", text),
		}),
	);
	await deps.reject(await Promise.all(letters), now);
	deps.log("error", "agents.entries-rejected", { tenant, principal, entries: rejected.length, reasons: tally(rejected) });
}

function tally(rejected: readonly Rejected[]): string {
	const counts = new Map<string, number>();
	for (const { reason } of rejected) counts.set(reason, (counts.get(reason) ?? 0) + 1);
	return [...counts].map(([reason, count]) => `${reason}:${count}`).join(" ");
}
