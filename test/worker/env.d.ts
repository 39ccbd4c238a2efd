// What worker tests find in `env` from "cloudflare:workers": the bindings of wrangler.toml and the migrations.
/// <reference types="@cloudflare/vitest-plugin/types" />

declare namespace Cloudflare {
	interface Env {
		readonly CONTROL: D1Database;
		readonly LEDGER: D1Database;
		readonly TENANTS: DurableObjectNamespace<import("../../src/control/tenant-object.ts").TenantControl>;
		readonly LOGS: DurableObjectNamespace<import("../../src/ledger/sequencer.ts").LogSequencer>;
		readonly ROLLOUTS: DurableObjectNamespace<import("../../src/control/rollout-object.ts").RolloutMonitor>;
		readonly LOG: R2Bucket;
		readonly WITNESSED: DurableObjectNamespace<import("../../src/ledger/witness.ts").WitnessedLog>;
		readonly EDICT_LOG_KEY: string;
		readonly DECISIONS: Queue;
		readonly LOADER: WorkerLoader;
		readonly DESK: Fetcher;
		readonly BUNDLES: R2Bucket;
		readonly CONTROL_MIGRATIONS: import("cloudflare:test").D1Migration[];
		readonly LEDGER_MIGRATIONS: import("cloudflare:test").D1Migration[];
	}
}
