// Proof vectors and a log of others (EDICT_DATA, beside the checkout by default): told apart as their authors tell them apart.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openCheckpoint } from "../../../src/platform/tlog/checkpoint.ts";
import { EMPTY_EDGE, growTree, rootOf } from "../../../src/platform/tlog/grow.ts";
import { hashLeaf, verifyConsistency, verifyInclusion } from "../../../src/platform/tlog/merkle.ts";
import { parseVkey } from "../../../src/platform/tlog/note.ts";
import { proveInclusion } from "../../../src/platform/tlog/prove.ts";
import { decodeBundle, tilePath } from "../../../src/platform/tlog/tiles.ts";

const FOLDER = join(process.env.EDICT_DATA ?? "../shared/data", "merkle");
const read = (name: string) => readFileSync(join(FOLDER, name), "utf8");
const bytes = (text: string | null) => new Uint8Array(Buffer.from(text ?? "", "base64"));
const lines = <T>(name: string): T[] =>
	read(name)
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line) as T);

type Vector = { readonly proof: string[] | null; readonly desc: string; readonly wantErr: boolean };
type Inclusion = Vector & { leafIdx: number; treeSize: number; root: string; leafHash: string };
type Consistency = Vector & { size1: number; size2: number; root1: string; root2: string };

describe.runIf(existsSync(FOLDER))("vectors of transparency-dev/merkle", () => {
	it("of inclusion", () => {
		const vectors = lines<Inclusion>("inclusion.jsonl");
		expect(vectors.length).toBeGreaterThan(90);
		for (const { leafIdx, treeSize, root, leafHash, proof, desc, wantErr } of vectors) {
			const holds = verifyInclusion(leafIdx, treeSize, bytes(leafHash), (proof ?? []).map(bytes), bytes(root));
			expect(holds, `${leafIdx} of ${treeSize}: ${desc}`).toBe(!wantErr);
		}
	});

	it("of consistency", () => {
		const vectors = lines<Consistency>("consistency.jsonl");
		expect(vectors.length).toBeGreaterThan(90);
		for (const { size1, size2, root1, root2, proof, desc, wantErr } of vectors) {
			const holds = verifyConsistency(size1, size2, bytes(root1), bytes(root2), (proof ?? []).map(bytes));
			expect(holds, `${size1} to ${size2}: ${desc}`).toBe(!wantErr);
		}
	});
});

describe.runIf(existsSync(FOLDER))("a log made by Tessera", () => {
	const KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

	it("has the checkpoints, tiles and bundles that we would have made of its entries", async () => {
		const files = JSON.parse(read("tessera-log.json")) as Record<string, string>;
		const key = await parseVkey(KEY);
		if (!key.ok) throw new Error(key.error);
		for (let size = 1; size <= 15; size++) {
			const entries = decodeBundle(bytes(files[`tile/entries/000.p/${size}`] ?? null));
			if (!entries.ok) throw new Error(entries.error);
			const leaves = entries.value.map(hashLeaf);
			const { edge, tiles } = growTree(EMPTY_EDGE, leaves);
			const checkpoint = await openCheckpoint(Buffer.from(bytes(files[`checkpoint.${size}`] ?? null)).toString(), key.value);
			expect(checkpoint).toMatchObject({ ok: true, value: { size } });
			expect(checkpoint.ok && checkpoint.value.root).toEqual(rootOf(edge));
			for (const { tile, bytes: made } of tiles) expect(made).toEqual(bytes(files[tilePath(tile)] ?? null));
			const proof = await proveInclusion(async (tile) => bytes(files[tilePath(tile)] ?? null), size - 1, size);
			expect(proof.ok && verifyInclusion(size - 1, size, leaves[size - 1] as Uint8Array, proof.value, rootOf(edge))).toBe(true);
		}
	});
});
