// Records in chunks: from an export, or page by page from the service; each chunk says where the next one begins.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import * as v from "valibot";
import { SearchResponse } from "../../contract/search.ts";
import { Refusal } from "../command.ts";
import type { Service } from "../service.ts";
import type { LineFilter } from "./protocol.ts";

/** `at`: where to go on behind this chunk: a number of lines of an export, a cursor of the service. */
export type Portion = { readonly lines: readonly string[]; readonly at: number | string };

/** Lines that a thread takes at once: some 40 ms of work, so that threads wait for each other little. */
const CHUNK_LINES = 400;
const PAGE = 200;

/** Lines of an export (NDJSON, also gzipped) behind the first `skip`. */
export async function* exportChunks(file: string, skip: number): AsyncGenerator<Portion> {
	await stat(file).catch(() => {
		throw new Refusal(`${file} cannot be read`);
	});
	const raw = createReadStream(file);
	const lines = createInterface({
		input: file.endsWith(".gz") ? raw.pipe(createGunzip()) : raw,
		crlfDelay: Number.POSITIVE_INFINITY,
	});
	let chunk: string[] = [];
	let at = 0;
	for await (const line of lines) {
		at++;
		if (at <= skip || line === "") continue;
		chunk.push(line);
		if (chunk.length < CHUNK_LINES) continue;
		yield { lines: chunk, at };
		chunk = [];
	}
	if (chunk.length > 0) yield { lines: chunk, at };
}

/** The guard's decisions that the service finds, newest first; the service has checked each record's commitment. */
export async function* serviceChunks(service: Service, filter: LineFilter, from: string | undefined): AsyncGenerator<Portion> {
	const { base, ...rest } = filter;
	let cursor = from;
	do {
		const asked = { ...rest, ...(base === undefined ? {} : { policy: base }), kind: "decision", limit: PAGE };
		const body = cursor === undefined ? asked : { ...asked, cursor };
		const page = v.parse(SearchResponse, await service.call("POST", "/v1/decisions/search", body));
		cursor = page.next_cursor;
		const damaged = (page.damaged ?? []).map((decision_id) => JSON.stringify({ decision_id }));
		yield { lines: [...page.decisions.map((record) => JSON.stringify(record)), ...damaged], at: cursor ?? "" };
	} while (cursor !== undefined);
}
