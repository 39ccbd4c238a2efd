// Do two globs in the style of regular expressions (characters, `.`, sets, each with `+` or `*`) have a text in common?
import { builtinError } from "./builtin.ts";

type Range = readonly [low: number, high: number];
/** `undefined` ranges match any character. */
type Token = { readonly ranges: readonly Range[] | undefined; readonly repeat: "once" | "plus" | "star" };

/** Walks both globs at once over pairs of positions: quadratic at worst, where backtracking would be exponential. */
export function globsIntersect(first: string, second: string): boolean {
	const [a, b] = [tokens(first), tokens(second)];
	const seen = new Set<number>();
	const width = b.length + 1;
	const queue = [0];
	const visit = (i: number, j: number) => {
		const key = i * width + j;
		if (!seen.has(key)) queue.push(key);
		seen.add(key);
	};
	for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
		const [i, j] = [Math.floor(key / width), key % width];
		const [x, y] = [a[i], b[j]];
		if (x === undefined && y === undefined) return true;
		if (x?.repeat === "star") visit(i + 1, j);
		if (y?.repeat === "star") visit(i, j + 1);
		if (x === undefined || y === undefined || !overlap(x, y)) continue;
		visit(i + 1, j + 1);
		if (x.repeat !== "once") visit(i, j + 1);
		if (y.repeat !== "once") visit(i + 1, j);
	}
	return false;
}

function overlap(a: Token, b: Token): boolean {
	if (a.ranges === undefined || b.ranges === undefined) return true;
	return a.ranges.some(([low, high]) => b.ranges?.some(([otherLow, otherHigh]) => low <= otherHigh && otherLow <= high));
}

type Reader = { readonly input: readonly string[]; at: number };

function invalid({ input }: Reader, at: number, message: string): Error {
	return builtinError(`input:${input.join("")}, pos:${at}, ${message}: the input provided is invalid`);
}

function next(reader: Reader): { readonly character: string; readonly escaped: boolean } | undefined {
	const character = reader.input[reader.at];
	if (character === undefined) return undefined;
	if (character !== "\\") {
		reader.at++;
		return { character, escaped: false };
	}
	const escaped = reader.input[reader.at + 1];
	if (escaped === undefined) throw invalid(reader, reader.at, "input ends with a \\ (escape) character");
	reader.at += 2;
	return { character: escaped, escaped: true };
}

function tokens(glob: string): Token[] {
	const reader: Reader = { input: [...glob], at: 0 };
	const found: Token[] = [];
	for (let read = next(reader); read !== undefined; read = next(reader)) {
		const { character, escaped } = read;
		let ranges: readonly Range[] | undefined = [codes(character, character)];
		if (!escaped && character === ".") ranges = undefined;
		else if (!escaped && character === "[") ranges = set(reader);
		else if (!escaped && character === "]") throw invalid(reader, reader.at, "set-close ']' with no preceding '['");
		else if (!escaped && (character === "+" || character === "*")) {
			throw invalid(reader, reader.at, `flag '${character}' must be preceded by a non-flag`);
		}
		const flag = reader.input[reader.at];
		const repeat = flag === "+" ? "plus" : flag === "*" ? "star" : "once";
		if (repeat !== "once") reader.at++;
		found.push({ ranges, repeat });
	}
	return found;
}

function codes(low: string, high: string): Range {
	return [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0];
}

function set(reader: Reader): Range[] {
	const ranges: Range[] = [];
	let previous: string | undefined;
	for (let read = next(reader); read !== undefined; read = next(reader)) {
		if (!read.escaped && read.character === "]") return ranges;
		if (read.escaped || read.character !== "-") {
			ranges.push(codes(read.character, read.character));
			previous = read.character;
			continue;
		}
		if (previous === undefined) throw invalid(reader, reader.at, "range character '-' must be preceded by a Unicode character");
		const end = reader.at >= reader.input.length - 1 ? undefined : next(reader);
		if (end === undefined) throw invalid(reader, reader.at, "range character '-' must be followed by a Unicode character");
		if (!end.escaped && (end.character === "]" || end.character === "-")) {
			throw invalid(reader, reader.at, "range character '-' cannot be followed by a special symbol");
		}
		const range = codes(previous, end.character);
		if (range[1] < range[0]) {
			throw invalid(reader, reader.at, `range is out of order: '${end.character}' comes before '${previous}' in Unicode`);
		}
		ranges.push(range);
		previous = undefined;
	}
	throw invalid(reader, reader.at, "found [ without matching ]");
}
