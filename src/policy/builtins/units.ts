// Quantities with units: Kubernetes' resource strings and sizes in bytes, computed exactly.
import { type Decimal, decimalFrom, multiply, plainText } from "../decimal.ts";
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
		const total = multiply(amount(number, "units.parse_bytes", "could not parse byte amount to a number"), factor);
		return numberFrom(plainText(total).replace(/\..*$/, "").replace(/^-0$/, "0"));
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
