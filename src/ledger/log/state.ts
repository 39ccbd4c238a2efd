// What the sequencer keeps in its own SQLite: the order of leaves, the right edge of the tree, the head that it is about to
// sign and the one that it signed last.
import type { Bytes } from "../../platform/bytes.ts";
import type { Edge } from "../../platform/tlog/grow.ts";
import { equalBytes } from "../../platform/tlog/merkle.ts";
import { TILE_WIDTH } from "../../platform/tlog/tiles.ts";

const SCHEMA = `
CREATE TABLE IF NOT EXISTS log (one INTEGER PRIMARY KEY CHECK (one = 1), tenant TEXT NOT NULL, vkey TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS ids (id TEXT PRIMARY KEY, idx INTEGER NOT NULL, leaf BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (idx INTEGER PRIMARY KEY, entry BLOB NOT NULL, leaf BLOB NOT NULL, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS edge (level INTEGER PRIMARY KEY, hashes BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS intended (one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL, root BLOB NOT NULL, tries INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS published (one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL, at INTEGER NOT NULL);
`;

export type Head = { readonly size: number; readonly root: Bytes };
export type Published = Head & { readonly note: string; readonly at: number };
export type Waiting = { readonly entry: Bytes; readonly leaf: Bytes };
export type Identity = { readonly tenant: string; readonly vkey: string };

export function openState(sql: SqlStorage): void {
	sql.exec(SCHEMA);
}

/** Whose log this is and under which key; the first to ask says so for ever. */
export function identity(sql: SqlStorage, first: Identity): Identity {
	sql.exec("INSERT INTO log (one, tenant, vkey) VALUES (1, ?, ?) ON CONFLICT DO NOTHING", first.tenant, first.vkey);
	return sql.exec<Identity>("SELECT tenant, vkey FROM log").one();
}

/** Whose log this is, once that was said. */
export function readIdentity(sql: SqlStorage): Identity | undefined {
	return sql.exec<Identity>("SELECT tenant, vkey FROM log").toArray()[0];
}

export function readPublished(sql: SqlStorage): Published | undefined {
	const [row] = sql.exec<Row<Published>>("SELECT size, root, note, at FROM published").toArray();
	return row && { ...row, root: bytes(row.root) };
}

export function readIntended(sql: SqlStorage): Head | undefined {
	const [row] = sql.exec<Row<Head>>("SELECT size, root FROM intended").toArray();
	return row && { size: row.size, root: bytes(row.root) };
}

/** How many leaves have their place. Entries are kept until the last full bundle at least, so the newest tells. */
export function sequencedSize(sql: SqlStorage): number {
	const { last } = sql.exec<{ last: number | null }>("SELECT max(idx) AS last FROM entries").one();
	return last === null ? (readPublished(sql)?.size ?? 0) : last + 1;
}

/** When the oldest leaf that no checkpoint covers yet was given its place, ms. */
export function oldestWaiting(sql: SqlStorage): number | undefined {
	const from = readPublished(sql)?.size ?? 0;
	return sql.exec<{ at: number }>("SELECT at FROM entries WHERE idx >= ? ORDER BY idx LIMIT 1", from).toArray()[0]?.at;
}

export function findLeaf(sql: SqlStorage, id: string): { readonly index: number; readonly leaf: Bytes } | undefined {
	const [row] = sql.exec<{ idx: number; leaf: ArrayBuffer }>("SELECT idx, leaf FROM ids WHERE id = ?", id).toArray();
	return row && { index: row.idx, leaf: bytes(row.leaf) };
}

export function placeLeaf(sql: SqlStorage, index: number, id: string, { entry, leaf }: Waiting, at: number): void {
	sql.exec("INSERT INTO ids (id, idx, leaf) VALUES (?, ?, ?)", id, index, leaf);
	sql.exec("INSERT INTO entries (idx, entry, leaf, at) VALUES (?, ?, ?, ?)", index, entry, leaf, at);
}

/** Entries from one index up to another, which must all be there. */
export function readEntries(sql: SqlStorage, from: number, to: number): Waiting[] {
	const rows = sql.exec<{ entry: ArrayBuffer; leaf: ArrayBuffer }>(
		"SELECT entry, leaf FROM entries WHERE idx >= ? AND idx < ? ORDER BY idx",
		from,
		to,
	);
	const entries = rows.toArray().map(({ entry, leaf }) => ({ entry: bytes(entry), leaf: bytes(leaf) }));
	if (entries.length !== to - from) throw new Error("log: an entry that was given its place is gone");
	return entries;
}

/** The right edge of the published tree. */
export function readEdge(sql: SqlStorage): Edge {
	const levels = sql.exec<{ hashes: ArrayBuffer }>("SELECT hashes FROM edge ORDER BY level").toArray();
	return { size: readPublished(sql)?.size ?? 0, levels: levels.map(({ hashes }) => bytes(hashes)) };
}

/** Writes down what is about to be claimed and signed. A head that is intended stays so until it is published. */
export function intend(sql: SqlStorage, head: Head): "intended" | "another-intended" {
	sql.exec("INSERT INTO intended (one, size, root, tries) VALUES (1, ?, ?, 0) ON CONFLICT DO NOTHING", head.size, head.root);
	return isIntended(sql, head) ? "intended" : "another-intended";
}

/** Counts a try, so that there is a write which storage must confirm before the signature; false when another is intended. */
export function countTry(sql: SqlStorage, head: Head): boolean {
	sql.exec("UPDATE intended SET tries = tries + 1");
	return isIntended(sql, head);
}

function isIntended(sql: SqlStorage, head: Head): boolean {
	const held = readIntended(sql);
	return held !== undefined && held.size === head.size && equalBytes(held.root, head.root);
}

/** Makes the intended head the published one. Entries are needed as long as their bundle is not full. */
export function publishHead(sql: SqlStorage, published: Published, edge: Edge): void {
	const { size, root, note, at } = published;
	sql.exec("DELETE FROM intended");
	sql.exec("INSERT OR REPLACE INTO published (one, size, root, note, at) VALUES (1, ?, ?, ?, ?)", size, root, note, at);
	for (const [level, hashes] of edge.levels.entries()) {
		sql.exec("INSERT OR REPLACE INTO edge (level, hashes) VALUES (?, ?)", level, hashes);
	}
	sql.exec("DELETE FROM entries WHERE idx < ?", size - (size % TILE_WIDTH));
}

/** SQLite's blobs come as buffers, its other values as they are. */
type Row<T> = { [K in keyof T]: T[K] extends Bytes ? ArrayBuffer : T[K] extends SqlStorageValue ? T[K] : never };

function bytes(buffer: ArrayBuffer): Bytes {
	return new Uint8Array(buffer);
}
