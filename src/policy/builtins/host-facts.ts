// What a policy asks of its host: clock, chance, runtime facts, printing. All of it declared by the caller, none of it taken.

import { numberOf } from "../decimal.ts";
import { isObject, isSet, type OpaObject, type Value } from "../value.ts";
import { sorted } from "../value-order.ts";
import { type Builtins, builtinError, type EvaluationContext } from "./builtin.ts";
import { arrayOperand, intOperand, operand, stringOperand } from "./operand.ts";
import { seededBytes } from "./seed.ts";
import { termText } from "./text.ts";

export const HOST: Builtins = {
	"time.now_ns": (_, { timeNs }) => {
		if (timeNs === undefined) throw builtinError("no clock is declared for this evaluation");
		return numberOf(timeNs);
	},
	"rand.intn": (args, context) => {
		const key = stringOperand(args, 1);
		const given = intOperand(args, 2);
		const limit = given < 0n ? -given : given;
		return limit === 0n ? 0 : numberOf(below(limit, `rand.intn\0${key}\0${limit}`, context));
	},
	"uuid.rfc4122": (args, context) => uuid4(seededBytes(context, `uuid.rfc4122\0${termText(operand(args, 1))}`, 0)),
	"opa.runtime": (_, { runtime }) => (isObject(runtime) ? withoutSecrets(runtime) : new Map()),
	trace: () => true,
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
