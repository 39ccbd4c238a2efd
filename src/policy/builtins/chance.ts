// Chance that a replay repeats: answers derived from the evaluation's seed and from what is asked.
import { createHash } from "node:crypto";
import { numberOf } from "../decimal.ts";
import { type Builtins, builtinError, type EvaluationContext } from "./builtin.ts";
import { intOperand, operand, stringOperand } from "./operand.ts";
import { termText } from "./text.ts";

export const CHANCE: Builtins = {
	"rand.intn": (args, context) => {
		const key = stringOperand(args, 1);
		const given = intOperand(args, 2);
		const limit = given < 0n ? -given : given;
		return limit === 0n ? 0 : numberOf(below(limit, `rand.intn\0${key}\0${limit}`, context));
	},
	"uuid.rfc4122": (args, context) => uuid4(seededBytes(context, `uuid.rfc4122\0${termText(operand(args, 1))}`, 0)),
};

/** Uniform below `limit`: draws beyond the last whole multiple are drawn again. */
function below(limit: bigint, label: string, context: EvaluationContext): bigint {
	const range = 1n << 64n;
	for (let draw = 0; ; draw++) {
		const number = new DataView(seededBytes(context, label, draw).buffer).getBigUint64(0);
		if (number < range - (range % limit)) return number % limit;
	}
}

function uuid4(random: Uint8Array): string {
	const bytes = random.slice(0, 16);
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** 32 bytes; the same seed, label and draw give the same ones. */
function seededBytes({ seed }: EvaluationContext, label: string, draw: number): Uint8Array {
	if (seed === undefined) throw builtinError("no seed is declared for this evaluation");
	return Uint8Array.from(
		createHash("sha256")
			.update(JSON.stringify([seed, label, draw]))
			.digest(),
	);
}
