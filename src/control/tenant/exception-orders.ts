// Steps of an exception: proposed, approved by so many others, in force from some seconds later, revoked or over; and its warnings.
import type { ExceptionDocument } from "../../contract/exception.ts";
import type { AppBody } from "../../contract/registry.ts";
import { EXCEPTION_LEAD_MS, MAX_EXCEPTIONS } from "../../platform/limits.ts";
import { err, ok } from "../../platform/result.ts";
import type { Ordered } from "../change.ts";
import { approvalsNeeded, longestException } from "../exception-tiers.ts";
import type { ExceptionOrder } from "../item-orders.ts";
import { SCHEDULE } from "../names.ts";
import type { Place } from "./append.ts";
import { type ItemStep, leave, nextEpoch, timeOf } from "./item-steps.ts";

const DAY_MS = 86_400_000;
/** Days before its end at which an exception is warned of. */
export const WARNING_DAYS = [14, 7] as const;

export function exceptionStep(order: ExceptionOrder): ItemStep {
	switch (order.step) {
		case "propose":
			return propose(order);
		case "approve":
			return approve(order);
		case "reject":
		case "revoke":
			return end(order);
	}
}

function propose(order: Extract<ExceptionOrder, { step: "propose" }>): ItemStep {
	return (place) => {
		const { exception, by, reason, ticket } = order;
		if (place.store.items.alive("exception") >= MAX_EXCEPTIONS) return err("full");
		const at = timeOf(place, order);
		const tier = strictestTier(place, exception.apps);
		const begins = Math.max(exception.not_before ?? 0, at + EXCEPTION_LEAD_MS);
		if (exception.expires_at <= begins || exception.expires_at - begins > longestException(tier)) return err("duration");
		return ok(
			leave(place, order, "exception", "propose", {
				...{ id: `ex-${nextEpoch(place)}`, ...exception, reason, ...(ticket === undefined ? {} : { ticket }) },
				...{ state: "proposed", tier, approvals_needed: approvalsNeeded(tier) },
				...{ requested_by: by, requested_at: at, approvals: [], warned: [] },
			}),
		);
	};
}

/** The last approval that it takes lets it begin; what counts is the tier of today. */
function approve(order: Extract<ExceptionOrder, { id: string }>): ItemStep {
	return (place) => {
		const known = place.store.items.one("exception", order.id);
		if (known === undefined) return err("unknown");
		const at = timeOf(place, order);
		if (known.state !== "proposed") return err("state");
		if (order.by === known.requested_by || known.approvals.some(({ by }) => by === order.by)) return err("own");
		const tier = strictestTier(place, known.apps);
		const not_before = Math.max(known.not_before ?? 0, at + EXCEPTION_LEAD_MS);
		if (known.expires_at <= not_before || known.expires_at - not_before > longestException(tier)) return err("duration");
		const approvals = [...known.approvals, { by: order.by, at, reason: order.reason }];
		const item = { ...known, tier, approvals_needed: approvalsNeeded(tier), approvals };
		const enough = approvals.length >= item.approvals_needed;
		return ok(leave(place, order, "exception", "approve", enough ? { ...item, state: "approved", not_before } : item));
	};
}

function end(order: Extract<ExceptionOrder, { id: string }>): ItemStep {
	return (place) => {
		const known = place.store.items.one("exception", order.id);
		if (known === undefined) return err("unknown");
		const from = order.step === "reject" ? ["proposed"] : ["proposed", "approved"];
		if (!from.includes(known.state)) return err("state");
		const ended = { by: order.by, at: timeOf(place, order), reason: order.reason };
		const state = order.step === "reject" ? "rejected" : "revoked";
		return ok(leave(place, order, "exception", order.step, { ...known, state, ended }));
	};
}

/** Of the living apps that it covers; where it names none, of all. */
function strictestTier({ store }: Place, apps: readonly string[]): 1 | 2 | 3 {
	const tiers = store
		.livingOf("app")
		.filter(({ name }) => apps.length === 0 || apps.includes(name))
		.map(({ body }) => (JSON.parse(body) as AppBody).tier);
	return Math.min(...tiers, apps.length === 0 && tiers.length === 0 ? 1 : 3) as 1 | 2 | 3;
}

/** Warns of what ends soon, and ends what is over: the clock's own events. */
export function superviseExceptions(place: Place): void {
	const { now, store } = place;
	for (const { epoch: _, ...item } of store.items.living("exception")) {
		const order = (reason: string): Ordered => ({ by: SCHEDULE, at: now, reason, key: crypto.randomUUID() });
		if (item.expires_at <= now) {
			leave(place, order("over"), "exception", "expire", { ...item, state: "expired" });
			continue;
		}
		const due = dueWarning(item, now);
		if (due !== undefined) {
			const warned = [...item.warned, ...WARNING_DAYS.filter((days) => days >= due && !item.warned.includes(days))];
			leave(place, order(`ends within ${due} days`), "exception", "warn", { ...item, warned });
		}
	}
}

/** The nearest warning that is due; an exception that was made shorter than that is not warned of at once. */
function dueWarning(item: ExceptionDocument, now: number): number | undefined {
	if (item.state !== "approved") return undefined;
	const left = item.expires_at - now;
	const lasts = item.expires_at - (item.not_before ?? item.requested_at);
	return WARNING_DAYS.toReversed().find((days) => left <= days * DAY_MS && lasts > days * DAY_MS && !item.warned.includes(days));
}
