// What serving OPA agents is built from: the pointer and its changes, bundles, the fleet's table, and the way to the ledger.
import type { Pointer } from "../../contract/pointer.ts";
import type { LedgerMessage } from "../../contract/record-data.ts";
import type { ApiRequest } from "../../platform/api.ts";
import type { Bytes } from "../../platform/bytes.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { Result } from "../../platform/result.ts";
import type { Tokeniser } from "../../platform/token.ts";
import type { VersionFault } from "../../policy/version.ts";
import type { ControlDb } from "../database.ts";

/** An entry of an upload that could not be read: what is kept of it. */
export type RejectedEntry = {
	readonly tenant: string;
	/** Keyed digest of the entry as it was sent. */
	readonly digest: string;
	readonly reason: EntryFault;
};

/**
 * Why an entry of an agent's upload cannot become a record. `entry-conflict`: another of the same upload has its identity and
 * other content; `entry-failed`: this service broke on it, which is a fault of its own and in its log.
 */
export type EntryFault = "entry-syntax" | "entry-shape" | "entry-time" | "entry-too-deep" | "entry-conflict" | "entry-failed";

/** A revision of a policy line, as agents name versions. */
export type NamedRevision = { readonly policy: string; readonly revision: string };

export type AgentDeps = {
	readonly db: ControlDb;
	/** The caller's, as it is now. Throws when it cannot be had. */
	readonly pointer: (request: Pick<ApiRequest, "caller" | "now" | "waitUntil">) => Promise<Pointer>;
	/** The pointer as soon as its epoch is above `after`, or after `timeout` ms, or at once where too many wait. */
	readonly changed: (tenant: string, after: number, timeout: number) => Promise<Pointer>;
	/** The agent rendition of a version, every digest checked. */
	readonly bundle: (tenant: string, digest: string) => Promise<Result<Bytes, VersionFault>>;
	/** Whether a key signed the version that counts as of the pointer; true of what is none of the store's. Throws when unknown. */
	readonly isTrusted: (pointer: Pointer, digest: string) => Promise<boolean>;
	/** Digests of the versions that these revisions name, by `revisionKey`; those that name none are left out. */
	readonly digests: (tenant: string, revisions: readonly NamedRevision[]) => Promise<ReadonlyMap<string, string>>;
	readonly tokens: Pick<Tokeniser, "token" | "subjectKey">;
	/** True when every record is stored or queued. */
	readonly record: (messages: readonly LedgerMessage[]) => Promise<boolean>;
	/** Keeps what is left of entries that cannot be recorded; the same again is kept once. Throws when it cannot. */
	readonly reject: (entries: readonly RejectedEntry[], now: number) => Promise<void>;
	readonly clock: Clock;
	readonly log: Log;
};

/** No name holds a space. */
export function revisionKey({ policy, revision }: NamedRevision): string {
	return `${policy} ${revision}`;
}
