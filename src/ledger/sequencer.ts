// The single writer of one log: a Durable Object that gives leaves their order and signs checkpoints.
import { DurableObject } from "cloudflare:workers";
import {
	LOG_BATCH_MS,
	LOG_MAX_BACKOFF_MS,
	LOG_SIGN_INTERVAL_MS,
	LOG_STALL_MS,
	MAX_LEAVES_PER_APPEND,
} from "../platform/limits.ts";
import { consoleLog, failureName } from "../platform/log.ts";
import { importLogKey } from "../platform/tlog/log-key.ts";
import { formatVkey } from "../platform/tlog/note.ts";
import { type NewLeaf, type Placed, placeLeaves } from "./log/append.ts";
import { tileKey } from "./log/bucket.ts";
import type { Fault } from "./log/faults.ts";
import { compareWithBucket, type Halt, type PublishDeps, publish } from "./log/publish.ts";
import * as state from "./log/state.ts";
import { openWitnessed, pushTo, readWitnesses, type Send, sendByFetch, type Witness, withCosignatures } from "./log/witnesses.ts";

/** What the object is given of the Worker's environment. */
export type SequencerEnv = {
	readonly LOG: R2Bucket;
	/** Ed25519 private JWK that signs checkpoints. */
	readonly EDICT_LOG_KEY: string;
	readonly EDICT_ORIGIN?: string;
	/** Lines of a witness's verifier key and its address. */
	readonly EDICT_WITNESSES?: string;
};

/** `halted`: nothing is taken and nothing is signed until people have looked. */
export type Appended = { readonly placed: readonly Placed[] } | { readonly halted: Halt };
export type Covered = { readonly note: string; readonly size: number };
export type Located = { readonly index?: number; readonly checkpoint?: Covered; readonly halted?: Halt };
export type LogStatus = {
	readonly vkey: string;
	/** Leaves that have their place. */
	readonly sequenced: number;
	/** Leaves that the checkpoint covers. */
	readonly size: number;
	/** How long the oldest leaf has been waiting for a checkpoint, ms. */
	readonly waiting: number;
	/** What came of the last asking of each witness, by its name. */
	readonly witnesses: Readonly<Record<string, string>>;
	readonly halted?: Halt;
};

export class LogSequencer extends DurableObject<SequencerEnv> {
	/** Tests let the object die here. */
	fault: Fault = () => {};
	now: () => number = Date.now;
	/** How witnesses are asked; tests answer for them. */
	send: Send = sendByFetch;
	#witnesses: readonly Witness[] = [];
	readonly #witnessed = new Map<string, string>();
	#pushing: Promise<void> | undefined;
	#deps: PublishDeps | undefined;
	#opening: Promise<PublishDeps> | undefined;
	#halted: Halt | undefined;
	#round: Promise<number | undefined> | undefined;
	#alarmAt: number | undefined;
	#failures = 0;

	constructor(context: DurableObjectState, env: SequencerEnv) {
		super(context, env);
		state.openState(context.storage.sql);
		openWitnessed(context.storage.sql);
	}

	/** Gives leaves their place, each id once. What is answered is durable. */
	async append(tenant: string, leaves: readonly NewLeaf[]): Promise<Appended> {
		if (leaves.length > MAX_LEAVES_PER_APPEND) throw new RangeError("log: too many leaves in one call");
		await this.#open(tenant);
		if (this.#halted !== undefined) return { halted: this.#halted };
		const placed = placeLeaves(this.ctx.storage, leaves, this.now());
		this.fault("append.written");
		const conflicts = placed.filter((one) => one === "conflict").length;
		if (conflicts > 0) consoleLog("error", "log.conflict", { tenant, conflicts });
		await this.#wake(LOG_BATCH_MS);
		await this.ctx.storage.sync();
		this.fault("append.durable");
		return { placed };
	}

	/** The newest checkpoint; a log that has none yet makes that of the empty tree. */
	async checkpoint(tenant: string): Promise<Covered | { readonly halted: Halt } | undefined> {
		await this.#open(tenant);
		const published = state.readPublished(this.ctx.storage.sql);
		if (published !== undefined) return this.#served(published);
		if (this.#halted !== undefined) return { halted: this.#halted };
		await this.#publish();
		const first = state.readPublished(this.ctx.storage.sql);
		return first && this.#served(first);
	}

	#served({ note, size }: state.Published): Covered {
		return { note: withCosignatures(this.ctx.storage.sql, note, size), size };
	}

	/** Asks each witness to cosign the newest checkpoint; at the same time others ask for theirs. Never throws. */
	async witness(): Promise<void> {
		this.#pushing ??= this.#push().finally(() => {
			this.#pushing = undefined;
		});
		await this.#pushing;
	}

	async #push(): Promise<void> {
		const [deps, head] = [this.#deps, state.readPublished(this.ctx.storage.sql)];
		if (deps === undefined || head === undefined || this.#halted !== undefined) return;
		const { sql } = this.ctx.storage;
		const read = async (tile: Parameters<typeof tileKey>[1]) => {
			const object = await deps.bucket.get(tileKey(deps.tenant, tile));
			return object === null ? undefined : new Uint8Array(await object.arrayBuffer());
		};
		const asking = this.#witnesses.map(async (witness) => {
			const pushed = await pushTo(witness, head, { sql, read, send: this.send }).catch(() => "unreachable" as const);
			this.#witnessed.set(witness.key.name, pushed);
			const fields = { tenant: deps.tenant, witness: witness.key.name, size: head.size };
			if (pushed !== "cosigned") consoleLog(pushed === "ahead" ? "error" : "warn", `log.witness-${pushed}`, fields);
			return pushed;
		});
		const answers = await Promise.all(asking);
		if (answers.includes("ahead")) await this.#halt("witness-ahead");
		else if (answers.some((answer) => answer !== "cosigned")) await this.#wake(LOG_MAX_BACKOFF_MS);
	}

	/** Where an id stands, and the newest checkpoint, which may not cover it yet. */
	async locate(tenant: string, id: string): Promise<Located> {
		await this.#open(tenant);
		const found = state.findLeaf(this.ctx.storage.sql, id);
		const published = state.readPublished(this.ctx.storage.sql);
		return {
			...(found === undefined ? {} : { index: found.index }),
			...(published === undefined ? {} : { checkpoint: this.#served(published) }),
			...(this.#halted === undefined ? {} : { halted: this.#halted }),
		};
	}

	async status(tenant: string): Promise<LogStatus> {
		const { key } = await this.#open(tenant);
		const { sql } = this.ctx.storage;
		const oldest = state.oldestWaiting(sql);
		return {
			vkey: formatVkey(key),
			sequenced: state.sequencedSize(sql),
			size: state.readPublished(sql)?.size ?? 0,
			waiting: oldest === undefined ? 0 : Math.max(0, this.now() - oldest),
			witnesses: Object.fromEntries(this.#witnessed),
			...(this.#halted === undefined ? {} : { halted: this.#halted }),
		};
	}

	override async alarm(): Promise<void> {
		this.#alarmAt = undefined;
		const own = state.readIdentity(this.ctx.storage.sql);
		if (own === undefined) return;
		try {
			await this.#open(own.tenant);
		} catch (error) {
			// The bucket cannot be read: later.
			return this.#failed(error);
		}
		await this.#publish();
	}

	/** One round at a time; whoever comes meanwhile waits for it. Never throws: a round that fails is tried again later. */
	async #publish(): Promise<void> {
		this.#round ??= this.#tryRound().finally(() => {
			this.#round = undefined;
		});
		const left = await this.#round;
		if (left !== undefined && left > 0) await this.#wake(LOG_SIGN_INTERVAL_MS);
	}

	async #tryRound(): Promise<number | undefined> {
		const deps = this.#deps as PublishDeps;
		try {
			if (this.#halted !== undefined) {
				this.#halted = await this.#compare(deps);
				if (this.#halted === undefined) await this.witness();
				if (this.#halted !== undefined) return await this.#halt(this.#halted);
			}
			const round = await publish(deps);
			if (!round.ok) return await this.#halt(round.error);
			this.#failures = 0;
			// Checkpoints do not wait for witnesses.
			if (this.#witnesses.length > 0) this.ctx.waitUntil(this.witness());
			return round.value;
		} catch (error) {
			await this.#failed(error);
			return undefined;
		}
	}

	/** Who this log is, and that the bucket holds the same history; asked once an instance, before anything else. */
	async #open(tenant: string): Promise<PublishDeps> {
		const deps = this.#deps ?? (await this.#opened(tenant));
		if (deps.tenant !== tenant) throw new TypeError("log: another tenant's");
		return deps;
	}

	/** One at a time: a comparison beside a round would take the round's own claim for a stranger's. */
	#opened(tenant: string): Promise<PublishDeps> {
		this.#opening ??= this.#tryOpen(tenant).finally(() => {
			this.#opening = undefined;
		});
		return this.#opening;
	}

	async #tryOpen(tenant: string): Promise<PublishDeps> {
		const logKey = await importLogKey(this.env.EDICT_LOG_KEY);
		const key = await logKey.under(`${this.env.EDICT_ORIGIN ?? "edict.local/log"}/${tenant}`);
		const { storage } = this.ctx;
		const own = state.identity(storage.sql, { tenant, vkey: formatVkey(key) });
		const deps: PublishDeps = {
			storage,
			bucket: this.env.LOG,
			tenant: own.tenant,
			key,
			sign: logKey.sign,
			now: () => this.now(),
			fault: (point) => this.fault(point),
		};
		if (own.tenant !== tenant) return deps;
		this.#witnesses = await readWitnesses(this.env.EDICT_WITNESSES ?? "");
		const halted = await this.#compare(deps);
		this.#deps = deps;
		if (halted !== undefined) await this.#halt(halted);
		else {
			// A log whose object and bucket were both put back finds it out from its witnesses before it signs again.
			if (this.#witnesses.length > 0) await this.witness();
			if (state.readIntended(storage.sql) !== undefined || state.oldestWaiting(storage.sql) !== undefined) {
				await this.#wake(LOG_BATCH_MS);
			}
		}
		return deps;
	}

	async #compare(deps: PublishDeps): Promise<Halt | undefined> {
		const own = state.readIdentity(this.ctx.storage.sql);
		return own?.vkey === formatVkey(deps.key) ? compareWithBucket(deps) : "key-changed";
	}

	/** Sets the alarm for a round, unless one is set that comes early enough. */
	async #wake(delay: number): Promise<void> {
		const now = this.now();
		const last = state.readPublished(this.ctx.storage.sql)?.at ?? 0;
		// A clock that jumped back must not put the round off.
		const earliest = Math.min(last + LOG_SIGN_INTERVAL_MS, now + LOG_SIGN_INTERVAL_MS);
		const at = Math.max(now + delay, earliest);
		if (this.#alarmAt !== undefined && this.#alarmAt <= at && this.#alarmAt >= now - LOG_STALL_MS) return;
		this.#alarmAt = at;
		await this.ctx.storage.setAlarm(at);
	}

	async #halt(reason: Halt): Promise<undefined> {
		this.#halted = reason;
		consoleLog("error", "log.halted", { tenant: this.#deps?.tenant, reason });
		await this.#later(LOG_MAX_BACKOFF_MS);
	}

	async #failed(error: unknown): Promise<undefined> {
		this.#failures++;
		const tenant = this.#deps?.tenant;
		consoleLog("error", "log.publish-failed", { tenant, failure: failureName(error), failures: this.#failures });
		const oldest = state.oldestWaiting(this.ctx.storage.sql);
		const waiting = oldest === undefined ? 0 : this.now() - oldest;
		if (waiting > LOG_STALL_MS) consoleLog("error", "log.stalled", { tenant, waiting_ms: waiting });
		await this.#later(Math.min(LOG_SIGN_INTERVAL_MS * 2 ** Math.min(this.#failures - 1, 10), LOG_MAX_BACKOFF_MS));
	}

	async #later(delay: number): Promise<void> {
		this.#alarmAt = this.now() + delay;
		await this.ctx.storage.setAlarm(this.#alarmAt);
	}
}
