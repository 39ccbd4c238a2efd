// The tenant's chain of changes, as an auditor reads it: who changed what when, and what it was from then on.
import { type SQL, sql } from "drizzle-orm";
import * as v from "valibot";
import { ActivatedVersion, AppBody, type ChangeEntry, TenantBody, ToolBody } from "../contract/registry.ts";
import { MAX_CHANGES_CHARS } from "../platform/limits.ts";
import type { Change } from "./change.ts";
import { readInForce } from "./config.ts";
import type { ControlDb } from "./database.ts";
import { TENANT_SCOPE } from "./names.ts";
import { activations, apps, configVersions, epochs, tenants, tools } from "./schema.ts";

export type ChangesAsked = {
	readonly tenant: string;
	/** Absent: all; else only changes of these apps and of their configuration. */
	readonly apps?: readonly string[];
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
				${DOCUMENT} as document, ${DIGEST} as digest
			from ${epochs} as e
			where e.tenant = ${asked.tenant} and e.epoch <= ${asked.from} and ${within(asked.apps)}
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
const DOCUMENT = sql`case e.type
	when 'tenant.put' then (select d.body from ${tenants} as d where ${own})
	when 'app.put' then (select d.body from ${apps} as d where ${named})
	when 'tool.put' then (select d.body from ${tools} as d where ${named})
	when 'config.put' then (select d.layer from ${configVersions} as d where d.scope = e.subject and ${own})
	when 'activation' then (
		select json_object('policy', d.policy, 'channel', d.channel, 'revision', d.revision, 'host', d.host)
		from ${activations} as d where ${own})
	end`;
const DIGEST = sql`case e.type
	when 'config.put' then (select d.digest from ${configVersions} as d where d.scope = e.subject and ${own})
	when 'activation' then e.subject
	end`;

function within(only: readonly string[] | undefined): SQL {
	if (only === undefined) return sql`true`;
	return sql`(e.type in ('app.put', 'app.retire') or (e.type = 'config.put' and e.subject <> ${TENANT_SCOPE}))
		and e.subject in (select value from json_each(${JSON.stringify(only)}))`;
}

async function readRow({ document, digest, next: _, ...change }: Row): Promise<ChangeEntry> {
	const { epoch, type, subject, at, by, reason } = change;
	const read = document === null ? undefined : await readDocument(type, document, digest ?? "");
	return {
		...{ epoch, type, subject, at, by, reason },
		...(read === undefined ? {} : { document: read }),
		...(digest === null ? {} : { digest }),
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
			return v.parse(ActivatedVersion, JSON.parse(text));
		case "app.retire":
		case "tool.retire":
			return undefined;
	}
}
