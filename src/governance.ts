// The governance release that is baked into this Worker, and what decides by it.
import data from "../bundles/governance/data.json" with { type: "json" };
import manifest from "../bundles/governance/manifest.json" with { type: "json" };
import wasm from "../bundles/governance/policy.wasm";
import { createGovern, GOVERNANCE_ENTRYPOINT, type Govern, type GovernDeps } from "./control/govern.ts";
import { documentDigest } from "./platform/digest.ts";
import { createPolicy } from "./policy/host.ts";

export async function loadGovernance(deps: Omit<GovernDeps, "policy" | "version">): Promise<Govern> {
	const version = { digest: await documentDigest(manifest), revision: manifest.revision };
	return createGovern({ ...deps, policy: createPolicy(wasm, data, GOVERNANCE_ENTRYPOINT), version });
}
