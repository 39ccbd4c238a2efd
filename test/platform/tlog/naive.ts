// A Merkle tree as RFC 6962 defines it, word for word and slowly: what the fast code is compared with.
import { createHash } from "node:crypto";

const sha = (...parts: Uint8Array[]) => new Uint8Array(createHash("sha256").update(Buffer.concat(parts)).digest());
export const naiveLeaf = (entry: Uint8Array): Uint8Array => sha(new Uint8Array([0]), entry);

const split = (count: number) => 2 ** Math.floor(Math.log2(count - 1));

/** MTH over leaf hashes. */
export function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
	if (leaves.length === 0) return sha();
	if (leaves.length === 1) return leaves[0] as Uint8Array;
	const k = split(leaves.length);
	return sha(new Uint8Array([1]), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

export function naivePath(index: number, leaves: readonly Uint8Array[]): Uint8Array[] {
	if (leaves.length === 1) return [];
	const k = split(leaves.length);
	const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
	return index < k ? [...naivePath(index, left), naiveRoot(right)] : [...naivePath(index - k, right), naiveRoot(left)];
}

export function naiveConsistency(from: number, leaves: readonly Uint8Array[], known = true): Uint8Array[] {
	if (from === leaves.length) return known ? [] : [naiveRoot(leaves)];
	const k = split(leaves.length);
	const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
	return from <= k
		? [...naiveConsistency(from, left, known), naiveRoot(right)]
		: [...naiveConsistency(from - k, right, false), naiveRoot(left)];
}

/** Entries that differ, with their leaf hashes. */
export function someLeaves(count: number, name = "entry"): Uint8Array[] {
	return Array.from({ length: count }, (_, at) => naiveLeaf(Buffer.from(`${name} ${at}`)));
}
