// The release that is baked into this Worker: trusted because its digest is compiled in with it.
import data from "../bundles/baseline/data.json" with { type: "json" };
import manifest from "../bundles/baseline/manifest.json" with { type: "json" };
import wasm from "../bundles/baseline/policy.wasm";
import sources from "../bundles/baseline/sources.json" with { type: "json" };
import type { GuardManifest } from "./contract/bundle.ts";
import type { RuleDefaults } from "./control/config-faults.ts";
import { documentDigest } from "./platform/digest.ts";
import { loadBuiltins } from "./policy/builtins/registry.ts";
import { ENTRYPOINT } from "./policy/bundle.ts";
import { createEngines } from "./policy/engines.ts";
import { createPolicy, type Policy } from "./policy/host.ts";
import type { ServingVersion } from "./policy/version.ts";

export type Baseline = {
	/** Digest of the manifest: the version. */
	readonly digest: string;
	readonly manifest: GuardManifest;
	readonly sources: readonly { readonly path: string; readonly text: string }[];
	/** How strict each rule is shipped. */
	readonly defaults: RuleDefaults;
	/** Asked by decisions: at once, in this isolate. */
	readonly policy: Policy;
	/** Asked as any other version is. */
	readonly version: ServingVersion;
};

export async function loadBaseline(): Promise<Baseline> {
	const checked = manifest as GuardManifest;
	const digest = await documentDigest(checked);
	const text = JSON.stringify(data);
	const engines = createEngines(wasm, text, await loadBuiltins(checked.builtins));
	return {
		digest,
		manifest: checked,
		sources: sources.files,
		defaults: data.guard.config.defaults as RuleDefaults,
		policy: createPolicy(wasm, data, ENTRYPOINT),
		version: { digest, manifest: checked, source: "baked", data: text, evaluate: async (asked) => engines.evaluate(asked) },
	};
}
