// What the steps of exceptions, grants and kill switches share: an event with the item as it leaves it, and the list it changes.
import type { ExceptionDocument } from "../../contract/exception.ts";
import type { KillFact } from "../../contract/input.ts";
import type { Listed } from "../../contract/item-change.ts";
import type { KillDocument } from "../../contract/kill.ts";
import type { ExceptionItem } from "../../contract/pointer.ts";
import type { ChangeType } from "../../contract/registry.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import type { Result } from "../../platform/result.ts";
import type { Ordered } from "../change.ts";
import type { ItemFault } from "../item-orders.ts";
import { append, clamped, type Outcome, type Place } from "./append.ts";
import type { ItemBody, ItemKind, ItemOf } from "./items.ts";
import { sha256Text } from "./store.ts";

export type ItemStep = (place: Place) => Result<Outcome, ItemFault>;

/** Time of the event that an order makes now. */
export function timeOf({ store, now }: Place, { at }: Ordered): number {
	return clamped(at, now, store.newest()?.at);
}

export function nextEpoch({ store }: Place): number {
	return (store.newest()?.epoch ?? 0) + 1;
}

/** Appends the event that leaves an item so. */
export function leave<K extends ItemKind>(place: Place, order: Ordered, kind: K, verb: string, item: ItemOf[K]): Outcome {
	const listed = changedList(place, order, kind, item);
	const body = canonicalJson({ item, ...(listed === undefined ? {} : { listed }) } satisfies ItemBody);
	const what = { type: `${kind}.${verb}` as ChangeType, subject: item.id, body, digest: sha256Text(body) };
	return append(place, order, what);
}

/** The list as it is with the item, when it is another than before. */
function changedList(place: Place, order: Ordered, kind: ItemKind, item: ItemOf[ItemKind]): Listed | undefined {
	if (kind === "grant") return undefined;
	const now = timeOf(place, order);
	const { items } = place.store;
	const others = <T extends "exception" | "kill">(of: T) => items.living(of).filter(({ id }) => id !== item.id);
	if (kind === "exception") {
		const all: ExceptionDocument[] = [...others("exception"), item as ExceptionDocument];
		const facts = all.filter((each) => each.state === "approved" && each.expires_at > now).map(exceptionItem);
		return changed(place, "exceptions", facts.sort(byId));
	}
	const one = item as KillDocument;
	const name = one.scope === "global" ? "kill_global" : "kill";
	const all: KillDocument[] = [...others("kill"), one];
	const holding = all.filter(({ on, expires_at = Number.POSITIVE_INFINITY }) => on && expires_at > now);
	const facts = holding.filter(({ scope }) => (scope === "global") === (name === "kill_global")).map(killFact);
	return changed(place, name, facts);
}

function changed(place: Place, name: Listed["name"], list: readonly (ExceptionItem | KillFact)[]): Listed | undefined {
	const digest = sha256Text(canonicalJson(list));
	const before = place.store.items.list(name)?.digest ?? sha256Text("[]");
	return digest === before ? undefined : ({ name, list: { digest, items: list } } as Listed);
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
	return a.id < b.id ? -1 : 1;
}

function exceptionItem(document: ExceptionDocument): ExceptionItem {
	const { id, rule, apps, mode, not_before = 0, expires_at, roles, age_classes, sources } = document;
	const fact = { id, rule, apps, mode, not_before, expires_at };
	return roles.length + age_classes.length + sources.length === 0 ? fact : { ...fact, roles, age_classes, sources };
}

function killFact({ id, scope, value, cohort, state, version, expires_at }: KillDocument): KillFact {
	return {
		...{ id, scope, state: state === "block" ? "refuse" : state },
		...(value === undefined ? {} : { value }),
		...(cohort === undefined ? {} : { cohort }),
		...(version === undefined ? {} : { version }),
		...(expires_at === undefined ? {} : { expires_at }),
	};
}
