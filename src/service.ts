// Builds the service of one isolate from its configuration: the planes, each given its slice, behind one router.
import { type Baseline, loadBaseline } from "./baseline.ts";
import { ROUTES } from "./contract/api.ts";
import type { RecordMessage } from "./contract/record.ts";
import { ensureActivation } from "./control/activation.ts";
import { createCallerCache } from "./control/caller-cache.ts";
import { readContext } from "./control/context.ts";
import { createContextCache } from "./control/context-cache.ts";
import { findCredential } from "./control/credentials.ts";
import { type ControlDb, openControl } from "./control/database.ts";
import { controlHandlers } from "./control/routes.ts";
import { tryLoadWith } from "./control/try-load.ts";
import { countDecisions } from "./control/usage.ts";
import { createVersionStore } from "./control/version-store.ts";
import type { DecideDeps } from "./decide/deps.ts";
import { DETECTORS } from "./decide/detect/registry.ts";
import { d1Idempotency } from "./decide/idempotency.ts";
import { createMetrics, type Metrics } from "./decide/metrics.ts";
import { decideHandlers } from "./decide/routes.ts";
import { type Config, type Env, readConfig } from "./env.ts";
import { queueHandler } from "./ledger/consume.ts";
import { ledgerHandlers } from "./ledger/routes.ts";
import { storeRecords } from "./ledger/store.ts";
import { systemClock } from "./platform/clock.ts";
import { consoleLog } from "./platform/log.ts";
import { createRateLimiter } from "./platform/rate-limit.ts";
import { importReceiptKey, type ReceiptKey } from "./platform/receipt.ts";
import { createRouter, type Router } from "./platform/router.ts";
import { tokeniser } from "./platform/token.ts";
import { HOST_VERSION } from "./platform/version.ts";
import { sendRecords } from "./record-queue.ts";
import { serviceHandlers } from "./service-routes.ts";
import { composeVersions, type VersionParts } from "./service-versions.ts";

export type Service = {
	readonly fetch: Router;
	readonly queue: (batch: MessageBatch) => Promise<void>;
};

/** Throws when a setting is missing or wrong: the Worker must not serve then. `load` gives the release that decides. */
export async function createService(env: Env, load: () => Promise<Baseline> = loadBaseline): Promise<Service> {
	const config = readConfig(env);
	const baseline = await load();
	const control = openControl(env.CONTROL);
	const metrics = createMetrics();
	const receiptKey = await importReceiptKey(config.receiptKey);
	const tokens = tokeniser(config.tokenKey, config.tokenEpochs);
	const published = createVersionStore({ db: control, bucket: env.BUNDLES, log: consoleLog });
	const serving = composeVersions({
		baseline,
		binding: env.LOADER,
		store: published,
		metrics,
		log: consoleLog,
	});
	const contexts = createContextCache(contextReader(control, baseline, serving.prepare), consoleLog);
	const callers = createCallerCache((hash, now) => findCredential(control, hash, now));
	const store = {
		db: env.LEDGER,
		log: consoleLog,
		counted: (counts: Parameters<typeof countDecisions>[1]) => countDecisions(control, counts),
	};

	const decide = decideDeps(env, config, { serving, metrics, receiptKey, tokens, contexts, store });
	const handlers = {
		...decideHandlers(decide),
		...serviceHandlers({
			env,
			metrics,
			receiptKey,
			policyReady: () => baseline.policy.evaluate({}).ok,
			versions: serving.versions,
		}),
		...ledgerHandlers({ ...store, tokens: (tenant, purpose, identifier) => tokens.all(tenant, purpose, identifier) }),
		...controlHandlers({
			db: control,
			releases: {
				list: () => [baseline],
				get: (digest) => (digest === baseline.digest ? baseline : undefined),
				active: baseline.digest,
			},
			store: published,
			tryLoad: serving.loader && tryLoadWith(serving.loader),
			host: HOST_VERSION,
			environment: config.environment,
			log: consoleLog,
		}),
	};
	const limitRate = createRateLimiter({ key: env.KEY_RATE, tenant: env.TENANT_RATE });
	const router = createRouter(ROUTES, handlers, { findCaller: callers.find, limitRate, clock: systemClock, log: consoleLog });
	return { fetch: router, queue: (batch) => queueHandler(batch, { ...store, clock: systemClock }) };
}

type Parts = {
	readonly serving: VersionParts;
	readonly metrics: Metrics;
	readonly receiptKey: ReceiptKey;
	readonly tokens: DecideDeps["tokens"];
	readonly contexts: ReturnType<typeof createContextCache>;
	readonly store: Parameters<typeof storeRecords>[0];
};

function decideDeps(env: Env, config: Config, parts: Parts): DecideDeps {
	const { contexts, store } = parts;
	return {
		activeVersion: parts.serving.activeVersion,
		detectors: DETECTORS,
		loadContext: contexts.load,
		tokens: parts.tokens,
		receiptKey: parts.receiptKey,
		origin: (tenant) => `${config.origin}/${tenant}`,
		record: (messages: readonly RecordMessage[]) =>
			sendRecords(env.DECISIONS, messages, (left) => storeRecords(store, left, { now: systemClock() }), consoleLog),
		idempotency: d1Idempotency(env.LEDGER),
		metrics: parts.metrics,
		log: consoleLog,
	};
}

/** Reads a tenant's context; the first time in this isolate, the baked-in version enters the tenant's chain of activations. */
function contextReader(
	db: ControlDb,
	baseline: Baseline,
	prepare: VersionParts["prepare"],
): Parameters<typeof createContextCache>[0] {
	const entered = new Set<string>();
	return async (tenant, now, previous) => {
		if (!entered.has(tenant)) {
			const { policy, revision } = baseline.manifest;
			await ensureActivation(db, {
				tenant,
				policy,
				channel: "stable",
				digest: baseline.digest,
				revision,
				host: HOST_VERSION,
				now,
			});
			entered.add(tenant);
		}
		const context = await readContext(db, tenant, now, previous);
		if (context !== undefined) await prepare(context, previous);
		return context;
	};
}
