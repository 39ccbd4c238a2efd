// Gives leaves their place in the log's order: once an id, whatever comes again and in whatever order.
import type { Bytes } from "../../platform/bytes.ts";
import { equalBytes, hashLeaf } from "../../platform/tlog/merkle.ts";
import { MAX_ENTRY_BYTES } from "../../platform/tlog/tiles.ts";
import * as state from "./state.ts";

/** An entry of the log and the id under which it is appended once. */
export type NewLeaf = { readonly id: string; readonly entry: Bytes };
/** Its index; `conflict`: the id has another entry; `too-large`: no bundle can hold it. */
export type Placed = number | "conflict" | "too-large";

/** One transaction: all leaves that are new get the next indices, in order. */
export function placeLeaves(
	storage: Pick<DurableObjectStorage, "sql" | "transactionSync">,
	leaves: readonly NewLeaf[],
	now: number,
): Placed[] {
	const { sql } = storage;
	return storage.transactionSync(() => {
		let next = state.sequencedSize(sql);
		return leaves.map(({ id, entry }): Placed => {
			if (entry.length > MAX_ENTRY_BYTES) return "too-large";
			const leaf = hashLeaf(entry);
			const known = state.findLeaf(sql, id);
			if (known !== undefined) return equalBytes(known.leaf, leaf) ? known.index : "conflict";
			state.placeLeaf(sql, next, id, { entry, leaf }, now);
			return next++;
		});
	});
}
