// `npm run bench -- ledger`: leaves a second through one sequencer, what a leaf takes in storage, and what a proof costs in a
// large tree.
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EMPTY_EDGE, growTree, rootOf } from "../../src/platform/tlog/grow.ts";
import { HASH_BYTES, perfectRoot, verifyInclusion } from "../../src/platform/tlog/merkle.ts";
import { proveInclusion, type ReadTile } from "../../src/platform/tlog/prove.ts";
import { hashAt, TILE_WIDTH, tilePath } from "../../src/platform/tlog/tiles.ts";
import { bundleWorker } from "../local/bundle.ts";
import { startLocal } from "../local/server.ts";
import type { Fed } from "./ledger-worker.ts";

type Step = {
	readonly size: number;
	readonly perSecond: number;
	readonly placedPerSecond: number;
	readonly databaseBytesPerLeaf: number;
	readonly bucketBytesPerLeaf: number;
};
type Proofs = {
	readonly leaves: number;
	readonly hashes: number;
	readonly tiles: number;
	readonly proveMs: { readonly p50: number; readonly p99: number };
	readonly verifyMs: { readonly p50: number; readonly p99: number };
};
export type LedgerReport = { readonly steps: readonly Step[]; readonly proofs: Proofs };

export async function benchLedger(quick: boolean, note: (text: string) => void): Promise<LedgerReport> {
	const steps = await feedSequencer(quick ? [1_000, 2_000] : [10_000, 90_000, 100_000], note);
	note("a large tree …");
	return { steps, proofs: await proveInLargeTree(quick ? 100_000 : 10_000_000, quick ? 200 : 2_000) };
}

async function feedSequencer(counts: readonly number[], note: (text: string) => void): Promise<Step[]> {
	const state = await mkdtemp(join(tmpdir(), "edict-ledger-"));
	const local = await startLocal({ port: 0, state, modules: await bundleWorker("scripts/bench/ledger-worker.ts") });
	try {
		await fetch(`${local.url}/feed?count=100`);
		const steps: Step[] = [];
		for (const count of counts) {
			const response = await fetch(`${local.url}/feed?count=${count}`);
			if (!response.ok) throw new Error(await response.text());
			const fed = (await response.json()) as Fed;
			const bucket = await bytesUnder(join(state, "v3", "r2"));
			steps.push({
				size: fed.size,
				perSecond: (count / fed.ms) * 1000,
				placedPerSecond: (count / fed.placedMs) * 1000,
				databaseBytesPerLeaf: fed.databaseBytes / fed.size,
				bucketBytesPerLeaf: bucket / fed.size,
			});
			note(`${fed.size} leaves, ${Math.round((count / fed.ms) * 1000)}/s`);
		}
		return steps;
	} finally {
		await local.miniflare.dispose();
		await rm(state, { recursive: true, force: true });
	}
}

async function bytesUnder(folder: string): Promise<number> {
	let bytes = 0;
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
		// Objects, without the index that the local runtime keeps of them.
		if (entry.isFile() && !entry.name.includes("sqlite")) bytes += (await stat(join(entry.parentPath, entry.name))).size;
	}
	return bytes;
}

/** Tiles of level 0 are made when they are asked for, from their number alone; those above are kept: 1 MB for ten million. */
async function proveInLargeTree(leaves: number, rounds: number): Promise<Proofs> {
	const tileOf = (n: number) => {
		const seed = createHash("sha256").update(`tile ${n}`).digest();
		const bytes = new Uint8Array(TILE_WIDTH * HASH_BYTES);
		for (let at = 0; at < TILE_WIDTH; at++) {
			bytes.set(seed, at * HASH_BYTES);
			new DataView(bytes.buffer).setUint32(at * HASH_BYTES, at);
		}
		return bytes;
	};
	const hashesOf = (tile: Uint8Array) => Array.from({ length: TILE_WIDTH }, (_, at) => hashAt(tile, at));
	const full = Math.floor(leaves / TILE_WIDTH);
	const roots = Array.from({ length: full }, (_, n) => perfectRoot(hashesOf(tileOf(n))));
	// A tree of tiles' roots is the same tree, one level of tiles up.
	const upper = new Map<string, Uint8Array>();
	const grown = growTree(EMPTY_EDGE, roots);
	for (const { tile, bytes } of grown.tiles) upper.set(tilePath({ ...tile, level: tile.level + 1 }), bytes);
	const size = full * TILE_WIDTH;
	const root = rootOf(grown.edge);
	const times: { prove: number; verify: number }[] = [];
	let [hashes, tiles] = [0, 0];
	for (let round = 0; round < rounds; round++) {
		const index = Math.floor(Math.random() * size);
		const lowest = tileOf(Math.floor(index / TILE_WIDTH));
		tiles = 0;
		const read: ReadTile = async (tile) => {
			tiles++;
			return tile.level === 0 ? lowest : upper.get(tilePath(tile));
		};
		const start = performance.now();
		const proof = await proveInclusion(read, index, size);
		const made = performance.now();
		if (!proof.ok) throw new Error("a tile is missing");
		const holds = verifyInclusion(index, size, hashAt(lowest, index % TILE_WIDTH), proof.value, root);
		const verified = performance.now();
		if (!holds) throw new Error("the proof does not hold");
		hashes = proof.value.length;
		times.push({ prove: made - start, verify: verified - made });
	}
	const percentile = (of: "prove" | "verify", share: number) =>
		times.map((time) => time[of]).sort((a, b) => a - b)[Math.floor(rounds * share)] ?? 0;
	const both = (of: "prove" | "verify") => ({ p50: percentile(of, 0.5), p99: percentile(of, 0.99) });
	return { leaves: size, hashes, tiles, proveMs: both("prove"), verifyMs: both("verify") };
}

export function ledgerTable({ steps, proofs }: LedgerReport): string {
	const row = (step: Step) =>
		`| ${step.size} | ${step.perSecond.toFixed(0)} | ${step.placedPerSecond.toFixed(0)} | ${step.databaseBytesPerLeaf.toFixed(0)} | ${step.bucketBytesPerLeaf.toFixed(0)} |`;
	const times = ({ p50, p99 }: Proofs["proveMs"]) => `${p50.toFixed(3)} | ${p99.toFixed(3)}`;
	return `
| leaves in the log | leaves/s into a checkpoint | leaves/s into the order | database, B a leaf | bucket, B a leaf |
|---:|---:|---:|---:|---:|
${steps.map(row).join("\n")}

| ${proofs.leaves} leaves | p50 ms | p99 ms |
|---|---:|---:|
| proof of ${proofs.hashes} hashes from ${proofs.tiles} tiles in memory | ${times(proofs.proveMs)} |
| its check | ${times(proofs.verifyMs)} |
`;
}
