// Grows a tree by leaf hashes from its right edge alone: the tiles that come of it, the next edge, the root.
import { type Bytes, concatBytes } from "../bytes.ts";
import { emptyRoot, HASH_BYTES, hashNode, perfectRoot } from "./merkle.ts";
import { hashAt, TILE_WIDTH, type Tile, tileIn, widthIn } from "./tiles.ts";

/**
 * A tree as far as growing it needs to know: its size, and the hashes of the last, not yet full tile of each level, lowest
 * first (empty where the level ends with a full tile).
 */
export type Edge = { readonly size: number; readonly levels: readonly Uint8Array[] };

export const EMPTY_EDGE: Edge = { size: 0, levels: [] };

export type Grown = {
	readonly edge: Edge;
	/** Every tile the larger tree has and the smaller had not, with its bytes; levels ascend, and so do numbers. */
	readonly tiles: readonly { readonly tile: Tile; readonly bytes: Bytes }[];
};

/** Appends leaf hashes. Costs about one hash a leaf, whatever the size of the tree. */
export function growTree(edge: Edge, leaves: readonly Uint8Array[]): Grown {
	const size = edge.size + leaves.length;
	const levels: Uint8Array[] = [];
	const tiles: { tile: Tile; bytes: Bytes }[] = [];
	let added = leaves;
	for (let level = 0; added.length > 0 || level < edge.levels.length; level++) {
		const before = edge.levels[level] ?? new Uint8Array();
		if (added.length === 0) {
			levels.push(before);
			continue;
		}
		const hashes = concatBytes(before, ...added);
		const first = Math.floor(edge.size / TILE_WIDTH ** (level + 1));
		const full = Math.floor(hashes.length / (TILE_WIDTH * HASH_BYTES));
		const roots: Uint8Array[] = [];
		for (let at = 0; at < full; at++) {
			const bytes = hashes.slice(at * TILE_WIDTH * HASH_BYTES, (at + 1) * TILE_WIDTH * HASH_BYTES);
			tiles.push({ tile: { level, n: first + at, width: TILE_WIDTH }, bytes });
			roots.push(perfectRoot(split(bytes)));
		}
		const rest = hashes.slice(full * TILE_WIDTH * HASH_BYTES);
		levels.push(rest);
		if (rest.length > 0) tiles.push({ tile: { level, n: first + full, width: rest.length / HASH_BYTES }, bytes: rest });
		added = roots;
	}
	return { edge: { size, levels }, tiles };
}

/** The root over everything, from the right edge: each level's rest is a run of perfect trees, larger ones to the left. */
export function rootOf(edge: Edge): Uint8Array {
	let root: Uint8Array | undefined;
	for (const level of edge.levels) {
		let hashes = split(level);
		while (hashes.length > 0) {
			// The rightmost perfect tree of the rest has as many hashes as the lowest set bit says.
			const width = hashes.length & -hashes.length;
			const tree = perfectRoot(hashes.slice(hashes.length - width));
			root = root === undefined ? tree : hashNode(tree, root);
			hashes = hashes.slice(0, hashes.length - width);
		}
	}
	return root ?? emptyRoot();
}

/** Tiles that hold the edge of a tree of `size` leaves: one a level at the most, none where the level ends with a full tile. */
export function edgeTiles(size: number): Tile[] {
	const tiles: Tile[] = [];
	for (let level = 0; TILE_WIDTH ** level <= size; level++) {
		const n = Math.floor(size / TILE_WIDTH ** (level + 1));
		const tile = tileIn(size, level, n);
		if (tile !== undefined) tiles.push(tile);
	}
	return tiles;
}

/** The edge put together from its tiles' bytes. Throws when the bytes of one are not as many as the size says. */
export function edgeFrom(size: number, bytesOf: (tile: Tile) => Uint8Array): Edge {
	const levels: Uint8Array[] = [];
	for (let level = 0; TILE_WIDTH ** level <= size; level++) {
		const n = Math.floor(size / TILE_WIDTH ** (level + 1));
		const width = widthIn(size, level, n);
		const bytes = width === 0 ? new Uint8Array() : bytesOf({ level, n, width });
		if (bytes.length !== width * HASH_BYTES) throw new RangeError("edge: a tile of another width");
		levels.push(bytes);
	}
	return { size, levels };
}

function split(hashes: Uint8Array): Uint8Array[] {
	return Array.from({ length: hashes.length / HASH_BYTES }, (_, at) => hashAt(hashes, at));
}
