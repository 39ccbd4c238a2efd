// sprintf with Go's verbs, flags, widths, argument indexes, and Go's way of showing mistakes inside the text.
import { integerOf } from "../decimal.ts";
import { isNumber, literalOf, type Value } from "../value.ts";
import type { Builtin } from "./builtin.ts";
import { binaryText, floatText, hexText } from "./go-float.ts";
import { arrayOperand, stringOperand } from "./operand.ts";
import { quoted, termText } from "./text.ts";

/** What OPA hands to Go: numbers by kind, everything else as text. */
export type Arg =
	| { readonly kind: "float"; readonly value: number }
	| { readonly kind: "int" | "big"; readonly value: bigint }
	| { readonly kind: "string" | "json.Number"; readonly value: string }
	| { readonly kind: "bool"; readonly value: boolean };

const TYPE = {
	float: "float64",
	int: "int64",
	big: "*big.Int",
	string: "string",
	"json.Number": "json.Number",
	bool: "bool",
} as const;

export const sprintf: Builtin = (args) => format(stringOperand(args, 1), arrayOperand(args, 2).map(argumentOf));

function argumentOf(value: Value): Arg {
	if (typeof value === "string") return { kind: "string", value };
	if (!isNumber(value)) return { kind: "string", value: termText(value) };
	const literal = literalOf(value);
	if (/[.eE]/.test(literal)) {
		const float = Number(literal);
		return Number.isFinite(float) ? { kind: "float", value: float } : { kind: "string", value: literal };
	}
	const integer = integerOf(value) ?? 0n;
	return { kind: BigInt.asIntN(64, integer) === integer ? "int" : "big", value: integer };
}

type Flags = { plus: boolean; minus: boolean; sharp: boolean; space: boolean; zero: boolean; width?: number; precision?: number };
type State = { readonly args: readonly Arg[]; next: number; reordered: boolean; broken: boolean };

/** Flags, an index, a width (with an index), a precision (with an index), an index, and the verb. */
const DIRECTIVE = /%([+\-# 0]*)(?:(\[[^\]]*\])?(\*)|([0-9]+))?(?:(\.)(?:(\[[^\]]*\])?(\*)|([0-9]+))?)?(\[[^\]]*\])?(.)?/gsu;

/** Arguments by Go's types. */
export function format(template: string, args: readonly Arg[]): string {
	const state: State = { args, next: 0, reordered: false, broken: false };
	const text = endedByNumber(template).replace(DIRECTIVE, (...found: (string | undefined)[]) => directive(state, found));
	if (state.reordered || state.next >= args.length) return text;
	const extra = args.slice(state.next).map((arg) => `${TYPE[arg.kind]}=${shown(arg, "v", plain())}`);
	return `${text}%!(EXTRA ${extra.join(", ")})`;
}

/** Go reads nothing behind a width or a precision that has grown beyond a million before its last digit: no verb comes any more. */
function endedByNumber(template: string): string {
	for (const found of template.matchAll(DIRECTIVE)) {
		const { 0: whole, 4: width = "", 8: precision = "", index } = found;
		if (Number(width.slice(0, -1)) > 1_000_000) return `${template.slice(0, index)}%`;
		if (Number(precision.slice(0, -1)) > 1_000_000) {
			return template.slice(0, index) + whole.slice(0, whole.lastIndexOf(`.${precision}`) + 1);
		}
	}
	return template;
}

function plain(): Flags {
	return { plus: false, minus: false, sharp: false, space: false, zero: false };
}

function directive(state: State, found: readonly (string | undefined)[]): string {
	const [, marks = "", widthIndex, widthStar, width, dot, precisionIndex, precisionStar, precision, index, verb] = found;
	state.broken = false;
	const flags = { ...plain(), plus: marks.includes("+"), minus: marks.includes("-"), sharp: marks.includes("#") };
	flags.space = marks.includes(" ");
	flags.zero = marks.includes("0") && !flags.minus;
	let trouble = "";
	if (widthStar !== undefined) {
		const given = star(state, widthIndex);
		if (given === undefined) trouble += "%!(BADWIDTH)";
		else setWidth(flags, given);
	} else if (width !== undefined) flags.width = Number(width);
	if (precisionStar !== undefined) {
		const given = star(state, precisionIndex);
		if (given === undefined || given < 0) trouble += "%!(BADPREC)";
		else flags.precision = given;
	} else if (dot !== undefined) flags.precision = Number(precision ?? 0);
	if (verb === undefined) return `${trouble}%!(NOVERB)`;
	if (verb === "%") return `${trouble}%`;
	select(state, index);
	if (state.broken) return `${trouble}%!${verb}(BADINDEX)`;
	const arg = state.args[state.next++];
	// With `%v` a plus means names of fields and a sharp Go's syntax, which numbers do not have; big ones have their own ways.
	if (verb === "v" && arg?.kind !== "big") flags.plus = false;
	if (verb === "v" && arg?.kind === "float") flags.sharp = false;
	return trouble + (arg === undefined ? `%!${verb}(MISSING)` : shown(arg, verb, flags));
}

function setWidth(flags: Flags, given: number): void {
	if (given < 0) {
		flags.minus = true;
		flags.zero = false;
	}
	flags.width = Math.abs(given);
}

/** The integer argument that stands for a width or a precision. */
function star(state: State, index: string | undefined): number | undefined {
	select(state, index);
	const arg = state.args[state.next++];
	return arg?.kind === "int" && arg.value <= 1_000_000n && arg.value >= -1_000_000n ? Number(arg.value) : undefined;
}

/** `[2]` makes the second argument the next. */
function select(state: State, index: string | undefined): void {
	if (index === undefined) return;
	state.reordered = true;
	const number = Number(/^\[([0-9]+)\]$/.exec(index)?.[1] ?? Number.NaN);
	if (number >= 1 && number <= state.args.length) state.next = number - 1;
	else state.broken = true;
}

function shown(arg: Arg, verb: string, flags: Flags): string {
	const text = shownAs(arg, verb, flags);
	if (text !== undefined) return text;
	if (verb === "T") return stringText(TYPE[arg.kind], "s", flags) ?? "";
	// A big number prints its own mistakes, without the flags; a sharp flag is no wish for Go's syntax here.
	if (arg.kind === "big") return `%!${verb}(big.Int=${arg.value})`;
	return `%!${verb}(${TYPE[arg.kind]}=${shownAs(arg, typeof arg.value === "string" ? "s" : "v", flags)})`;
}

/** `undefined` where the verb is not for the type. */
function shownAs(arg: Arg, verb: string, flags: Flags): string | undefined {
	switch (arg.kind) {
		case "string":
		case "json.Number":
			return stringText(arg.value, verb, flags);
		case "bool":
			return verb === "t" || verb === "v" ? pad(String(arg.value), flags) : undefined;
		case "float":
			return floating(arg.value, verb, flags);
		case "int":
		case "big":
			return integer(arg, verb, flags);
	}
}

function pad(text: string, { width = 0, minus, zero }: Flags): string {
	const missing = width - [...text].length;
	if (missing <= 0) return text;
	return minus ? text + " ".repeat(missing) : (zero ? "0" : " ").repeat(missing) + text;
}

function stringText(text: string, verb: string, flags: Flags): string | undefined {
	const cut = flags.precision === undefined ? text : [...text].slice(0, flags.precision).join("");
	if (verb === "s" || verb === "v") return pad(verb === "v" && flags.sharp ? quoted(cut) : cut, flags);
	if (verb === "q") return pad(flags.sharp && !cut.includes("`") ? `\`${cut}\`` : quoted(cut), flags);
	if (verb !== "x" && verb !== "X") return undefined;
	const bytes = new TextEncoder().encode(text).subarray(0, flags.precision);
	const prefix = flags.sharp && bytes.length > 0 ? `0${verb}` : "";
	const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0"));
	const joined = flags.space ? hex.map((pair) => prefix + pair).join(" ") : prefix + hex.join("");
	return pad(verb === "X" ? joined.toUpperCase() : joined, flags);
}

function floating(value: number, verb: string, flags: Flags): string | undefined {
	const negative = value < 0 || Object.is(value, -0);
	if (verb === "b") return signed(binaryText(value), negative, flags);
	if (verb === "x") return signed(hexText(value, flags.precision), negative, flags);
	if (verb === "X") return signed(hexText(value, flags.precision).toUpperCase(), negative, flags);
	if (!"vgGeEfF".includes(verb)) return undefined;
	const precision = flags.precision ?? ("eEfF".includes(verb) ? 6 : undefined);
	const text = floatText(value, verb === "v" ? "g" : verb, precision, flags.sharp);
	return signed(flags.sharp && !text.includes(".") ? text.replace(/(?=e|$)/i, ".") : text, negative, flags);
}

const BASES: Readonly<Record<string, readonly [base: number, prefix: string]>> = {
	v: [10, ""],
	d: [10, ""],
	b: [2, "0b"],
	o: [8, "0"],
	O: [8, "0o"],
	x: [16, "0x"],
	X: [16, "0X"],
};

function integer(arg: Arg & { readonly value: bigint }, verb: string, flags: Flags): string | undefined {
	if (verb === "s" && arg.kind === "big") return integer(arg, "d", flags);
	if (arg.kind === "int" && (verb === "c" || verb === "q" || verb === "U")) return runeText(arg.value, verb, flags);
	const base = BASES[verb];
	if (base === undefined) return undefined;
	// Nothing is shown of a zero without digits.
	if (flags.precision === 0 && arg.value === 0n) return " ".repeat(flags.width ?? 0);
	const negative = arg.value < 0n;
	let digits = (negative ? -arg.value : arg.value).toString(base[0]);
	if (flags.precision !== undefined) digits = digits.padStart(flags.precision, "0");
	if (verb === "X") digits = digits.toUpperCase();
	if (verb === "O" && flags.sharp) digits = `0${digits}`;
	return signed((flags.sharp || verb === "O" ? base[1] : "") + digits, negative, {
		...flags,
		zero: flags.zero && flags.precision === undefined,
	});
}

/** Zeros go between the sign and the digits. */
function signed(digits: string, negative: boolean, flags: Flags): string {
	const sign = negative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
	if (!flags.zero) return pad(sign + digits, flags);
	return sign + digits.padStart((flags.width ?? 0) - sign.length, "0");
}

function runeText(value: bigint, verb: string, flags: Flags): string {
	const valid = value >= 0n && value <= 0x10ffffn && !(value >= 0xd800n && value <= 0xdfffn);
	const character = String.fromCodePoint(valid ? Number(value) : 0xfffd);
	if (verb === "c") return pad(character, flags);
	if (verb === "q") return pad(`'${quoted(character).slice(1, -1).replace('\\"', '"').replace("'", "\\'")}'`, flags);
	const code = `U+${BigInt.asUintN(64, value)
		.toString(16)
		.toUpperCase()
		.padStart(Math.max(flags.precision ?? 4, 4), "0")}`;
	return pad(flags.sharp && valid && /[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character) ? `${code} '${character}'` : code, {
		...flags,
		zero: false,
	});
}
