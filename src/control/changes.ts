// The tenant's chain of changes, as an auditor reads it: who changed what when, and what it was from then on.
import { type SQL, sql } from "drizzle-orm";
import * as v from "valibot";
import { type ChainLink, ControlEvent } from "../contract/event.ts";
import { ItemChange } from "../contract/item-change.ts";
import { ActivatedVersion, AppBody, ChangeDocument, type ChangeEntry, TenantBody, ToolBody } from "../contract/registry.ts";
import { documentDigest } from "../platform/digest.ts";
import { MAX_CHANGES_CHARS } from "../platform/limits.ts";
import type { Change } from "./change.ts";
import { readInForce } from "./config.ts";
import type { ControlDb } from "./database.ts";
import { TENANT_SCOPE } from "./names.ts";
import { activations, apps, configVersions, epochs, events, tenants, tools } from "./schema.ts";

export type ChangesAsked = {
	readonly tenant: string;
	/** Absent: all; else only changes of these apps and of their configuration. */
	readonly apps?: readonly string[];
	/** Absent: all; else only changes of the thing of that name. */
	readonly subject?: string;
	/** The newest epoch to tell. */
	readonly from: number;
	readonly limit: number;
};
export type ChangesPage = { readonly changes: ChangeEntry[]; readonly next?: number };

type Row = {
	readonly epoch: number;
	readonly type: Change["type"];
	readonly subject: string;
	readonly at: number;
	readonly by: string;
	readonly reason: string;
	readonly document: string | null;
	readonly digest: string | null;
	readonly hash: string | null;
	readonly event: string | null;
	readonly next: number | null;
};

/**
 * A page of the chain, newest first. The chain only ever grows, so that an epoch is a cursor: `next` is the `from` of the
 * next page. A page ends early where its documents are many characters. Throws when D1 fails or a configuration does not
 * have its digest.
 */
export async function readChanges(db: ControlDb, asked: ChangesAsked): Promise<ChangesPage> {
	const rows = await db.all<Row>(sql`
		with page as materialized (
			select e.epoch as epoch, e.type as type, e.subject as subject, e.at as at, e."by" as "by", e.reason as reason,
				${DOCUMENT} as document, ${DIGEST} as digest, k.hash as hash, k.event as event
			from ${epochs} as e left join ${events} as k on k.tenant = e.tenant and k.epoch = e.epoch
			where e.tenant = ${asked.tenant} and e.epoch <= ${asked.from} and ${within(asked.apps)}
				and ${asked.subject === undefined ? sql`true` : sql`e.subject = ${asked.subject}`}
			order by e.epoch desc limit ${asked.limit + 1}
		),
		measured as (
			select *, lead(epoch) over (order by epoch desc) as next,
				coalesce(sum(length(document)) over (order by epoch desc rows between unbounded preceding and 1 preceding), 0) as chars
			from page
		)
		select * from measured where chars <= ${MAX_CHANGES_CHARS} order by epoch desc`);
	const shown = rows.slice(0, asked.limit);
	const next = shown.at(-1)?.next ?? undefined;
	return { changes: await Promise.all(shown.map(readRow)), ...(next === undefined ? {} : { next }) };
}

const own = sql`d.tenant = e.tenant and d.epoch = e.epoch`;
const named = sql`d.name = e.subject and ${own}`;
const VERSION = sql`iif(d.roots is null,
	json_object('policy', d.policy, 'channel', d.channel, 'revision', d.revision, 'host', d.host),
	json_object('policy', d.policy, 'channel', d.channel, 'revision', d.revision, 'host', d.host, 'roots', json(d.roots)))`;
const DOCUMENT = sql`case e.type
	when 'tenant.put' then (select d.body from ${tenants} as d where ${own})
	when 'app.put' then (select d.body from ${apps} as d where ${named})
	when 'tool.put' then (select d.body from ${tools} as d where ${named})
	when 'config.put' then (select d.layer from ${configVersions} as d where d.scope = e.subject and ${own})
	when 'activation' then (select ${VERSION} from ${activations} as d where ${own})
	when 'rollback' then (select ${VERSION} from ${activations} as d where ${own})
	else k.body
	end`;
const DIGEST = sql`case e.type
	when 'config.put' then (select d.digest from ${configVersions} as d where d.scope = e.subject and ${own})
	when 'activation' then e.subject
	when 'rollback' then e.subject
	end`;

function within(only: readonly string[] | undefined): SQL {
	if (only === undefined) return sql`true`;
	return sql`(e.type in ('app.put', 'app.retire') or (e.type = 'config.put' and e.subject <> ${TENANT_SCOPE}))
		and e.subject in (select value from json_each(${JSON.stringify(only)}))`;
}

async function readRow({ document, digest, hash, event, next: _, ...change }: Row): Promise<ChangeEntry> {
	const { epoch, type, subject, at, by, reason } = change;
	const read = document === null ? undefined : await readDocument(type, document, digest ?? "");
	const chain = hash === null || event === null ? undefined : await readLink(hash, event, document);
	return {
		...{ epoch, type, subject, at, by, reason },
		...(read === undefined ? {} : { document: read }),
		...(digest === null ? {} : { digest }),
		...(chain === undefined ? {} : { chain }),
	};
}

/** What is told as the document of a change must be what its event names. */
async function readLink(hash: string, text: string, document: string | null): Promise<ChainLink> {
	const { seq, prev, key, ticket, evidence, digest } = v.parse(ControlEvent, JSON.parse(text));
	if (digest !== undefined && (document === null || (await documentDigest(JSON.parse(document))) !== digest)) {
		throw new Error("a change's document does not have the digest that its event names");
	}
	return {
		...{ seq, prev, hash, key, evidence },
		...(ticket === undefined ? {} : { ticket }),
		...(digest === undefined ? {} : { document: digest }),
	};
}

async function readDocument(type: Change["type"], text: string, digest: string): Promise<ChangeEntry["document"]> {
	switch (type) {
		case "tenant.put":
			return v.parse(TenantBody, JSON.parse(text));
		case "app.put":
			return v.parse(AppBody, JSON.parse(text));
		case "tool.put":
			return v.parse(ToolBody, JSON.parse(text));
		case "config.put":
			return (await readInForce({ digest, layer: text })).layer;
		case "activation":
		case "rollback":
			return v.parse(ActivatedVersion, JSON.parse(text));
		case "exception.propose":
		case "exception.approve":
		case "exception.reject":
		case "exception.revoke":
		case "exception.warn":
		case "exception.expire":
		case "grant.issue":
		case "kill.on":
		case "kill.release":
		case "kill.off":
		case "kill.expire":
			return v.parse(ItemChange, JSON.parse(text));
		case "app.retire":
		case "tool.retire":
		case "signer.revoke":
			return undefined;
		default:
			return v.parse(ChangeDocument, JSON.parse(text));
	}
}
