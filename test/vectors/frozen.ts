// A frozen set of records with the release and the documents that they name, unpacked.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { AnyRecord } from "../../src/contract/record-data.ts";
import { readLine } from "../../src/eval/replay/export.ts";
import { documentsAtHand, localVersion } from "../../src/eval/replay/local-version.ts";
import type { Sources } from "../../src/eval/replay/recompute.ts";
import { err, ok } from "../../src/platform/result.ts";
import { type Release, readRelease } from "../../src/policy/bundle.ts";

export type Frozen = {
	/** The export's text. */
	readonly text: string;
	/** Every record, its commitment opened. */
	readonly lines: readonly AnyRecord[];
	readonly release: Release;
	readonly documents: readonly unknown[];
	readonly sources: Sources;
};

/** Throws when the set is not whole. */
export async function readFrozen(folder: string): Promise<Frozen> {
	const file = (name: string) => new Uint8Array(gunzipSync(readFileSync(join(folder, `${name}.gz`))));
	const release = await readRelease({ manifest: file("manifest.json"), wasm: file("policy.wasm"), data: file("data.json") });
	if (!release.ok) throw new Error(`${folder}: ${release.error.reason}`);
	const documents = JSON.parse(readFileSync(join(folder, "documents.json"), "utf8")) as unknown[];
	const text = new TextDecoder().decode(file("records.ndjson"));
	const lines = text.trimEnd().split("\n").map((line) => {
		const read = readLine(line);
		if (!read.ok || !read.value.committed) throw new Error(`${folder}: a line is ${read.ok ? "not committed" : read.error.fault}`);
		return read.value.record;
	});
	return { text, lines, release: release.value, documents, sources: await sourcesOf([release.value], documents) };
}

/** Unpacks the set's release into a folder, where a command looks for one. */
export function unpackRelease(folder: string, into: string): void {
	mkdirSync(into, { recursive: true });
	for (const name of ["manifest.json", "data.json", "policy.wasm", "agent.tar.gz", "sources.json"]) {
		writeFileSync(join(into, name), gunzipSync(readFileSync(join(folder, `${name}.gz`))));
	}
}

/** Releases and documents at hand. */
export async function sourcesOf(releases: readonly Release[], documents: readonly unknown[]): Promise<Sources> {
	const versions = new Map(await Promise.all(releases.map(async (each) => [each.digest, await localVersion(each)] as const)));
	const known = await documentsAtHand(documents);
	return {
		version: async (digest) => {
			const version = versions.get(digest);
			return version === undefined ? err("unknown") : ok(version);
		},
		documents: async () => known,
	};
}
