// The whole service for one test file: its own folder, its own port, a client for each role.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleWorker, type WorkerModule } from "../../scripts/local/bundle.ts";
import { type Local, startLocal } from "../../scripts/local/server.ts";
import { ROLES, type Role } from "../../src/contract/names.ts";
import { type Client, createClient } from "../../src/sdk/client.ts";

export type Service = {
	readonly local: Local;
	readonly state: string;
	readonly as: Readonly<Record<Role, Client>>;
	/** A request without the client; `key` of a role, or a key itself. */
	readonly send: (method: string, path: string, more?: Sent) => Promise<Response>;
	readonly end: () => Promise<void>;
};
export type Sent = {
	readonly key?: string | undefined;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
};

/** The Worker is bundled once, however many services there are. */
let bundled: Promise<WorkerModule[]> | undefined;

export async function startService(): Promise<Service> {
	bundled ??= bundleWorker(join(import.meta.dirname, "../../src/worker.ts"));
	const state = await mkdtemp(join(tmpdir(), "edict-e2e-"));
	const local = await startLocal({ port: 0, state, modules: await bundled });
	return { ...serviceOf(local), state, end: () => local.stop().then(() => rm(state, { recursive: true, force: true })) };
}

export function serviceOf(local: Local): Pick<Service, "local" | "as" | "send"> {
	const clientOf = (role: Role) => createClient({ url: local.url, key: local.keys[role], timeoutMs: 10_000 });
	return {
		local,
		as: Object.fromEntries(ROLES.map((role) => [role, clientOf(role)])) as Record<Role, Client>,
		send: (method, path, { key, body, headers = {} } = {}) =>
			fetch(local.url + path, {
				method,
				redirect: "manual",
				headers: {
					...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
					...(body === undefined || body instanceof FormData ? {} : { "content-type": "application/json" }),
					...headers,
				},
				...(body === undefined
					? {}
					: { body: typeof body === "string" || body instanceof FormData ? body : JSON.stringify(body) }),
			}),
	};
}
