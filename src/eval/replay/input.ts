// The policy input of a recorded decision, put together again from the record and the documents that it names.
import type { DecisionRecord } from "../../contract/record.ts";
import type { NotReplayable } from "../../contract/replay.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import { exceptionFacts, killFacts } from "../../policy/documents.ts";

/** Documents by digest, each checked against it; or why there is none. */
export type Documents = ReadonlyMap<string, Result<unknown, "document-unknown" | "document-damaged">>;

/** Of what a record names, all that is part of the input; the defaults are within the release's data. */
export function documentsOf(record: DecisionRecord): readonly string[] {
	const { defaults: _, ...others } = record.documents;
	return Object.values(others).filter((digest) => digest !== undefined);
}

/** The input as the policy saw it, its shape unchecked. */
export function inputOf(record: DecisionRecord, documents: Documents): Result<object, NotReplayable> {
	for (const digest of documentsOf(record)) {
		const found = documents.get(digest);
		if (found === undefined) return err("document-unknown");
		if (!found.ok) return found;
	}
	const given = (digest: string | undefined) => {
		const found = digest === undefined ? undefined : documents.get(digest);
		return found?.ok ? found.value : undefined;
	};
	const { tenant, app, exceptions, kill, kill_global: global } = record.documents;
	return ok({
		...record.input,
		config: { tenant: given(tenant), app: given(app) },
		...exceptionFacts(listOf(given(exceptions))),
		kill: killFacts(listOf(given(global)), listOf(given(kill))),
	});
}

/** What is no list makes an input that breaks its contract, and is found as that. */
function listOf<T>(document: unknown): T[] {
	return document === undefined ? [] : Array.isArray(document) ? document : ([document] as T[]);
}
