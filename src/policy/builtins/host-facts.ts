// What a policy asks of its host: clock, runtime facts, printing. All of it declared by the caller, none of it taken.

import { numberOf } from "../decimal.ts";
import { isObject, isSet, type OpaObject, type Value } from "../value.ts";
import { sorted } from "../value-order.ts";
import { type Builtins, builtinError } from "./builtin.ts";
import { arrayOperand } from "./operand.ts";
import { termText } from "./text.ts";

export const HOST: Builtins = {
	"time.now_ns": (_, { timeNs }) => {
		if (timeNs === undefined) throw builtinError("no clock is declared for this evaluation");
		return numberOf(timeNs);
	},
	"opa.runtime": (_, { runtime }) => (isObject(runtime) ? withoutSecrets(runtime) : new Map()),
	trace: ([text], { note }) => {
		if (typeof text === "string") note?.(text);
		return true;
	},
	"internal.print": (args, { print }) => {
		if (print !== undefined) for (const line of lines(arrayOperand(args, 1))) print(line);
		return true;
	},
	"rego.metadata.chain": () => {
		throw builtinError("the rego.metadata.chain function must only be called within the scope of a rule");
	},
	"rego.metadata.rule": () => {
		throw builtinError("the rego.metadata.rule function must only be called within the scope of a rule");
	},
};

/** Credentials of services and private parts of keys never reach a policy, as in OPA. */
function withoutSecrets(runtime: OpaObject): Value {
	const config = runtime.get("config");
	if (!isObject(config)) return runtime;
	const cleaned = new Map(config);
	strip(cleaned, "services", ["credentials"]);
	strip(cleaned, "keys", ["key", "private_key"]);
	return new Map(runtime).set("config", cleaned);
}

function strip(config: Map<Value, Value>, section: string, names: readonly string[]): void {
	const found = config.get(section);
	const clean = (item: Value): Value =>
		isObject(item) ? new Map([...item].filter(([key]) => !names.includes(key as string))) : item;
	if (isObject(found)) config.set(section, new Map([...found].map(([key, item]) => [key, clean(item)])));
	else if (Array.isArray(found)) config.set(section, found.map(clean));
}

/** One line for each combination of what the operands may be; an operand is a set of at most one value, or a value. */
function lines(operands: readonly Value[]): string[] {
	let rows: string[] = [];
	operands.forEach((item, index) => {
		const values = !isSet(item) ? [item] : sorted(item);
		const texts =
			values.length === 0 ? ["<undefined>"] : values.map((value) => (typeof value === "string" ? value : termText(value)));
		rows = index === 0 ? texts : rows.flatMap((row) => texts.map((text) => `${row} ${text}`));
	});
	return operands.length === 0 ? [""] : rows;
}

/** Builtins whose answer is declared for an evaluation: not for the guard, whose only facts are its input. */
export const DECLARED: ReadonlySet<string> = new Set(["time.now_ns", "rand.intn", "uuid.rfc4122", "opa.runtime"]);
