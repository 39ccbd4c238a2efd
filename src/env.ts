// The Worker's environment, checked once: strings become a typed configuration, and nothing starts half-configured.

import type { LedgerMessage } from "./contract/record-data.ts";
import type { RolloutMonitor } from "./control/rollout-object.ts";
import type { TenantControl } from "./control/tenant-object.ts";
import type { LogSequencer } from "./ledger/sequencer.ts";
import type { WitnessedLog } from "./ledger/witness.ts";
import { type Bytes, fromBase64Url } from "./platform/bytes.ts";
import type { KeyEnvironment } from "./platform/credential.ts";

/** Bindings of wrangler.toml and the secrets of docs/operations.md. */
export type Env = {
	readonly CONTROL: D1Database;
	readonly LEDGER: D1Database;
	/** A control object for each tenant, by its name: the authority over its changes. */
	readonly TENANTS: DurableObjectNamespace<TenantControl>;
	/** A monitor for each rollout, by tenant and id. */
	readonly ROLLOUTS: DurableObjectNamespace<RolloutMonitor>;
	readonly DECISIONS: Queue<LedgerMessage>;
	/** Loads stored versions; absent where the plan does not offer it, and then only the baked-in version serves. */
	readonly LOADER?: WorkerLoader;
	/** Bytes of published versions, by digest. */
	readonly BUNDLES: R2Bucket;
	/** The sequencer of each tenant's log, by the tenant's name. */
	readonly LOGS: DurableObjectNamespace<LogSequencer>;
	/** Tiles and entry bundles of the logs. */
	readonly LOG: R2Bucket;
	/** What this deployment cosigned as a witness, by the log's origin. */
	readonly WITNESSED: DurableObjectNamespace<WitnessedLog>;
	/** Shields across isolates; absent where each isolate's own buckets are enough. */
	readonly KEY_RATE?: RateLimit;
	readonly TENANT_RATE?: RateLimit;
	/** Ed25519 private JWK that signs receipts. */
	readonly EDICT_RECEIPT_KEY: string;
	/** Ed25519 private JWK that signs the checkpoints of the logs; another than that of receipts. */
	readonly EDICT_LOG_KEY: string;
	/** Master secret of identifier tokens: 32 bytes, base64url. */
	readonly EDICT_TOKEN_KEY: string;
	/** Epochs of token keys still in use, e.g. `1,2`; the highest is current. */
	readonly EDICT_TOKEN_EPOCHS?: string;
	/** First part of every log's origin, e.g. `edict.example.com/log`; fixed for ever. */
	readonly EDICT_ORIGIN?: string;
	/** Lines of a witness's verifier key and its address: each is asked to cosign every checkpoint. */
	readonly EDICT_WITNESSES?: string;
	/** Ed25519 private JWK that cosigns other logs; absent: this deployment is no witness. */
	readonly EDICT_WITNESS_KEY?: string;
	/** Name of the witness, e.g. `witness.example.com`. */
	readonly EDICT_WITNESS_NAME?: string;
	/** Verifier keys of the logs that are cosigned, white space between them. */
	readonly EDICT_WITNESS_LOGS?: string;
	/** `true`: anyone may read the logs of tenants that do not say otherwise. */
	readonly EDICT_PUBLIC_LOGS?: string;
	/** `live` or `test`: part of the keys that are made. */
	readonly EDICT_ENVIRONMENT?: string;
};

export type Config = {
	readonly receiptKey: string;
	readonly logKey: string;
	/** Absent: this deployment is no witness. */
	readonly witness?: { readonly key: string; readonly name: string; readonly logs: readonly string[] };
	readonly publicLogs: boolean;
	readonly tokenKey: Bytes;
	readonly tokenEpochs: readonly number[];
	readonly origin: string;
	readonly environment: KeyEnvironment;
};

/** Throws, naming the setting and how to set it, when one is missing or wrong: the Worker must not serve then. */
export function readConfig(env: Env): Config {
	const tokenKey = fromBase64Url(env.EDICT_TOKEN_KEY ?? "");
	if (tokenKey === undefined || tokenKey.length < 32) throw settingError("EDICT_TOKEN_KEY", "32 random bytes in base64url");
	if (!env.EDICT_RECEIPT_KEY) throw settingError("EDICT_RECEIPT_KEY", "an Ed25519 private JWK with a kid");
	if (!env.EDICT_LOG_KEY) throw settingError("EDICT_LOG_KEY", "an Ed25519 private JWK, another than that of receipts");
	const publicLogs = env.EDICT_PUBLIC_LOGS ?? "false";
	if (publicLogs !== "true" && publicLogs !== "false") throw settingError("EDICT_PUBLIC_LOGS", "`true` or `false`");
	const tokenEpochs = (env.EDICT_TOKEN_EPOCHS ?? "1").split(",").map(Number);
	if (!tokenEpochs.every((epoch) => Number.isSafeInteger(epoch) && epoch > 0))
		throw settingError("EDICT_TOKEN_EPOCHS", "positive integers");
	const environment = env.EDICT_ENVIRONMENT ?? "live";
	if (environment !== "live" && environment !== "test") throw settingError("EDICT_ENVIRONMENT", "`live` or `test`");
	const origin = env.EDICT_ORIGIN ?? "edict.local/log";
	const [receiptKey, logKey] = [env.EDICT_RECEIPT_KEY, env.EDICT_LOG_KEY];
	const witness = readWitness(env);
	return {
		...(witness ? { witness } : {}),
		receiptKey,
		logKey,
		publicLogs: publicLogs === "true",
		tokenKey,
		tokenEpochs,
		origin,
		environment,
	};
}

function readWitness({
	EDICT_WITNESS_KEY: key,
	EDICT_WITNESS_NAME: name,
	EDICT_WITNESS_LOGS: logs = "",
}: Env): Config["witness"] {
	if (!key) return undefined;
	if (!name) throw settingError("EDICT_WITNESS_NAME", "the name of the witness, e.g. `witness.example.com`");
	return { key, name, logs: logs.split(/\s+/).filter((vkey) => vkey !== "") };
}

function settingError(name: string, form: string): Error {
	return new Error(`${name} must be set: ${form}. See docs/operations.md.`);
}
