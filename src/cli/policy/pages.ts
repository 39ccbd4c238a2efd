// The index of the rules' pages, written from their metadata.
import type { RuleMetadata } from "../../contract/bundle.ts";

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

${rules.length} rules. Written from their metadata by \`node scripts/policy.ts docs\`; a rule's own page says when it fires, why, and what it misses.
Of the actions of all findings the strictest decides: refuse, then review (refused until a person approves), redact, flag (goes on, marked).

${sections.join("\n")}`;
}
