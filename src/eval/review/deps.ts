// What looking at decisions again is given: records within the caller's scope, documents, versions, jobs.

import type { ImpactJobs } from "../../contract/impact-jobs.ts";
import type { AnyRecord } from "../../contract/record-data.ts";
import type { RecordFilter } from "../../contract/replay.ts";
import type { SearchResponse } from "../../contract/search.ts";
import type { Caller } from "../../platform/credential.ts";
import type { Log } from "../../platform/log.ts";
import type { Result } from "../../platform/result.ts";
import type { VersionFault, Versions } from "../../policy/version.ts";
import type { Compared } from "../diff/version-diff.ts";
import type { Documents } from "../replay/input.ts";

/** Whose decisions are looked at: as the caller's key says, or as a job keeps it. */
export type Scope = { readonly tenant: string; readonly apps?: readonly string[] | undefined };

export type ReviewDeps = {
	readonly find: (scope: Scope, id: string) => Promise<Result<AnyRecord, "not-found" | "damaged">>;
	readonly search: (
		scope: Scope,
		filter: RecordFilter,
		page: { readonly limit: number; readonly cursor?: string | undefined },
	) => Promise<Result<SearchResponse, "bad-cursor">>;
	readonly documents: (tenant: string, digests: readonly string[]) => Promise<Documents>;
	readonly versions: Versions;
	/** What is compared of a version, and what it reads is told from. */
	readonly compared: (tenant: string, digest: string) => Promise<Result<Compared, VersionFault>>;
	readonly jobs: ImpactJobs;
	/** Who looked at what, content-free: where access is recorded, it is recorded by this. */
	readonly accessed: (caller: Caller, what: "replay" | "what-if" | "impact", subject: string, now: number) => Promise<void>;
	readonly log: Log;
};

/** What the caller's key opens. */
export function scopeOf(caller: Caller): Scope {
	// INVARIANT 9: the tenant comes from the credential.
	return caller.apps.includes("*") ? { tenant: caller.tenant } : { tenant: caller.tenant, apps: caller.apps };
}
