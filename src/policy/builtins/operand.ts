// Operands checked the way OPA checks them, with OPA's messages; positions count from 1.
import { integerOf } from "../decimal.ts";
import {
	isArray,
	isNumber,
	isObject,
	isSet,
	literalOf,
	type OpaArray,
	type OpaNumber,
	type OpaObject,
	type OpaSet,
	typeName,
	type Value,
} from "../value.ts";
import { sorted } from "../value-order.ts";
import { builtinError } from "./builtin.ts";

type Args = readonly Value[];

export function operandError(position: number, message: string): Error {
	return builtinError(`operand ${position} ${message}`, "eval_type_error");
}

export function typeError(position: number, got: Value, ...expected: readonly string[]): Error {
	const wanted = expected.length === 1 ? expected[0] : `one of {${expected.join(", ")}}`;
	return operandError(position, `must be ${wanted} but got ${typeName(got)}`);
}

export function elementError(position: number, composite: Value, got: Value, ...expected: readonly string[]): Error {
	const type = typeName(composite);
	const wanted = expected.length === 1 ? `${expected[0]}s` : `(any of) {${expected.join(", ")}}`;
	return operandError(position, `must be ${type} of ${wanted} but got ${type} containing ${typeName(got)}`);
}

export function enumError(position: number, ...expected: readonly string[]): Error {
	return operandError(position, `must be ${expected.length === 1 ? expected[0] : `one of {${expected.join(", ")}}`}`);
}

export function operand(args: Args, position: number): Value {
	const value = args[position - 1];
	if (value === undefined) throw operandError(position, "is missing");
	return value;
}

export function stringOperand(args: Args, position: number): string {
	const value = operand(args, position);
	if (typeof value !== "string") throw typeError(position, value, "string");
	return value;
}

export function booleanOperand(args: Args, position: number): boolean {
	const value = operand(args, position);
	if (typeof value !== "boolean") throw typeError(position, value, "boolean");
	return value;
}

export function numberOperand(args: Args, position: number): OpaNumber {
	const value = operand(args, position);
	if (!isNumber(value)) throw typeError(position, value, "number");
	return value;
}

const NOT_INTEGER = "must be integer number but got floating-point number";

/** The 64-bit integer that a number is as it is written: like OPA, `2.0` is one and `2e0` is none, nor what has over 19 characters. */
export function int64(number: OpaNumber): bigint | undefined {
	const [, sign = "", digits = "", zeros = ""] = /^(-?)([0-9]+)(\.0*)?$/.exec(literalOf(number)) ?? [];
	if (digits === "" || digits.length + zeros.length > 19) return undefined;
	const integer = BigInt(sign + digits);
	return BigInt.asIntN(64, integer) === integer ? integer : undefined;
}

export function intOperand(args: Args, position: number): bigint {
	const integer = int64(numberOperand(args, position));
	if (integer === undefined) throw operandError(position, NOT_INTEGER);
	return integer;
}

export function bigIntOperand(args: Args, position: number): bigint {
	const value = operand(args, position);
	if (!isNumber(value)) throw typeError(position, value, "integer");
	const integer = integerOf(value);
	if (integer === undefined) throw operandError(position, NOT_INTEGER);
	return integer;
}

export function arrayOperand(args: Args, position: number): OpaArray {
	const value = operand(args, position);
	if (!isArray(value)) throw typeError(position, value, "array");
	return value;
}

export function setOperand(args: Args, position: number): OpaSet {
	const value = operand(args, position);
	if (!isSet(value)) throw typeError(position, value, "set");
	return value;
}

export function objectOperand(args: Args, position: number): OpaObject {
	const value = operand(args, position);
	if (!isObject(value)) throw typeError(position, value, "object");
	return value;
}

/** Members of an array in order, or of a set sorted; `undefined` for anything else. */
export function members(value: Value): readonly Value[] | undefined {
	if (isArray(value)) return value;
	return isSet(value) ? sorted(value) : undefined;
}

/** Strings of an array or a set. */
export function stringsOperand(args: Args, position: number): string[] {
	const value = operand(args, position);
	const items = members(value);
	if (items === undefined) throw typeError(position, value, "array", "set");
	return items.map((item) => {
		if (typeof item !== "string") throw elementError(position, value, item, "string");
		return item;
	});
}
