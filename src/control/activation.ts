// Which version of a policy decides for a tenant, since when: the chain of activations, one epoch each.
import { and, desc, eq, getTableColumns, gt, isNull, lte, or, sql } from "drizzle-orm";
import type { Activation } from "../contract/registry.ts";
import { ACTIVATION_SPREAD_MS } from "../platform/limits.ts";
import type { ControlDb } from "./database.ts";
import { activations, apps, events } from "./schema.ts";

/**
 * The versions that may have decided at an instant (ms), newest first: the one in force, and any whose `until` is so short
 * before that an isolate may not have heard of the next. A decision's own epoch says which it was.
 */
export async function activeAt(
	db: ControlDb,
	tenant: string,
	policy: string,
	channel: string,
	at: number,
): Promise<Activation[]> {
	const { tenant: _, roots: __, ...columns } = getTableColumns(activations);
	const told = { ...columns, glass: GLASS.as("glass") };
	// INVARIANT: times never run backwards within a tenant, so that an interval ends when the next epoch begins.
	const until = sql<number | null>`lead(${activations.since}) over (order by ${activations.epoch})`.as("until");
	const chain = db
		.select({ ...told, until })
		.from(activations)
		.where(and(eq(activations.tenant, tenant), eq(activations.policy, policy), eq(activations.channel, channel)))
		.as("chain");
	const rows = await db
		.select()
		.from(chain)
		.where(and(lte(chain.since, at), or(isNull(chain.until), gt(chain.until, at - ACTIVATION_SPREAD_MS))))
		.orderBy(desc(chain.epoch));
	return rows.map(asTold);
}

/**
 * From when (ms), and as of which epoch, a version could first decide for an app: it was registered, and on its channel a
 * version was activated, whichever came later. `undefined`: none could yet.
 */
export async function firstDecided(
	db: ControlDb,
	tenant: string,
	policy: string,
	app: string,
): Promise<{ since: number; epoch: number } | undefined> {
	const [first] = await db.all<{ since: number; epoch: number }>(sql`
		with versions as (
			select epoch, since, retired, coalesce(json_extract(body, '$.channel'), 'stable') as channel,
				lead(epoch) over (order by epoch) as next
			from ${apps} where tenant = ${tenant} and name = ${app}
		)
		select max(a.since, v.since) as since, max(a.epoch, v.epoch) as epoch
		from versions as a join ${activations} as v on v.tenant = ${tenant} and v.policy = ${policy} and v.channel = a.channel
		where not a.retired and (a.next is null or v.epoch < a.next)
		order by 2 limit 1`);
	return first;
}

/** What the channels of a policy have led to, newest first, a page at a time; `next` is the `from` of the next page. */
export async function activationHistory(
	db: ControlDb,
	asked: {
		readonly tenant: string;
		readonly policy: string;
		readonly channel?: string;
		readonly from: number;
		readonly limit: number;
	},
): Promise<{ activations: Activation[]; next?: number }> {
	const { tenant: _, roots: __, ...columns } = getTableColumns(activations);
	const told = { ...columns, glass: GLASS.as("glass") };
	const until = sql<
		number | null
	>`lead(${activations.since}) over (partition by ${activations.channel} order by ${activations.epoch})`;
	const chain = db
		.select({ ...told, until: until.as("until") })
		.from(activations)
		.where(and(eq(activations.tenant, asked.tenant), eq(activations.policy, asked.policy)))
		.as("chain");
	const rows = await db
		.select()
		.from(chain)
		.where(and(lte(chain.epoch, asked.from), asked.channel === undefined ? undefined : eq(chain.channel, asked.channel)))
		.orderBy(desc(chain.epoch))
		.limit(asked.limit + 1);
	const page = rows.slice(0, asked.limit).map(asTold);
	const next = rows[asked.limit]?.epoch;
	return { activations: page, ...(next === undefined ? {} : { next }) };
}

/** The break-glass by which an activation was made, as its event names it. */
const GLASS = sql<string | null>`(select g.value ->> 'digest' from ${events} as k, json_each(k.event, '$.evidence') as g
	where k.tenant = ${activations.tenant} and k.epoch = ${activations.epoch} and g.value ->> 'kind' = 'break-glass')`;

type Row = Omit<Activation, "until" | "break_glass"> & { readonly until: number | null; readonly glass: string | null };

function asTold({ until, glass, ...row }: Row): Activation {
	return { ...row, ...(until === null ? {} : { until }), ...(glass === null ? {} : { break_glass: glass }) };
}
