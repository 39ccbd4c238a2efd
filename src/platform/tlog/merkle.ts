// Merkle tree hashing and proof checking as RFC 6962 has them: what a log's root commits to, and how anyone checks it.
import { createHash } from "node:crypto";
import type { Bytes } from "../bytes.ts";

export const HASH_BYTES = 32;

/** Leaves and inner nodes start with different bytes, so that neither can pose as the other (RFC 6962, section 2.1). */
const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

/** SHA-256(0x00 ‖ entry). Synchronous, since a sequencer must not be interrupted between reading and writing its tree. */
export function hashLeaf(entry: Uint8Array): Bytes {
	return digest(LEAF, entry);
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function hashNode(left: Uint8Array, right: Uint8Array): Bytes {
	return digest(NODE, left, right);
}

/** The root of a tree without leaves: SHA-256 of nothing. */
export function emptyRoot(): Bytes {
	return digest();
}

/** A run of hashes, the root of a perfect tree above them. Throws unless there are a power of two of them. */
export function perfectRoot(hashes: readonly Uint8Array[]): Uint8Array {
	let level = hashes;
	while (level.length > 1) {
		if (level.length % 2 !== 0) throw new RangeError("merkle: not a power of two");
		const above: Uint8Array[] = [];
		for (let at = 0; at < level.length; at += 2) above.push(hashNode(level[at] as Uint8Array, level[at + 1] as Uint8Array));
		level = above;
	}
	const [root] = level;
	if (root === undefined) throw new RangeError("merkle: no hashes");
	return root;
}

/** Whether the proof shows that the tree of `size` leaves and this root has the leaf hash at the index (RFC 9162, 2.1.3.2). */
export function verifyInclusion(
	index: number,
	size: number,
	leaf: Uint8Array,
	proof: readonly Uint8Array[],
	root: Uint8Array,
): boolean {
	if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leaf, root, ...proof])) return false;
	let node = index;
	let last = size - 1;
	let hash = leaf;
	for (const sibling of proof) {
		if (last === 0) return false;
		if (node % 2 === 1 || node === last) {
			hash = hashNode(sibling, hash);
			while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
		} else {
			hash = hashNode(hash, sibling);
		}
		[node, last] = [half(node), half(last)];
	}
	return last === 0 && equalBytes(hash, root);
}

/**
 * Whether the proof shows that the tree of `size2` leaves begins with all of the tree of `size1` (RFC 9162, 2.1.4.2).
 * Nothing follows from an empty tree, so `size1` must be at least 1.
 */
export function verifyConsistency(
	size1: number,
	size2: number,
	root1: Uint8Array,
	root2: Uint8Array,
	proof: readonly Uint8Array[],
): boolean {
	if (!isCount(size1) || !isCount(size2) || size1 < 1 || size1 > size2) return false;
	if (size1 === size2) return proof.length === 0 && equalBytes(root1, root2);
	if (!areHashes([root1, root2, ...proof])) return false;
	let node = size1 - 1;
	let last = size2 - 1;
	while (node % 2 === 1) [node, last] = [half(node), half(last)];
	// Where the old tree is a perfect subtree of the new one its root is known and not part of the proof.
	const path = node === 0 ? [root1, ...proof] : proof;
	const [first, ...rest] = path;
	if (first === undefined) return false;
	let [old, now] = [first, first];
	for (const hash of rest) {
		if (last === 0) return false;
		if (node % 2 === 1 || node === last) {
			[old, now] = [hashNode(hash, old), hashNode(hash, now)];
			while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
		} else {
			now = hashNode(now, hash);
		}
		[node, last] = [half(node), half(last)];
	}
	return last === 0 && equalBytes(old, root1) && equalBytes(now, root2);
}

/** Whether both hold the same bytes. Not for secrets: it stops at the first difference. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function digest(...parts: readonly Uint8Array[]): Bytes {
	const hash = createHash("sha256");
	for (const part of parts) hash.update(part);
	// A copy of its own memory: Node may give a view into a pool.
	return new Uint8Array(hash.digest());
}

/** Division, not a shift: indices may need more than 32 bits. */
function half(value: number): number {
	return Math.floor(value / 2);
}

function isCount(value: number): boolean {
	return Number.isSafeInteger(value) && value >= 0;
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
	return hashes.every((hash) => hash.length === HASH_BYTES);
}
