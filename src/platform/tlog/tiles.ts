// Tiles of a C2SP tlog-tiles log: which there are in a tree of some size, where they lie, and what an entry bundle holds.
import { type Bytes, concatBytes } from "../bytes.ts";
import { err, ok, type Result } from "../result.ts";
import { HASH_BYTES } from "./merkle.ts";

/** Hashes of a full tile, entries of a full bundle. */
export const TILE_WIDTH = 256;
/** Levels of the tree that one level of tiles spans. */
export const TILE_HEIGHT = 8;
/** In place of a level: bundles of entries lie beside the tiles of level 0 and are as wide. */
export const ENTRIES = -1;
/** Entries are prefixed by their length in two bytes. */
export const MAX_ENTRY_BYTES = 65_535;
const MAX_LEVEL = 63;

/** Level 0 holds leaf hashes; a hash of level L + 1 is the root over a full tile of level L. */
export type Tile = { readonly level: number; readonly n: number; readonly width: number };

/** The path of a tile below the log's prefix: `tile/0/x001/x234/067.p/5`. */
export function tilePath({ level, n, width }: Tile): string {
	const groups = [String(n % 1000).padStart(3, "0")];
	for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
		groups.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
	}
	const partial = width === TILE_WIDTH ? "" : `.p/${width}`;
	return `tile/${level === ENTRIES ? "entries" : level}/${groups.join("/")}${partial}`;
}

const PATH = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*)(\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** The tile of a path; `undefined` when it is not the one spelling of any. */
export function parseTilePath(path: string): Tile | undefined {
	const [, level, groups, last, partial] = PATH.exec(path) ?? [];
	if (level === undefined || groups === undefined || last === undefined) return undefined;
	const n = Number(`${groups.replaceAll(/[x/]/g, "")}${last}`);
	const width = partial === undefined ? TILE_WIDTH : Number(partial);
	const tile = { level: level === "entries" ? ENTRIES : Number(level), n, width };
	const valid = Number.isSafeInteger(n) && tile.level <= MAX_LEVEL && (partial === undefined || width < TILE_WIDTH);
	return valid && tilePath(tile) === path ? tile : undefined;
}

/** Leaves under one hash of a tile of the level. */
export function leavesPerHash(level: number): number {
	return level === ENTRIES ? 1 : TILE_WIDTH ** level;
}

/** Hashes that the tile has in a tree of `size` leaves: 0 when there is none. */
export function widthIn(size: number, level: number, n: number): number {
	const hashes = Math.floor(size / leavesPerHash(level)) - n * TILE_WIDTH;
	return Math.max(0, Math.min(TILE_WIDTH, hashes));
}

/** The tile as a tree of `size` leaves has it; `undefined` when it has none there. */
export function tileIn(size: number, level: number, n: number): Tile | undefined {
	const width = widthIn(size, level, n);
	return width === 0 ? undefined : { level, n, width };
}

/** Whether a tree of `size` leaves has, or once had, exactly this tile. */
export function existsIn(size: number, tile: Tile): boolean {
	return tile.width <= widthIn(size, tile.level, tile.n);
}

/** Tiles and bundles that a tree has at `to` leaves and did not have at `from`: full ones, and the last partial of each level. */
export function newTiles(from: number, to: number): Tile[] {
	const tiles: Tile[] = [];
	for (let level = ENTRIES; level <= MAX_LEVEL; level++) {
		const [before, after] = [Math.floor(from / leavesPerHash(level)), Math.floor(to / leavesPerHash(level))];
		if (after === 0) break;
		if (before === after) continue;
		for (let n = Math.floor(before / TILE_WIDTH); n * TILE_WIDTH < after; n++) {
			const tile = tileIn(to, level, n);
			if (tile !== undefined) tiles.push(tile);
		}
	}
	return tiles;
}

/** Entries, each behind its length in two bytes, big-endian. Throws on one that is too long: a caller checks before. */
export function encodeBundle(entries: readonly Uint8Array[]): Bytes {
	const parts: Uint8Array[] = [];
	for (const entry of entries) {
		if (entry.length > MAX_ENTRY_BYTES) throw new RangeError("bundle: entry too long");
		parts.push(new Uint8Array([entry.length >> 8, entry.length & 255]), entry);
	}
	return concatBytes(...parts);
}

/** The entries of a bundle; an error when it is cut off. */
export function decodeBundle(bundle: Uint8Array): Result<Uint8Array[], "cut-off"> {
	const entries: Uint8Array[] = [];
	for (let at = 0; at < bundle.length; ) {
		const [high, low] = [bundle[at], bundle[at + 1]];
		if (high === undefined || low === undefined) return err("cut-off");
		const end = at + 2 + high * 256 + low;
		if (end > bundle.length) return err("cut-off");
		entries.push(bundle.subarray(at + 2, end));
		at = end;
	}
	return ok(entries);
}

/** The hash at a place of a tile. Throws when the tile is narrower: a caller asks for tiles that are wide enough. */
export function hashAt(tile: Uint8Array, at: number): Uint8Array {
	const hash = tile.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
	if (hash.length !== HASH_BYTES) throw new RangeError("tile: no such hash");
	return hash;
}
