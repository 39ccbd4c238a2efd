// The guard in one process, without a platform: the same pipeline over a release read from disk, for evaluation, replay,
// benchmarks and tests.

import * as v from "valibot";
import type { Decision } from "../contract/decision.ts";
import type { Problem } from "../contract/problem.ts";
import type { RecordMessage } from "../contract/record.ts";
import type { AppContext, TenantContext } from "../contract/registry.ts";
import { DecideRequest, type DecideRequestBody } from "../contract/request.ts";
import { decide } from "../decide/decide.ts";
import type { DecideDeps } from "../decide/deps.ts";
import { DETECTORS } from "../decide/detect/registry.ts";
import { createMetrics } from "../decide/metrics.ts";
import { toBase64Url } from "../platform/bytes.ts";
import type { Caller } from "../platform/credential.ts";
import { documentDigest } from "../platform/digest.ts";
import { importReceiptKey } from "../platform/receipt.ts";
import { ok, type Result } from "../platform/result.ts";
import { tokeniser } from "../platform/token.ts";
import { ENTRYPOINT, type GuardRelease } from "../policy/bundle.ts";
import { createPolicy } from "../policy/host.ts";

export type LocalGuard = {
	readonly decide: (request: DecideRequestBody, at?: number) => Promise<Result<Decision, Problem>>;
	/** Every record made so far. */
	readonly records: RecordMessage[];
	readonly deps: DecideDeps;
};

export const LOCAL_TENANT = "local";

/** An app that anything may be asked of: no list restricts it. */
export const OPEN_APP: AppContext = {
	name: "app",
	title: "Any app",
	tier: 2,
	channel: "stable",
	models: [],
	locales: [],
	tools: [],
	hosts: [],
};

export type LocalOptions = {
	readonly apps?: readonly AppContext[];
	readonly tools?: TenantContext["tools"];
	readonly config?: TenantContext["config"];
	/** Replaces parts of what the pipeline is given, to inject faults. */
	readonly deps?: Partial<DecideDeps>;
};

export async function createLocalGuard(release: GuardRelease, options: LocalOptions = {}): Promise<LocalGuard> {
	const records: RecordMessage[] = [];
	const context = await localContext(options);
	const version = {
		name: release.manifest.policy,
		revision: release.manifest.revision,
		digest: release.digest,
		bundle: release.manifest.renditions.wasm.digest,
		defaults: release.manifest.defaults,
		policy: createPolicy(compile(release.wasm), release.data, ENTRYPOINT),
	};
	const deps: DecideDeps = {
		activeVersion: () => ok({ version, degraded: false }),
		detectors: DETECTORS,
		loadContext: async () => ok({ context, degraded: false }),
		tokens: tokeniser(crypto.getRandomValues(new Uint8Array(32)), [1]),
		receiptKey: await ephemeralKey(),
		origin: (tenant) => `local/${tenant}`,
		record: async (messages) => {
			records.push(...messages);
			return true;
		},
		idempotency: memoryIdempotency(),
		metrics: createMetrics(),
		log: () => {},
		...options.deps,
	};
	const caller: Caller = { keyId: "local", tenant: LOCAL_TENANT, principal: "local", role: "admin", apps: ["*"], origins: [] };
	return {
		decide: (request, at = Date.now()) => decide(v.parse(DecideRequest, request), { caller, now: at, waitUntil: () => {} }, deps),
		records,
		deps,
	};
}

/** Outside of a Worker, WASM may be compiled at run time; the Worker's types do not know that. */
export function compile(wasm: GuardRelease["wasm"]): WebAssembly.Module {
	return new (WebAssembly.Module as unknown as new (bytes: BufferSource) => WebAssembly.Module)(wasm);
}

async function localContext(options: LocalOptions): Promise<TenantContext> {
	const empty = { digest: await documentDigest({ rules: {} }), layer: { rules: {} } };
	const none = { digest: await documentDigest([]), items: [] };
	return {
		tenant: LOCAL_TENANT,
		epoch: 1,
		pointer: { v: 1, tenant: LOCAL_TENANT, epoch: 1, policies: {}, revoked: [] },
		apps: new Map((options.apps ?? [OPEN_APP]).map((app) => [app.name, app])),
		tools: options.tools ?? new Map(),
		config: options.config ?? { tenant: empty, apps: new Map() },
		exceptions: none,
		kill: none,
	};
}

async function ephemeralKey(): Promise<DecideDeps["receiptKey"]> {
	const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
	const jwk = await crypto.subtle.exportKey("jwk", pair.privateKey);
	return importReceiptKey(JSON.stringify({ ...jwk, kid: toBase64Url(crypto.getRandomValues(new Uint8Array(8))) }));
}

/** Beside the interface's D1 form: the same promise, kept in memory. */
export function memoryIdempotency(): DecideDeps["idempotency"] {
	const rows = new Map<string, { fingerprint: string; message: RecordMessage }>();
	return {
		settle: async (key, message) => {
			const id = JSON.stringify([key.tenant, key.app, key.key]);
			const row = rows.get(id) ?? { fingerprint: key.fingerprint, message };
			rows.set(id, row);
			return row.fingerprint === key.fingerprint ? ok(row.message) : { ok: false, error: "mismatch" };
		},
	};
}
