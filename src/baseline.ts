// The release that is baked into this Worker: trusted because its digest is compiled in with it.
import data from "../bundles/baseline/data.json" with { type: "json" };
import manifest from "../bundles/baseline/manifest.json" with { type: "json" };
import wasm from "../bundles/baseline/policy.wasm";
import sources from "../bundles/baseline/sources.json" with { type: "json" };
import type { ReleaseManifest } from "./contract/bundle.ts";
import { documentDigest } from "./platform/digest.ts";
import { createPolicy, type Policy } from "./policy/host.ts";

export type Baseline = {
	/** Digest of the manifest: the version. */
	readonly digest: string;
	readonly manifest: ReleaseManifest;
	readonly sources: readonly { readonly path: string; readonly text: string }[];
	readonly policy: Policy;
};

export async function loadBaseline(): Promise<Baseline> {
	const checked = manifest as ReleaseManifest;
	return {
		digest: await documentDigest(checked),
		manifest: checked,
		sources: sources.files,
		policy: createPolicy(wasm, data, checked.entrypoint),
	};
}
