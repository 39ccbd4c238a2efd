// Calls a builtin with operands in value text and gives its answer in value text, or its error as OPA would name it.
import { type EvaluationContext, readBuiltinError } from "../../../src/policy/builtins/builtin.ts";
import { loadAllBuiltins } from "../../../src/policy/builtins/registry.ts";
import { termText } from "../../../src/policy/builtins/text.ts";
import { parseValue, type Value } from "../../../src/policy/value.ts";

const table = await loadAllBuiltins();

function read(text: string): Value {
	const parsed = parseValue(text);
	if (!parsed.ok) throw new Error(`not a value: ${text}`);
	return parsed.value;
}

export function call(name: string, args: readonly string[], context: EvaluationContext = {}): string {
	try {
		const value = table[name]?.(args.map(read), context);
		return value === undefined ? "undefined" : termText(value);
	} catch (error) {
		const raised = readBuiltinError(error);
		if (raised === undefined) throw error;
		return `${raised.code}: ${raised.message}`;
	}
}

/** One operand: plain data as value text. */
export function text(data: unknown): string {
	return JSON.stringify(data);
}
