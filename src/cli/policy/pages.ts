// The rules' pages: the index, written from their metadata, and what a page must say of its rule.
import type { RuleMetadata } from "../../contract/bundle.ts";
import type { RuleDefaults } from "./defaults.ts";

const CATEGORIES: Record<string, string> = {
	control: "What operators and configuration say",
	harm: "Hazards to people",
	injection: "Attempts to take over the model",
	integrity: "Content that could not be read, or is no ordinary text",
	output: "What an answer carries",
	privacy: "Personal data",
	retrieval: "Documents",
	scope: "What the application is for",
	secrets: "Credentials",
	tools: "Tool calls",
	usage: "Budgets",
};

/** Markdown of `docs/rules/README.md`: every rule by category, with what it does when nothing is configured. */
export function rulesIndex(rules: readonly RuleMetadata[]): string {
	const categories = Map.groupBy(rules, (rule) => rule.id.slice(0, rule.id.indexOf(".")));
	const sections = [...categories].map(([category, listed]) => {
		const rows = listed.map((rule) => {
			const page = `${rule.id.replace(".", "/")}.md`;
			return `| [${rule.id}](${page}) | ${rule.title} | ${rule.action} | ${rule.severity} | ${rule.owner} | ${rule.exemptible ? "yes" : "no"} |`;
		});
		const head = "| rule | finds | action | severity | owner | exceptions |\n|---|---|---|---|---|---|";
		return `## ${category}: ${CATEGORIES[category] ?? category}\n\n${head}\n${rows.join("\n")}\n`;
	});
	return `# The rules of the guard

${rules.length} rules. Written from their metadata by \`npm run policy:docs\`; a rule's own page says when it fires, why, and what it misses.
Of the actions of all findings the strictest decides: refuse, then review (refused until a person approves), redact, flag (goes on, marked).

${sections.join("\n")}`;
}

export const SECTIONS = [
	"Summary",
	"When it fires",
	"Example that fires",
	"Example that does not",
	"Rationale",
	"Configuration",
	"Risks",
	"What it misses",
] as const;

/** What a rule's page says otherwise than its header and its defaults; each line says what to write. */
export function pageProblems(rule: RuleMetadata, params: NonNullable<RuleDefaults["params"]>, page: string): string[] {
	const place = `docs/rules/${rule.id.replace(".", "/")}.md`;
	const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
	const rows = Object.entries(params).map(([name, { value }]) => {
		const shown = [value].flat().map((each) => `\`${each}\``);
		return `| \`${name}\` | ${shown.join(", ")} |`;
	});
	const risks = rule.risks.map((risk) => `- \`${risk}\` `);
	const wanted: [boolean, string][] = [
		[
			page.startsWith(`# ${rule.title}\n\n\`${rule.id}\`\n`),
			`begin with "# ${rule.title}" and "\`${rule.id}\`", as the header says`,
		],
		[headings.join() === SECTIONS.join(), `have the sections ${SECTIONS.join(", ")}, in that order`],
		[page.includes(`## Summary\n\n${rule.description}\n`), `have the header's description as its summary: ${rule.description}`],
		...rows.map((row): [boolean, string] => [
			page.includes(row),
			`name the parameter and its default under Configuration: ${row} … |`,
		]),
		...risks.map((risk): [boolean, string] => [page.includes(risk), `name the risk under Risks: ${risk}<its name>`]),
	];
	return wanted.filter(([holds]) => !holds).map(([, text]) => `${place} must ${text}`);
}
