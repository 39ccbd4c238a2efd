// What a tenant's control object keeps of exceptions, grants and kill switches: each as its newest event left it, and the lists
// that decisions read.
import type { ControlEvent } from "../../contract/event.ts";
import type { ExceptionDocument, GrantDocument } from "../../contract/exception.ts";
import type { Listed } from "../../contract/item-change.ts";
import type { KillDocument } from "../../contract/kill.ts";
import type { Pointer } from "../../contract/pointer.ts";

export type ItemKind = "exception" | "grant" | "kill";
export type ItemOf = { readonly exception: ExceptionDocument; readonly grant: GrantDocument; readonly kill: KillDocument };
/** Body of an event about one of these: what it is from then on, and the list when it is another from then on. */
export type ItemBody<K extends ItemKind = ItemKind> = { readonly item: ItemOf[K]; readonly listed?: Listed };

const TABLES = `
	create table if not exists items (
		kind text not null, id text not null, epoch integer not null, living integer not null, body text not null,
		primary key (kind, id)
	) strict, without rowid;
	create table if not exists lists (name text primary key, body text not null) strict, without rowid;
	create table if not exists used_grants (id text primary key, decision text not null) strict, without rowid;
`;
/** Events after which it holds no more and is not waited for. */
const ENDING: ReadonlySet<string> = new Set(["reject", "revoke", "expire", "off"]);

type Row = { [name: string]: string | number; kind: string; id: string; epoch: number; living: number; body: string };
export type Items = ReturnType<typeof openItems>;

export function isItemEvent(type: string): boolean {
	return /^(?:exception|grant|kill)\./.test(type);
}

/** All functions are synchronous, and called within one transaction. */
export function openItems(sql: SqlStorage) {
	sql.exec(TABLES);
	const all = (query: string, ...bound: (string | number)[]) => sql.exec<Row>(query, ...bound).toArray();
	return {
		one: <K extends ItemKind>(kind: K, id: string): ItemOf[K] | undefined => {
			const [row] = all("select * from items where kind = ? and id = ?", kind, id);
			return row && (JSON.parse(row.body) as ItemOf[K]);
		},
		/** Those that are not over, oldest first. */
		living: <K extends ItemKind>(kind: K): (ItemOf[K] & { readonly epoch: number })[] =>
			all("select * from items where kind = ? and living = 1 order by epoch, id", kind).map(({ body, epoch }) => ({
				...(JSON.parse(body) as ItemOf[K]),
				epoch,
			})),
		alive: (kind: ItemKind) =>
			sql.exec<{ n: number }>("select count(*) as n from items where kind = ? and living = 1", kind).one().n,
		/** The newest of all, by their newest event; `from`: no event after that epoch. */
		page: <K extends ItemKind>(kind: K, from: number, limit: number): (ItemOf[K] & { readonly epoch: number })[] =>
			all("select * from items where kind = ? and epoch <= ? order by epoch desc limit ?", kind, from, limit).map(
				({ body, epoch }) => ({ ...(JSON.parse(body) as ItemOf[K]), epoch }),
			),
		list: (name: Listed["name"]): Listed["list"] | undefined => {
			const [row] = sql.exec<{ body: string }>("select body from lists where name = ?", name).toArray();
			return row && (JSON.parse(row.body) as Listed["list"]);
		},
		apply: ({ type, subject, epoch }: ControlEvent, body: string | null): void => {
			if (!isItemEvent(type) || body === null) return;
			const [kind = "", verb = ""] = type.split(".");
			const { item, listed } = JSON.parse(body) as ItemBody;
			const living = Number(!ENDING.has(verb));
			sql.exec("insert or replace into items values (?, ?, ?, ?, ?)", kind, subject, epoch, living, JSON.stringify(item));
			if (listed !== undefined) {
				sql.exec("insert or replace into lists values (?, ?)", listed.name, JSON.stringify(listed.list));
			}
		},
		/** The decision that has used a grant. */
		user: (id: string) =>
			sql.exec<{ decision: string }>("select decision from used_grants where id = ?", id).toArray()[0]?.decision,
		use: (id: string, decision: string): void => void sql.exec("insert into used_grants values (?, ?)", id, decision),
		/** Which grants were used is known here alone: where that was lost, all of them were. */
		spendGrants: (): void => void sql.exec("insert or ignore into used_grants select id, '' from items where kind = 'grant'"),
		/** Grants that were over at an instant (ms) say nothing any more. */
		forgetGrants: (at: number): void =>
			void sql.exec("delete from items where kind = 'grant' and body ->> 'expires_at' <= ?", at),
	};
}

/** What of it the pointer carries. Empty lists are left out. */
export function listsOf(items: Items): Pick<Pointer, "exceptions" | "kill" | "kill_global"> {
	const filled = (["exceptions", "kill", "kill_global"] as const).flatMap((name) => {
		const list = items.list(name);
		return list === undefined || list.items.length === 0 ? [] : [[name, list] as const];
	});
	return Object.fromEntries(filled);
}
