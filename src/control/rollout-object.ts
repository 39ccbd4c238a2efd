// A rollout's monitor: gathers what isolates tell, guards by it, and pauses or aborts through the authority; it promotes nothing.
import { DurableObject } from "cloudflare:workers";
import type { Rollout, RolloutSeen } from "../contract/rollout.ts";
import type { RolloutReport } from "../contract/rollout-report.ts";
import { type Clock, systemClock } from "../platform/clock.ts";
import { ROLLOUT_STALL_MS, ROLLOUT_WATCH_MS } from "../platform/limits.ts";
import { consoleLog, failureName } from "../platform/log.ts";
import { openAuthority } from "./authority.ts";
import { ROLLOUT_GUARD } from "./names.ts";
import { openMonitorStore } from "./rollout/monitor-store.ts";
import type { TenantControl } from "./tenant-object.ts";

export type MonitorEnv = {
	readonly TENANTS: DurableObjectNamespace<TenantControl>;
	readonly ROLLOUTS: DurableObjectNamespace<RolloutMonitor>;
};
export type RolloutsStatus = { readonly running: number; readonly stalled: number };

/** The object that knows which monitors there are; no rollout has this name. */
const WATCH = "watch";

export class RolloutMonitor extends DurableObject<MonitorEnv> {
	clock: Clock = systemClock;
	readonly #store;
	readonly #sql: SqlStorage;

	constructor(state: DurableObjectState, env: MonitorEnv) {
		super(state, env);
		this.#sql = state.storage.sql;
		this.#store = openMonitorStore(this.#sql);
		this.#sql.exec(
			"create table if not exists beats (name text primary key, at integer not null, stalled integer not null) strict",
		);
	}

	/** A rollout begins or was changed: from now on silence is noticed. */
	async begin(tenant: string, rollout: Rollout): Promise<void> {
		this.ctx.storage.transactionSync(() => {
			this.#store.follow(tenant, rollout);
			this.#store.note("began", this.clock());
		});
		await this.#beat(false);
		await this.ctx.storage.setAlarm(Date.now() + ROLLOUT_WATCH_MS);
	}

	async report(tenant: string, rollout: Rollout, report: RolloutReport): Promise<void> {
		const harm = this.ctx.storage.transactionSync(() => this.#store.take(tenant, rollout, report, this.clock()));
		if (harm !== undefined) return this.#act();
		if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + ROLLOUT_WATCH_MS);
	}

	async seen(): Promise<RolloutSeen | undefined> {
		return this.#store.seen();
	}

	/** Looks whether the rollout still runs, and whether anybody tells of it; acts on what the authority was not told. */
	override async alarm(): Promise<void> {
		const watched = this.#store.watched();
		if (watched === undefined) return;
		const { tenant, rollout, lastReport } = watched;
		if (watched.harm !== undefined) await this.#act();
		try {
			const current = await openAuthority(this.env.TENANTS)(tenant).pointer();
			const live = current.policies[rollout.policy]?.rollout;
			if (live?.id !== rollout.id) {
				this.#store.over();
				await this.env.ROLLOUTS.getByName(WATCH).gone(this.#name());
				return;
			}
			this.ctx.storage.transactionSync(() => this.#store.follow(tenant, live));
		} catch (error) {
			consoleLog("error", "rollout.watch-failed", { tenant, rollout: rollout.id, failure: failureName(error) });
		}
		const stalled = this.clock() - (lastReport ?? rollout.started_at) > ROLLOUT_STALL_MS;
		if (stalled) consoleLog("error", "rollout.stalled", { tenant, rollout: rollout.id });
		await this.#beat(stalled);
		await this.ctx.storage.setAlarm(Date.now() + ROLLOUT_WATCH_MS);
	}

	/** Tells the authority, once: the key of the order is made of what was found. What it refuses is over already. */
	async #act(): Promise<void> {
		const watched = this.#store.watched();
		if (watched?.harm === undefined) return;
		const { tenant, rollout, harm } = watched;
		const command = harm.metric === "sample-ratio" ? "pause" : rollout.on_harm;
		try {
			const made = await openAuthority(this.env.TENANTS)(tenant).steerRollout({
				...{ policy: rollout.policy, id: rollout.id, command, harm, by: ROLLOUT_GUARD, role: "operator", at: this.clock() },
				...{ reason: `${harm.metric} is worse than its margin`, key: `guard ${rollout.id} ${rollout.epoch} ${harm.metric}` },
			});
			const told = { tenant, rollout: rollout.id, metric: harm.metric, command };
			consoleLog("error", made.ok ? "rollout.stopped" : "rollout.stopped-before", told);
			this.#store.note("harm", undefined);
		} catch (error) {
			consoleLog("error", "rollout.stop-failed", { tenant, rollout: rollout.id, failure: failureName(error) });
			await this.ctx.storage.setAlarm(Date.now() + 1_000);
		}
	}

	async #beat(stalled: boolean): Promise<void> {
		await this.env.ROLLOUTS.getByName(WATCH).beat(this.#name(), this.clock(), stalled);
	}

	#name(): string {
		return this.ctx.id.name ?? this.ctx.id.toString();
	}

	/** Of the watching object: a monitor lives. */
	async beat(name: string, at: number, stalled: boolean): Promise<void> {
		this.#sql.exec("insert or replace into beats values (?, ?, ?)", name, at, Number(stalled));
	}

	async gone(name: string): Promise<void> {
		this.#sql.exec("delete from beats where name = ?", name);
	}

	/** Of the watching object: rollouts that run, and those that nobody tells of or whose monitor is silent itself. */
	async watching(now: number): Promise<RolloutsStatus> {
		const query = "select count(*) as running, coalesce(sum(stalled or at < ?), 0) as stalled from beats";
		return this.#sql.exec<{ running: number; stalled: number }>(query, now - ROLLOUT_STALL_MS).one();
	}
}

export type Monitors = {
	readonly begin: (tenant: string, rollout: Rollout) => Promise<void>;
	readonly report: (tenant: string, rollout: Rollout, report: RolloutReport) => Promise<void>;
	readonly seen: (tenant: string, rollout: Rollout) => Promise<RolloutSeen | undefined>;
	/** `undefined`: the watching object is away. */
	readonly status: (now: number) => Promise<RolloutsStatus | undefined>;
};

/** Over the binding of the monitors: one object a rollout. */
export function openMonitors(namespace: DurableObjectNamespace<RolloutMonitor>): Monitors {
	const of = (tenant: string, { id }: Rollout) => namespace.getByName(`${tenant} ${id}`);
	return {
		begin: (tenant, rollout) => of(tenant, rollout).begin(tenant, rollout),
		report: (tenant, rollout, report) => of(tenant, rollout).report(tenant, rollout, report),
		seen: async (tenant, rollout) => (await of(tenant, rollout).seen()) as RolloutSeen | undefined,
		status: async (now) => {
			try {
				return await namespace.getByName(WATCH).watching(now);
			} catch {
				return undefined;
			}
		},
	};
}
