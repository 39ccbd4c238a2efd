// What the ledger's tests in workerd share: the database, queue messages that remember what became of them, a failing double.
import { env } from "cloudflare:workers";
import type { Counted } from "../../../src/ledger/store.ts";
import type { Log, LogFields } from "../../../src/platform/log.ts";
import { NOW } from "../../ledger/messages.ts";

export const db: D1Database = env.LEDGER;

export type Settled = "waiting" | "acked" | "retried";
export type TestMessage = Message & { settled: () => Settled; delay: () => number | undefined };

let ids = 0;

export function queued(body: unknown, attempts = 1, id = `message-${++ids}`): TestMessage {
	let state: Settled = "waiting";
	let delay: number | undefined;
	return {
		id,
		// What a queue does to a body on its way.
		body: structuredClone(body),
		attempts,
		timestamp: new Date(NOW),
		ack: () => {
			state = "acked";
		},
		retry: (options) => {
			state = "retried";
			delay = options?.delaySeconds;
		},
		settled: () => state,
		delay: () => delay,
	};
}

export type Logged = { level: string; event: string; fields: LogFields };

export function deps(database: D1Database = db, now = NOW) {
	const logs: Logged[] = [];
	const counts: Counted[] = [];
	const log: Log = (level, event, fields = {}) => logs.push({ level, event, fields });
	const counted = async (some: Counted[]) => {
		counts.push(...some);
	};
	return { db: database, log, counted, clock: () => now, logs, counts };
}

/** A database whose statements fail while `fails` says so; it reports what D1 reports, with content in the message. */
export function failing(fails: (sql: string) => boolean, message = "D1_ERROR: Network connection lost."): D1Database {
	const texts = new WeakMap<D1PreparedStatement, string>();
	const check = (sql: string | undefined) => {
		if (sql !== undefined && fails(sql)) throw new Error(message);
	};
	const wrap = (statement: D1PreparedStatement, sql: string): D1PreparedStatement => {
		texts.set(statement, sql);
		return new Proxy(statement, {
			get: (target, name) => {
				if (name === "bind") return (...values: unknown[]) => wrap(target.bind(...values), sql);
				if (name === "raw_") return target;
				const member = Reflect.get(target, name);
				if (typeof member !== "function") return member;
				return async (...args: unknown[]) => {
					check(sql);
					return Reflect.apply(member, target, args);
				};
			},
		});
	};
	return {
		prepare: (sql: string) => wrap(db.prepare(sql), sql),
		batch: async (statements: D1PreparedStatement[]) => {
			const inner = statements.map((statement) => Reflect.get(statement, "raw_") as D1PreparedStatement);
			for (const statement of inner) check(texts.get(statement));
			return db.batch(inner);
		},
	} as D1Database;
}

export async function rows<T = Record<string, unknown>>(sql: string, ...params: unknown[]): Promise<T[]> {
	return (
		await db
			.prepare(sql)
			.bind(...params)
			.all<T>()
	).results;
}

export async function clear(): Promise<void> {
	await db.batch(["decisions", "decision_rules", "feedback", "dead_letters"].map((table) => db.prepare(`DELETE FROM ${table}`)));
}
