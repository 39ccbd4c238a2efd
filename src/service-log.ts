// Composes the logs of one isolate: the tenants' sequencers, their keys, who may read them, and the routes.
import type { ControlDb } from "./control/database.ts";
import { createPublicLogs } from "./control/public-log.ts";
import type { Config, Env } from "./env.ts";
import { type Logs, openLogs } from "./ledger/log/client.ts";
import { logHandlers } from "./ledger/log-routes.ts";
import type { Log } from "./platform/log.ts";
import { importLogKey } from "./platform/tlog/log-key.ts";

export type LogParts = { readonly logs: Logs; readonly handlers: ReturnType<typeof logHandlers> };

/** Throws when the log key is not one: the Worker must not serve then. */
export async function composeLogs(env: Env, config: Config, control: ControlDb, log: Log): Promise<LogParts> {
	const logs = openLogs(env.LOGS);
	const key = await importLogKey(config.logKey);
	const handlers = logHandlers({
		...{ db: env.LEDGER, logs, bucket: env.LOG, log },
		keyOf: (tenant) => key.under(`${config.origin}/${tenant}`),
		isPublic: createPublicLogs(control, config.publicLogs),
	});
	return { logs, handlers };
}
