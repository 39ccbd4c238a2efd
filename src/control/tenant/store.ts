// What a tenant's control object keeps in its SQLite storage: the chain of events, what holds by them, and what D1 lacks yet.
import type { ControlEvent } from "../../contract/event.ts";
import type { Pointer } from "../../contract/pointer.ts";
import type { ActivatedVersion } from "../../contract/registry.ts";
import type { Rollout } from "../../contract/rollout.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { DEPLOY } from "../names.ts";
import { isItemEvent, listsOf, openItems } from "./items.ts";
import { sha256Text } from "./sha256-text.ts";
import { applyToVersions, type Note, openVersions, type StateRow } from "./versions.ts";

export { sha256Text } from "./sha256-text.ts";

const TABLES = `
	create table if not exists events (
		seq integer primary key, epoch integer not null unique, hash text not null, event text not null, body text
	) strict;
	create table if not exists orders (
		key text primary key, fingerprint text not null, epoch integer not null, made integer not null
	) strict, without rowid;
	create table if not exists registry (
		kind text not null, name text not null, epoch integer not null, body text not null, retired integer not null,
		primary key (kind, name)
	) strict, without rowid;
	create table if not exists activations (
		policy text not null, channel text not null, epoch integer not null, digest text not null, revision text not null,
		host text not null, roots text not null, since integer not null, deployed integer not null, back integer not null,
		primary key (policy, channel, epoch)
	) strict, without rowid;
	create table if not exists revoked (fingerprint text primary key, epoch integer not null) strict, without rowid;
	create table if not exists pointer (one integer primary key check (one = 1), body text not null) strict;
	create table if not exists outbox (seq integer primary key) strict;
	create table if not exists facts (name text primary key, value text not null) strict, without rowid;
`;

/** An event as it is kept: `body` is the canonical JSON of what D1 gets a row of. */
export type Kept = { readonly event: ControlEvent; readonly text: string; readonly hash: string; readonly body: string | null };
/** An event on its way to D1, with what it made of versions. */
export type Outgoing = Kept & { readonly states: readonly StateRow[]; readonly notes: readonly Note[] };
export type Registered = { readonly epoch: number; readonly body: string; readonly retired: boolean };
export type Target = Omit<ActivatedVersion, "roots"> & {
	readonly roots: readonly string[];
	readonly digest: string;
	readonly epoch: number;
	readonly since: number;
	/** Set by a deploy of the Worker, not by a person. */
	readonly deployed: boolean;
	/** Set by a rollback. */
	readonly back: boolean;
};
export type Store = ReturnType<typeof openStore>;

type Value = string | number | null;

/** All functions are synchronous; what belongs together is called within one `transactionSync`. */
export function openStore(sql: SqlStorage) {
	sql.exec(TABLES);
	const versions = openVersions(sql);
	const items = openItems(sql);
	const all = <T extends Record<string, Value>>(query: string, ...bound: Value[]) => sql.exec<T>(query, ...bound).toArray();
	const one = <T extends Record<string, Value>>(query: string, ...bound: Value[]) => all<T>(query, ...bound)[0];
	const kept = ({ event, hash, body }: EventRow): Kept => ({ event: JSON.parse(event), text: event, hash, body });

	if (one("select 1 as one from facts where name = 'versions'") === undefined) {
		// A chain from before versions had states gives them now, as it would have given them then.
		for (const { event, body } of all<EventRow>("select event, hash, body from events order by seq")) {
			applyToVersions(versions, JSON.parse(event) as ControlEvent, body);
		}
		sql.exec("insert into facts values ('versions', '1')");
	}

	return {
		versions,
		items,
		newest: () => one<{ seq: number; epoch: number; hash: string; at: number }>(NEWEST),
		events: (from: number, limit: number) =>
			all<EventRow>("select event, hash, body from events where seq >= ? order by seq limit ?", from, limit).map(kept),
		event: (epoch: number) => all<EventRow>("select event, hash, body from events where epoch = ?", epoch).map(kept)[0],
		/** Appends an event and makes it hold; the pointer is another matter, written once by `flip`. */
		append: (event: ControlEvent, body: string | null): void => {
			const text = canonicalJson(event);
			sql.exec("insert into events values (?, ?, ?, ?, ?)", event.seq, event.epoch, sha256Text(text), text, body);
			items.apply(event, body);
			apply(sql, event, body);
			applyToVersions(versions, event, body);
		},
		order: (key: string) =>
			one<{ fingerprint: string; epoch: number; made: number }>("select fingerprint, epoch, made from orders where key = ?", key),
		remember: (key: string, fingerprint: string, epoch: number, made: boolean) =>
			void sql.exec("insert into orders values (?, ?, ?, ?)", key, fingerprint, epoch, Number(made)),
		registered: (kind: string, name: string): Registered | undefined => {
			const row = one<RegistryRow>("select * from registry where kind = ? and name = ?", kind, name);
			return row && { epoch: row.epoch, body: row.body, retired: row.retired === 1 };
		},
		living: (kind: string) =>
			one<{ n: number }>("select count(*) as n from registry where kind = ? and retired = 0", kind)?.n ?? 0,
		livingOf: (kind: string) =>
			all<RegistryRow>("select * from registry where kind = ? and retired = 0", kind).map(({ name, body }) => ({ name, body })),
		/** Whether a channel of the policy led to the version at any time. */
		everLed: (policy: string, digest: string): boolean =>
			all("select 1 as led from activations where policy = ? and digest = ? limit 1", policy, digest).length > 0,
		/** The newest rollout of a policy, whatever became of it. */
		rollout: (policy: string): Rollout | undefined => {
			const row = one<{ body: string }>("select body from registry where kind = 'rollout' and name = ?", policy);
			return row && (JSON.parse(row.body) as Rollout);
		},
		rollouts: (): Rollout[] =>
			all<{ body: string }>("select body from registry where kind = 'rollout' order by name").map(({ body }) => JSON.parse(body)),
		/** Names of channels that living apps follow. */
		followed: () => all<{ channel: string }>(FOLLOWED).map(({ channel }) => channel),
		/** All that a channel has led to, newest first. */
		targets: (policy: string, channel: string): Target[] =>
			all<TargetRow>("select * from activations where policy = ? and channel = ? order by epoch desc", policy, channel).map(
				target,
			),
		current: (): Target[] => all<TargetRow>(CURRENT).map(target),
		revoked: () => all<{ fingerprint: string; epoch: number }>("select * from revoked order by fingerprint"),
		/** INVARIANT 13: written with the event it follows from, and read from storage whoever asks. */
		pointer: (): string | undefined => one<{ body: string }>("select body from pointer")?.body,
		flip: (body: string): void => void sql.exec("insert or replace into pointer values (1, ?)", body),
		enqueue: (from: number): void =>
			void sql.exec("insert or ignore into outbox select seq from events where seq >= ? order by seq", from),
		waiting: () => one<{ waiting: number; first: number | null }>("select count(*) as waiting, min(seq) as first from outbox"),
		outgoing: (limit: number): Outgoing[] =>
			all<EventRow>("select event, hash, body from outbox join events using (seq) order by seq limit ?", limit).map((row) => {
				const each = kept(row);
				return { ...each, ...versions.made(each.event.epoch) };
			}),
		delivered: (upTo: number): void => void sql.exec("delete from outbox where seq <= ?", upTo),
		fact: (name: string) => one<{ value: string }>("select value from facts where name = ?", name)?.value,
		note: (name: string, value: string | undefined): void =>
			value === undefined
				? void sql.exec("delete from facts where name = ?", name)
				: void sql.exec("insert or replace into facts values (?, ?)", name, value),
	};
}

type EventRow = { event: string; hash: string; body: string | null };
type RegistryRow = { kind: string; name: string; epoch: number; body: string; retired: number };
type TargetRow = {
	[name: string]: Value;
	policy: string;
	channel: string;
	epoch: number;
	digest: string;
	revision: string;
	host: string;
	roots: string;
	since: number;
	deployed: number;
	back: number;
};

const NEWEST = "select seq, epoch, hash, event ->> 'at' as at from events order by seq desc limit 1";
const FOLLOWED = `select distinct coalesce(body ->> 'channel', 'stable') as channel from registry
	where kind = 'app' and retired = 0 order by channel`;
// SQLite takes the bare columns of a query with max() from the row that has the maximum.
const CURRENT = `select policy, channel, max(epoch) as epoch, digest, revision, host, roots, since, deployed, back
	from activations group by policy, channel order by policy, channel`;

function target(row: TargetRow): Target {
	const { policy, channel, epoch, digest, revision, host, roots, since, deployed, back } = row;
	return {
		...{ policy, channel, epoch, digest, revision, host, since },
		...{ roots: JSON.parse(roots) as string[], deployed: deployed === 1, back: back === 1 },
	};
}

/** What holds from an event on. */
function apply(sql: SqlStorage, event: ControlEvent, body: string | null): void {
	const { type, subject, epoch, at, principal } = event;
	if (isItemEvent(type)) return;
	if (type.startsWith("rollout.")) {
		// One whose document is lost does not run: the version in force decides for everybody.
		if (body !== null) sql.exec("insert or replace into registry values ('rollout', ?, ?, ?, 0)", subject, epoch, body);
		return;
	}
	switch (type) {
		case "activation":
		case "rollback": {
			const { policy, channel, revision, host, roots = [policy] } = JSON.parse(body ?? "") as ActivatedVersion;
			const back = Number(type === "rollback");
			// Who leads a channel back to what the deployment carries lets it follow deployments again: the next one carries another.
			const deployed = Number(principal === DEPLOY || (type === "rollback" && subject === carriedDigest(sql)));
			sql.exec(
				"insert into activations values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
				...[policy, channel, epoch, subject, revision, host, JSON.stringify(roots), at, deployed, back],
			);
			return;
		}
		case "signer.revoke":
			sql.exec("insert or ignore into revoked values (?, ?)", subject, epoch);
			return;
		case "deploy":
			return;
		default: {
			const [kind, verb] = type.split(".");
			if (verb !== "put" && verb !== "retire") return;
			if (kind === "version") return;
			const retired = Number(verb === "retire");
			sql.exec("insert or replace into registry values (?, ?, ?, ?, ?)", kind ?? "", subject, epoch, body, retired);
		}
	}
}

/** Digest of the version that the newest deployment carries; `undefined`: none was noted. */
function carriedDigest(sql: SqlStorage): string | undefined {
	const [row] = sql.exec<{ value: string }>("select value from facts where name = 'baked'").toArray();
	return row && (JSON.parse(row.value) as { digest: string }).digest;
}

/**
 * Whether a rollout decides anything. Once its channel was moved it compares with nothing that is in force; and when its version
 * is no longer in the stage, for an approval was withdrawn, or was paused, as by a deploy, the version in force decides for all.
 */
export function isLive(store: Store, { policy, channel, baseline, candidate, kind, state }: Rollout): boolean {
	if (state !== "running" || store.targets(policy, channel)[0]?.digest !== baseline.digest) return false;
	const version = store.versions.state(policy, candidate.digest);
	return version?.state === kind && version.paused === null;
}

/** The pointer as the store's events make it. */
export function pointerOf(store: Store, tenant: string): Pointer {
	const policies: Pointer["policies"] = {};
	for (const { policy, channel, roots, digest, revision, epoch, since, deployed } of store.current()) {
		policies[policy] ??= { roots: [], channels: {} };
		const line = policies[policy];
		line.roots = [...new Set([...line.roots, ...roots])].sort();
		line.channels[channel] = { digest, revision, epoch, since, ...(deployed ? { deployed } : {}) };
	}
	for (const rollout of store.rollouts()) {
		const line = policies[rollout.policy];
		if (line !== undefined && isLive(store, rollout)) line.rollout = rollout;
	}
	const revoked = store.revoked().map(({ fingerprint }) => fingerprint);
	return { v: 1, tenant, epoch: store.newest()?.epoch ?? 0, policies, revoked, ...listsOf(store.items) };
}
