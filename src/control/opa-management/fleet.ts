// The fleet: the last status of every agent, kept in D1, and seen against the pointer when it is asked for.
import { and, asc, eq, gt, lt, sql } from "drizzle-orm";
import type { AgentBundle, AgentBundleView, AgentState, AgentView } from "../../contract/agent.ts";
import type { ChannelTarget, Pointer } from "../../contract/pointer.ts";
import { AGENT_KEPT_MS, AGENT_SILENT_MS, MAX_AGENTS } from "../../platform/limits.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import type { ControlDb } from "../database.ts";
import { agents } from "./agent-schema.ts";
import { AGENT_CHANNEL, own } from "./bundle.ts";
import { type NamedRevision, revisionKey } from "./deps.ts";
import type { AgentStatus } from "./status.ts";

type Row = typeof agents.$inferSelect;

/** Keeps an agent's status in place of the one before. `full`: the tenant has `MAX_AGENTS` others that are not yet forgotten. */
export async function keepStatus(
	db: ControlDb,
	tenant: string,
	principal: string,
	status: AgentStatus,
	now: number,
): Promise<Result<void, "full">> {
	const { id, version = null, decision_logs, discovery } = status;
	const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
	const said = {
		principal,
		version,
		labels: JSON.stringify(status.labels),
		bundles: JSON.stringify(status.bundles),
		plugins: JSON.stringify(status.plugins),
		decisionLogs: json(decision_logs),
		discovery: json(discovery),
	};
	const known = sql`exists (select 1 from ${agents} where ${agents.tenant} = ${tenant} and ${agents.id} = ${id})`;
	const room = sql`(select count(*) from ${agents} where ${agents.tenant} = ${tenant}) < ${MAX_AGENTS}`;
	const columns = sql`${tenant}, ${id}, ${principal}, ${version}, ${said.labels}, ${said.bundles}, ${said.plugins},
		${said.decisionLogs}, ${said.discovery}, ${now}, ${now}`;
	const [, kept] = await db.batch([
		db.delete(agents).where(and(eq(agents.tenant, tenant), lt(agents.lastSeen, now - AGENT_KEPT_MS))),
		db
			.insert(agents)
			.select(sql`select ${columns} where ${known} or ${room}`)
			.onConflictDoUpdate({ target: [agents.tenant, agents.id], set: { ...said, lastSeen: now } })
			.returning({ id: agents.id }),
	]);
	return kept.length === 0 ? err("full") : ok(undefined);
}

/** A page of agents by id, one more than `limit` where there are more. */
export function readAgents(db: ControlDb, tenant: string, after: string, limit: number): Promise<Row[]> {
	return db
		.select()
		.from(agents)
		.where(and(eq(agents.tenant, tenant), gt(agents.id, after)))
		.orderBy(asc(agents.id))
		.limit(limit + 1);
}

/** The revisions of rows that no channel leads to: their versions must be looked up. */
export function formerRevisions(rows: readonly Row[], pointer: Pointer): NamedRevision[] {
	const former = new Map<string, NamedRevision>();
	for (const row of rows) {
		for (const { name, revision } of bundlesOf(row)) {
			const named = { policy: followed(name).policy, revision: revision ?? "" };
			if (revision !== undefined && channelOf(pointer, name, revision) === undefined) former.set(revisionKey(named), named);
		}
	}
	return [...former.values()];
}

export type FleetFacts = {
	/** By `revisionKey`. */
	readonly digests: ReadonlyMap<string, string>;
	/** Versions that no key signed which counts now. */
	readonly untrusted: ReadonlySet<string>;
};

/** Versions that agents run, as far as they are known. */
export function digestsRun(rows: readonly Row[], pointer: Pointer, digests: FleetFacts["digests"]): string[] {
	const views = rows.flatMap((row) => bundlesOf(row).map((bundle) => bundleView(bundle, pointer, digests, 0)));
	return [...new Set(views.flatMap(({ digest }) => (digest === undefined ? [] : [digest])))];
}

/** A row as it stands against the pointer at `now`. */
export function viewOf(row: Row, pointer: Pointer, { digests, untrusted }: FleetFacts, now: number): AgentView {
	const bundles = bundlesOf(row)
		.map((bundle) => bundleView(bundle, pointer, digests, now))
		.map((view) => (view.digest !== undefined && untrusted.has(view.digest) ? { ...view, ...UNTRUSTED } : view));
	const plugins = JSON.parse(row.plugins) as Record<string, string>;
	return {
		id: row.id,
		state: stateOf(row, bundles, plugins, now),
		...(row.version === null ? {} : { version: row.version }),
		labels: JSON.parse(row.labels) as AgentView["labels"],
		bundles,
		plugins,
		...(row.decisionLogs === null ? {} : { decision_logs: JSON.parse(row.decisionLogs) as AgentView["decision_logs"] & object }),
		...(row.discovery === null ? {} : { discovery: JSON.parse(row.discovery) as AgentView["discovery"] & object }),
		principal: row.principal,
		first_seen: row.firstSeen,
		last_seen: row.lastSeen,
	};
}

const UNTRUSTED = { state: "failing", error: { code: "bundle_error", fault: "untrusted" } } as const;

function stateOf(row: Row, bundles: readonly AgentBundleView[], plugins: Record<string, string>, now: number): AgentState {
	if (now - row.lastSeen > AGENT_SILENT_MS) return "silent";
	const broken = row.decisionLogs !== null || row.discovery !== null || Object.values(plugins).includes("ERROR");
	if (broken || bundles.some(({ state }) => state === "failing")) return "failing";
	// An agent that runs nothing of the tenant's is not current either.
	const ours = bundles.filter(({ state }) => state !== "foreign");
	return ours.length > 0 && ours.every(({ state }) => state === "current") ? "current" : "behind";
}

function bundleView(bundle: AgentBundle, pointer: Pointer, digests: ReadonlyMap<string, string>, now: number): AgentBundleView {
	const { policy, channel: wanted } = followed(bundle.name);
	const target = own(own(pointer.policies, policy)?.channels, wanted);
	if (target === undefined) return { ...bundle, state: bundle.error === undefined ? "foreign" : "failing" };
	const { revision } = bundle;
	const channel = revision === undefined ? undefined : channelOf(pointer, bundle.name, revision);
	const digest =
		channel !== undefined
			? own(pointer.policies[policy]?.channels, channel)?.digest
			: digests.get(revisionKey({ policy, revision: revision ?? "" }));
	const found = { ...bundle, ...(digest === undefined ? {} : { digest }), channel: channel ?? wanted };
	if (channel !== undefined) return { ...found, state: bundle.error === undefined ? "current" : "failing" };
	const { digest: due, revision: dueRevision, since } = target;
	return {
		...found,
		state: bundle.error === undefined ? "behind" : "failing",
		target: { digest: due, revision: dueRevision, since },
		stale_ms: Math.max(0, now - since),
	};
}

/** `guard` follows the stable channel of guard, `guard/canary` its canary. */
function followed(bundle: string): { policy: string; channel: string } {
	const [policy = "", ...channel] = bundle.split("/");
	return { policy, channel: channel.length === 0 ? AGENT_CHANNEL : channel.join("/") };
}

/** The channel whose version has the revision: the one that is followed, else any of the policy's. */
function channelOf(pointer: Pointer, bundle: string, revision: string): string | undefined {
	const { policy, channel } = followed(bundle);
	const channels: Readonly<Record<string, ChannelTarget>> = own(pointer.policies, policy)?.channels ?? {};
	if (own(channels, channel)?.revision === revision) return channel;
	return Object.entries(channels).find(([, target]) => target.revision === revision)?.[0];
}

function bundlesOf(row: Row): AgentBundle[] {
	return JSON.parse(row.bundles) as AgentBundle[];
}
