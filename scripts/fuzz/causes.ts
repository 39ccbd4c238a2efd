// Differences that the module itself causes, whatever host it has: told by the shrunk program and by a second host.
import { compareStock, sameOutcome } from "./compare.ts";
import type { Difference } from "./judge.ts";
import type { Outcome } from "./opa.ts";
import { sourceOf } from "./program.ts";

type Cause = { readonly reason: string; readonly matches: (source: string, difference: Difference) => boolean };

const calls = (pattern: RegExp) => (source: string) => pattern.test(source);

export const CAUSES = {
	"json-path": {
		reason: "`json.filter` and `json.remove` of paths with empty parts: the module traps",
		matches: (source, { own }) => /json\.(?:filter|remove)\(/.test(source) && own.lenient.error?.code === "trap",
	},
	"json-text": {
		reason: "`json.unmarshal` and `json.is_valid`: the module's parser takes `01` and `[1,]`, and stops at half a surrogate pair",
		matches: calls(/json\.(?:unmarshal|is_valid)\(/),
	},
	interpolation: {
		reason:
			"interpolated strings: the module writes an object's keys in an order of its own, and escapes no unprintable character",
		matches: calls(/\$"/),
	},
	"base64-empty": {
		reason: '`base64.is_valid("")` is false, `base64.decode("")` and `base64url.decode("")` undefined in the module',
		matches: calls(/base64\.(?:is_valid|decode)\(|base64url\.decode\(""\)/),
	},
	"glob-pattern": {
		reason: "`glob.match` of a pattern that is none: false in the module, an error in OPA",
		matches: (source, { opa }) => /glob\.match\(/.test(source) && (opa.strict.error?.message ?? "").startsWith("glob.match: "),
	},
	"native-trap": {
		reason: "texts that are not UTF-8 (`base64url.decode`), and `bits.*` of `-0`: the module traps",
		matches: (_, { own }) => /^(?:string: invalid unicode|opa_bits_)/.test(own.lenient.error?.message ?? ""),
	},
	"nul-in-pattern": {
		reason: "a pattern with U+0000: it ends the pattern in the module",
		matches: (source, { input }) => /regex\.match\(/.test(source) && (source + input).includes("\\u0000"),
	},
	"array-of-object": {
		reason: "a list made by walking an object: in the module's order of keys, which is not OPA's",
		matches: (source, difference) => /\[[^\]]* \| /.test(source) && sameLetters(difference),
	},
	"order-of-keys": {
		reason: "strict: the module walks an object in an order of its own, and comes to another error, or to none, before it stops",
		matches: (source, { mode, opa, own, input }) =>
			mode === "strict" &&
			sameOutcome(opa.lenient, own.lenient) &&
			/\b(?:every|some) /.test(source) &&
			/"[^"]*":.*"[^"]*":/.test(input),
	},
	"integer-form": {
		reason: "`bits.*` and others of integers written as `1.0` or `1e3`: undefined in the module",
		matches: (source, { input }) =>
			/(?:bits\.\w+|regex\.find_all_string_submatch_n|array\.slice|substring|numbers\.range|format_int|indexof_n)\(/.test(
				source,
			) && /[0-9](?:\.[0-9]|[eE])/.test(source + input),
	},
	"union-of-none": { reason: "`object.union_n([])`: undefined in the module", matches: calls(/object\.union_n\(/) },
	"empty-text": {
		reason: "`indexof` and others for the empty text: 0 in the module, an error in OPA",
		matches: calls(/indexof\(/),
	},
	"empty-set-below": {
		reason: "a set under a reference head none of whose bodies holds: OPA's interpreter gives an empty set, the module nothing",
		matches: calls(/\]\s*contains /),
	},
	"whole-rule": {
		reason:
			"a conflict, or in strict mode an error, of other keys of a partial rule than the one looked up: OPA evaluates only that key, the module the whole rule",
		matches: (source, { mode, own }) =>
			(own.lenient.error?.message === "object insert conflict" || (mode === "strict" && own.strict.error !== undefined)) &&
			/[^\n]\br[0-9]+\[/.test(source),
	},
	"zero-by-zero": {
		reason: "`0 / 0`: the module traps",
		matches: (_, { own }) => /^opa_arith_divide/.test(own.lenient.error?.message ?? ""),
	},
	"number-text": {
		reason: "`to_number` of texts that Go reads and JSON does not (`1_000`): undefined in the module",
		matches: calls(/to_number\(/),
	},
	precision: {
		reason: "arithmetic beyond 64 bits: the module's decimals are exact, OPA rounds; equal to 15 digits",
		matches: (source, { opa, own }) =>
			/ [-+*/%] |(?:sum|product|abs|ceil|floor|round)\(/.test(source) && rounded(opa.lenient) === rounded(own.lenient),
	},
	"dropped-comprehension": {
		reason: "strict: a comprehension whose value cannot matter is not evaluated by the module, so neither are its errors",
		matches: (source, { mode, opa, own }) =>
			mode === "strict" && sameOutcome(opa.lenient, own.strict) && /[[{][^;]* \| some /.test(source),
	},
} as const satisfies Record<string, Cause>;

/** The answer's text with numbers to 15 digits. */
function rounded({ value = "" }: Outcome): string {
	return value.replaceAll(" ", "").replace(/-?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?/g, (number) => Number(number).toPrecision(15));
}

/** Both answers are made of the same characters, in whatever order. */
function sameLetters({ opa, own }: Difference): boolean {
	const letters = ({ value = "" }: Outcome) => [...value.replaceAll(/[\s,]/g, "")].sort().join("");
	return letters(opa.lenient) === letters(own.lenient);
}

export type CauseName = keyof typeof CAUSES;

/** The cause of a shrunk difference; `undefined`: unexplained. */
export function causeOf(difference: Difference): CauseName | undefined {
	const source = sourceOf(difference.program);
	if (CAUSES.precision.matches(source, difference)) return "precision";
	// Stock reads the input's numbers as JavaScript does and writes other texts with them.
	if (difference.mode === "lenient" && /\$"/.test(source) && sameLetters(difference)) return "interpolation";
	if (!moduleAnswersSo(difference)) return undefined;
	return (Object.keys(CAUSES) as CauseName[]).find((name) => (CAUSES[name] as Cause).matches(source, difference));
}

/** Stock opa-wasm shares no code with this project's host: where it can answer, it must answer alike. */
function moduleAnswersSo({ own, stock }: Difference): boolean {
	if (stock === undefined || stock.error?.code === "missing") return true;
	const lenient: Outcome = own.lenient;
	return ["same", "numbers"].includes(compareStock({ lenient, strict: lenient }, stock));
}
