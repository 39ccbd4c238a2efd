// A release in this process as a version that can be asked, and documents that are at hand, each checked against its digest.
import { documentDigest } from "../../platform/digest.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import { loadBuiltins } from "../../policy/builtins/registry.ts";
import type { Release } from "../../policy/bundle.ts";
import { createEngines } from "../../policy/engines.ts";
import type { ServingVersion } from "../../policy/version.ts";

/** `undefined`: this host cannot load it. Its instance is made once and reused. */
export async function localVersion(release: Release): Promise<ServingVersion | undefined> {
	const { digest, manifest } = release;
	let module: WebAssembly.Module;
	try {
		// Outside of a Worker, WASM may be compiled at run time; the Worker's types do not know that.
		module = new (WebAssembly.Module as unknown as new (bytes: BufferSource) => WebAssembly.Module)(release.wasm);
	} catch {
		return undefined;
	}
	const engines = createEngines(module, release.dataText, await loadBuiltins(manifest.builtins));
	if (!engines.of("strict").load().ok) return undefined;
	return { digest, manifest, source: "loaded", data: release.dataText, evaluate: async (asked) => engines.evaluate(asked) };
}

/** What is in force where nothing was set: `{"rules":{}}` and `[]` stand in no database. */
const UNSET: readonly unknown[] = [{ rules: {} }, []];

/** Documents by their own digests. */
export async function documentsAtHand(documents: readonly unknown[]): Promise<Map<string, Result<unknown, never>>> {
	const all = [...UNSET, ...documents];
	return new Map(await Promise.all(all.map(async (document) => [await documentDigest(document), ok(document)] as const)));
}

/** A document as it was given for a digest. */
export async function checkedDocument(digest: string, document: unknown): Promise<Result<unknown, "document-damaged">> {
	return (await documentDigest(document)) === digest ? ok(document) : err("document-damaged");
}
