// A release from its bytes: nothing of it is used before every digest in its manifest has been checked.
import * as v from "valibot";
import { ReleaseManifest } from "../contract/bundle.ts";
import { INPUT_CONTRACT } from "../contract/input.ts";
import type { Bytes } from "../platform/bytes.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { digestOf, documentDigest } from "../platform/digest.ts";
import { err, ok, type Result } from "../platform/result.ts";

/** The entrypoint of the policy line `guard`. */
export const ENTRYPOINT = "guard/decision/decision";

/** Names of a release's files on disk and in a store. */
export const RELEASE_FILES = {
	manifest: "manifest.json",
	wasm: "policy.wasm",
	data: "data.json",
	agent: "agent.tar.gz",
	sources: "sources.json",
} as const;

export type ReleaseFiles = { readonly [file in keyof typeof RELEASE_FILES]: Bytes };

/** A host that only evaluates need not hold the agent rendition or the sources. */
export type ReleaseBytes = Pick<ReleaseFiles, "manifest" | "wasm" | "data"> & Partial<ReleaseFiles>;

export type Release = {
	/** Digest of the manifest: the version. */
	readonly digest: string;
	readonly manifest: ReleaseManifest;
	readonly wasm: Bytes;
	readonly data: Readonly<Record<string, unknown>>;
};

export type ReleaseProblem =
	| { readonly reason: "manifest-invalid" | "manifest-not-canonical" | "data-invalid" | "wasm-invalid" }
	| { readonly reason: "digest-mismatch"; readonly file: keyof typeof RELEASE_FILES | "defaults" }
	| { readonly reason: "input-unsupported" | "entrypoint-unknown"; readonly found: string };

/**
 * Reads and verifies a release. `expected` is the version asked for; without it, the manifest's own digest is taken.
 * Says nothing about who made the release: signatures lie outside and are checked by whoever loads it.
 */
export async function readRelease(bytes: ReleaseBytes, expected?: string): Promise<Result<Release, ReleaseProblem>> {
	const digest = await digestOf(bytes.manifest);
	if (expected !== undefined && digest !== expected) return err({ reason: "digest-mismatch", file: "manifest" });
	const manifest = readManifest(bytes.manifest);
	if (!manifest.ok) return manifest;
	const { renditions, input, entrypoint, defaults } = manifest.value;
	for (const file of ["wasm", "data", "agent", "sources"] as const) {
		const given = bytes[file];
		if (given && !(given.length === renditions[file].bytes && (await digestOf(given)) === renditions[file].digest)) {
			return err({ reason: "digest-mismatch", file });
		}
	}
	if (input !== INPUT_CONTRACT) return err({ reason: "input-unsupported", found: input });
	if (entrypoint !== ENTRYPOINT) return err({ reason: "entrypoint-unknown", found: entrypoint });
	if (!isWasm(bytes.wasm)) return err({ reason: "wasm-invalid" });
	const data = parseJson(bytes.data);
	const found = v.safeParse(v.object({ guard: v.object({ config: v.object({ defaults: v.unknown() }) }) }), data);
	if (!found.success) return err({ reason: "data-invalid" });
	if ((await documentDigest(found.output.guard.config.defaults)) !== defaults) {
		return err({ reason: "digest-mismatch", file: "defaults" });
	}
	return ok({ digest, manifest: manifest.value, wasm: bytes.wasm, data: data as Record<string, unknown> });
}

/** Two byte strings for one manifest would be two versions: only the canonical one is read. */
function readManifest(bytes: Bytes): Result<ReleaseManifest, ReleaseProblem> {
	const parsed = v.safeParse(ReleaseManifest, parseJson(bytes));
	if (!parsed.success) return err({ reason: "manifest-invalid" });
	if (canonicalJson(parsed.output) !== new TextDecoder().decode(bytes)) return err({ reason: "manifest-not-canonical" });
	return ok(parsed.output);
}

/** `undefined` when the bytes are not UTF-8 JSON. */
function parseJson(bytes: Bytes): unknown {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
	} catch {
		return undefined;
	}
}

/** The magic number and version 1: what a host can tell without compiling. */
function isWasm(bytes: Bytes): boolean {
	return [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00].every((byte, index) => bytes[index] === byte);
}
