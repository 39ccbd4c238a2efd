// A tenant's control object: the one authority over its changes. Event, pointer and outbox are one transaction here; D1 follows.
import { DurableObject } from "cloudflare:workers";
import type { ControlEvent } from "../contract/event.ts";
import type { GrantFault } from "../contract/exception.ts";
import type { GrantFact } from "../contract/input.ts";
import type { BreakGlassInfo, Tiers } from "../contract/lifecycle.ts";
import type { Pointer } from "../contract/pointer.ts";
import type { Rollout } from "../contract/rollout.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { type Clock, systemClock } from "../platform/clock.ts";
import { MAX_PAGE, MAX_WAITERS, PROJECTION_RETRY_MAX_MS, PROJECTION_RETRY_MS, PROJECTION_WAIT_MS } from "../platform/limits.ts";
import { consoleLog, failureName } from "../platform/log.ts";
import { err, ok, type Result } from "../platform/result.ts";
import type {
	ActivateOrder,
	AttestOrder,
	Baked,
	BreakGlassOrder,
	ChangeMade,
	Ordered,
	OrderFault,
	RegistryOrder,
	RevokeEvidenceOrder,
	RollbackOrder,
	RolloutOrder,
	SteerOrder,
	VersionOrder,
} from "./change.ts";
import type { ExceptionOrder, GrantOrder, GrantUse, ItemFault, ItemMade, KillOrder } from "./item-orders.ts";
import type { ControlReport } from "./reconcile.ts";
import { readHistory, takeOver } from "./tenant/adopt.ts";
import type { Outcome } from "./tenant/append.ts";
import { exceptionStep, superviseExceptions } from "./tenant/exception-orders.ts";
import { grantStep, useGrant } from "./tenant/grant-orders.ts";
import type { ItemStep } from "./tenant/item-steps.ts";
import type { ItemBody, ItemKind, ItemOf } from "./tenant/items.ts";
import { killStep, superviseKill } from "./tenant/kill-orders.ts";
import { activate, enter, once, previous, register, revoke, rollBack, type Step } from "./tenant/orders.ts";
import { MAX_PROJECTED, portion, project } from "./tenant/project.ts";
import { compare, type Reconciled } from "./tenant/reconcile.ts";
import { startRollout, steerRollout } from "./tenant/rollout-orders.ts";
import { openStore, pointerOf, type Store, type Target } from "./tenant/store.ts";
import { attest, breakGlass, command, revokeEvidence } from "./tenant/version-orders.ts";
import { type Asked, type Standing, standingOf } from "./tenant/versions.ts";
import { within } from "./tenant/within.ts";

export type ControlEnv = { readonly CONTROL: D1Database };
/** `since`: when the oldest change that D1 lacks was made, ms. `failure`: class of the last failure; `Diverged` never mends itself. */
export type ControlState = {
	readonly tenant: string;
	readonly epoch: number;
	readonly outbox: { readonly waiting: number; readonly attempts: number; readonly since?: number; readonly failure?: string };
};
export type EventsPage = { readonly events: { readonly event: ControlEvent; readonly hash: string }[]; readonly next?: number };

export class TenantControl extends DurableObject<ControlEnv> {
	clock: Clock = systemClock;
	readonly #store: Store;
	readonly #waiters = new Set<() => void>();
	#adopting: Promise<void> | undefined;
	#projecting: Promise<boolean> | undefined;

	constructor(state: DurableObjectState, env: ControlEnv) {
		super(state, env);
		this.#store = openStore(state.storage.sql);
	}

	/** Which version each channel leads to. */
	async pointer(tenant: string): Promise<Pointer> {
		await this.#ready(tenant);
		return this.#read(tenant);
	}

	/** The pointer as soon as its epoch is above the given one, or after a time (ms). */
	async changed(tenant: string, after: number, timeout: number): Promise<Pointer> {
		await this.#ready(tenant);
		const now = this.#read(tenant);
		if (now.epoch > after || this.#waiters.size >= MAX_WAITERS) return now;
		await new Promise<void>((resolve) => {
			const done = () => {
				clearTimeout(timer);
				this.#waiters.delete(done);
				resolve();
			};
			const timer = setTimeout(done, timeout);
			this.#waiters.add(done);
		});
		return this.#read(tenant);
	}

	/** A deployment's version enters the history where it has not yet; gives the pointer from then on. */
	async enter(tenant: string, baked: Baked, at: number): Promise<Pointer> {
		await this.#ready(tenant);
		if (this.#commit(() => enter(this.#place(tenant), baked, at))) await this.#projectSoon(tenant);
		return this.#read(tenant);
	}

	append(tenant: string, order: RegistryOrder): Promise<Result<ChangeMade, OrderFault>> {
		return this.#carryOut(tenant, order.type, order, register(order));
	}

	activate(tenant: string, order: ActivateOrder): Promise<Result<ChangeMade, OrderFault>> {
		return this.#carryOut(tenant, "activation", order, activate(order));
	}

	rollback(tenant: string, order: RollbackOrder): Promise<Result<ChangeMade, OrderFault>> {
		return this.#carryOut(tenant, "rollback", order, rollBack(order));
	}

	startRollout(tenant: string, order: RolloutOrder): Promise<Result<ChangeMade, OrderFault>> {
		return this.#carryOut(tenant, "rollout.start", order, startRollout(order));
	}

	steerRollout(tenant: string, order: SteerOrder): Promise<Result<ChangeMade, OrderFault>> {
		return this.#carryOut(tenant, `rollout.${order.command}`, order, steerRollout(order));
	}

	/** The newest rollout of a policy, whatever became of it. */
	async rollout(tenant: string, policy: string): Promise<Rollout | undefined> {
		await this.#ready(tenant);
		return this.#store.rollout(policy);
	}

	revokeSigner(tenant: string, fingerprint: string, order: Ordered): Promise<Result<ChangeMade, OrderFault>> {
		return this.#carryOut(tenant, `signer.revoke ${fingerprint}`, order, revoke(fingerprint, order));
	}

	command(tenant: string, order: VersionOrder): Promise<Result<ChangeMade, OrderFault>> {
		return this.#carryOut(tenant, `version.${order.command}`, order, command(order));
	}

	attest(tenant: string, order: AttestOrder): Promise<Result<ChangeMade, OrderFault>> {
		return this.#carryOut(tenant, "evidence.add", order, attest(order));
	}

	revokeEvidence(tenant: string, order: RevokeEvidenceOrder): Promise<Result<ChangeMade, OrderFault>> {
		return this.#carryOut(tenant, "evidence.revoke", order, revokeEvidence(order));
	}

	breakGlass(tenant: string, order: BreakGlassOrder): Promise<Result<ChangeMade, OrderFault>> {
		return this.#carryOut(tenant, `break-glass.${order.step}`, order, breakGlass(order));
	}

	/** Where a version stands as of an instant (ms), and what each next step lacks. */
	async standing(tenant: string, asked: Asked): Promise<Standing> {
		await this.#ready(tenant);
		return standingOf(this.#store.versions, asked);
	}

	async glasses(tenant: string): Promise<BreakGlassInfo[]> {
		await this.#ready(tenant);
		return this.#store.versions.glasses();
	}

	async tiers(tenant: string): Promise<Tiers> {
		await this.#ready(tenant);
		return this.#store.versions.tiers();
	}

	exception(tenant: string, order: ExceptionOrder): Promise<Result<ItemMade<"exception">, ItemFault>> {
		return this.#item(tenant, `exception.${order.step}`, order, exceptionStep(order));
	}

	kill(tenant: string, order: KillOrder): Promise<Result<ItemMade<"kill">, ItemFault>> {
		return this.#item(tenant, `kill.${order.step}`, order, killStep(order));
	}

	grant(tenant: string, order: GrantOrder): Promise<Result<ItemMade<"grant">, ItemFault>> {
		return this.#item(tenant, "grant.issue", order, grantStep(order));
	}

	/** One decision alone uses a grant; which of two at once is the transaction's to say. */
	async useGrant(tenant: string, use: GrantUse): Promise<Result<GrantFact, GrantFault>> {
		await this.#ready(tenant);
		return this.ctx.storage.transactionSync(() => useGrant(this.#place(tenant), use));
	}

	async item<K extends ItemKind>(tenant: string, kind: K, id: string): Promise<ItemOf[K] | undefined> {
		await this.#ready(tenant);
		return this.#store.items.one(kind, id);
	}

	/** Exceptions or kill switches, those that an event changed last first; none whose newest event is after `from`. */
	async items<K extends ItemKind>(
		tenant: string,
		kind: K,
		from: number,
		limit: number,
	): Promise<(ItemOf[K] & { readonly epoch: number })[]> {
		await this.#ready(tenant);
		return this.#store.items.page(kind, from, limit);
	}

	/** The version that a rollback would lead to; of an order that was carried out, the one that it led to. */
	async previous(tenant: string, policy: string, channel: string, to?: string, key?: string): Promise<Target | undefined> {
		await this.#ready(tenant);
		const chain = this.#store.targets(policy, channel);
		const done = key === undefined ? undefined : this.#store.order(key);
		return (done && chain.find(({ epoch }) => epoch === done.epoch)) ?? previous(chain, to);
	}

	/** Events from a number on, oldest first; `next` when there are more. */
	async events(tenant: string, from: number, limit: number): Promise<EventsPage> {
		await this.#ready(tenant);
		const page = Math.min(limit, MAX_PAGE);
		const found = this.#store.events(from, page + 1);
		const events = found.slice(0, page).map(({ event, hash }) => ({ event, hash }));
		const next = found[page]?.event.seq;
		return { events, ...(next === undefined ? {} : { next }) };
	}

	async state(tenant: string): Promise<ControlState> {
		await this.#ready(tenant);
		const first = this.#store.waiting()?.first ?? undefined;
		const since = first === undefined ? undefined : this.#store.events(first, 1)[0]?.event.at;
		const failure = this.#store.fact("failure");
		return {
			tenant,
			epoch: this.#store.newest()?.epoch ?? 0,
			outbox: {
				...{ waiting: this.#waiting(), attempts: Number(this.#store.fact("attempts") ?? 0) },
				...(since === undefined ? {} : { since }),
				...(failure === undefined ? {} : { failure }),
			},
		};
	}

	/** Compares D1 with the chain and writes what it lacks. Throws when D1 cannot be read. */
	async reconcile(tenant: string): Promise<Reconciled> {
		await this.#ready(tenant);
		this.#commit(() => {
			superviseExceptions(this.#place(tenant));
			superviseKill(this.#place(tenant));
		});
		const found = await compare(this.env.CONTROL, tenant, this.#store);
		if (found.missingFrom !== undefined) {
			const { missingFrom } = found;
			consoleLog("warn", "control.projection-behind", { tenant, from: missingFrom });
			this.#commit(() => this.#store.enqueue(missingFrom));
		}
		if (found.diverged) consoleLog("error", "control.projection-diverged", { tenant });
		const projected = await this.#project(tenant);
		return { ...found, projected };
	}

	/** Remembers what was last found when all tenants were compared; only the operator's object is told. */
	async report(tenant: string, found: ControlReport): Promise<void> {
		await this.#ready(tenant);
		this.ctx.storage.transactionSync(() => this.#store.note("report", JSON.stringify(found)));
	}

	async reported(tenant: string): Promise<ControlReport | undefined> {
		await this.#ready(tenant);
		const found = this.#store.fact("report");
		return found === undefined ? undefined : (JSON.parse(found) as ControlReport);
	}

	override async alarm(): Promise<void> {
		const tenant = this.#store.fact("tenant");
		if (tenant !== undefined) await this.#project(tenant);
	}

	async #carryOut(tenant: string, kind: string, order: Ordered, step: Step): Promise<Result<ChangeMade, OrderFault>> {
		await this.#ready(tenant);
		const outcome = this.#commit(() => once(this.#place(tenant), kind, order, step));
		if (!outcome.ok) return err(outcome.error);
		const projected = await this.#projectSoon(tenant);
		return ok({ ...this.#told(outcome.value), projected });
	}

	async #item<K extends ItemKind>(
		tenant: string,
		kind: string,
		order: Ordered,
		step: ItemStep,
	): Promise<Result<ItemMade<K>, ItemFault>> {
		await this.#ready(tenant);
		const outcome = this.#commit(() => once(this.#place(tenant), kind, order, step));
		if (!outcome.ok) return err(outcome.error);
		const { item } = JSON.parse(this.#store.event(outcome.value.epoch)?.body ?? "") as ItemBody<K>;
		const projected = await this.#projectSoon(tenant);
		return ok({ ...this.#told(outcome.value), item, projected });
	}

	/** A change holds, whatever D1 does: nobody waits for it longer than that. */
	#projectSoon(tenant: string): Promise<boolean> {
		return within(PROJECTION_WAIT_MS, this.#project(tenant)).catch(() => false);
	}

	#told({ epoch, made }: Outcome): Omit<ChangeMade, "projected"> {
		const kept = this.#store.event(epoch);
		if (kept === undefined) throw new Error("a change that was made is not in the chain");
		const { at, principal, reason } = kept.event;
		return { epoch, made, at, by: principal, reason };
	}

	/** Events that D1 lacks. */
	#waiting(): number {
		return this.#store.waiting()?.waiting ?? 0;
	}

	#place(tenant: string) {
		return { store: this.#store, tenant, now: this.clock() };
	}

	/** All or nothing; the alarm that sees the outbox through is part of it, since no await lies between. */
	#commit<T>(work: () => T): T {
		const done = this.ctx.storage.transactionSync(work);
		if (this.#waiting() > 0) void this.ctx.storage.setAlarm(Date.now() + PROJECTION_RETRY_MS);
		for (const wake of [...this.#waiters]) wake();
		return done;
	}

	/** INVARIANT 13: the answer comes from storage, which an object that was superseded cannot read any more. */
	#read(tenant: string): Pointer {
		const body = this.#store.pointer();
		return body === undefined ? pointerOf(this.#store, tenant) : (JSON.parse(body) as Pointer);
	}

	/** An object without events may be new, or older than its database: what D1 has is its beginning. Throws when D1 fails then. */
	async #ready(tenant: string): Promise<void> {
		const known = this.#store.fact("tenant");
		if (known !== undefined && known !== tenant) throw new Error("an object has one tenant");
		if (this.#store.newest() !== undefined) return;
		this.#adopting ??= this.#adopt(tenant).finally(() => {
			this.#adopting = undefined;
		});
		await this.#adopting;
	}

	async #adopt(tenant: string): Promise<void> {
		const history = await readHistory(this.env.CONTROL, tenant);
		this.#commit(() => {
			this.#store.note("tenant", tenant);
			if (history.length === 0) return;
			takeOver(this.#store, history);
			this.#store.flip(canonicalJson(pointerOf(this.#store, tenant)));
		});
		if (history.length > 0) await this.#projectSoon(tenant);
	}

	/** Whether D1 has everything. One at a time, so that D1 gets events in order; whoever comes meanwhile goes with the next. */
	async #project(tenant: string): Promise<boolean> {
		for (;;) {
			if (this.#waiting() === 0) return true;
			const running = this.#projecting;
			if (running === undefined) break;
			if (!(await running)) return false;
		}
		this.#projecting = this.#drain(tenant).finally(() => {
			this.#projecting = undefined;
		});
		return this.#projecting;
	}

	async #drain(tenant: string): Promise<boolean> {
		for (;;) {
			const batch = portion(this.#store.outgoing(MAX_PROJECTED));
			const last = batch.at(-1);
			if (last === undefined) {
				await this.ctx.storage.deleteAlarm();
				return true;
			}
			try {
				// One that comes through after all writes what the next attempt finds written.
				await within(PROJECTION_WAIT_MS, project(this.env.CONTROL, tenant, batch));
			} catch (error) {
				return this.#stalled(tenant, error);
			}
			this.ctx.storage.transactionSync(() => {
				this.#store.delivered(last.event.seq);
				this.#store.note("attempts", undefined);
				this.#store.note("failure", undefined);
			});
		}
	}

	async #stalled(tenant: string, error: unknown): Promise<false> {
		const attempts = Number(this.#store.fact("attempts") ?? 0) + 1;
		const failure = failureName(error);
		const waiting = this.#waiting();
		consoleLog("error", "control.projection-failed", { tenant, failure, attempts, waiting });
		this.ctx.storage.transactionSync(() => {
			this.#store.note("attempts", String(attempts));
			this.#store.note("failure", failure);
		});
		const wait = Math.min(PROJECTION_RETRY_MS * 2 ** Math.min(attempts - 1, 20), PROJECTION_RETRY_MAX_MS);
		await this.ctx.storage.setAlarm(Date.now() + wait);
		return false;
	}
}
