// Carries out what is ordered of rollouts: begun by people, stopped by people and the guard, promoted by people alone.
import type { Rollout } from "../../contract/rollout.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import type { OrderFault, RolloutOrder, SteerOrder } from "../change.ts";
import { append, clamped, type Outcome, type Place } from "./append.ts";
import { activate } from "./orders.ts";
import { sha256Text } from "./sha256-text.ts";
import { isLive } from "./store.ts";
import { command } from "./version-orders.ts";

type Step = (place: Place) => Result<Outcome, OrderFault>;

/** Begins a rollout. One line of policy has one at a time; a canary of what is in shadow takes the shadow's place. */
export function startRollout(order: RolloutOrder): Step {
	return (place) => {
		const { store } = place;
		const [target] = store.targets(order.policy, order.plan.channel);
		if (target === undefined) return err("unknown");
		if (target.digest === order.candidate.digest) return err("in-force");
		const before = store.rollout(order.policy);
		if (before !== undefined && isOpen(before) && before.baseline.digest === target.digest) {
			const next = before.kind === "shadow" && order.plan.kind === "canary" && before.candidate.digest === order.candidate.digest;
			if (!next) return err("busy");
		}
		const entered = enterStage(place, order);
		if (!entered.ok) return entered;
		const shadowed = order.decisions?.shadow;
		const at = timeOf(place, order.at);
		const epoch = (store.newest()?.epoch ?? 0) + 1;
		const rollout: Rollout = {
			...{ v: 1, id: `${order.policy}.${epoch}`, policy: order.policy, candidate: order.candidate, salt: order.salt },
			...{ baseline: { digest: target.digest, revision: target.revision }, ...order.plan },
			...{ step: 0, step_since: at, state: "running", started_by: order.by, started_at: at, epoch },
			...(shadowed === undefined ? {} : { shadowed }),
		};
		return ok(write(place, order, "rollout.start", rollout));
	};
}

/** The version's life must allow the stage; one that stood still in it goes on. */
function enterStage(place: Place, order: RolloutOrder): Result<unknown, OrderFault> {
	const { kind } = order.plan;
	const version = { ...order, ...order.candidate, key: crypto.randomUUID() };
	const entered = command({ ...version, command: kind })(place);
	if (!entered.ok || place.store.versions.state(order.policy, order.candidate.digest)?.paused === null) return entered;
	return command({ ...version, key: crypto.randomUUID(), command: "resume" })(place);
}

/** Steers the rollout of a policy. Whoever comes second of two that exclude each other is refused. */
export function steerRollout(order: SteerOrder): Step {
	return (place) => {
		const rollout = place.store.rollout(order.policy);
		if (rollout === undefined || (order.id !== undefined && order.id !== rollout.id)) return err("unknown");
		const was = { epoch: rollout.epoch, made: false };
		switch (order.command) {
			case "pause":
				if (rollout.state === "paused") return ok(was);
				return rollout.state === "running" ? ok(stop(place, order, rollout, "paused")) : err("ended");
			case "abort":
				if (rollout.state === "aborted") return ok(was);
				return isOpen(rollout) ? ok(stop(place, order, rollout, "aborted")) : err("ended");
			case "resume":
				return resume(place, order, rollout);
			case "promote":
				return promote(place, order, rollout);
			case "complete":
				return complete(place, order, rollout);
		}
	};
}

function resume(place: Place, order: SteerOrder, rollout: Rollout): Result<Outcome, OrderFault> {
	if (isLive(place.store, rollout)) return ok({ epoch: rollout.epoch, made: false });
	if (!isOpen(rollout) || isOvertaken(place, rollout)) return err("ended");
	const resumed = command({ ...order, ...rollout.candidate, key: crypto.randomUUID(), command: "resume" })(place);
	if (!resumed.ok) return resumed;
	const { harm: _, ...rest } = rollout;
	return ok(write(place, order, "rollout.resume", { ...rest, state: "running" }));
}

function promote(place: Place, order: SteerOrder, rollout: Rollout): Result<Outcome, OrderFault> {
	const may = mayGoOn(place, order, rollout);
	if (!may.ok) return may;
	if (rollout.step + 1 >= rollout.steps.length) return err("last-step");
	const next = { ...rollout, step: rollout.step + 1, step_since: timeOf(place, order.at) };
	return ok(write(place, order, "rollout.promote", next));
}

/** The channel leads to the candidate, by all that is asked before any channel moves; in one transaction with the rollout's end. */
function complete(place: Place, order: SteerOrder, rollout: Rollout): Result<Outcome, OrderFault> {
	const may = mayGoOn(place, order, rollout);
	if (!may.ok) return may;
	if (rollout.step + 1 < rollout.steps.length || order.version === undefined) return err("early");
	const { policy, candidate, channel } = rollout;
	const version = { policy, channel, digest: candidate.digest, revision: candidate.revision, ...order.version };
	const made = activate({ ...order, ...version })(place);
	if (!made.ok) return made;
	// A key names one event.
	const ending = { ...order, key: crypto.randomUUID() };
	return ok(write(place, ending, "rollout.complete", { ...rollout, state: "completed" }));
}

function mayGoOn(place: Place, order: SteerOrder, rollout: Rollout): Result<undefined, OrderFault> {
	const step = rollout.steps[rollout.step];
	if (rollout.kind !== "canary" || step === undefined || !isLive(place.store, rollout)) return err("ended");
	if (order.step !== undefined && order.step !== step.name) return err("moved");
	const lasted = timeOf(place, order.at) - rollout.step_since;
	const seen = order.subjects ?? 0;
	return lasted < step.min_minutes * 60_000 || seen < step.min_subjects ? err("early") : ok(undefined);
}

function stop(place: Place, order: SteerOrder, rollout: Rollout, state: "paused" | "aborted"): Outcome {
	const { harm } = order;
	const evidence = harm === undefined ? [] : [{ kind: `rollout-guard:${harm.metric}`, digest: sha256Text(canonicalJson(harm)) }];
	// A version that has left the stage needs no pause, and its rollout stops all the same.
	command({ ...order, ...rollout.candidate, key: crypto.randomUUID(), command: "pause" })(place);
	const type = state === "paused" ? "rollout.pause" : "rollout.abort";
	return write(place, { ...order, evidence }, type, { ...rollout, state, ...(harm === undefined ? {} : { harm }) });
}

function isOpen({ state }: Rollout): boolean {
	return state === "running" || state === "paused";
}

/** The channel leads elsewhere by now: what the candidate was compared with is no longer in force. */
function isOvertaken({ store }: Place, { policy, channel, baseline }: Rollout): boolean {
	return store.targets(policy, channel)[0]?.digest !== baseline.digest;
}

function timeOf({ store, now }: Place, at: number): number {
	return clamped(at, now, store.newest()?.at);
}

type RolloutType =
	| "rollout.start"
	| "rollout.pause"
	| "rollout.resume"
	| "rollout.promote"
	| "rollout.abort"
	| "rollout.complete";

function write(place: Place, order: Parameters<typeof append>[1], type: RolloutType, rollout: Rollout): Outcome {
	const epoch = (place.store.newest()?.epoch ?? 0) + 1;
	const body = canonicalJson({ ...rollout, epoch });
	return append(place, order, { type, subject: rollout.policy, body, digest: sha256Text(body) });
}
