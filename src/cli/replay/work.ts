// The work of one thread: lines of an export in, outcomes out; versions and documents are asked for once and kept.

import type { AnyRecord } from "../../contract/record-data.ts";
import type { Replayed } from "../../contract/replay.ts";
import { readLine } from "../../eval/replay/export.ts";
import { emptyCounts, impact } from "../../eval/replay/impact.ts";
import { checkedDocument, documentsAtHand, localVersion } from "../../eval/replay/local-version.ts";
import { inputReads } from "../../eval/replay/reads.ts";
import type { Sources } from "../../eval/replay/recompute.ts";
import { type ConfigDigests, count, emptySummary, replay } from "../../eval/replay/replay.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import { readRelease } from "../../policy/bundle.ts";
import type { ServingVersion, VersionFault } from "../../policy/version.ts";
import type { Chunk, Done, LineFilter, Supply, Task } from "./protocol.ts";

type Kept = { readonly version: Result<ServingVersion, VersionFault>; readonly reads: readonly string[] };

/** What a thread does with its chunks. Throws only for bugs. */
export async function createWork(task: Task, supply: Supply): Promise<(chunk: Chunk) => Promise<Done>> {
	const sources = await sourcesOf(supply);
	const configs: ConfigDigests = new Map();
	return async ({ lines }) => {
		const summary = emptySummary();
		const outcomes: Replayed[] = [];
		const records: AnyRecord[] = [];
		let [passed, open] = [0, 0];
		for (const line of lines) {
			const read = readLine(line);
			if (!read.ok && (read.error.fault === "begin" || read.error.fault === "end")) open += read.error.fault === "begin" ? 1 : -1;
			else if (!read.ok) outcomes.push({ decision_id: read.error.id ?? "", status: "damaged" });
			else if (matches(read.value.record, task.filter)) records.push(read.value.record);
			else passed++;
		}
		if (task.draft !== undefined) {
			const part = await impact(records, task.draft, sources);
			count(summary, outcomes);
			return { summary, outcomes, ...part, passed, open };
		}
		outcomes.push(...(await replay(records, sources, configs)));
		count(summary, outcomes);
		return {
			summary,
			outcomes: outcomes.filter(({ status }) => status !== "same"),
			counts: emptyCounts(),
			changed: [],
			passed,
			open,
		};
	};
}

function matches(record: AnyRecord, { from, to, app, base }: LineFilter): boolean {
	if ((from !== undefined && record.time < from) || (to !== undefined && record.time >= to)) return false;
	if (app !== undefined && !("app" in record && record.app === app)) return false;
	return base === undefined || record.policy?.digest === base;
}

async function sourcesOf(supply: Supply): Promise<Sources> {
	const versions = new Map<string, Kept>();
	const documents: Map<string, Result<unknown, "document-unknown" | "document-damaged">> = await documentsAtHand([]);
	const version = async (digest: string): Promise<Kept> => {
		const found = versions.get(digest) ?? (await loaded(digest, supply));
		versions.set(digest, found);
		return found;
	};
	return {
		version: async (digest) => (await version(digest)).version,
		reads: async (digest) => (await version(digest)).reads,
		documents: async (digests) => {
			for (const digest of digests) {
				if (documents.has(digest)) continue;
				const found = await supply.document(digest);
				documents.set(digest, found === undefined ? err("document-unknown") : await checkedDocument(digest, found.document));
			}
			return documents;
		},
	};
}

async function loaded(digest: string, supply: Supply): Promise<Kept> {
	const bytes = await supply.version(digest);
	if (bytes === undefined) return { version: err("unknown"), reads: [] };
	const { sources, ...files } = bytes;
	const release = await readRelease({ ...files, ...(sources === undefined ? {} : { sources }) }, digest);
	if (!release.ok) return { version: err(release.error.reason === "input-unsupported" ? "unsupported" : "corrupt"), reads: [] };
	const version = await localVersion(release.value);
	const listing = sources === undefined ? [] : (JSON.parse(new TextDecoder().decode(sources)) as { files: Source[] }).files;
	return { version: version === undefined ? err("unsupported") : ok(version), reads: inputReads(listing) };
}
type Source = { readonly path: string; readonly text: string };
