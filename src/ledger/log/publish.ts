// One round of the sequencer: leaves that have their place become a signed checkpoint, or nothing is signed.
import { type Bytes, utf8 } from "../../platform/bytes.ts";
import { MAX_LEAVES_PER_ROUND } from "../../platform/limits.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import { formatCheckpoint } from "../../platform/tlog/checkpoint.ts";
import { type Edge, edgeTiles, growTree, rootOf } from "../../platform/tlog/grow.ts";
import { equalBytes } from "../../platform/tlog/merkle.ts";
import { formatNote, type Sign, signText, type VerifierKey } from "../../platform/tlog/note.ts";
import { ENTRIES, encodeBundle, newTiles, TILE_WIDTH, type Tile } from "../../platform/tlog/tiles.ts";
import { claimHead, headKey, headsAfter, holds, type LogBucket, putOnce, tileKey } from "./bucket.ts";
import type { Fault } from "./faults.ts";
import * as state from "./state.ts";

/**
 * Why nothing may be signed any more until people have looked: what the bucket holds and what the object knows do not
 * belong to one history, or the settings are not those the log began with. Each is found anew at every try.
 */
export type Halt =
	/** A tile, bundle or head is there with other bytes than this history has. */
	| "bucket-differs"
	/** A head beyond what the object knows: it is an older copy of itself. */
	| "bucket-ahead"
	/** The signed head is not in the bucket: it is another bucket, or an emptied one. */
	| "bucket-behind"
	/** What is computed now is not what was written down before. */
	| "state-differs"
	/** The log began under another origin or key. */
	| "key-changed"
	/** A witness has cosigned a larger tree, or another of the same size: what the object knows is not the newest history. */
	| "witness-ahead";

export type PublishDeps = {
	readonly storage: Pick<DurableObjectStorage, "sql" | "sync" | "transactionSync">;
	readonly bucket: LogBucket;
	readonly tenant: string;
	readonly key: VerifierKey;
	readonly sign: Sign;
	readonly now: () => number;
	readonly fault: Fault;
};

/** Objects written at a time: a Worker has six connections. */
const WRITES_AT_ONCE = 6;
const TILE_TYPE = "application/octet-stream";

/** Whether what the object knows and what the bucket holds are one history. Throws when the bucket fails. */
export async function compareWithBucket({ storage, bucket, tenant, key }: PublishDeps): Promise<Halt | undefined> {
	const published = state.readPublished(storage.sql);
	const intended = state.readIntended(storage.sql);
	const unknown = (await headsAfter(bucket, tenant, published?.size)).filter((size) => size !== intended?.size);
	if (unknown.length > 0) return "bucket-ahead";
	if (published === undefined) return undefined;
	const edge = state.readEdge(storage.sql);
	if (!equalBytes(rootOf(edge), published.root)) return "state-differs";
	const expected = edgeTiles(published.size).map((tile) => ({
		key: tileKey(tenant, tile),
		bytes: edge.levels[tile.level] as Uint8Array,
	}));
	const text = formatCheckpoint({ origin: key.name, ...published, extensions: [] });
	expected.push({ key: headKey(tenant, published.size), bytes: utf8(text) });
	for (const object of expected) if (!(await holds(bucket, object.key, object.bytes))) return "bucket-behind";
	return undefined;
}

/**
 * Publishes the next checkpoint; gives how many leaves have their place and are not covered yet. A head that was intended
 * before is finished first. Throws when bucket or storage fail: whoever calls tries again, and finds what was done.
 */
export async function publish(deps: PublishDeps): Promise<Result<number, Halt>> {
	const { storage, fault } = deps;
	const { sql } = storage;
	const published = state.readPublished(sql);
	const from = published?.size ?? 0;
	const intended = state.readIntended(sql);
	const to = intended?.size ?? Math.min(state.sequencedSize(sql), from + MAX_LEAVES_PER_ROUND);
	if (published !== undefined && to === from) return ok(0);

	const { edge, objects } = nextTree(deps, from, to);
	const root = new Uint8Array(rootOf(edge));
	if (state.intend(sql, { size: to, root }) === "another-intended") return err("state-differs");
	// INVARIANT 16: order, size and root are durable before anything of them can be seen outside.
	await storage.sync();
	fault("publish.intended");

	if (!(await writeObjects(deps, objects))) return err("bucket-differs");
	fault("publish.tiles");
	const text = formatCheckpoint({ origin: deps.key.name, size: to, root, extensions: [] });
	const claimed = await claim(deps, published?.size, to, text);
	if (claimed !== undefined) return err(claimed);
	fault("publish.unsigned");

	const note = await signIntended(deps, { size: to, root }, text);
	if (note === undefined) return err("state-differs");
	fault("publish.signed");
	storage.transactionSync(() => state.publishHead(sql, { size: to, root, note, at: deps.now() }, edge));
	fault("publish.visible");
	return ok(state.sequencedSize(sql) - to);
}

type Objects = readonly { readonly tile: Tile; readonly bytes: Bytes }[];

/** The tree at `to` leaves and all tiles and bundles that it has and the one at `from` had not. */
function nextTree({ storage }: PublishDeps, from: number, to: number): { readonly edge: Edge; readonly objects: Objects } {
	const firstOfBundle = from - (from % TILE_WIDTH);
	const entries = state.readEntries(storage.sql, firstOfBundle, to);
	const { edge, tiles } = growTree(
		state.readEdge(storage.sql),
		entries.slice(from - firstOfBundle).map(({ leaf }) => leaf),
	);
	const bundles = newTiles(from, to)
		.filter(({ level }) => level === ENTRIES)
		.map((tile) => {
			const start = tile.n * TILE_WIDTH - firstOfBundle;
			return { tile, bytes: encodeBundle(entries.slice(start, start + tile.width).map(({ entry }) => entry)) };
		});
	return { edge, objects: [...bundles, ...tiles] };
}

async function writeObjects({ bucket, tenant, fault }: PublishDeps, objects: Objects): Promise<boolean> {
	for (let at = 0; at < objects.length; at += WRITES_AT_ONCE) {
		const some = objects.slice(at, at + WRITES_AT_ONCE);
		const put = some.map(({ tile, bytes }) => putOnce(bucket, tileKey(tenant, tile), bytes, TILE_TYPE));
		if ((await Promise.all(put)).includes("differs")) return false;
		fault("publish.tile");
	}
	return true;
}

/**
 * Claims the head in the bucket, then looks whether any other was claimed since the one published last. Of two instances
 * that claim at the same time the one that looks second sees both, whatever their sizes; so never both sign.
 */
async function claim(
	{ bucket, tenant, fault }: PublishDeps,
	from: number | undefined,
	to: number,
	text: string,
): Promise<Halt | undefined> {
	if ((await claimHead(bucket, tenant, to, text)) === "differs") return "bucket-differs";
	fault("publish.claimed");
	const heads = await headsAfter(bucket, tenant, from);
	return heads.length === 1 && heads[0] === to ? undefined : "bucket-ahead";
}

/** Signs, right after storage has confirmed a write of this very instance: one that was superseded cannot get here. */
async function signIntended({ storage, key, sign }: PublishDeps, head: state.Head, text: string): Promise<string | undefined> {
	// INVARIANT 17: no second history is signed. What is signed is what storage holds as intended, and nothing else.
	if (!state.countTry(storage.sql, head)) return undefined;
	await storage.sync();
	const signature = await signText(key, sign, text);
	return formatNote({ text, signatures: [signature] });
}
