// Steps of a kill switch: thrown by one person, lifted by one, a sticky global one by two; one with an end ends by itself.
import type { KillDocument } from "../../contract/kill.ts";
import { MAX_KILL_SWITCHES } from "../../platform/limits.ts";
import { err, ok } from "../../platform/result.ts";
import type { Ordered } from "../change.ts";
import type { KillOrder } from "../item-orders.ts";
import { OPERATOR_TENANT, SCHEDULE } from "../names.ts";
import type { Place } from "./append.ts";
import { type ItemStep, leave, nextEpoch, timeOf } from "./item-steps.ts";

const GUARD = "guard";

export function killStep(order: KillOrder): ItemStep {
	return order.step === "on" ? throwIt(order) : lift(order);
}

function throwIt(order: Extract<KillOrder, { step: "on" }>): ItemStep {
	return (place) => {
		const { kill, by, reason } = order;
		const { store, tenant } = place;
		if (kill.scope === "global" && tenant !== OPERATOR_TENANT) return err("operator");
		if (store.items.alive("kill") >= MAX_KILL_SWITCHES) return err("full");
		const since = timeOf(place, order);
		if (kill.expires_at !== undefined && kill.expires_at <= since) return err("duration");
		// What was in force before was in order then; whether it can be loaded today is asked when it decides.
		if (kill.version !== undefined && !store.everLed(GUARD, kill.version)) return err("never-active");
		const id = `${kill.scope === "global" ? "global" : "kill"}-${nextEpoch(place)}`;
		return ok(leave(place, order, "kill", "on", { id, ...kill, reason, on: true, by, since }));
	};
}

/** One that two must lift is still on after the first has said so. */
function lift(order: Extract<KillOrder, { step: "off" }>): ItemStep {
	return (place) => {
		const known = place.store.items.one("kill", order.id);
		if (known === undefined) return err("unknown");
		if (!known.on) return err("state");
		const word = { by: order.by, at: timeOf(place, order), reason: order.reason };
		if (needsTwo(known)) {
			if (known.release === undefined) return ok(leave(place, order, "kill", "release", { ...known, release: word }));
			if (known.release.by === order.by) return err("own");
		}
		return ok(leave(place, order, "kill", "off", { ...known, on: false, ended: word }));
	};
}

function needsTwo({ scope, expires_at }: KillDocument): boolean {
	return scope === "global" && expires_at === undefined;
}

/** Ends those whose time is over; they hold no more before, since their end is part of what decides. */
export function superviseKill(place: Place): void {
	for (const { epoch: _, ...item } of place.store.items.living("kill")) {
		if (item.expires_at === undefined || item.expires_at > place.now) continue;
		const order: Ordered = { by: SCHEDULE, at: place.now, reason: "over", key: crypto.randomUUID() };
		leave(place, order, "kill", "expire", { ...item, on: false });
	}
}
