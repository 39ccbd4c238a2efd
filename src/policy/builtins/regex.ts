// Regular expressions in RE2's syntax and linear time, with Go's rules for successive matches, splits and replacements.
import { RE2JS } from "re2js";
import { type Builtins, builtinError } from "./builtin.ts";
import { globsIntersect } from "./globs.ts";
import { intOperand, stringOperand } from "./operand.ts";
import { quoted } from "./text.ts";

/** Compiled expressions an isolate keeps. */
const MAX_CACHED = 100;

const cache = new Map<string, RE2JS>();

export const REGEX: Builtins = {
	"regex.find_n": (args) => {
		const [pattern, text, limit] = [stringOperand(args, 1), stringOperand(args, 2), Number(intOperand(args, 3))];
		return matches(compileRegex(pattern), text, limit).map(({ text: match }) => match);
	},
	"regex.split": (args) => {
		const [pattern, text] = [stringOperand(args, 1), stringOperand(args, 2)];
		return split(compileRegex(pattern), pattern, text);
	},
	"regex.replace": (args) => {
		const [text, pattern, template] = [stringOperand(args, 1), stringOperand(args, 2), stringOperand(args, 3)];
		return replace(compileRegex(pattern), text, template);
	},
	"regex.template_match": (args) => {
		const [template, text, start, end] = [1, 2, 3, 4].map((position) => stringOperand(args, position)) as [
			string,
			string,
			string,
			string,
		];
		const [open, close] = [delimiter(start, "start"), delimiter(end, "end")];
		return compileRegex(templatePattern(template, open, close))
			.matcher(text)
			.find();
	},
	"regex.globs_match": (args) => globsIntersect(stringOperand(args, 1), stringOperand(args, 2)),
	"glob.quote_meta": (args) => stringOperand(args, 1).replace(/[\\*?[\]{}]/g, "\\$&"),
};

/** Compiles or throws the error of the expression; a few are kept. */
export function compileRegex(pattern: string): RE2JS {
	const known = cache.get(pattern);
	if (known !== undefined) return known;
	try {
		const compiled = RE2JS.compile(pattern);
		if (cache.size >= MAX_CACHED) cache.delete(cache.keys().next().value as string);
		cache.set(pattern, compiled);
		return compiled;
	} catch (error) {
		throw builtinError(error instanceof Error ? error.message : "error parsing regexp");
	}
}

type Match = { readonly start: number; readonly end: number; readonly text: string; readonly groups: readonly string[] };

/** At most `limit` matches, all when negative; an empty match right behind another does not count. */
function matches(expression: RE2JS, text: string, limit: number): Match[] {
	const found: Match[] = [];
	const matcher = expression.matcher(text);
	let last = -1;
	while ((limit < 0 || found.length < limit) && matcher.find()) {
		const [start, end] = [matcher.start(), matcher.end()];
		if (start === end && start === last) continue;
		last = end;
		const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index) ?? "");
		found.push({ start, end, text: text.slice(start, end), groups });
	}
	return found;
}

function split(expression: RE2JS, pattern: string, text: string): string[] {
	if (pattern !== "" && text === "") return [""];
	const parts: string[] = [];
	let [from, to] = [0, 0];
	for (const { start, end } of matches(expression, text, -1)) {
		to = start;
		if (end !== 0) parts.push(text.slice(from, to));
		from = end;
	}
	return to === text.length ? parts : [...parts, text.slice(from)];
}

function replace(expression: RE2JS, text: string, template: string): string {
	const names = expression.namedGroups() as Readonly<Record<string, number>>;
	let result = "";
	let from = 0;
	for (const match of matches(expression, text, -1)) {
		result += text.slice(from, match.start) + expand(template, match, names);
		from = match.end;
	}
	return result + text.slice(from);
}

/** `$1`, `$name` (the longest run of word characters), `${name}` and `$$`; an unknown group is empty. */
function expand(template: string, { groups }: Match, names: Readonly<Record<string, number>>): string {
	return template.replace(/\$(?:\$|\{([0-9A-Za-z_]+)\}|([0-9A-Za-z_]+))/g, (whole, braced?: string, bare?: string) => {
		if (whole === "$$") return "$";
		const name = braced ?? bare ?? "";
		return groups[/^[0-9]+$/.test(name) ? Number(name) : (names[name] ?? -1)] ?? "";
	});
}

function delimiter(text: string, name: string): string {
	const length = new TextEncoder().encode(text).length;
	if (length !== 1) throw builtinError(`${name} delimiter has to be exactly one character long but is ${length} long`);
	return text;
}

/** Text outside the delimiters stands for itself; what is inside is an expression. */
function templatePattern(template: string, open: string, close: string): string {
	const unbalanced = () => builtinError(`unbalanced braces in ${quoted(template)}`);
	let pattern = "^";
	let [depth, from] = [0, 0];
	for (let at = 0; at < template.length; at++) {
		const character = template.charAt(at);
		if (character === open && ++depth === 1) {
			pattern += RE2JS.quote(template.slice(from, at));
			from = at + 1;
		} else if (character === close) {
			if (--depth < 0) throw unbalanced();
			if (depth > 0) continue;
			const inner = template.slice(from, at);
			compileRegex(`^${inner}$`);
			pattern += `(${inner})`;
			from = at + 1;
		}
	}
	if (depth !== 0) throw unbalanced();
	return `${pattern}${RE2JS.quote(template.slice(from))}$`;
}
