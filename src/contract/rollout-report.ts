// What an isolate tells a rollout's monitor: counts, and of each compared unit which metrics its decision counts for. No content.
import type { RolloutSeen } from "./rollout.ts";

export type ArmName = "candidate" | "baseline";
export type RolloutReport = {
	readonly decisions: Record<ArmName, number>;
	/** `mark`: 64 bits that tell units apart; `events`: a bit for each metric, in their order. */
	readonly contributions: { readonly step: number; readonly mark: string; readonly arm: ArmName; readonly events: number }[];
	readonly shadow: RolloutSeen["shadow"];
};
