// What is asked of rollouts by people: to begin one, and to steer it.
import * as v from "valibot";
import { ChangeKey } from "./event.ts";
import { Digest, Name } from "./names.ts";
import { ChangeReason } from "./registry.ts";
import { Margins, plan, Rollout, RolloutSteps } from "./rollout.ts";

const shared = { reason: ChangeReason, idempotency_key: v.optional(ChangeKey) };

export const RolloutStart = v.strictObject({
	kind: plan.kind,
	candidate: Digest,
	channel: v.optional(Name, "stable"),
	sample: v.optional(plan.sample, 0.1),
	unit: v.optional(plan.unit, "subject"),
	/** Absent: the steps that Edict ships. */
	steps: v.optional(RolloutSteps),
	margins: v.optional(v.partial(Margins), {}),
	alpha: v.optional(plan.alpha, 0.05),
	budget_ms: v.optional(plan.budget_ms, 100),
	on_harm: v.optional(plan.on_harm, "abort"),
	...shared,
});

export const RolloutCommand = v.strictObject({
	command: v.picklist(["promote", "pause", "resume", "abort", "complete"]),
	/** Name of the step that the caller looked at; when it is another by now, the command is refused. */
	step: v.optional(Name),
	...shared,
});
export type RolloutCommandName = v.InferOutput<typeof RolloutCommand>["command"];

export const RolloutChange = v.strictObject({
	rollout: Rollout,
	/** False: it was so already. */
	made: v.boolean(),
});
