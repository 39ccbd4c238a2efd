// What the threads of a replay say to each other: lines out, outcomes back, and what a thread lacks to go on.
import type { ImpactCounts } from "../../contract/impact.ts";
import type { ChangedDecision, Replayed, ReplaySummary } from "../../contract/replay.ts";
import type { Bytes } from "../../platform/bytes.ts";

/** A release as files; a thread checks every digest itself. */
export type VersionBytes = {
	readonly manifest: Bytes;
	readonly wasm: Bytes;
	readonly data: Bytes;
	/** For what the version reads. */
	readonly sources?: Bytes | undefined;
};

/** `draft`: the version to ask in place of each record's own. */
export type Task = { readonly draft?: string | undefined; readonly filter: LineFilter };

/** Which records of an export count; the others are passed over. */
export type LineFilter = {
	readonly from?: number | undefined;
	readonly to?: number | undefined;
	readonly app?: string | undefined;
	readonly base?: string | undefined;
};

export type Chunk = { readonly lines: readonly string[] };

export type Done = {
	readonly summary: ReplaySummary;
	/** All that are not the same. */
	readonly outcomes: readonly Replayed[];
	readonly counts: ImpactCounts;
	readonly changed: readonly ChangedDecision[];
	/** Lines that the filter passed over. */
	readonly passed: number;
	/** Exports that begin and do not end within the lines: more than none in all of them means that one was cut off. */
	readonly open: number;
};

export type ToThread =
	| { readonly kind: "chunk"; readonly chunk: Chunk }
	| { readonly kind: "version"; readonly digest: string; readonly bytes: VersionBytes | undefined }
	| { readonly kind: "document"; readonly digest: string; readonly document: unknown; readonly found: boolean };
export type FromThread =
	| { readonly kind: "done"; readonly done: Done }
	| { readonly kind: "want"; readonly what: "version" | "document"; readonly digest: string }
	| { readonly kind: "failed"; readonly message: string };

/** Where a thread, or the command itself, gets what records name. */
export type Supply = {
	readonly version: (digest: string) => Promise<VersionBytes | undefined>;
	/** `undefined`: there is none. */
	readonly document: (digest: string) => Promise<{ readonly document: unknown } | undefined>;
};
