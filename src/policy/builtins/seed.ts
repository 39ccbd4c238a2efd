// Chance that a replay repeats: bytes derived from the evaluation's seed and from what is asked.
import { createHash } from "node:crypto";
import { builtinError, type EvaluationContext } from "./builtin.ts";

/** 32 bytes; the same seed, label and draw give the same ones. */
export function seededBytes({ seed }: EvaluationContext, label: string, draw: number): Uint8Array {
	if (seed === undefined) throw builtinError("no seed is declared for this evaluation");
	return Uint8Array.from(
		createHash("sha256")
			.update(JSON.stringify([seed, label, draw]))
			.digest(),
	);
}
