// What D1 knows of a tenant's changes, read back as events: of a database from before the object, or for an object begun anew.
import * as v from "valibot";
import { ControlEvent } from "../../contract/event.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { type Store, sha256Text } from "./store.ts";

/** Changes read at once; the largest have 256 KB. */
const PAGE = 100;

type Row = {
	readonly epoch: number;
	readonly change: string;
	readonly at: number;
	readonly by: string;
	readonly type: string;
	readonly subject: string;
	readonly reason: string;
	readonly body: string | null;
	readonly event: string | null;
};
export type Found = {
	readonly event: ControlEvent;
	readonly body: string | null /** D1 has its event already. */;
	readonly told: boolean;
};

const own = "d.tenant = e.tenant and d.epoch = e.epoch";
const READ = `select e.epoch, e.change, e.at, e."by", e.type, e.subject, e.reason,
		(select d.event from events as d where ${own}) as event,
		case e.type
			when 'tenant.put' then (select d.body from tenants as d where ${own})
			when 'app.put' then (select d.body from apps as d where d.name = e.subject and ${own})
			when 'app.retire' then (select d.body from apps as d where d.name = e.subject and ${own})
			when 'tool.put' then (select d.body from tools as d where d.name = e.subject and ${own})
			when 'tool.retire' then (select d.body from tools as d where d.name = e.subject and ${own})
			when 'config.put' then (select d.layer from config_versions as d where d.scope = e.subject and ${own})
			when 'activation' then (select ${activation()} from activations as d where ${own})
			when 'rollback' then (select ${activation()} from activations as d where ${own})
			else (select d.body from events as d where ${own})
		end as body
	from epochs as e where e.tenant = ? and e.epoch > ? order by e.epoch limit ${PAGE}`;

function activation(): string {
	const version = "'policy', d.policy, 'channel', d.channel, 'revision', d.revision, 'host', d.host";
	return `iif(d.roots is null, json_object(${version}), json_object(${version}, 'roots', json(d.roots)))`;
}

/** All changes that D1 has of the tenant, oldest first, chained. Throws when D1 fails or its chain has a gap or is broken. */
export async function readHistory(d1: D1Database, tenant: string): Promise<Found[]> {
	const found: Found[] = [];
	let prev = sha256Text("");
	for (let page: Row[] | undefined; page === undefined || page.length === PAGE; ) {
		const answer = await d1.prepare(READ).bind(tenant, found.length).all<Row>();
		page = answer.results;
		for (const row of page) {
			if (row.epoch !== found.length + 1) throw new Error("the chain of changes has a gap");
			const event = row.event === null ? eventOf(tenant, prev, row) : v.parse(ControlEvent, JSON.parse(row.event));
			if (event.prev !== prev || event.epoch !== row.epoch) throw new Error("the chain of events is broken");
			prev = sha256Text(canonicalJson(event));
			found.push({ event, body: row.body === null ? null : canonicalJson(JSON.parse(row.body)), told: row.event !== null });
		}
	}
	return found;
}

function eventOf(tenant: string, prev: string, row: Row): ControlEvent {
	const { epoch, change, at, by, type, subject, reason, body } = row;
	const digest = body === null || type.endsWith(".retire") ? {} : { digest: sha256Text(canonicalJson(JSON.parse(body))) };
	return {
		...{ v: 1, tenant, seq: epoch, prev, epoch, type, principal: by, at, reason, evidence: [], subject, ...digest, key: change },
	};
}

/** Takes the history over, within one transaction; a store that has events of its own stays as it is. */
export function takeOver(store: Store, history: readonly Found[]): void {
	if (store.newest() !== undefined) return;
	for (const { event, body } of history) store.append(event, body);
	store.items.spendGrants();
	const untold = history.find(({ told }) => !told);
	if (untold !== undefined) store.enqueue(untold.event.seq);
}
