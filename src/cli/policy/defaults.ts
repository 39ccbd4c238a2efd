// The defaults document as text: read, told what is wrong with, changed and written back in the repository's own form.
import * as v from "valibot";
import { parseStrictJson } from "../../platform/strict-json.ts";

export const CONFIG = "guard/config/data.json";

const Param = v.strictObject({
	value: v.union(
		[v.number(), v.boolean(), v.string(), v.array(v.string())],
		"must be a number, true, false, a text or a list of texts",
	),
	direction: v.optional(v.string()),
});
const RuleDefaults = v.strictObject({
	action: v.string(),
	severity: v.string(),
	params: v.optional(v.record(v.string(), Param)),
	obligations: v.optional(v.array(v.string())),
});
export type RuleDefaults = v.InferOutput<typeof RuleDefaults>;

const ConfigData = v.strictObject({ defaults: v.record(v.string(), RuleDefaults), hazards: v.record(v.string(), v.string()) });
export type ConfigData = v.InferOutput<typeof ConfigData>;

const WIDTH = 130;
const TAB = 2;

/** What is wrong with the document, as `<place>: <what>` with the line where that is known; nothing when it can be used. */
export function configProblems(text: string, place: string): string[] {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch (error) {
		return [syntaxProblem(text, place, error)];
	}
	const strict = parseStrictJson(text);
	if (!strict.ok) {
		const twice = strict.error === "duplicate-name";
		return [
			`${place}:${twice ? repeatedLine(text) : 1}: ${twice ? "a name stands twice in one object; keep one" : strict.error}`,
		];
	}
	const read = v.safeParse(ConfigData, parsed);
	return read.success ? [] : read.issues.map((issue) => `${place}: ${v.getDotPath(issue) ?? "the document"}: ${issue.message}`);
}

function syntaxProblem(text: string, place: string, error: unknown): string {
	const said = error instanceof Error ? error.message : String(error);
	const position = /at position (\d+)/.exec(said)?.[1];
	const line = text.slice(0, position === undefined ? text.length : Number(position)).split("\n").length;
	return `${place}:${line}: this is no JSON: ${said.replace(/ in JSON at position.*$| is not valid JSON$/s, "")}`;
}

/** Line of the first rule that stands there twice, else the first line. */
function repeatedLine(text: string): number {
	const seen = new Set<string>();
	for (const [index, line] of text.split("\n").entries()) {
		const name = /^\t\t"([^"]+)": \{/.exec(line)?.[1];
		if (name === undefined) continue;
		if (seen.has(name)) return index + 1;
		seen.add(name);
	}
	return 1;
}

/** The document of a text that has no problems. Throws for any other. */
export function readConfig(text: string): ConfigData {
	return v.parse(ConfigData, JSON.parse(text));
}

/** Text of the document with one rule added or replaced, rules sorted. */
export function withDefaults(text: string, rule: string, entry: RuleDefaults): string {
	const data = readConfig(text);
	return printConfig({ ...data, defaults: { ...data.defaults, [rule]: entry } });
}

/** Text of the document without one rule. */
export function withoutDefaults(text: string, rule: string): string {
	const data = readConfig(text);
	return printConfig({ ...data, defaults: Object.fromEntries(Object.entries(data.defaults).filter(([id]) => id !== rule)) });
}

/** JSON with tabs, rules sorted, a list on one line where it fits. */
export function printConfig(data: ConfigData): string {
	const rules = Object.entries(data.defaults).sort(([a], [b]) => (a < b ? -1 : 1));
	const spread = JSON.stringify({ ...data, defaults: Object.fromEntries(rules) }, null, "\t");
	const lists = /^(\t*)(.*)\[\n([^[\]{}]*?)\n\t*\](,?)$/gm;
	const joined = spread.replace(lists, (whole: string, tabs: string, before: string, items: string, comma: string) => {
		const line = `${before}[${items.trim().split(/\n\t*/).join(" ")}]${comma}`;
		return tabs.length * TAB + line.length <= WIDTH ? tabs + line : whole;
	});
	return `${joined}\n`;
}
