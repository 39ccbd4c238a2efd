// Tenants with something of everything, made through the API, and keys of every kind for the access test.
import { env } from "cloudflare:workers";
import { expect, vi } from "vitest";
import type { Decision } from "../../../src/contract/decision.ts";
import { ROLES, type Role } from "../../../src/contract/names.ts";
import type { KeyBody } from "../../../src/contract/registry.ts";
import { openControl } from "../../../src/control/database.ts";
import { type KeyRow, makeKey } from "../../../src/control/keys.ts";
import { keys as keyTable } from "../../../src/control/schema.ts";
import type { Service } from "../../../src/service.ts";
import { deliver, type SpyQueue, send } from "./fixture.ts";

/** Writes a key's row as it would stand after what `over` says happened to it; for states the API takes time to reach. */
export async function keyInState(tenant: string, body: Partial<KeyBody>, over: Partial<KeyRow> = {}): Promise<string> {
	const actor = { tenant, by: "test", at: Date.now() - 60_000 };
	const full: KeyBody = { role: "app", principal: "someone", apps: ["*"], origins: [], ...body };
	const { key, row } = await makeKey(actor, full, "test");
	await openControl(env.CONTROL)
		.insert(keyTable)
		.values({ ...row, ...over });
	return key;
}

/** A key for each role, all in one state. */
export async function keysInState(tenant: string, over: Partial<KeyRow> = {}, body: Partial<KeyBody> = {}) {
	const made = ROLES.map(async (role) => [role, await keyInState(tenant, { ...body, role }, over)] as const);
	return Object.fromEntries(await Promise.all(made)) as Record<Role, string>;
}

export type Tenant = {
	readonly name: string;
	readonly keys: Record<Role, string>;
	/** Its own app, tool and principal carry its marker in their names. */
	readonly marker: string;
	readonly decisionId: string;
	readonly keyId: string;
	readonly letterId: string;
};

/** Makes a tenant with an app, a tool, a configuration, a decision on record, feedback and a dead letter. */
export async function makeTenant(service: Service, queue: SpyQueue, operatorKey: string, name: string): Promise<Tenant> {
	const marker = `only-${name}`;
	const ask = async (method: string, path: string, key: string, body?: unknown) => {
		const answer = await send(service, { method, path, key, ...(body === undefined ? {} : { body }) });
		expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300);
		return answer.json;
	};
	const made: { admin_key: string } = await ask("PUT", `/v1/admin/tenants/${name}`, operatorKey, { title: marker });
	const admin = made.admin_key;
	const title = { title: marker };
	await ask("PUT", `/v1/admin/apps/${marker}`, admin, { ...title, tier: 2 });
	await ask("PUT", "/v1/admin/apps/support-bot", admin, { ...title, tier: 2 });
	await ask("PUT", `/v1/admin/tools/${marker}`, admin, { ...title, class: "read" });
	await ask("PUT", "/v1/admin/config", admin, { app: marker, layer: {}, reason: marker });
	const spare: { info: { id: string } } = await ask("POST", "/v1/admin/keys", admin, { role: "app", principal: marker });
	const keys = { ...(await keysInState(name, {}, { principal: `${marker}-person` })), admin };
	const decided: Decision = await ask("POST", "/v1/decide", keys.app, {
		...{ stage: "output", app: marker, subject: { id: "shared-subject" }, session: "shared-session" },
		content: [{ role: "assistant", text: "Write to ana@example.com" }],
	});
	const message = queue.sent.at(-1);
	await deliver(service, [message]);
	// Its log covers the one decision, so that there are tiles to ask for.
	const proven = () => send(service, { path: `/v1/decisions/${decided.decision_id}/proof`, key: admin });
	await vi.waitFor(async () => expect((await proven()).status).toBe(200), { timeout: 5_000, interval: 50 });
	await ask("POST", `/v1/decisions/${decided.decision_id}/feedback`, keys.app, { kind: "correct" });
	await deliver(service, [message], { queue: "edict-decisions-dead", attempts: 6 });
	const { dead_letters: letters }: { dead_letters: { id: string }[] } = await ask("GET", "/v1/dead-letters", keys.operator);
	return { name, keys, marker, decisionId: decided.decision_id, keyId: spare.info.id, letterId: letters[0]?.id ?? "" };
}
