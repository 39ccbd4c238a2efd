// A grant: issued for one request, used by one decision at the most, over within minutes.
import type { GrantFault } from "../../contract/exception.ts";
import type { GrantFact } from "../../contract/input.ts";
import { MAX_GRANT_MS, MAX_GRANTS } from "../../platform/limits.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import type { GrantOrder, GrantUse } from "../item-orders.ts";
import type { Place } from "./append.ts";
import { type ItemStep, leave, nextEpoch, timeOf } from "./item-steps.ts";

export function grantStep(order: GrantOrder): ItemStep {
	return (place) => {
		const { items } = place.store;
		const at = timeOf(place, order);
		items.forgetGrants(at);
		if (items.alive("grant") >= MAX_GRANTS) return err("full");
		if (order.lasts > MAX_GRANT_MS) return err("duration");
		const { app, request, rules, by } = order;
		const grant = { app, request, rules: [...new Set(rules)].sort(), by, at, expires_at: at + order.lasts };
		return ok(leave(place, order, "grant", "issue", { id: `grant-${nextEpoch(place)}`, ...grant }));
	};
}

/** Lets a decision use a grant, one alone; the same decision may say so again. Of two clocks the earlier counts, as for every change. */
export function useGrant({ store: { items }, now }: Place, use: GrantUse): Result<GrantFact, GrantFault> {
	const grant = items.one("grant", use.id);
	if (grant === undefined) return err("unknown");
	if (grant.app !== use.app || grant.request !== use.request) return err("other");
	if (grant.by === use.by) return err("own");
	const user = items.user(use.id);
	if (user !== undefined && user !== use.decision) return err("used");
	if (grant.expires_at <= Math.min(now, use.at)) return err("expired");
	if (user === undefined) items.use(use.id, use.decision);
	return ok({ id: grant.id, rules: grant.rules });
}
