// Makes inclusion and consistency proofs, and roots, from tiles: first what is needed, then one round of reading.
import { err, ok, type Result } from "../result.ts";
import { emptyRoot, HASH_BYTES, hashNode, perfectRoot } from "./merkle.ts";
import { hashAt, TILE_HEIGHT, TILE_WIDTH, type Tile, tileIn, tilePath } from "./tiles.ts";

/** A perfect subtree: the leaves from `index * 2^height` on, `2^height` of them. */
type Node = { readonly height: number; readonly index: number };
/** One hash of a proof: the tree over a run of perfect subtrees, larger ones to the left. */
type Range = readonly Node[];

/** Bytes of a tile; `undefined`: there is none, or it cannot be had. */
export type ReadTile = (tile: Tile) => Promise<Uint8Array | undefined>;

/** The proof that the leaf at `index` is in the tree of `size` leaves. Reads the tiles of a log that has at least `held` leaves. */
export async function proveInclusion(
	read: ReadTile,
	index: number,
	size: number,
	held = size,
): Promise<Result<Uint8Array[], "tile-missing">> {
	if (index < 0 || index >= size || size > held) throw new RangeError("prove: index, size and what is held do not fit");
	return hashesOf(read, inclusionPath(index, 0, size), held);
}

/** The proof that the tree of `to` leaves begins with all of the tree of `from`; empty where either is trivial. */
export async function proveConsistency(
	read: ReadTile,
	from: number,
	to: number,
	held = to,
): Promise<Result<Uint8Array[], "tile-missing">> {
	if (from < 0 || from > to || to > held) throw new RangeError("prove: sizes and what is held do not fit");
	if (from === 0 || from === to) return ok([]);
	return hashesOf(read, consistencyPath(from, 0, to, true), held);
}

/** The root of the first `size` leaves. */
export async function proveRoot(read: ReadTile, size: number, held = size): Promise<Result<Uint8Array, "tile-missing">> {
	if (size > held) throw new RangeError("prove: more than is held");
	if (size === 0) return ok(emptyRoot());
	const root = await hashesOf(read, [range(0, size)], held);
	return root.ok ? ok(root.value[0] as Uint8Array) : root;
}

/** PATH of RFC 6962, section 2.1.1, over the leaves from `low` up to `high`. */
function inclusionPath(index: number, low: number, high: number): Range[] {
	if (high - low <= 1) return [];
	const middle = low + largestPowerBelow(high - low);
	return index < middle
		? [...inclusionPath(index, low, middle), range(middle, high)]
		: [...inclusionPath(index, middle, high), range(low, middle)];
}

/** SUBPROOF of RFC 6962, section 2.1.2; `known`: the old tree's root is the very subtree, which the verifier has. */
function consistencyPath(from: number, low: number, high: number, known: boolean): Range[] {
	if (from === high) return known ? [] : [range(low, high)];
	const middle = low + largestPowerBelow(high - low);
	return from <= middle
		? [...consistencyPath(from, low, middle, known), range(middle, high)]
		: [...consistencyPath(from, middle, high, false), range(low, middle)];
}

/** The perfect subtrees that a run of leaves falls into; `low` is a multiple of the largest of them. */
function range(low: number, high: number): Range {
	const nodes: Node[] = [];
	for (let at = low; at < high; ) {
		const height = heightWithin(high - at);
		nodes.push({ height, index: at / 2 ** height });
		at += 2 ** height;
	}
	return nodes;
}

function largestPowerBelow(count: number): number {
	return 2 ** heightWithin(count - 1);
}

/** Height of the largest perfect tree of at most `count` leaves. Not by a logarithm, which rounds up just below a power. */
function heightWithin(count: number): number {
	let height = 0;
	while (2 ** (height + 1) <= count) height++;
	return height;
}

type Place = { readonly level: number; readonly n: number; readonly start: number; readonly width: number };

/** Where the hashes lie whose tree is the subtree: in one tile, since tiles are aligned. */
function placeOf({ height, index }: Node): Place {
	const width = 2 ** (height % TILE_HEIGHT);
	const start = index * width;
	return { level: Math.floor(height / TILE_HEIGHT), n: Math.floor(start / TILE_WIDTH), start: start % TILE_WIDTH, width };
}

async function hashesOf(read: ReadTile, ranges: readonly Range[], held: number): Promise<Result<Uint8Array[], "tile-missing">> {
	const wanted = new Map<string, Tile>();
	for (const node of ranges.flat()) {
		const { level, n } = placeOf(node);
		const tile = tileIn(held, level, n);
		if (tile === undefined) throw new RangeError("prove: a tile beyond what is held");
		wanted.set(`${level}/${n}`, tile);
	}
	const tiles = new Map<string, Uint8Array>();
	const reading = [...wanted].map(async ([key, tile]) => {
		const bytes = await readWhole(read, tile);
		if (bytes !== undefined) tiles.set(key, bytes);
	});
	await Promise.all(reading);
	if (tiles.size < wanted.size) return err("tile-missing");
	const hashOf = (node: Node) => {
		const { level, n, start, width } = placeOf(node);
		const tile = tiles.get(`${level}/${n}`) as Uint8Array;
		return perfectRoot(Array.from({ length: width }, (_, at) => hashAt(tile, start + at)));
	};
	return ok(ranges.map((nodes) => nodes.map(hashOf).reduceRight((right, left) => hashNode(left, right))));
}

/** A partial tile may be gone once the full one is there, which begins with it. One that is too short counts as missing. */
async function readWhole(read: ReadTile, tile: Tile): Promise<Uint8Array | undefined> {
	const needed = tile.width * HASH_BYTES;
	const bytes = await read(tile);
	if (bytes !== undefined) return bytes.length === needed ? bytes : undefined;
	if (tile.width === TILE_WIDTH) return undefined;
	const full = await read({ ...tile, width: TILE_WIDTH });
	return full !== undefined && full.length === TILE_WIDTH * HASH_BYTES ? full.subarray(0, needed) : undefined;
}

/** Keeps what was read by path: a run of proofs over one tree reads its upper tiles once. */
export function remember(read: ReadTile): ReadTile {
	const kept = new Map<string, Uint8Array>();
	return async (tile) => {
		const path = tilePath(tile);
		const known = kept.get(path);
		if (known !== undefined) return known;
		const bytes = await read(tile);
		if (bytes !== undefined) kept.set(path, bytes);
		return bytes;
	};
}
