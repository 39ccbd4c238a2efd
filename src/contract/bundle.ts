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

export const ReleaseManifest = v.strictObject({
	v: v.literal(1),
	/** Name of the policy line. */
	policy: Name,
	revision: v.string(),
	/** Input contract the policy reads. */
	input: v.string(),
	entrypoint: v.string(),
	roots: v.array(v.string()),
	opa: v.string(),
	/** `wasm`: policy.wasm alone; `data`: data.json; `agent`: bundle for OPA agents; `sources`: the Rego. */
	renditions: v.strictObject({ wasm: File, data: File, agent: File, sources: File }),
	/** Digest of the canonical defaults document within data. */
	defaults: Digest,
	rules: v.array(RuleMetadata),
	/** Host builtins the WASM imports. */
	builtins: v.array(v.string()),
});
export type ReleaseManifest = v.InferOutput<typeof ReleaseManifest>;
