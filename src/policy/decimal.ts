// Numbers of any size by their digits: what OPA computes with exact decimals must not pass through a double.
import { literalOf, numberFrom, type OpaNumber } from "./value.ts";

/** coefficient × 10^exponent, without trailing zeros in the coefficient; zero has exponent 0. */
export type Decimal = { readonly coefficient: bigint; readonly exponent: number };

/** Larger exponents are refused: scaling to them would take the memory of an isolate. */
export const MAX_EXPONENT = 100_000;

/** `undefined` for what is no JSON number or out of bounds. */
export function decimalFrom(literal: string): Decimal | undefined {
	const parts = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/.exec(literal);
	if (parts === null) return undefined;
	const [, sign = "", whole = "", fraction = "", power = "0"] = parts;
	if (whole === "" && fraction === "") return undefined;
	const exponent = Number(power) - fraction.length;
	if (Math.abs(exponent) > MAX_EXPONENT) return undefined;
	return normalised(BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n), exponent);
}

export function decimalOf(number: OpaNumber): Decimal {
	const found = decimalFrom(literalOf(number));
	if (found === undefined) throw new RangeError("number out of bounds");
	return found;
}

function normalised(coefficient: bigint, exponent: number): Decimal {
	if (coefficient === 0n) return { coefficient, exponent: 0 };
	const digits = coefficient.toString();
	const kept = digits.replace(/0+$/, "");
	return { coefficient: BigInt(kept), exponent: exponent + digits.length - kept.length };
}

/** The integer that a number is, `undefined` when it has a fraction. */
export function integerOf(number: OpaNumber): bigint | undefined {
	if (typeof number === "number" && Number.isSafeInteger(number)) return BigInt(number);
	const { coefficient, exponent } = decimalOf(number);
	return exponent < 0 ? undefined : coefficient * 10n ** BigInt(exponent);
}

export function compareNumbers(a: OpaNumber, b: OpaNumber): number {
	if (typeof a === "number" && typeof b === "number") return Math.sign(a - b);
	const [x, y] = [decimalOf(a), decimalOf(b)];
	const exponent = Math.min(x.exponent, y.exponent);
	const left = x.coefficient * 10n ** BigInt(x.exponent - exponent);
	const right = y.coefficient * 10n ** BigInt(y.exponent - exponent);
	return left < right ? -1 : left > right ? 1 : 0;
}

export function multiply(a: Decimal, b: Decimal): Decimal {
	return normalised(a.coefficient * b.coefficient, a.exponent + b.exponent);
}

/** Plain notation, no exponent. */
export function plainText({ coefficient, exponent }: Decimal): string {
	if (exponent >= 0) return (coefficient * 10n ** BigInt(exponent)).toString();
	const digits = (coefficient < 0n ? -coefficient : coefficient).toString().padStart(1 - exponent, "0");
	const point = digits.length + exponent;
	return `${coefficient < 0n ? "-" : ""}${digits.slice(0, point)}.${digits.slice(point)}`;
}

export function numberOf(integer: bigint): OpaNumber {
	return numberFrom(integer.toString());
}
