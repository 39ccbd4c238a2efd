// Numbers: ranges by step.
import { numberOf } from "../decimal.ts";
import type { OpaNumber } from "../value.ts";
import { type Builtins, builtinError } from "./builtin.ts";
import { bigIntOperand } from "./operand.ts";

/** More would not fit into a policy's memory. */
const MAX_RANGE = 1_000_000n;

export const NUMBERS: Builtins = {
	"numbers.range_step": (args) => {
		const [from, to, step] = [bigIntOperand(args, 1), bigIntOperand(args, 2), bigIntOperand(args, 3)];
		if (step <= 0n) throw builtinError("numbers.range_step: step must be a positive integer");
		const length = (from <= to ? to - from : from - to) / step + 1n;
		if (length > MAX_RANGE) throw builtinError("numbers.range_step: the range is too long");
		const direction = from <= to ? step : -step;
		return Array.from({ length: Number(length) }, (_, index): OpaNumber => numberOf(from + direction * BigInt(index)));
	},
};
