// What a tenant's control object keeps of its versions: their states, evidence, approvals and opened glass, one row an epoch.
import type { ControlEvent } from "../../contract/event.ts";
import type { ApprovalInfo, BreakGlassInfo, EvidenceInfo, Tiers, VersionState } from "../../contract/lifecycle.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { fall, outlook, type Stage, type StageFact, type VersionFacts } from "../lifecycle.ts";
import { DEPLOY } from "../names.ts";
import { SHIPPED_TIERS, tierOf } from "../tiers.ts";
import { sha256Text } from "./sha256-text.ts";

/** A version's state from one epoch on. `paused`: why its rollout stands still. */
export type StateRow = {
	readonly policy: string;
	readonly digest: string;
	readonly epoch: number;
	readonly state: VersionState;
	readonly revision: string;
	readonly paused: string | null;
	readonly authors: readonly string[];
	readonly since: number;
};
export type NoteKind = "evidence" | "approval" | "break-glass";
/** What is known of a piece of evidence, an approval or a break-glass from one epoch on. */
export type Note = {
	readonly kind: NoteKind;
	readonly id: string;
	readonly epoch: number;
	readonly policy: string;
	readonly digest: string;
	readonly body: string;
};

/** Of an event that is not there yet. */
type Unborn<T> = Omit<T, "epoch">;

/** Body of an event `version.*`, and of the others what they are about. */
export type VersionBody = {
	readonly policy: string;
	readonly digest: string;
	readonly revision: string;
	readonly to?: VersionState;
	readonly authors?: readonly string[];
	readonly paused?: string;
	readonly approvals?: readonly Unborn<ApprovalInfo>[];
	readonly evidence?: Unborn<EvidenceInfo>;
	/** As it was signed. */
	readonly envelope?: unknown;
	readonly glass?: BreakGlassInfo;
};

type Value = string | number | null;
type Sql = SqlStorage;
type RawState = Record<string, Value> & { policy: string; digest: string; epoch: number; state: VersionState; since: number };

const TABLES = `
	create table if not exists version_states (
		policy text not null, digest text not null, epoch integer not null, state text not null, revision text not null,
		paused text, authors text not null, since integer not null, primary key (policy, digest, epoch)
	) strict, without rowid;
	create index if not exists version_states_by_epoch on version_states (epoch);
	create table if not exists notes (
		kind text not null, id text not null, epoch integer not null, policy text not null, digest text not null, body text not null,
		primary key (kind, id, epoch)
	) strict, without rowid;
	create index if not exists notes_by_epoch on notes (epoch);
	create index if not exists notes_by_version on notes (policy, digest);
	create table if not exists deploys (mark text primary key, epoch integer not null) strict, without rowid;
`;
const CURRENT = `select policy, digest, max(epoch) as epoch, state, revision, paused, authors, since from version_states`;
const NEWEST_NOTES = `select kind, id, max(epoch) as epoch, policy, digest, body from notes`;
/** States through which a version goes on towards being in force. */
const UNDER_WAY: readonly VersionState[] = ["approved", "shadow", "canary"];

export type VersionLedger = ReturnType<typeof openVersions>;

/** All functions are synchronous, and called within one transaction. */
export function openVersions(sql: Sql) {
	sql.exec(TABLES);
	const states = (query: string, ...bound: Value[]) =>
		sql
			.exec<RawState>(query, ...bound)
			.toArray()
			.map(readState);
	const notes = (query: string, ...bound: Value[]) => sql.exec<Note & Record<string, Value>>(query, ...bound).toArray();
	const ledger = {
		state: (policy: string, digest: string): StateRow | undefined =>
			states(`${CURRENT} where policy = ? and digest = ? group by policy, digest`, policy, digest)[0],
		/** The newest state of every version. */
		all: (): StateRow[] => states(`${CURRENT} group by policy, digest order by policy, digest`),
		/** A version's states, newest first. */
		history: (policy: string, digest: string): StateRow[] =>
			states("select * from version_states where policy = ? and digest = ? order by epoch desc", policy, digest),
		/** What an epoch made so. */
		made: (epoch: number) => ({
			states: states("select * from version_states where epoch = ?", epoch),
			notes: notes("select * from notes where epoch = ?", epoch),
		}),
		notes: <T>(kind: NoteKind, policy: string, digest: string): T[] =>
			notes(
				`${NEWEST_NOTES} where kind = ? and policy = ? and digest = ? group by kind, id order by epoch`,
				kind,
				policy,
				digest,
			).map(({ body }) => JSON.parse(body) as T),
		note: <T>(kind: NoteKind, id: string): T | undefined =>
			notes(`${NEWEST_NOTES} where kind = ? and id = ? group by kind, id`, kind, id).map(({ body }) => JSON.parse(body) as T)[0],
		glasses: (): BreakGlassInfo[] =>
			notes(`${NEWEST_NOTES} where kind = 'break-glass' group by kind, id order by epoch`).map(
				({ body }) => JSON.parse(body) as BreakGlassInfo,
			),
		/** Rows of all epochs up to one. */
		counts: (upTo: number) => sql.exec<{ states: number; notes: number }>(COUNTS, upTo, upTo).one(),
		/** Whether a deployment was seen before, and any other. */
		deployed: (mark: string) => sql.exec("select 1 from deploys where mark = ?", mark).toArray().length > 0,
		tiers: (): Tiers => {
			const [row] = sql.exec<{ body: string }>("select body from registry where kind = 'tiers' and name = 'tiers'").toArray();
			return row === undefined ? SHIPPED_TIERS : (JSON.parse(row.body) as Tiers);
		},
		put: (row: Omit<StateRow, "authors"> & { readonly authors: readonly string[] }): void => {
			const { policy, digest, epoch, state, revision, paused, authors, since } = row;
			const list = JSON.stringify([...new Set(authors)].sort());
			const values = [policy, digest, epoch, state, revision, paused, list, since];
			sql.exec("insert or replace into version_states values (?, ?, ?, ?, ?, ?, ?, ?)", ...values);
		},
		write: (note: Note): void => {
			const { kind, id, epoch, policy, digest, body } = note;
			sql.exec("insert or replace into notes values (?, ?, ?, ?, ?, ?)", kind, id, epoch, policy, digest, body);
		},
		mark: (mark: string, epoch: number): boolean => {
			const others = sql.exec("select 1 from deploys limit 1").toArray().length > 0;
			const known = ledger.deployed(mark);
			if (!known) sql.exec("insert into deploys values (?, ?)", mark, epoch);
			return others && !known;
		},
		inForce: (policy: string): ReadonlySet<string> =>
			new Set(
				sql
					.exec<{ digest: string }>(IN_FORCE, policy)
					.toArray()
					.map(({ digest }) => digest),
			),
		revoked: (): ReadonlySet<string> =>
			new Set(
				sql
					.exec<{ fingerprint: string }>("select fingerprint from revoked")
					.toArray()
					.map(({ fingerprint }) => fingerprint),
			),
	};
	return ledger;
}

const COUNTS = `select (select count(*) from version_states where epoch <= ?) as states,
	(select count(*) from notes where epoch <= ?) as notes`;
// SQLite takes the bare columns of a query with max() from the row that has the maximum.
const IN_FORCE = `select digest from (select digest, max(epoch) from activations where policy = ? group by channel)`;

function readState(row: RawState): StateRow {
	return { ...(row as unknown as StateRow), authors: JSON.parse(row.authors as string) as string[] };
}

export type Asked = {
	readonly policy: string;
	readonly digest: string;
	readonly now: number;
	readonly authors?: readonly string[];
	readonly carried?: boolean | undefined;
	/** Decisions that each stage has seen. */
	readonly decisions?: { readonly [stage in Stage]?: number } | undefined;
};

/** What decides about a version, as of an instant. */
export function factsOf(ledger: VersionLedger, asked: Asked): VersionFacts & { readonly tier: string } {
	const { policy, digest, now } = asked;
	const { tier, rules } = tierOf(ledger.tiers(), policy);
	const state = ledger.state(policy, digest);
	const history = ledger.history(policy, digest);
	// Whoever approved it before it was taken back did not know that it would be.
	const back = history.find((row) => row.state === "rolled_back")?.epoch ?? 0;
	return {
		...{ tier, rules, now, state: state?.state ?? "draft", rulesDigest: sha256Text(canonicalJson(rules)) },
		evidence: ledger.notes<EvidenceInfo>("evidence", policy, digest),
		approvals: ledger.notes<ApprovalInfo>("approval", policy, digest).filter(({ epoch }) => epoch > back),
		revoked: ledger.revoked(),
		authors: [...new Set([...(state?.authors ?? []), ...(asked.authors ?? [])])],
		stages: stagesOf(history, asked.decisions ?? {}),
		paused: (state?.paused ?? null) !== null,
		carried: asked.carried === true,
		glass: openGlass(ledger, policy, digest, now) !== undefined,
	};
}

/** The break-glass that two principals have opened for a version and that still counts. */
export function openGlass(ledger: VersionLedger, policy: string, digest: string, now: number): BreakGlassInfo | undefined {
	return ledger
		.notes<BreakGlassInfo>("break-glass", policy, digest)
		.find((each) => each.confirmed_by !== undefined && each.expires_at > now && each.reviewed === undefined);
}

function stagesOf(history: readonly StateRow[], decisions: NonNullable<Asked["decisions"]>): VersionFacts["stages"] {
	const stages: { [stage in Stage]?: StageFact } = {};
	let until: number | undefined;
	for (const { state, since } of history) {
		if (!UNDER_WAY.includes(state)) break;
		if (state === "shadow" || state === "canary") {
			const later = stages[state];
			const end = later === undefined ? until : later.until;
			stages[state] = { since, decisions: decisions[state] ?? 0, ...(end === undefined ? {} : { until: end }) };
		}
		until = since;
	}
	return stages;
}

/** What an event makes of versions: its own, those that it takes out of force, and those that stood on what it took away. */
export function applyToVersions(ledger: VersionLedger, event: ControlEvent, body: string | null): void {
	const { type, subject, epoch, at, principal } = event;
	if (type === "activation" || type === "rollback") {
		const { policy, revision, host } = JSON.parse(body ?? "{}") as { policy: string; revision: string; host: string };
		const before = ledger.state(policy, subject);
		const row = { policy, revision, epoch, paused: null, since: at };
		ledger.put({ ...row, digest: subject, state: "stable", authors: before?.authors ?? [] });
		leave(ledger, event, policy, type === "rollback" ? "rolled_back" : "superseded");
		if (principal === DEPLOY && ledger.mark(`${host} ${subject}`, epoch)) pauseAll(ledger, epoch, at);
	} else if (type === "deploy") {
		const { digest, host } = JSON.parse(body ?? "{}") as { digest: string; host: string };
		if (ledger.mark(`${host} ${digest}`, epoch)) pauseAll(ledger, epoch, at);
	} else if (/^(?:version|evidence|break-glass)\./.test(type)) {
		applyToOne(ledger, event, JSON.parse(body ?? "{}") as VersionBody);
	}
	useGlass(ledger, event);
	settle(ledger, event);
}

function applyToOne(ledger: VersionLedger, event: ControlEvent, body: VersionBody): void {
	const { policy, digest, revision } = body;
	const { epoch, at: since } = event;
	if (body.to !== undefined) {
		const paused = body.paused ?? null;
		ledger.put({ policy, digest, epoch, state: body.to, revision, paused, authors: body.authors ?? [], since });
	}
	const told = [
		...(body.approvals ?? []).map((each) => ({ kind: "approval", each }) as const),
		...(body.evidence === undefined ? [] : [{ kind: "evidence", each: body.evidence } as const]),
	];
	for (const { kind, each } of told) {
		const first = ledger.note<{ epoch: number }>(kind, each.id)?.epoch ?? epoch;
		ledger.write({ kind, id: each.id, epoch, policy, digest, body: canonicalJson({ ...each, epoch: first }) });
	}
	const { glass } = body;
	if (glass !== undefined) ledger.write({ kind: "break-glass", id: glass.id, epoch, policy, digest, body: canonicalJson(glass) });
}

/** What no channel leads to any more is no longer in force. */
function leave(ledger: VersionLedger, { epoch, at }: ControlEvent, policy: string, state: VersionState): void {
	const inForce = ledger.inForce(policy);
	for (const row of ledger.all()) {
		if (row.policy !== policy || row.state !== "stable" || inForce.has(row.digest)) continue;
		ledger.put({ ...row, epoch, state, since: at });
	}
}

/** Another host, other builtins or detectors: what a rollout has measured was measured on the one before. */
function pauseAll(ledger: VersionLedger, epoch: number, at: number): void {
	for (const row of ledger.all()) {
		if ((row.state === "canary" || row.state === "shadow") && row.paused === null) {
			ledger.put({ ...row, epoch, paused: "deploy", since: at });
		}
	}
}

function useGlass(ledger: VersionLedger, { evidence, epoch }: ControlEvent): void {
	for (const { kind, digest: id } of evidence) {
		const glass = kind === "break-glass" ? ledger.note<BreakGlassInfo>("break-glass", id) : undefined;
		if (glass === undefined) continue;
		const { policy, digest } = glass;
		ledger.write({
			kind: "break-glass",
			id,
			epoch,
			policy,
			digest,
			body: canonicalJson({ ...glass, used: [...glass.used, epoch] }),
		});
	}
}

/** Events that may take away what a version stands on. */
const TAKING = /^(?:version|evidence|break-glass)\.|^(?:tiers\.put|signer\.revoke)$/;

function settle(ledger: VersionLedger, { type, epoch, at }: ControlEvent): void {
	if (!TAKING.test(type)) return;
	for (const row of ledger.all()) {
		if (row.state !== "tested" && !UNDER_WAY.includes(row.state)) continue;
		const to = fall(factsOf(ledger, { policy: row.policy, digest: row.digest, now: at, authors: row.authors }));
		if (to !== undefined) ledger.put({ ...row, epoch, state: to, paused: null, since: at });
	}
}

/** Where a version stands: its newest state, and what decides about its next. */
export type Standing = {
	readonly state?: StateRow;
	readonly tier: string;
	readonly facts: Omit<VersionFacts, "revoked"> & { readonly revoked: readonly string[] };
	readonly glasses: readonly BreakGlassInfo[];
	readonly next: ReturnType<typeof outlook>;
	/** Of the newest change about it. */
	readonly approvals: readonly ApprovalInfo[];
};

export function standingOf(ledger: VersionLedger, asked: Asked): Standing {
	const { policy, digest } = asked;
	const { tier, ...facts } = factsOf(ledger, asked);
	const state = ledger.state(policy, digest);
	return {
		...(state === undefined ? {} : { state }),
		...{ tier, facts: { ...facts, revoked: [...facts.revoked] }, next: outlook(facts) },
		glasses: ledger.notes<BreakGlassInfo>("break-glass", policy, digest),
		approvals: ledger.notes<ApprovalInfo>("approval", policy, digest),
	};
}
