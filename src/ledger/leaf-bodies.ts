// Leaves that are no decisions: what they commit to is kept with a random key, then given its place in the tenant's log.
import type { ControlEvent } from "../contract/event.ts";
import type { Leaf } from "../contract/record.ts";
import { toBase64Url } from "../platform/bytes.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { commitCanonical, newCommitmentKey } from "../platform/commitment.ts";
import { MAX_LEAVES_PER_APPEND } from "../platform/limits.ts";
import { failureName, type Log } from "../platform/log.ts";
import { type AppendLeaves, newLeaf } from "./sequence.ts";

export type LeafBodyType = Exclude<Leaf["type"], "decision">;
/** What is to be committed to; `id` is the leaf's, `position` orders those of a type. */
export type LeafBody = { readonly id: string; readonly type: LeafBodyType; readonly position: number; readonly body: unknown };
export type LeafBodyDeps = { readonly db: D1Database; readonly log: Log; readonly append: AppendLeaves };

/** A tenant's events from a number on, oldest first, from the object that is the authority over them. */
export type ReadEvents = (tenant: string, from: number) => Promise<readonly ControlEvent[]>;
export type EventDeps = LeafBodyDeps & { readonly events: ReadEvents };

type Waiting = { readonly id: string; readonly position: number; readonly commitment: string };

export function eventLeafId(epoch: number): string {
	return `event:${epoch}`;
}

const KEEP = `
INSERT INTO leaf_bodies (tenant, id, type, position, body, commitment, commitment_key)
SELECT ?1, value ->> 'id', value ->> 'type', value ->> 'position', value ->> 'body', value ->> 'commitment', value ->> 'key'
FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`;

/**
 * Keeps bodies that wait for their place; one that is kept already stays as it is, so that its leaf is the same however often
 * it is tried. The key is random: events name people and give reasons, which a plain digest in a public log would let anyone
 * confirm by guessing. Throws when D1 fails.
 */
export async function keepLeafBodies(db: D1Database, tenant: string, bodies: readonly LeafBody[]): Promise<void> {
	if (bodies.length === 0) return;
	const rows = await Promise.all(
		bodies.map(async ({ body, ...rest }) => {
			const [text, key] = [canonicalJson(body), await newCommitmentKey()];
			return { ...rest, body: text, commitment: await commitCanonical(key, text), key: toBase64Url(key) };
		}),
	);
	await db.prepare(KEEP).bind(tenant, JSON.stringify(rows)).run();
}

const WAITING = `SELECT id, position, commitment FROM leaf_bodies WHERE tenant = ?1 AND type = ?2 AND idx IS NULL
ORDER BY position, id LIMIT ${MAX_LEAVES_PER_APPEND}`;
const PLACE = `UPDATE leaf_bodies SET idx = (SELECT value ->> 'idx' FROM json_each(?2) WHERE value ->> 'id' = leaf_bodies.id)
WHERE tenant = ?1 AND idx IS NULL AND id IN (SELECT value ->> 'id' FROM json_each(?2))`;

/** Gives what waits its place, in order, up to the first that the log does not take. Throws when D1 or the log fails. */
export async function placeLeafBodies({ db, log, append }: LeafBodyDeps, tenant: string, type: LeafBodyType): Promise<boolean> {
	for (;;) {
		const { results } = await db.prepare(WAITING).bind(tenant, type).all<Waiting>();
		if (results.length === 0) return true;
		const leaves = results.map(({ id, commitment }) => newLeaf({ v: 1, type, id, commitment }));
		const appended = await append(tenant, leaves);
		if ("halted" in appended) {
			log("error", "ledger.log-halted", { tenant, reason: appended.halted });
			return false;
		}
		const placed: { id: string; idx: number }[] = [];
		for (const [at, { id }] of results.entries()) {
			const index = appended.placed[at];
			if (typeof index === "number") {
				placed.push({ id, idx: index });
				continue;
			}
			// The log holds another leaf under the id than what is kept here: nobody may paper that over.
			log("error", "ledger.log-conflict", { tenant, leaf: id, reason: index });
			break;
		}
		if (placed.length > 0) await db.prepare(PLACE).bind(tenant, JSON.stringify(placed)).run();
		if (placed.length < results.length) return false;
	}
}

const NEWEST = `SELECT coalesce((SELECT max(position) FROM leaf_bodies WHERE tenant = ?1 AND type = 'event'), 0) AS kept,
	coalesce((SELECT max(position) FROM leaf_bodies WHERE tenant = ?1 AND type = 'event' AND idx IS NOT NULL), 0) AS placed`;
type Newest = { readonly kept: number; readonly placed: number };

/** Brings the tenant's events into its log, oldest first; gives the epoch up to which they are there. Throws when something fails. */
export async function placeEvents(deps: EventDeps, tenant: string): Promise<number> {
	const { db, events } = deps;
	const read = async () => (await db.prepare(NEWEST).bind(tenant).first<Newest>()) ?? { kept: 0, placed: 0 };
	let { kept } = await read();
	for (;;) {
		const found = await events(tenant, kept + 1);
		// A gap would put a later change before an earlier one for ever.
		if (found.some(({ seq, epoch }, at) => seq !== kept + 1 + at || epoch !== seq)) throw new Error("ledger: events with a gap");
		await keepLeafBodies(
			db,
			tenant,
			found.map((event) => ({ id: eventLeafId(event.epoch), type: "event", position: event.epoch, body: event })),
		);
		if (found.length === 0) break;
		kept += found.length;
	}
	await placeLeafBodies(deps, tenant, "event");
	return (await read()).placed;
}

/**
 * Up to which epoch a tenant's events are in its log, at least `wanted` if that can be had. Remembers what it knows, which only
 * ever grows. Never throws.
 */
export function createPlacedEpochs(deps: EventDeps, most = 10_000): (tenant: string, wanted: number) => Promise<number> {
	const known = new Map<string, number>();
	return async (tenant, wanted) => {
		const last = known.get(tenant) ?? -1;
		if (last >= wanted) return last;
		try {
			const placed = await placeEvents(deps, tenant);
			if (known.size >= most) known.clear();
			known.set(tenant, Math.max(placed, last));
			return placed;
		} catch (error) {
			deps.log("error", "ledger.events-failed", { tenant, failure: failureName(error) });
			return last;
		}
	};
}

/** Places what waits of accesses and tombstones, of all tenants. Throws when D1 fails. */
export async function placeWaitingBodies(deps: LeafBodyDeps): Promise<void> {
	const { results } = await deps.db
		.prepare("SELECT DISTINCT tenant, type FROM leaf_bodies WHERE idx IS NULL AND type <> 'event' LIMIT 1000")
		.all<{ tenant: string; type: LeafBodyType }>();
	for (const { tenant, type } of results) {
		try {
			await placeLeafBodies(deps, tenant, type);
		} catch (error) {
			deps.log("error", "ledger.bodies-failed", { tenant, failure: failureName(error) });
		}
	}
}
