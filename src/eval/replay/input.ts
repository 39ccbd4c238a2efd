// The policy input of a recorded decision, put together again from the record and the documents that it names.
import type { DecisionRecord } from "../../contract/record.ts";
import type { NotReplayable } from "../../contract/replay.ts";
import { err, ok, type Result } from "../../platform/result.ts";

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
	const { tenant, app, exceptions, kill } = record.documents;
	const global = given((record.documents as { kill_global?: string }).kill_global);
	const own = given(kill);
	return ok({
		...record.input,
		config: { tenant: given(tenant), app: given(app) },
		...permissions(given(exceptions)),
		// The operator's kill switches stand before the tenant's.
		kill: Array.isArray(global) && Array.isArray(own) ? [...global, ...own] : own,
	});
}

/** Exceptions for some subjects or sources have a list of their own. */
function permissions(list: unknown): object {
	if (!Array.isArray(list)) return { exceptions: list };
	const scoped = list.filter((item: object) => "roles" in item);
	if (scoped.length === 0) return { exceptions: list };
	return { exceptions: list.filter((item: object) => !("roles" in item)), scoped_exceptions: scoped };
}
