// Strings: what OPA leaves to the host of affixes, counts, positions and splits. Positions count code points.
import type { Value } from "../value.ts";
import { type Builtin, type Builtins, builtinError } from "./builtin.ts";
import { intOperand, members, operand, stringOperand, stringsOperand, typeError } from "./operand.ts";
import { sprintf } from "./sprintf.ts";

export const STRINGS: Builtins = {
	sprintf,
	"strings.any_prefix_match": anyAffix((text, affix) => text.startsWith(affix)),
	"strings.any_suffix_match": anyAffix((text, affix) => text.endsWith(affix)),
	"strings.count": (args) => {
		const [text, search] = [stringOperand(args, 1), stringOperand(args, 2)];
		// Go counts the places between characters for an empty search.
		return search === "" ? [...text].length + 1 : text.split(search).length - 1;
	},
	indexof_n: (args) => positions(stringOperand(args, 1), stringOperand(args, 2)),
	"strings.split_n": (args) => splitN(stringOperand(args, 1), stringOperand(args, 2), Number(intOperand(args, 3))),
};

function anyAffix(matches: (text: string, affix: string) => boolean): Builtin {
	return (args) => {
		const [texts, affixes] = [textsOf(args, 1), textsOf(args, 2)];
		return texts.some((text) => affixes.some((affix) => matches(text, affix)));
	};
}

function textsOf(args: readonly Value[], position: number): string[] {
	const value = operand(args, position);
	if (typeof value === "string") return [value];
	if (members(value) === undefined) throw typeError(position, value, "string", "set", "array");
	return stringsOperand(args, position);
}

function positions(text: string, search: string): number[] {
	if (search === "") throw builtinError("empty search character");
	const found: number[] = [];
	let points = 0;
	let last = 0;
	for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + 1)) {
		points += [...text.slice(last, at)].length;
		last = at;
		found.push(points);
	}
	return found;
}

/** The first `n` parts, or the last `-n`. */
function splitN(text: string, delimiter: string, n: number): string[] {
	const parts = delimiter === "" ? [...text] : text.split(delimiter);
	return n >= 0 ? parts.slice(0, n) : parts.slice(Math.max(parts.length + n, 0));
}
