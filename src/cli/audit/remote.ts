// A running service as an auditor reads it: log, leaves, records in bulk, versions and documents.
import * as v from "valibot";
import { OpenedLeaf } from "../../contract/api-audit.ts";
import type { Bytes } from "../../platform/bytes.ts";
import { type OpenedCheckpoint, openCheckpoint } from "../../platform/tlog/checkpoint.ts";
import { parseVkey, type VerifierKey } from "../../platform/tlog/note.ts";
import { type ReadTile, remember } from "../../platform/tlog/prove.ts";
import { decodeBundle, ENTRIES, tileIn, tilePath } from "../../platform/tlog/tiles.ts";
import { EXIT, Refusal } from "../command.ts";
import type { Service } from "../service.ts";

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

export function needed(bytes: Bytes | undefined, what: string): Bytes {
	if (bytes === undefined) throw new Refusal(`${what} cannot be had with this key`, EXIT.unavailable);
	return bytes;
}

export type RemoteLog = {
	readonly key: VerifierKey;
	readonly vkey: string;
	readonly note: string;
	readonly checkpoint: OpenedCheckpoint;
	readonly read: ReadTile;
};

/** The newest checkpoint under the key that the service names, or the one that is trusted. */
export async function openRemoteLog(service: Service, witnesses: readonly string[], trusted?: string): Promise<RemoteLog> {
	const vkey = decode(needed(await service.find("/v1/log/vkey"), "the log's key")).trim();
	if (trusted !== undefined && trusted.trim() !== vkey)
		throw new Refusal(`the service's log has the key ${vkey}, not the one you trust`);
	const key = await parseVkey(vkey);
	if (!key.ok) throw new Refusal("the service's log has no key of a known form");
	const note = decode(needed(await service.find("/v1/log/checkpoint"), "the checkpoint"));
	const keys = await Promise.all(
		witnesses.map(async (text) => {
			const parsed = await parseVkey(text.trim());
			if (!parsed.ok) throw new Refusal(`${text} is no verifier key of a witness`, EXIT.usage);
			return parsed.value;
		}),
	);
	const opened = await openCheckpoint(note, key.value, keys);
	if (!opened.ok) throw new Refusal(`the checkpoint does not hold: ${opened.error}`);
	const read: ReadTile = (tile) => service.find(`/v1/log/${tilePath(tile)}`);
	return { key: key.value, vkey, note, checkpoint: opened.value, read: remember(read) };
}

/** The entries of one bundle, of a log of some size. */
export async function readBundle(service: Service, size: number, n: number): Promise<Uint8Array[]> {
	const tile = tileIn(size, ENTRIES, n);
	if (tile === undefined) throw new RangeError("audit: no such bundle");
	const bundle = decodeBundle(needed(await service.find(`/v1/log/${tilePath(tile)}`), `entry bundle ${n}`));
	if (!bundle.ok || bundle.value.length < tile.width) throw new Refusal(`entry bundle ${n} is cut off`);
	return bundle.value.slice(0, tile.width);
}

const Page = v.object({ leaves: v.array(OpenedLeaf), next: v.optional(v.string()) });

/** All leaves of a type, in order. */
export async function* remoteLeaves(service: Service, type: OpenedLeaf["type"]): AsyncGenerator<OpenedLeaf> {
	for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
		const query = after === undefined ? "" : `&after=${encodeURIComponent(after)}`;
		const page = v.parse(Page, await service.call("GET", `/v1/log/leaves?type=${type}${query}`));
		yield* page.leaves;
		after = page.next;
	}
}

export type ExportLine = {
	readonly record: { readonly decision_id: string };
	readonly commitment: string;
	readonly commitment_key: string;
	readonly index: number;
};
export type ExportEnd = {
	readonly records: number;
	readonly later: number;
	readonly damaged: readonly string[];
	readonly cursor?: string;
};
export type ExportHead = { readonly access: string; readonly tenant: string; readonly size: number; readonly checkpoint: string };

/** One call of the export, whole: an answer without its last line was cut off. */
export async function exportPage(
	service: Service,
	body: object,
): Promise<{ head: ExportHead; lines: ExportLine[]; end: ExportEnd }> {
	const text = await service.text("POST", "/v1/decisions/export", body);
	const lines = text.split("\n").filter((line) => line !== "");
	const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
	const [head, end] = [parsed.shift()?.export as ExportHead | undefined, parsed.pop()?.end as ExportEnd | undefined];
	if (head === undefined || end === undefined) throw new Refusal("the export was cut off; ask again", EXIT.unavailable);
	return { head, lines: parsed as unknown as ExportLine[], end };
}
