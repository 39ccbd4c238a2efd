// Brings events of a tenant's control object to D1, where people and decisions read them.
import { canonicalJson } from "../../platform/canonical-json.ts";
import { MAX_STATEMENT_JSON_BYTES } from "../../platform/limits.ts";
import type { Outgoing } from "./store.ts";

/** Events of one D1 transaction. */
export const MAX_PROJECTED = 50;

/** Types whose documents have a table of their own. */
const OWN_TABLE = /^(?:tenant|app|tool|config)\.|^(?:activation|rollback)$/;

/** D1 has another change under an epoch, or another event under a number, than the object: somebody else wrote there. */
export class Diverged extends Error {
	override readonly name = "Diverged";
}

const EVENT = `json_each(?2) as e`;
const of = (name: string) => `e.value ->> '${name}'`;
const MADE = `${of("at")}, ${of("by")}`;
const typed = (...types: string[]) => `where ${of("type")} in (${types.map((type) => `'${type}'`).join(", ")})`;
const registered = (table: string, kind: string) =>
	`insert into ${table} (tenant, name, epoch, body, retired, since, "by")
	select ?1, ${of("subject")}, ${of("epoch")}, ${of("body")}, ${of("type")} = '${kind}.retire', ${MADE}
	from ${EVENT} ${typed(`${kind}.put`, `${kind}.retire`)} on conflict do nothing`;

/**
 * A repeat finds its own rows and writes nothing; rows of another writer in their place break the key, and with it the whole
 * transaction. What an event changed is written once, with its epoch, so there it is enough not to write it again.
 */
const STATEMENTS = [
	`insert into epochs (tenant, epoch, change, at, "by", type, subject, reason)
	select ?1, ${of("epoch")}, ${of("key")}, ${MADE}, ${of("type")}, ${of("subject")}, ${of("reason")} from ${EVENT}
	where not exists (select 1 from epochs k where k.tenant = ?1 and k.epoch = ${of("epoch")} and k.change = ${of("key")})`,
	`insert into events (tenant, seq, epoch, hash, event, body)
	select ?1, ${of("seq")}, ${of("epoch")}, ${of("hash")}, ${of("text")}, ${of("document")} from ${EVENT}
	where not exists (select 1 from events k where k.tenant = ?1 and k.seq = ${of("seq")} and k.hash = ${of("hash")})`,
	`insert into tenants (tenant, epoch, body, since, "by")
	select ?1, ${of("epoch")}, ${of("body")}, ${MADE} from ${EVENT} ${typed("tenant.put")} on conflict do nothing`,
	registered("apps", "app"),
	registered("tools", "tool"),
	`insert into config_versions (tenant, scope, epoch, digest, layer, since, "by", reason)
	select ?1, ${of("subject")}, ${of("epoch")}, ${of("digest")}, ${of("body")}, ${MADE}, ${of("reason")}
	from ${EVENT} ${typed("config.put")} on conflict do nothing`,
	`insert into documents (tenant, digest, kind, body, epoch)
	select ?1, ${of("digest")}, 'config', ${of("body")}, ${of("epoch")} from ${EVENT} ${typed("config.put")} on conflict do nothing`,
	`insert into documents (tenant, digest, kind, body, epoch)
	select ?1, ${inBody("listed.list.digest")}, ${inBody("listed.name")},
		(${of("body")}) -> '$.listed.list.items', ${of("epoch")}
	from ${EVENT} where ${inBody("listed.name")} is not null on conflict do nothing`,
	`insert into activations (tenant, policy, channel, epoch, digest, revision, since, "by", reason, host, roots)
	select ?1, ${inBody("policy")}, ${inBody("channel")}, ${of("epoch")}, ${of("subject")}, ${inBody("revision")}, ${MADE},
		${of("reason")}, ${inBody("host")}, ${inBody("roots")}
	from ${EVENT} ${typed("activation", "rollback")} on conflict do nothing`,
	`insert into version_states (tenant, policy, digest, epoch, state, revision, paused, since)
	select ?1, ${state("policy", "digest", "epoch", "state", "revision", "paused", "since")}
	from ${EVENT}, json_each(e.value, '$.states') as s where true on conflict do nothing`,
	...Object.entries({ evidence: "evidence", approvals: "approval", break_glasses: "break-glass" }).map(
		([table, kind]) => `insert into ${table} (tenant, id, epoch, policy, digest, body)
	select ?1, ${state("id", "epoch", "policy", "digest", "body")}
	from ${EVENT}, json_each(e.value, '$.notes') as s where s.value ->> 'kind' = '${kind}' on conflict do nothing`,
	),
];

function state(...names: string[]): string {
	return names.map((name) => `s.value ->> '${name}'`).join(", ");
}

function inBody(name: string): string {
	return `(${of("body")}) ->> '$.${name}'`;
}

/** Writes events, oldest first, in one transaction; writing them again changes nothing. Throws when D1 fails, or has diverged. */
export async function project(d1: D1Database, tenant: string, events: readonly Outgoing[]): Promise<void> {
	const json = JSON.stringify(events.map(row));
	try {
		await d1.batch(STATEMENTS.map((statement) => d1.prepare(statement).bind(tenant, json)));
	} catch (error) {
		if (error instanceof Error && /UNIQUE constraint failed: (epochs|events)\./.test(error.message)) throw new Diverged();
		throw error;
	}
}

function row({ event, text, hash, body, states, notes }: Outgoing) {
	const { seq, epoch, key, at, principal, type, subject, reason, digest } = event;
	const told = states.map(({ authors: _, ...state }) => state);
	const own = body !== null && OWN_TABLE.test(type) ? {} : { document: body };
	return { seq, epoch, key, at, by: principal, type, subject, reason, digest, hash, text, body, states: told, notes, ...own };
}

/** As many of the events, from the first on, as one statement takes; the first always. */
export function portion(events: readonly Outgoing[]): readonly Outgoing[] {
	let bytes = 0;
	const end = events.findIndex((kept, at) => {
		// A character of a text within a text takes at most six bytes: an escape of a backslash, or three bytes of UTF-8.
		bytes += canonicalJson(row(kept)).length * 3;
		return at > 0 && bytes > MAX_STATEMENT_JSON_BYTES;
	});
	return end < 0 ? events : events.slice(0, end);
}
