// What the tests of the whole service share: an environment with secrets made anew, a queue that shows what it was sent,
// databases and queues that fail on demand, and an install with a key for every role.
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { RecordMessage } from "../../../src/contract/record.ts";
import { bootstrap, type NewInstall } from "../../../src/control/bootstrap.ts";
import type { Env } from "../../../src/env.ts";
import { toBase64Url } from "../../../src/platform/bytes.ts";
import { createService, type Service } from "../../../src/service.ts";

export const NOW = Date.UTC(2026, 10, 24, 12);

/** A queue in memory: what was sent, and whether it takes anything. */
export type SpyQueue = Queue<RecordMessage> & { readonly sent: RecordMessage[]; failing: boolean };

export function spyQueue(): SpyQueue {
	const sent: RecordMessage[] = [];
	const take = async (messages: readonly RecordMessage[]) => {
		if (queue.failing) throw new Error("Queue send failed: unreachable");
		// What travels is a copy: a later change of the object is no change of the message.
		sent.push(...messages.map((message) => structuredClone(message)));
		return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
	};
	const queue = {
		sent,
		failing: false,
		send: (message: RecordMessage) => take([message]),
		sendBatch: (batch: Iterable<MessageSendRequest<RecordMessage>>) => take([...batch].map(({ body }) => body)),
		metrics: async () => ({ backlogCount: 0, backlogBytes: 0 }),
	} as unknown as SpyQueue;
	return queue;
}

/** A database that can be taken away and given back. */
export type Switch = { readonly db: D1Database; down: boolean };

export function switchable(db: D1Database): Switch {
	const control: Switch = {
		down: false,
		db: new Proxy(db, {
			get: (target, name) => {
				if (control.down && (name === "prepare" || name === "batch" || name === "exec")) {
					return () => {
						throw new Error("D1_ERROR: unreachable");
					};
				}
				const value = Reflect.get(target, name) as unknown;
				return typeof value === "function" ? value.bind(target) : value;
			},
		}),
	};
	return control;
}

/** Control objects that can be taken away and given back. */
export function switchableObjects(): { readonly namespace: Env["TENANTS"]; down: boolean } {
	const objects = {
		down: false,
		namespace: new Proxy(env.TENANTS, {
			get: (target, name) => {
				if (objects.down && name === "getByName") throw new Error("unreachable");
				const value = Reflect.get(target, name) as unknown;
				return typeof value === "function" ? value.bind(target) : value;
			},
		}),
	};
	return objects;
}

/** Secrets of one deployment. */
export async function makeSecrets(): Promise<Pick<Env, "EDICT_RECEIPT_KEY" | "EDICT_TOKEN_KEY">> {
	const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
	const jwk = (await crypto.subtle.exportKey("jwk", pair.privateKey)) as JsonWebKey;
	return {
		EDICT_RECEIPT_KEY: JSON.stringify({ ...jwk, kid: "test-1" }),
		EDICT_TOKEN_KEY: toBase64Url(crypto.getRandomValues(new Uint8Array(32))),
	};
}

const open = { limit: async () => ({ success: true }) } as unknown as RateLimit;

export async function makeEnv(over: Partial<Env> = {}): Promise<Env> {
	return {
		CONTROL: env.CONTROL,
		LEDGER: env.LEDGER,
		TENANTS: env.TENANTS,
		ROLLOUTS: env.ROLLOUTS,
		BUNDLES: env.BUNDLES,
		LOGS: env.LOGS,
		LOG: env.LOG,
		WITNESSED: env.WITNESSED,
		DECISIONS: spyQueue(),
		KEY_RATE: open,
		TENANT_RATE: open,
		...(await makeSecrets()),
		EDICT_LOG_KEY: env.EDICT_LOG_KEY,
		EDICT_PUBLIC_LOGS: "true",
		EDICT_ENVIRONMENT: "test",
		EDICT_ORIGIN: "edict.test/log",
		...over,
	};
}

/** Fills the control database once a test file. */
export async function install(): Promise<NewInstall> {
	const made = await bootstrap(env.CONTROL, Date.now(), "test");
	if (!made.created) throw new Error("the database is not empty");
	return made;
}

export type Call = {
	readonly method?: string;
	readonly path: string;
	readonly key?: string;
	readonly body?: unknown;
	/** Sent as it is, instead of `body`. */
	readonly raw?: BodyInit;
	readonly headers?: Readonly<Record<string, string>>;
};

export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string; readonly json: never };

/** Sends one request through the whole service and waits for all that it does besides. */
export async function send(service: Service, call: Call): Promise<Answer> {
	const headers = new Headers(call.headers);
	if (call.key !== undefined) headers.set("authorization", `Bearer ${call.key}`);
	const body = call.raw ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
	if (body !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
	const method = call.method ?? (body === undefined ? "GET" : "POST");
	const context = createExecutionContext();
	const request = new Request(`https://edict.test${call.path}`, { method, headers, ...(body === undefined ? {} : { body }) });
	const response = await service.fetch(request, context);
	const text = await response.text();
	await waitOnExecutionContext(context);
	const isJson = /[/+]json/.test(response.headers.get("content-type") ?? "") && text !== "";
	return { status: response.status, headers: response.headers, text, json: (isJson ? JSON.parse(text) : undefined) as never };
}

/** Delivers messages to the service's consumer; gives what it said to each. */
export async function deliver(
	service: Service,
	bodies: readonly unknown[],
	options: { readonly queue?: string; readonly attempts?: number } = {},
): Promise<("ack" | "retry")[]> {
	const said: ("ack" | "retry")[] = bodies.map(() => "retry");
	const messages = bodies.map((body, at) => ({
		id: crypto.randomUUID(),
		timestamp: new Date(),
		body,
		attempts: options.attempts ?? 1,
		ack: () => {
			said[at] = "ack";
		},
		retry: () => {
			said[at] = "retry";
		},
	}));
	const batch = { queue: options.queue ?? "edict-decisions", messages, ackAll: () => {}, retryAll: () => {} };
	await service.queue(batch as unknown as MessageBatch);
	return said;
}

/** Every cell of every table of a database. */
export async function dump(db: D1Database): Promise<string[]> {
	const { results } = await db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{ name: string }>();
	const cells: string[] = [];
	for (const { name } of results) {
		if (name.startsWith("_cf_")) continue;
		const rows = await db.prepare(`SELECT * FROM "${name}"`).raw<unknown[]>();
		cells.push(...rows.flat().map((cell) => (typeof cell === "string" ? cell : JSON.stringify(cell))));
	}
	return cells;
}

export { createService };
