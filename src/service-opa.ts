// Composes OPA's REST API: the tenants' versions, what this Worker carries, the ledger, and what the service knows of itself.
import type { Baseline } from "./baseline.ts";
import type { LedgerMessage } from "./contract/record-data.ts";
import type { VersionStore } from "./control/version-store.ts";
import type { OpaDeps, Source } from "./decide/compat/opa/deps.ts";
import { explainDocuments } from "./decide/compat/opa/explain.ts";
import type { DecideDeps } from "./decide/deps.ts";
import { createFormerVersions } from "./decide/evaluate/former.ts";
import type { Metrics } from "./decide/metrics.ts";
import type { Env } from "./env.ts";
import type { Log } from "./platform/log.ts";
import type { WarmVersions } from "./policy/versions.ts";
import { answers } from "./service-routes.ts";

export type OpaSources = {
	readonly env: Pick<Env, "CONTROL" | "LEDGER">;
	readonly baseline: Baseline;
	readonly versions: WarmVersions;
	readonly published: Pick<VersionStore, "read">;
	readonly loadContext: DecideDeps["loadContext"];
	readonly tokens: OpaDeps["tokens"];
	readonly record: (messages: readonly LedgerMessage[]) => Promise<boolean>;
	readonly metrics: Metrics;
	readonly log: Log;
};

/** OPA's own default. */
const DEFAULT_DECISION = "system/main";

export function composeOpa(sources: OpaSources): OpaDeps {
	const { env, baseline, versions, published, loadContext, tokens, record, metrics, log } = sources;
	return {
		...{ versions, loadContext, tokens, record, metrics, log },
		former: createFormerVersions(),
		baked: (policy) => (policy === baseline.manifest.policy ? baseline.digest : undefined),
		health: async () => {
			const [control, ledger] = await Promise.all([answers(env.CONTROL), answers(env.LEDGER)]);
			const { policy } = baseline.manifest;
			return { bundles: baseline.policy.evaluate({}).ok ? [] : [policy], plugins: { control, ledger } };
		},
		explain: explainDocuments(versions),
		sources: async (tenant, { digest }) => {
			if (digest === baseline.digest) return baseline.sources;
			const stored = await published.read(tenant, digest, ["sources"], "told");
			if (!stored.ok) return undefined;
			// Checked when it was published, and against its digest now.
			return (JSON.parse(new TextDecoder().decode(stored.value.bytes.sources)) as { files: Source[] }).files;
		},
		defaultDecision: ({ defaultDecision }) => defaultDecision ?? DEFAULT_DECISION,
	};
}
