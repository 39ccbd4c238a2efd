// Composes what serves OPA agents: the pointer, bundles from the store or baked in, the fleet's table, the ledger.
import type { Baseline } from "./baseline.ts";
import { baselineAgent } from "./baseline-agent.ts";
import type { LedgerMessage } from "./contract/record-data.ts";
import type { Authority } from "./control/authority.ts";
import type { ContextCache } from "./control/context-cache.ts";
import type { ControlDb } from "./control/database.ts";
import type { AgentDeps } from "./control/opa-management/deps.ts";
import { digestsOf } from "./control/opa-management/revisions.ts";
import { createTrust } from "./control/opa-management/trust.ts";
import type { VersionStore } from "./control/version-store.ts";
import { keepEntries } from "./ledger/dead-letters.ts";
import { systemClock } from "./platform/clock.ts";
import { MAX_AGENT_WAIT_S } from "./platform/limits.ts";
import type { Log } from "./platform/log.ts";
import { ok } from "./platform/result.ts";

export type AgentSources = {
	readonly control: ControlDb;
	readonly ledger: D1Database;
	readonly authority: Authority;
	readonly contexts: ContextCache;
	readonly baseline: Baseline;
	readonly published: Pick<VersionStore, "read" | "list">;
	readonly tokens: AgentDeps["tokens"];
	readonly record: (messages: readonly LedgerMessage[]) => Promise<boolean>;
	readonly log: Log;
};

export function composeAgents(sources: AgentSources): AgentDeps {
	const { control, ledger, authority, contexts, baseline, published, tokens, record, log } = sources;
	const { policy, revision } = baseline.manifest;
	const carried = [{ policy, revision, digest: baseline.digest }];
	return {
		db: control,
		pointer: async ({ caller, now, waitUntil }) => {
			const loaded = await contexts.load(caller.tenant, now, waitUntil);
			if (!loaded.ok) throw new Error(`the tenant's context is ${loaded.error}`);
			// Asked of the authority each time: by a pointer of a moment ago an agent would be given back what it has just replaced.
			return authority(caller.tenant).pointer();
		},
		changed: (tenant, after, timeout) => authority(tenant).changed(after, Math.min(timeout, MAX_AGENT_WAIT_S * 1_000)),
		bundle: async (tenant, digest) => {
			if (digest === baseline.digest) return ok(baselineAgent());
			const version = await published.read(tenant, digest, ["agent"]);
			return version.ok ? ok(version.value.bytes.agent) : version;
		},
		isTrusted: createTrust(published.list),
		digests: (tenant, revisions) => digestsOf(control, carried, tenant, revisions),
		tokens,
		record,
		reject: (entries, now) => keepEntries(ledger, entries, now),
		clock: systemClock,
		log,
	};
}
