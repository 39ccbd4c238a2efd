// Composes the logs of one isolate: the tenants' sequencers, their keys, who may read them, what enters them, and the routes.
import type { Authority, TenantAuthority } from "./control/authority.ts";
import type { ControlDb } from "./control/database.ts";
import { OPERATOR_TENANT } from "./control/names.ts";
import { createPublicLogs } from "./control/public-log.ts";
import { listTenants } from "./control/registry.ts";
import { countDecisions } from "./control/usage.ts";
import type { Config, Env } from "./env.ts";
import { auditHandlers } from "./ledger/audit-routes.ts";
import { createPlacedEpochs, type EventDeps, type LeafBodyDeps, placeEvents, placeWaitingBodies } from "./ledger/leaf-bodies.ts";
import { openLogs } from "./ledger/log/client.ts";
import { logHandlers } from "./ledger/log-routes.ts";
import { sequenceWaiting } from "./ledger/sequence.ts";
import type { StoreDeps } from "./ledger/store.ts";
import { openWitness } from "./ledger/witness.ts";
import { MAX_PAGE } from "./platform/limits.ts";
import { failureName, type Log } from "./platform/log.ts";
import { importLogKey } from "./platform/tlog/log-key.ts";

export type LogParts = {
	readonly handlers: ReturnType<typeof logHandlers> & ReturnType<typeof auditHandlers>;
	/** What records are stored and sequenced with. */
	readonly store: StoreDeps & LeafBodyDeps;
	/** The authority, whose changes enter the log before they are answered, where the log can be reached. */
	readonly logged: Authority;
	/** Brings into the logs whatever waits for its place. Throws when D1 fails. */
	readonly sequence: () => Promise<void>;
};
export type LogSources = { readonly control: ControlDb; readonly authority: Authority; readonly log: Log };

/** Throws when a key is none: the Worker must not serve then. */
export async function composeLogs(env: Env, config: Config, { control, authority, log }: LogSources): Promise<LogParts> {
	const logs = openLogs(env.LOGS);
	const key = await importLogKey(config.logKey);
	const deps: EventDeps = {
		...{ db: env.LEDGER, log, append: logs.append },
		events: async (tenant, from) => (await authority(tenant).events(from, MAX_PAGE)).events.map(({ event }) => event),
	};
	const witness = config.witness && (await openWitness(config.witness, env.WITNESSED, Date.now));
	const store = {
		...{ db: env.LEDGER, log, append: logs.append, placedEpoch: createPlacedEpochs(deps) },
		counted: (counts: Parameters<typeof countDecisions>[1]) => countDecisions(control, counts),
	};
	const handlers = {
		...logHandlers({
			...{ db: env.LEDGER, logs, bucket: env.LOG, log },
			keyOf: (tenant) => key.under(`${config.origin}/${tenant}`),
			isPublic: createPublicLogs(control, config.publicLogs),
		}),
		...auditHandlers({ ...deps, logs, ...(witness === undefined ? {} : { cosign: witness.cosign }) }),
	};
	const sequence = async () => {
		await placeAll(deps, control);
		await sequenceWaiting(store);
	};
	return { handlers, store, logged: loggedBy(authority, deps), sequence };
}

/** Calls that change nothing, or that the next decision brings into the log. */
const QUIET: ReadonlySet<string> = new Set([
	...["pointer", "changed", "enter", "events", "state", "reconcile", "report", "reported"],
	...["previous", "standing", "glasses", "tiers", "rollout"],
]);

function loggedBy(authority: Authority, deps: EventDeps): Authority {
	return (tenant) => {
		const object = authority(tenant);
		const calls = Object.entries(object).map(([name, call]) => {
			if (QUIET.has(name)) return [name, call];
			const change = call as (...args: unknown[]) => Promise<unknown>;
			return [name, async (...args: unknown[]) => placedAfter(deps, tenant, await change(...args))];
		});
		return Object.fromEntries(calls) as TenantAuthority;
	};
}

/** A change holds, whatever the log does; the consumer and the schedule bring it there later. */
async function placedAfter<T>(deps: EventDeps, tenant: string, answer: T): Promise<T> {
	try {
		await placeEvents(deps, tenant);
	} catch (error) {
		deps.log("error", "ledger.events-failed", { tenant, failure: failureName(error) });
	}
	return answer;
}

async function placeAll(deps: EventDeps, control: ControlDb): Promise<void> {
	const tenants = new Set([OPERATOR_TENANT, ...(await listTenants(control)).map(({ name }) => name)]);
	for (const tenant of tenants) await placedAfter(deps, tenant, undefined);
	await placeWaitingBodies(deps);
}
