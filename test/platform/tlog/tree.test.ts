// The tree of a log: hashing, tiles, growth and proofs, each compared with RFC 6962's definitions computed plainly.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHex, utf8 } from "../../../src/platform/bytes.ts";
import { EMPTY_EDGE, edgeFrom, edgeTiles, growTree, rootOf } from "../../../src/platform/tlog/grow.ts";
import { emptyRoot, hashLeaf, verifyConsistency, verifyInclusion } from "../../../src/platform/tlog/merkle.ts";
import { proveConsistency, proveInclusion, proveRoot, type ReadTile, remember } from "../../../src/platform/tlog/prove.ts";
import {
	decodeBundle,
	ENTRIES,
	encodeBundle,
	existsIn,
	newTiles,
	parseTilePath,
	type Tile,
	tilePath,
} from "../../../src/platform/tlog/tiles.ts";
import { naiveConsistency, naiveLeaf, naivePath, naiveRoot, someLeaves } from "./naive.ts";

const LEAVES = someLeaves(70_000);

/** A log in memory, grown in the given steps; every tile it ever had, by path. */
function grownBy(steps: readonly number[]) {
	const held = new Map<string, Uint8Array>();
	let edge = EMPTY_EDGE;
	for (const step of steps) {
		const grown = growTree(edge, LEAVES.slice(edge.size, edge.size + step));
		for (const { tile, bytes } of grown.tiles) held.set(tilePath(tile), bytes);
		edge = grown.edge;
	}
	const read: ReadTile = async (tile) => held.get(tilePath(tile));
	return { edge, held, read };
}

const value = <T>(result: { ok: boolean; value?: T }): T => {
	expect(result.ok).toBe(true);
	return result.value as T;
};

describe("hashes", () => {
	it("are those of the reference trees of RFC 6962's own implementation", () => {
		const entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
		const leaves = entries.map((hex) => hashLeaf(Buffer.from(hex, "hex")));
		expect(toHex(emptyRoot())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
		expect(toHex(leaves[0] as Uint8Array)).toBe("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
		expect(toHex(rootOf(growTree(EMPTY_EDGE, leaves).edge))).toBe(
			"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
		);
	});

	it("tell a leaf from a node and one entry from another", () => {
		expect(hashLeaf(utf8("a"))).toEqual(naiveLeaf(utf8("a")));
		expect(hashLeaf(utf8("a"))).not.toEqual(hashLeaf(utf8("b")));
	});
});

describe("paths of tiles", () => {
	it.each([
		[{ level: 0, n: 1_234_067, width: 256 }, "tile/0/x001/x234/067"],
		[{ level: 3, n: 0, width: 1 }, "tile/3/000.p/1"],
		[{ level: ENTRIES, n: 999, width: 255 }, "tile/entries/999.p/255"],
		[{ level: ENTRIES, n: 1000, width: 256 }, "tile/entries/x001/000"],
	])("%j", (tile, path) => {
		expect(tilePath(tile)).toBe(path);
		expect(parseTilePath(path)).toEqual(tile);
	});

	it("go there and back, whatever the tile", () => {
		const tiles = fc.record({
			level: fc.integer({ min: ENTRIES, max: 63 }),
			n: fc.integer({ min: 0, max: 2 ** 45 }),
			width: fc.integer({ min: 1, max: 256 }),
		});
		void fc.assert(
			fc.property(tiles, (tile) => {
				expect(parseTilePath(tilePath(tile))).toEqual(tile);
			}),
		);
	});

	it.each([
		"tile/0/000.p/0",
		"tile/0/000.p/256",
		"tile/0/000.p/01",
		"tile/00/000",
		"tile/64/000",
		"tile/0/x000/001",
		"tile/0/1",
		"tile/0/001/002",
		"tile/0/000/",
		"tile/-1/000",
		"tile/entries/../000",
		"tile/0/x999/x999/x999/x999/x999/x999/999",
		"checkpoint",
	])("of no tile: %s", (path) => expect(parseTilePath(path)).toBeUndefined());
});

describe("which tiles there are", () => {
	const hashTiles = (size: number) => newTiles(0, size).filter(({ level }) => level !== ENTRIES);
	const count = (tiles: readonly Tile[], level: number) => tiles.filter((tile) => tile.level === level).map(({ width }) => width);

	it("in a tree of 256 leaves: one full, and the first hash above it", () => {
		expect(hashTiles(256)).toEqual([
			{ level: 0, n: 0, width: 256 },
			{ level: 1, n: 0, width: 1 },
		]);
	});

	it("in a tree of 70,000 leaves", () => {
		const tiles = hashTiles(70_000);
		expect(count(tiles, 0)).toEqual([...Array(273).fill(256), 112]);
		expect(count(tiles, 1)).toEqual([256, 17]);
		expect(count(tiles, 2)).toEqual([1]);
		expect(count(tiles, 3)).toEqual([]);
		expect(count(newTiles(0, 70_000), ENTRIES)).toEqual(count(tiles, 0));
	});

	it("never an empty one, and none twice when nothing grows", () => {
		expect(newTiles(0, 0)).toEqual([]);
		expect(newTiles(700, 700)).toEqual([]);
		expect(existsIn(255, { level: 0, n: 0, width: 256 })).toBe(false);
		expect(existsIn(300, { level: 0, n: 0, width: 13 })).toBe(true);
	});
});

describe("growing", () => {
	const steps = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 8 });

	it("gives the root and the tiles of the tree, in whatever steps", () => {
		void fc.assert(
			fc.property(steps, (steps) => {
				const { edge, held } = grownBy(steps);
				expect(rootOf(edge)).toEqual(naiveRoot(LEAVES.slice(0, edge.size)));
				const atOnce = growTree(EMPTY_EDGE, LEAVES.slice(0, edge.size));
				for (const { tile, bytes } of atOnce.tiles) expect(held.get(tilePath(tile)), tilePath(tile)).toEqual(bytes);
				expect(atOnce.tiles.map(({ tile }) => tile)).toEqual(newTiles(0, edge.size).filter(({ level }) => level !== ENTRIES));
			}),
			{ numRuns: 40 },
		);
	});

	it("goes on from the edge as its tiles tell it, also across full tiles of level 1", () => {
		for (const size of [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 69_999]) {
			const { held } = grownBy([size]);
			expect(edgeTiles(size).length).toBeLessThanOrEqual(3);
			const edge = edgeFrom(size, (tile) => held.get(tilePath(tile)) as Uint8Array);
			const next = growTree(edge, LEAVES.slice(size, size + 1)).edge;
			expect(rootOf(next)).toEqual(rootOf(growTree(EMPTY_EDGE, LEAVES.slice(0, size + 1)).edge));
		}
	});

	it("refuses an edge whose tile is cut off", () => {
		expect(() => edgeFrom(3, () => new Uint8Array(64))).toThrow(RangeError);
	});
});

describe("proofs", () => {
	const sizes = fc
		.integer({ min: 1, max: 3_000 })
		.chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })));

	it("of inclusion are RFC 6962's and verify; with a byte changed they do not", async () => {
		const run = fc.asyncProperty(sizes, fc.nat(), async ([size, index], flip) => {
			const { read } = grownBy([size]);
			const leaves = LEAVES.slice(0, size);
			const proof = value(await proveInclusion(read, index, size));
			expect(proof).toEqual(naivePath(index, leaves));
			const [leaf, root] = [LEAVES[index] as Uint8Array, naiveRoot(leaves)];
			expect(verifyInclusion(index, size, leaf, proof, root)).toBe(true);
			expect(verifyInclusion(index, size, flipped(leaf, flip), proof, root)).toBe(false);
			expect(verifyInclusion(index, size, leaf, proof, flipped(root, flip))).toBe(false);
			expect(verifyInclusion((index + 1) % size, size, leaf, proof, root)).toBe(size === 1);
			expect(verifyInclusion(index, size, leaf, [...proof, root], root)).toBe(false);
			if (proof.length > 0) {
				expect(verifyInclusion(index, size, leaf, proof.slice(1), root)).toBe(false);
				const at = flip % proof.length;
				const wrong = proof.map((hash, n) => (n === at ? flipped(hash, flip) : hash));
				expect(verifyInclusion(index, size, leaf, wrong, root)).toBe(false);
			}
		});
		await fc.assert(run, { numRuns: 60 });
	});

	it("of consistency are RFC 6962's and verify; with a byte changed they do not", async () => {
		const run = fc.asyncProperty(sizes, fc.nat(), async ([to, below], flip) => {
			const from = below + 1;
			const { read } = grownBy([to]);
			const proof = value(await proveConsistency(read, from, to));
			expect(proof).toEqual(naiveConsistency(from, LEAVES.slice(0, to)));
			const [old, now] = [naiveRoot(LEAVES.slice(0, from)), naiveRoot(LEAVES.slice(0, to))];
			expect(verifyConsistency(from, to, old, now, proof)).toBe(true);
			expect(verifyConsistency(from, to, flipped(old, flip), now, proof)).toBe(false);
			expect(verifyConsistency(from, to, old, flipped(now, flip), proof)).toBe(false);
			expect(verifyConsistency(from, to, old, now, [...proof, now])).toBe(false);
			if (proof.length > 0) {
				const at = flip % proof.length;
				const wrong = proof.map((hash, n) => (n === at ? flipped(hash, flip) : hash));
				expect(verifyConsistency(from, to, old, now, wrong)).toBe(false);
			}
		});
		await fc.assert(run, { numRuns: 60 });
	});

	it("of older trees come from the tiles of a larger one", async () => {
		const { read } = grownBy([2_000]);
		const proof = value(await proveInclusion(read, 700, 1_234, 2_000));
		expect(verifyInclusion(700, 1_234, LEAVES[700] as Uint8Array, proof, naiveRoot(LEAVES.slice(0, 1_234)))).toBe(true);
		expect(value(await proveRoot(read, 1_234, 2_000))).toEqual(naiveRoot(LEAVES.slice(0, 1_234)));
	});

	it("take the full tile where a partial one is gone, and say so when a tile is missing or cut off", async () => {
		const { read, held } = grownBy([300, 212]);
		held.delete("tile/0/001.p/44");
		expect(value(await proveInclusion(read, 299, 300))).toEqual(naivePath(299, LEAVES.slice(0, 300)));
		held.set("tile/0/001", (held.get("tile/0/001") as Uint8Array).slice(32));
		expect(await proveInclusion(read, 299, 300)).toEqual({ ok: false, error: "tile-missing" });
		held.delete("tile/0/001");
		expect(await proveInclusion(read, 299, 300)).toEqual({ ok: false, error: "tile-missing" });
	});

	it("of many entries read a tile once", async () => {
		const { read } = grownBy([1_000]);
		const asked: string[] = [];
		const once = remember(async (tile) => {
			asked.push(tilePath(tile));
			return read(tile);
		});
		for (let index = 0; index < 256; index++) value(await proveInclusion(once, index, 1_000));
		expect(new Set(asked).size).toBe(asked.length);
		expect(asked.length).toBeGreaterThan(1);
	});

	it("of sizes beyond 32 bits name the right tiles", async () => {
		const size = 2 ** 48 - 1;
		const asked: Tile[] = [];
		await proveInclusion(
			async (tile) => {
				asked.push(tile);
				return new Uint8Array(tile.width * 32);
			},
			0,
			size,
		);
		expect(asked.every((tile) => existsIn(size, tile))).toBe(true);
		expect(asked).toContainEqual({ level: 5, n: 0, width: 255 });
	});

	it.each([
		[-1, 5],
		[5, 5],
		[0.5, 5],
		[2 ** 64, 5],
		[0, 2 ** 64],
	])("of index %d in %d leaves are none", (index, size) => {
		expect(verifyInclusion(index, size, new Uint8Array(32), [], new Uint8Array(32))).toBe(false);
	});
});

describe("bundles", () => {
	it("hold entries of any bytes, up to the longest", () => {
		const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 256 });
		void fc.assert(
			fc.property(entries, (entries) => {
				const read = value(decodeBundle(encodeBundle(entries)));
				expect(read.map(toHex)).toEqual(entries.map(toHex));
			}),
		);
		expect(value(decodeBundle(encodeBundle([new Uint8Array(65_535)])))[0]?.length).toBe(65_535);
		expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(RangeError);
	});

	it("that are cut off are refused", () => {
		const whole = encodeBundle([utf8("one"), utf8("two")]);
		for (const length of [1, 4, 6, 9]) expect(decodeBundle(whole.slice(0, length)).ok).toBe(false);
		expect(value(decodeBundle(whole.slice(0, 5))).length).toBe(1);
	});
});

function flipped(bytes: Uint8Array, at: number): Uint8Array {
	return bytes.map((byte, n) => (n === at % bytes.length ? byte ^ (1 << (at % 8)) : byte));
}
