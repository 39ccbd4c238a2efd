// Builds the service of one isolate from its configuration: the planes, each given its slice, behind one router.
import { type Baseline, loadBaseline } from "./baseline.ts";
import { ROUTES } from "./contract/api.ts";
import type { Pointer } from "./contract/pointer.ts";
import type { LedgerMessage } from "./contract/record-data.ts";
import { type Authority, openAuthority } from "./control/authority.ts";
import { createCallerCache } from "./control/caller-cache.ts";
import type { Baked } from "./control/change.ts";
import { readContext } from "./control/context.ts";
import { type ContextCache, type ContextSources, createContextCache } from "./control/context-cache.ts";
import { findCredential } from "./control/credentials.ts";
import { type ControlDb, openControl } from "./control/database.ts";
import { underGlobalKill } from "./control/global-kill.ts";
import { mayActivateStored } from "./control/may-activate.ts";
import { OPERATOR_TENANT } from "./control/names.ts";
import { opaManagementHandlers } from "./control/opa-management/routes.ts";
import { changesStatus } from "./control/reconcile.ts";
import { openMonitors } from "./control/rollout-object.ts";
import type { RevokeSigner } from "./control/routes/deps.ts";
import { controlHandlers } from "./control/routes.ts";
import { tryLoadWith } from "./control/try-load.ts";
import { createVersionStore } from "./control/version-store.ts";
import { opaOtherwise } from "./decide/compat/opa/otherwise.ts";
import { opaHandlers } from "./decide/compat/opa/routes.ts";
import type { DecideDeps } from "./decide/deps.ts";
import { DETECTORS } from "./decide/detect/registry.ts";
import { drillProbe } from "./decide/drill.ts";
import { explainBy } from "./decide/explain.ts";
import { d1Idempotency } from "./decide/idempotency.ts";
import { createMetrics, type Metrics } from "./decide/metrics.ts";
import type { RolloutDeps } from "./decide/rollout.ts";
import { decideHandlers } from "./decide/routes.ts";
import { type Config, type Env, readConfig } from "./env.ts";
import { loadGovernance } from "./governance.ts";
import { queueHandler } from "./ledger/consume.ts";
import { ledgerHandlers } from "./ledger/routes.ts";
import { storeRecords } from "./ledger/store.ts";
import { systemClock } from "./platform/clock.ts";
import { ACTIVATION_SPREAD_MS } from "./platform/limits.ts";
import { consoleLog } from "./platform/log.ts";
import { createRateLimiter } from "./platform/rate-limit.ts";
import { importReceiptKey, type ReceiptKey } from "./platform/receipt.ts";
import { createRouter, type Router } from "./platform/router.ts";
import { tokeniser } from "./platform/token.ts";
import { HOST_VERSION } from "./platform/version.ts";
import { sendRecords } from "./record-queue.ts";
import { composeAgents } from "./service-agents.ts";
import { composeLogs } from "./service-log.ts";
import { composeOpa } from "./service-opa.ts";
import { composeReview } from "./service-review.ts";
import { composeRollouts } from "./service-rollouts.ts";
import { serviceHandlers } from "./service-routes.ts";
import { composeVersions, type VersionParts } from "./service-versions.ts";

export type Service = {
	readonly fetch: Router;
	readonly queue: (batch: MessageBatch) => Promise<void>;
	/** Gives stored records their place in the log that have none yet. */
	readonly sequenceWaiting: () => Promise<unknown>;
};

/** Throws when a setting is missing or wrong: the Worker must not serve then. `load` gives the release that decides. */
export async function createService(env: Env, load: () => Promise<Baseline> = loadBaseline): Promise<Service> {
	const config = readConfig(env);
	const baseline = await load();
	const control = openControl(env.CONTROL);
	const authority = openAuthority(env.TENANTS);
	const metrics = createMetrics();
	const receiptKey = await importReceiptKey(config.receiptKey);
	const tokens = tokeniser(config.tokenKey, config.tokenEpochs);
	const published = createVersionStore({ db: control, bucket: env.BUNDLES, log: consoleLog });
	const serving = composeVersions({
		baseline,
		...{ binding: env.LOADER, store: published, metrics },
		log: consoleLog,
	});
	const contexts = composeContexts(control, authority, baseline, serving.prepare);
	const callers = createCallerCache((hash, now) => findCredential(control, hash, now));
	const { handlers: ofLogs, store, logged, sequence } = await composeLogs(env, config, { control, authority, log: consoleLog });
	const monitors = openMonitors(env.ROLLOUTS);
	const { versions } = serving;
	const rollouts = composeRollouts({ baseline, versions, monitors, tokenKey: config.tokenKey, log: consoleLog });
	const record = (messages: readonly LedgerMessage[]) =>
		sendRecords(env.DECISIONS, messages, (left) => storeRecords(store, left, { now: systemClock() }), consoleLog);
	const decide = decideDeps(env, config, { authority, serving, metrics, receiptKey, tokens, contexts, record, rollouts });
	const handlers = {
		...decideHandlers(decide),
		...serviceHandlers({
			env,
			metrics,
			receiptKey,
			policyReady: () => baseline.policy.evaluate({}).ok,
			versions: serving.versions,
			changesStatus: () => changesStatus(authority),
			rolloutsStatus: () => monitors.status(systemClock()),
		}),
		...opaHandlers(
			composeOpa({
				...{ env, baseline, versions: serving.versions, published, loadContext: contexts.load, tokens, record, metrics },
				log: consoleLog,
			}),
		),
		...opaManagementHandlers(
			composeAgents({
				...{ control, authority, contexts, baseline, published, tokens, record },
				ledger: env.LEDGER,
				log: consoleLog,
			}),
		),
		...ofLogs,
		...composeReview({ store, control, baseline, serving, published, tokens, log: consoleLog }),
		...ledgerHandlers({ ...store, tokens: (tenant, purpose, identifier) => tokens.all(tenant, purpose, identifier) }),
		...controlHandlers({
			authority: logged,
			db: control,
			govern: await loadGovernance({
				...{ tokens, record, host: HOST_VERSION, log: consoleLog },
				restrictions: async (tenant) => (await authority(tenant).tiers()).restrict,
			}),
			mayActivate: mayActivateStored(serving.versions),
			releases: {
				list: () => [baseline],
				get: (digest) => (digest === baseline.digest ? baseline : undefined),
				active: baseline.digest,
			},
			guardInForce: serving.guardInForce,
			store: published,
			tryLoad: serving.loader && tryLoadWith(serving.loader),
			revokeSigner: revokeSignerBy(logged),
			probe: drillProbe(decide),
			...{ monitors, host: HOST_VERSION, environment: config.environment, log: consoleLog },
		}),
	};
	const limitRate = createRateLimiter({ key: env.KEY_RATE, tenant: env.TENANT_RATE });
	const given = { findCaller: callers.find, limitRate, clock: systemClock, log: consoleLog };
	const router = createRouter(ROUTES, handlers, { ...given, otherwise: opaOtherwise });
	return {
		fetch: router,
		queue: (batch) => queueHandler(batch, { ...store, clock: systemClock }),
		sequenceWaiting: sequence,
	};
}

type Parts = {
	readonly authority: Authority;
	readonly serving: VersionParts;
	readonly metrics: Metrics;
	readonly receiptKey: ReceiptKey;
	readonly tokens: DecideDeps["tokens"];
	readonly contexts: ContextCache;
	readonly record: (messages: readonly LedgerMessage[]) => Promise<boolean>;
	readonly rollouts: RolloutDeps;
};

function decideDeps(env: Env, config: Config, parts: Parts): DecideDeps {
	const { contexts } = parts;
	return {
		activeVersion: parts.serving.activeVersion,
		detectors: DETECTORS,
		loadContext: contexts.load,
		tokens: parts.tokens,
		receiptKey: parts.receiptKey,
		origin: (tenant) => `${config.origin}/${tenant}`,
		record: parts.record,
		idempotency: d1Idempotency(env.LEDGER),
		useGrant: (tenant, use) => parts.authority(tenant).useGrant(use),
		explain: explainBy(parts.serving.versions),
		rollouts: parts.rollouts,
		metrics: parts.metrics,
		log: consoleLog,
	};
}

/** What decisions are made in: each tenant's own context, and over it what the operator holds over all. */
function composeContexts(
	db: ControlDb,
	authority: Authority,
	baseline: Baseline,
	prepare: VersionParts["prepare"],
): ContextCache {
	const contexts = createContextCache(contextSources(db, authority, baseline, prepare), consoleLog);
	return underGlobalKill(contexts, () => authority(OPERATOR_TENANT).pointer(), consoleLog);
}

function revokeSignerBy(authority: Authority): RevokeSigner {
	return async (tenant, fingerprint, order) => {
		const made = await authority(tenant).revokeSigner(fingerprint, order);
		// A repeat with another reason finds the key revoked already.
		return made.ok || made.error === "key-reused" ? undefined : "full";
	};
}

/** Where a tenant's context comes from; the version that this deployment carries enters the tenant's history on the way. */
function contextSources(
	db: ControlDb,
	authority: Authority,
	{ digest, manifest }: Baseline,
	prepare: VersionParts["prepare"],
): ContextSources {
	const { policy, revision, roots } = manifest;
	const baked = { policy, digest, revision, roots, host: HOST_VERSION };
	const entered = new Set<string>();
	return {
		stored: (tenant, now, previous) => readContext(db, tenant, now, previous),
		pointer: async (tenant, now) => {
			if (!entered.has(tenant)) {
				const pointer = await authority(tenant).enter(baked, now);
				entered.add(tenant);
				return pointer;
			}
			const pointer = await authority(tenant).pointer();
			return isOvertaken(pointer, baked, now) ? authority(tenant).enter(baked, now) : pointer;
		},
		prepare,
		behind: (tenant) => authority(tenant).reconcile(),
	};
}

/**
 * While deployments overlap, an isolate of the former one may have entered its version last. Those of the newer outlive it,
 * and say so again after the time in which they may overlap.
 */
function isOvertaken(pointer: Pointer, baked: Baked, now: number): boolean {
	const channels = Object.values(pointer.policies[baked.policy]?.channels ?? {});
	return channels.some(
		({ deployed, digest, since }) => deployed && digest !== baked.digest && now - since >= ACTIVATION_SPREAD_MS,
	);
}
