// A release from its bytes: nothing of it is used before every digest in its manifest has been checked.
import * as v from "valibot";
import { type GuardManifest, ReleaseManifest } from "../contract/bundle.ts";
import { INPUT_CONTRACT } from "../contract/input.ts";
import type { Bytes } from "../platform/bytes.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { digestOf, documentDigest } from "../platform/digest.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { firstOutside, isWithin } from "./roots.ts";

/** The policy line of the guard, and its entrypoint. */
export const GUARD = "guard";
export const ENTRYPOINT = "guard/decision/decision";

/** Names of a release's files on disk and in a store. */
export const RELEASE_FILES = {
	manifest: "manifest.json",
	wasm: "policy.wasm",
	data: "data.json",
	agent: "agent.tar.gz",
	sources: "sources.json",
	debug: "debug.wasm",
} as const;
export type ReleaseFile = keyof typeof RELEASE_FILES;
/** What the manifest names by digest. */
export type Rendition = Exclude<ReleaseFile, "manifest">;
export const RENDITIONS = ["wasm", "data", "agent", "sources", "debug"] as const satisfies readonly Rendition[];

/** All files of a release; a release need not have a debug rendition. */
export type ReleaseFiles = { readonly [file in Exclude<ReleaseFile, "debug">]: Bytes } & { readonly debug?: Bytes };

/** A host that only evaluates need not hold the agent rendition or the sources. */
export type ReleaseBytes = Pick<ReleaseFiles, "manifest" | "wasm" | "data"> & Partial<ReleaseFiles>;

export type Release = {
	/** Digest of the manifest: the version. */
	readonly digest: string;
	readonly manifest: ReleaseManifest;
	readonly wasm: Bytes;
	/** Parsed: numbers beyond 2^53 have lost digits. An engine is given `dataText`. */
	readonly data: Readonly<Record<string, unknown>>;
	readonly dataText: string;
};

export type GuardRelease = Release & { readonly manifest: GuardManifest };

export type ReleaseProblem =
	| { readonly reason: "manifest-invalid" | "manifest-not-canonical" | "data-invalid" | "wasm-invalid" | "line-reserved" }
	/** A file is not what the manifest says of it; `undeclared`: the manifest says nothing of it. */
	| { readonly reason: "digest-mismatch" | "undeclared"; readonly file: ReleaseFile | "defaults" }
	| { readonly reason: "input-unsupported" | "entrypoint-unknown" | "root-reserved"; readonly found: string }
	/** An entrypoint or a member of the data lies outside of the roots. */
	| { readonly reason: "outside-roots"; readonly found: string };

/**
 * Reads and verifies a release of either kind. `expected` is the version asked for; without it, the manifest's own digest is
 * taken. Says nothing about who made the release: signatures lie outside and are checked by whoever loads it.
 */
export async function readRelease(bytes: ReleaseBytes, expected?: string): Promise<Result<Release, ReleaseProblem>> {
	const digest = await digestOf(bytes.manifest);
	if (expected !== undefined && digest !== expected) return err({ reason: "digest-mismatch", file: "manifest" });
	const read = readManifest(bytes.manifest);
	if (!read.ok) return read;
	const manifest = read.value;
	for (const file of RENDITIONS) {
		const given = bytes[file];
		const fault = given === undefined ? undefined : await fileFault(manifest, file, given);
		if (fault !== undefined) return err(fault);
	}
	const declared = declarationFault(manifest);
	if (declared !== undefined) return err(declared);
	for (const file of ["wasm", "debug"] as const) {
		const given = bytes[file];
		if (given !== undefined && !isWasm(given)) return err({ reason: "wasm-invalid" });
	}
	const parsed = v.safeParse(v.record(v.string(), v.unknown()), parseJson(bytes.data));
	if (!parsed.success) return err({ reason: "data-invalid" });
	const data = parsed.output;
	const fault = await dataFault(manifest, data);
	if (fault !== undefined) return err(fault);
	return ok({ digest, manifest, wasm: bytes.wasm, data, dataText: new TextDecoder().decode(bytes.data) });
}

/** Reads a manifest alone. Two byte strings for one manifest would be two versions: only the canonical one is read. */
export function readManifest(bytes: Bytes): Result<ReleaseManifest, ReleaseProblem> {
	const parsed = v.safeParse(ReleaseManifest, parseJson(bytes));
	if (!parsed.success) return err({ reason: "manifest-invalid" });
	if (canonicalJson(parsed.output) !== new TextDecoder().decode(bytes)) return err({ reason: "manifest-not-canonical" });
	return ok(parsed.output);
}

/** What is wrong with a file that the manifest names; `undefined`: nothing. */
export async function fileFault(manifest: ReleaseManifest, file: Rendition, bytes: Bytes): Promise<ReleaseProblem | undefined> {
	const named = manifest.renditions[file];
	if (named === undefined) return { reason: "undeclared", file };
	const same = bytes.length === named.bytes && (await digestOf(bytes)) === named.digest;
	return same ? undefined : { reason: "digest-mismatch", file };
}

/** What a manifest of either kind may not say. The line `guard` and its root are the guard's alone. */
function declarationFault(manifest: ReleaseManifest): ReleaseProblem | undefined {
	const { kind, policy, input, entrypoints, roots } = manifest;
	if ((kind === "guard") !== (policy === GUARD)) return { reason: "line-reserved" };
	if (kind === "guard") {
		if (input !== INPUT_CONTRACT) return { reason: "input-unsupported", found: input };
		const other = entrypoints.find((path) => path !== ENTRYPOINT);
		if (other !== undefined || entrypoints.length !== 1) return { reason: "entrypoint-unknown", found: other ?? ENTRYPOINT };
		const root = roots.find((path) => path !== GUARD);
		return root === undefined ? undefined : { reason: "root-reserved", found: root };
	}
	const reserved = roots.find((path) => RESERVED_ROOTS.some((taken) => isWithin(path, taken)));
	if (reserved !== undefined) return { reason: "root-reserved", found: reserved };
	const outside = entrypoints.find((path) => !roots.some((root) => isWithin(path, root)));
	return outside === undefined ? undefined : { reason: "outside-roots", found: outside };
}

/** `guard` is the guard's; `system` is what OPA keeps for itself. */
const RESERVED_ROOTS = [GUARD, "system"] as const;

async function dataFault(manifest: ReleaseManifest, data: Record<string, unknown>): Promise<ReleaseProblem | undefined> {
	const outside = firstOutside(data, manifest.roots);
	if (outside !== undefined) return { reason: "outside-roots", found: outside };
	if (manifest.kind === "general") return undefined;
	const found = v.safeParse(v.object({ guard: v.object({ config: v.object({ defaults: v.unknown() }) }) }), data);
	if (!found.success) return { reason: "data-invalid" };
	const same = (await documentDigest(found.output.guard.config.defaults)) === manifest.defaults;
	return same ? undefined : { reason: "digest-mismatch", file: "defaults" };
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
