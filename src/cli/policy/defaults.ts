// The defaults document as text: parsed, changed and written back in the repository's own form.

export type RuleDefaults = {
	action: string;
	severity: string;
	params?: Record<string, { value: number | boolean | string | string[]; direction?: "min" | "max" | "subset" | "superset" }>;
	obligations?: string[];
};
export type ConfigData = { defaults: Record<string, RuleDefaults>; hazards: Record<string, string> };

const WIDTH = 130;
const TAB = 2;

/** Text of the document with one rule added or replaced, rules sorted. */
export function withDefaults(text: string, rule: string, entry: RuleDefaults): string {
	const data = JSON.parse(text) as ConfigData;
	const rules = Object.entries({ ...data.defaults, [rule]: entry }).sort(([a], [b]) => (a < b ? -1 : 1));
	return printConfig({ ...data, defaults: Object.fromEntries(rules) });
}

/** JSON with tabs, a list on one line where it fits. */
export function printConfig(data: ConfigData): string {
	const spread = JSON.stringify(data, null, "\t");
	const lists = /^(\t*)(.*)\[\n([^[\]{}]*?)\n\t*\](,?)$/gm;
	const joined = spread.replace(lists, (whole: string, tabs: string, before: string, items: string, comma: string) => {
		const line = `${before}[${items.trim().split(/\n\t*/).join(" ")}]${comma}`;
		return tabs.length * TAB + line.length <= WIDTH ? tabs + line : whole;
	});
	return `${joined}\n`;
}
