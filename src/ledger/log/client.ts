// The logs as the rest of the service sees them: one object a tenant, asked by the tenant's name.
import type { Leaf } from "../../contract/record.ts";
import { newLeaf } from "../sequence.ts";
import type { Appended, Covered, Located, LogSequencer, LogStatus } from "../sequencer.ts";
import type { NewLeaf, Placed } from "./append.ts";
import type { Halt } from "./publish.ts";

export type Logs = {
	readonly append: (tenant: string, leaves: readonly NewLeaf[]) => Promise<Appended>;
	/** The newest checkpoint; `undefined` when none can be made just now. */
	readonly checkpoint: (tenant: string) => Promise<Covered | { readonly halted: Halt } | undefined>;
	/** Where the leaf of an id stands. */
	readonly locate: (tenant: string, id: string) => Promise<Located>;
	readonly status: (tenant: string) => Promise<LogStatus>;
};

/** Each throws when the object cannot be reached. */
export function openLogs(namespace: DurableObjectNamespace<LogSequencer>): Logs {
	// What comes over is a copy of plain data; the types of the platform make every member of it a promise.
	const of = (tenant: string) => namespace.get(namespace.idFromName(tenant)) as unknown as LogSequencer;
	return {
		append: async (tenant, leaves) => of(tenant).append(tenant, leaves),
		checkpoint: async (tenant) => of(tenant).checkpoint(tenant),
		locate: async (tenant, id) => of(tenant).locate(tenant, id),
		status: async (tenant) => of(tenant).status(tenant),
	};
}

/**
 * Appends one leaf, a control event's for instance, to a tenant's log: its index, once that is durable. The same leaf again
 * has the same index; `conflict`: the id has another leaf. Throws when the log cannot be reached or is halted: try again.
 */
export async function appendLeaf(logs: Pick<Logs, "append">, tenant: string, leaf: Omit<Leaf, "v">): Promise<Placed> {
	const appended = await logs.append(tenant, [newLeaf({ v: 1, ...leaf })]);
	if ("halted" in appended) throw new Error(`log: halted, ${appended.halted}`);
	return appended.placed[0] as Placed;
}
