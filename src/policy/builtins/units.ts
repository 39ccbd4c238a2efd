// Quantities with units: Kubernetes' resource strings and sizes in bytes, computed exactly.
import { type Decimal, decimalFrom, multiply, numberOf, plainText } from "../decimal.ts";
import { numberFrom, type OpaNumber } from "../value.ts";
import { type Builtins, builtinError } from "./builtin.ts";
import { stringOperand } from "./operand.ts";

const BINARY = "kmgtpe";

export const UNITS: Builtins = {
	"units.parse": (args) => {
		const text = stringOperand(args, 1).replaceAll('"', "");
		const [number, unit] = split(text, "units.parse", "no amount provided");
		// The case of the first letter tells milli from mega.
		const factor = siFactor(unit.slice(0, 1) + unit.slice(1).toLowerCase());
		if (factor === undefined)
			throw failure("units.parse", `unit ${unit.slice(0, 1) + unit.slice(1).toLowerCase()} not recognized`);
		return inTenths(multiply(amount(number, "units.parse", "could not parse amount to a number"), factor));
	},
	"units.parse_bytes": (args) => {
		const text = stringOperand(args, 1).toLowerCase().replaceAll('"', "");
		const [number, unit] = split(text, "units.parse_bytes", "no byte amount provided");
		const factor = byteFactor(unit);
		if (factor === undefined) throw failure("units.parse_bytes", `byte unit ${unit} not recognized`);
		const value = amount(number, "units.parse_bytes", "could not parse byte amount to a number");
		return numberOf(bytesOf(value, factor.coefficient));
	},
};

function failure(name: string, message: string): Error {
	return builtinError(`${name}: ${message}`);
}

/** The number in front and the unit behind; an `e` begins an exponent only in front of a digit or a sign. */
function split(text: string, name: string, empty: string): [number: string, unit: string] {
	if (text.includes(" ")) throw failure(name, "spaces not allowed in resource strings");
	const [number = ""] = /^(?:[0-9.+-]|[eE](?=[0-9+-]))*/.exec(text) ?? [];
	if (/[eE][+-]?[0-9]{7,}/.test(number)) throw failure(name, "exponent too large");
	if (number === "") throw failure(name, empty);
	return [number, text.slice(number.length)];
}

function amount(number: string, name: string, message: string): Decimal {
	const parsed = decimalFrom(number);
	if (parsed === undefined) throw failure(name, message);
	return parsed;
}

const power = (base: number, exponent: number): Decimal => ({ coefficient: BigInt(base) ** BigInt(exponent), exponent: 0 });

function siFactor(unit: string): Decimal | undefined {
	if (unit === "") return power(1, 0);
	if (unit === "m") return { coefficient: 1n, exponent: -3 };
	const index = BINARY.indexOf(unit.charAt(0).toLowerCase());
	if (index < 0) return undefined;
	if (unit.length === 1) return power(1000, index + 1);
	return unit.length === 2 && unit.endsWith("i") ? power(1024, index + 1) : undefined;
}

function byteFactor(unit: string): Decimal | undefined {
	if (unit === "") return power(1, 0);
	const [, letter, binary] = /^([kmgtpe])(i?)b?$/.exec(unit) ?? [];
	return letter === undefined ? undefined : power(binary === "i" ? 1024 : 1000, BINARY.indexOf(letter) + 1);
}

/** OPA computes bytes with binary numbers of 64 digits, which shows in fractions: whole bytes towards zero. */
function bytesOf({ coefficient, exponent }: Decimal, factor: bigint): bigint {
	const size = coefficient < 0n ? -coefficient : coefficient;
	const [number, shift] = binary(
		exponent >= 0 ? size * 10n ** BigInt(exponent) : size,
		exponent >= 0 ? 1n : 10n ** BigInt(-exponent),
	);
	const [product, more] = binary(number * factor, 1n);
	const places = shift + more;
	const bytes = places >= 0 ? product >> BigInt(places) : product << BigInt(-places);
	return coefficient < 0n ? -bytes : bytes;
}

/** A fraction as m / 2^places with m of 64 bits at most, rounded half to even. */
function binary(numerator: bigint, denominator: bigint): [mantissa: bigint, places: number] {
	if (numerator === 0n) return [0n, 0];
	const length = (value: bigint) => value.toString(2).length;
	// One digit more than wanted at least; the rest is rounded away.
	const places = 66 - (length(numerator) - length(denominator));
	const scaled = places >= 0 ? numerator << BigInt(places) : numerator;
	const divisor = places >= 0 ? denominator : denominator << BigInt(-places);
	const quotient = scaled / divisor;
	const excess = length(quotient) - 64;
	const unit = 1n << BigInt(excess);
	const rest = quotient & (unit - 1n);
	const half = unit >> 1n;
	const exact = rest === half && scaled % divisor === 0n;
	const floor = quotient >> BigInt(excess);
	const up = exact ? floor & 1n : rest >= half ? 1n : 0n;
	return [floor + up, places - excess];
}

/** Ten decimal places, as OPA prints a fraction. */
function inTenths(value: Decimal): OpaNumber {
	if (value.exponent >= 0) return numberFrom(plainText(value));
	const scale = 10n ** BigInt(Math.max(-value.exponent - 10, 0));
	const scaled =
		value.exponent < -10
			? (value.coefficient + (value.coefficient < 0n ? -scale : scale) / 2n) / scale
			: value.coefficient * 10n ** BigInt(10 + value.exponent);
	const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(11, "0");
	return numberFrom(`${scaled < 0n ? "-" : ""}${digits.slice(0, -10)}.${digits.slice(-10)}`);
}
