// Appends one event to a tenant's chain: with what holds by it, the pointer and the row of the outbox, in one transaction.
import type { ControlEvent } from "../../contract/event.ts";
import type { ChangeType } from "../../contract/registry.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import type { Change, Ordered } from "../change.ts";
import { pointerOf, type Store, sha256Text } from "./store.ts";

/** Where orders are carried out. Everything here is synchronous and runs within one transaction of the storage. */
export type Place = { readonly store: Store; readonly tenant: string /** The object's own clock, ms. */; readonly now: number };
/** The change by which it is so: made now, or before. */
export type Outcome = { readonly epoch: number; readonly made: boolean };

type What = { readonly type: ChangeType; readonly subject: string; readonly body: string | null; readonly digest?: string };

/** INVARIANT 11, 13: event, what holds by it, pointer and outbox in one transaction; the epoch grows by one, time never back. */
export function append({ store, tenant, now }: Place, order: Ordered, what: What): Outcome {
	const newest = store.newest();
	const event: ControlEvent = {
		...{ v: 1, tenant, seq: (newest?.seq ?? 0) + 1, prev: newest?.hash ?? sha256Text(""), epoch: (newest?.epoch ?? 0) + 1 },
		...{ type: what.type, principal: order.by, at: clamped(order.at, now, newest?.at), reason: order.reason, key: order.key },
		...(order.ticket === undefined ? {} : { ticket: order.ticket }),
		evidence: [...(order.evidence ?? [])],
		subject: what.subject,
		...(what.digest === undefined ? {} : { digest: what.digest }),
	};
	store.append(event, what.body);
	store.flip(canonicalJson(pointerOf(store, tenant)));
	store.enqueue(event.seq);
	return { epoch: event.epoch, made: true };
}

/** Of two clocks the earlier, so that neither alone can jump ahead; and never before the change before. */
export function clamped(asked: Change["at"], now: number, newest = 0): number {
	return Math.max(newest, Math.min(asked, now));
}
