// What the tests of the sequencer share: a log of its own each, leaves, and an auditor who reads all that is public and
// believes nothing.
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import type { NewLeaf } from "../../../../src/ledger/log/append.ts";
import { headKey, tileKey } from "../../../../src/ledger/log/bucket.ts";
import type { LogSequencer } from "../../../../src/ledger/sequencer.ts";
import { toHex, utf8 } from "../../../../src/platform/bytes.ts";
import { type OpenedCheckpoint, openCheckpoint } from "../../../../src/platform/tlog/checkpoint.ts";
import { EMPTY_EDGE, growTree, rootOf } from "../../../../src/platform/tlog/grow.ts";
import { hashLeaf, verifyConsistency } from "../../../../src/platform/tlog/merkle.ts";
import { parseVkey, type VerifierKey } from "../../../../src/platform/tlog/note.ts";
import { proveConsistency, type ReadTile } from "../../../../src/platform/tlog/prove.ts";
import { decodeBundle, ENTRIES, newTiles, type Tile } from "../../../../src/platform/tlog/tiles.ts";

let logs = 0;

export type TestLog = { readonly tenant: string; readonly stub: () => DurableObjectStub<LogSequencer> };

/** A log that no other test uses. A stub is broken once its object died, so it is asked for anew. */
export function newLog(name = "log"): TestLog {
	const tenant = `${name}-${logs++}-${crypto.randomUUID().slice(0, 8)}`;
	return { tenant, stub: () => env.LOGS.get(env.LOGS.idFromName(tenant)) };
}

export function leaf(id: string, text = `entry of ${id}`): NewLeaf {
	return { id, entry: utf8(text) };
}

export function leaves(from: number, to: number): NewLeaf[] {
	return Array.from({ length: to - from }, (_, at) => leaf(`id-${from + at}`));
}

/** Runs the round that is due. */
export async function round({ stub }: TestLog): Promise<boolean> {
	return runDurableObjectAlarm(stub());
}

export function within<T>(
	{ stub }: TestLog,
	work: (instance: LogSequencer, state: DurableObjectState) => T | Promise<T>,
): Promise<T> {
	return runInDurableObject(stub(), work);
}

export function bucketTiles(tenant: string): ReadTile {
	return async (tile: Tile) => {
		const object = await env.LOG.get(tileKey(tenant, tile));
		return object === null ? undefined : new Uint8Array(await object.arrayBuffer());
	};
}

/** Opens checkpoints in the order they are seen, and fails on any that does not go on from the one before. */
export class Auditor {
	readonly #log: TestLog;
	#key: VerifierKey | undefined;
	#last: OpenedCheckpoint | undefined;

	constructor(log: TestLog) {
		this.#log = log;
	}

	/** The newest checkpoint, consistent with every one seen before. */
	async see(): Promise<OpenedCheckpoint> {
		const { tenant, stub } = this.#log;
		const answer = await stub().checkpoint(tenant);
		if (answer === undefined || "halted" in answer) throw new Error("no checkpoint");
		const key = this.#key ?? (await this.#learn());
		const opened = await openCheckpoint(answer.note, key);
		if (!opened.ok) throw new Error(opened.error);
		const before = this.#last;
		if (before !== undefined && before.size > 0) {
			const proof = await proveConsistency(bucketTiles(tenant), before.size, opened.value.size);
			expect(proof.ok && verifyConsistency(before.size, opened.value.size, before.root, opened.value.root, proof.value)).toBe(
				true,
			);
		}
		this.#last = opened.value;
		return opened.value;
	}

	async #learn(): Promise<VerifierKey> {
		const parsed = await parseVkey((await this.#log.stub().status(this.#log.tenant)).vkey);
		if (!parsed.ok) throw new Error(parsed.error);
		this.#key = parsed.value;
		return parsed.value;
	}
}

/** Every entry of the log as the bucket holds it, with every tile checked against them and the head claimed. */
export async function readAll(log: TestLog, checkpoint: OpenedCheckpoint): Promise<string[]> {
	const read = bucketTiles(log.tenant);
	const entries: Uint8Array[] = [];
	for (const tile of newTiles(0, checkpoint.size).filter(({ level }) => level === ENTRIES)) {
		const bundle = decodeBundle((await read(tile)) ?? new Uint8Array());
		if (!bundle.ok || bundle.value.length !== tile.width) throw new Error("bundle of another width");
		entries.push(...bundle.value);
	}
	const { edge, tiles } = growTree(EMPTY_EDGE, entries.map(hashLeaf));
	for (const { tile, bytes } of tiles) expect(toHex((await read(tile)) ?? new Uint8Array())).toBe(toHex(bytes));
	expect(toHex(rootOf(edge))).toBe(toHex(checkpoint.root));
	expect(await env.LOG.head(headKey(log.tenant, checkpoint.size))).not.toBeNull();
	return entries.map((entry) => new TextDecoder().decode(entry));
}
