// What the tests of control objects share: orders, an object's insides, and databases that fail or hang in it.
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { ChangeEntry } from "../../../src/contract/registry.ts";
import type { ActivateOrder, Baked } from "../../../src/control/change.ts";
import { readChanges } from "../../../src/control/changes.ts";
import type { TenantControl } from "../../../src/control/tenant-object.ts";
import { authority, db, NOW } from "./fixture.ts";

let orders = 0;
/** By whom, when and why, with a key of its own. */
export const order = (at = NOW, key = `order-${orders++}`) => ({ by: "ana", at, reason: "because", key });
export const version = (name: string, over: Partial<ActivateOrder> = {}) => ({
	...{ policy: "guard", channel: "stable", digest: digestOf(name), revision: name, roots: ["guard"], host: "h1", carried: true },
	...over,
});
export const digestOf = (name: string) => `sha256:${name.padStart(64, "0")}`;
export const baked = (name: string, over: Partial<Baked> = {}): Baked => ({
	...{ policy: "guard", digest: digestOf(name), revision: name, roots: ["guard"], host: "h1" },
	...over,
});
export const app = (title: string, channel = "stable") => ({
	...{ title, tier: 2 as const, channel, models: [], locales: [], tools: [], hosts: [] },
});

export const activate = (tenant: string, name: string, over: Partial<ActivateOrder> = {}) =>
	authority(tenant).activate({ ...order(), ...version(name), ...over });
export const putApp = (tenant: string, name: string, title = name, at = NOW) =>
	authority(tenant).append({ ...order(at), type: "app.put", subject: name, document: app(title) });

/** Revision that a channel of the guard leads to. */
export async function leads(tenant: string, channel = "stable"): Promise<string | undefined> {
	return (await authority(tenant).pointer()).policies.guard?.channels[channel]?.revision;
}

export const objectOf = (tenant: string) => env.TENANTS.getByName(tenant);

/** Gives the running object another database, until it is evicted. */
export function giveD1(tenant: string, d1: D1Database): Promise<void> {
	return runInDurableObject(objectOf(tenant), (instance: TenantControl) => {
		(instance as unknown as { env: { CONTROL: D1Database } }).env = { CONTROL: d1 };
	});
}

export function setClock(tenant: string, now: number): Promise<void> {
	return runInDurableObject(objectOf(tenant), (instance: TenantControl) => {
		(instance as { clock: () => number }).clock = () => now;
	});
}

export const ring = (tenant: string) => runDurableObjectAlarm(objectOf(tenant));

/** The tenant's whole chain as D1 tells it, oldest first. */
export async function told(tenant: string): Promise<ChangeEntry[]> {
	const all: ChangeEntry[] = [];
	for (let from: number | undefined = Number.MAX_SAFE_INTEGER; from !== undefined; ) {
		const page: { changes: ChangeEntry[]; next?: number } = await readChanges(db, { tenant, from, limit: 200 });
		all.push(...page.changes);
		from = page.next;
	}
	return all.reverse();
}
