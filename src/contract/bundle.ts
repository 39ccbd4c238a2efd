// A release: OPA bundles plus a manifest that names them. The digest of the manifest's canonical JSON is the version.
import * as v from "valibot";
import { Digest, Name } from "./names.ts";

const File = v.strictObject({ digest: Digest, bytes: v.pipe(v.number(), v.integer(), v.minValue(0)) });

export const RuleMetadata = v.strictObject({
	id: v.string(),
	title: v.string(),
	description: v.string(),
	action: v.picklist(["refuse", "redact", "review", "flag"]),
	severity: v.picklist(["low", "medium", "high", "critical"]),
	owner: v.string(),
	exemptible: v.boolean(),
	risks: v.array(v.string()),
	/** Path of the source within the sources rendition. */
	source: v.string(),
});
export type RuleMetadata = v.InferOutput<typeof RuleMetadata>;

/** A path under `data`, `a/b`: names in the form of Rego's, so that roots and entrypoints are the same text everywhere. */
const DataPath = v.pipe(
	v.string(),
	v.maxLength(256),
	v.regex(/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/, "must be names of A-Z a-z 0-9 _ . - with / between them"),
);

/** The version's name for people, as its authors count: letters, digits, `.`, `_`, `+`, `-`. */
export const Revision = v.pipe(
	v.string(),
	v.regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/, "must be 1 to 64 of A-Z a-z 0-9 . _ + -"),
);

const COMMON = {
	v: v.literal(1),
	/** Name of the policy line. */
	policy: Name,
	revision: Revision,
	/** What may be asked of it: `a/b` for `data.a.b`, as the module has them, sorted. */
	entrypoints: v.pipe(v.array(DataPath), v.minLength(1), v.maxLength(1024)),
	/** Paths under `data` that it owns: all its rules and data lie within. */
	roots: v.pipe(v.array(DataPath), v.minLength(1), v.maxLength(64)),
	opa: v.string(),
	/** Version of the Rego language of the sources. */
	rego_version: v.literal(1),
	/**
	 * `wasm`: policy.wasm alone; `data`: data.json; `agent`: bundle for OPA agents; `sources`: the Rego; `debug`: the same
	 * policy as WASM that tells how it came to its result.
	 */
	renditions: v.strictObject({ wasm: File, data: File, agent: File, sources: File, debug: v.optional(File) }),
	rules: v.array(RuleMetadata),
	/** Host builtins the WASM imports. */
	builtins: v.array(v.string()),
};

/** A version of the guard: it reads the input contract and gives a verdict. */
export const GuardManifest = v.strictObject({
	...COMMON,
	kind: v.literal("guard"),
	/** Input contract the policy reads. */
	input: v.string(),
	/** Digest of the canonical defaults document within data. */
	defaults: Digest,
});
export type GuardManifest = v.InferOutput<typeof GuardManifest>;

/** A version of any other policy: it reads and gives whatever its authors say. */
export const GeneralManifest = v.strictObject({ ...COMMON, kind: v.literal("general"), input: v.literal("any") });
export type GeneralManifest = v.InferOutput<typeof GeneralManifest>;

export const ReleaseManifest = v.variant("kind", [GuardManifest, GeneralManifest]);
export type ReleaseManifest = v.InferOutput<typeof ReleaseManifest>;
