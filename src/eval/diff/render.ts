// A difference of versions for people: Markdown, which also reads well in a terminal.
import type { RuleChange, ValueChange, VersionDiff } from "../../contract/version-diff.ts";

export function diffMarkdown(diff: VersionDiff): string {
	const { from, to, rules } = diff;
	const head = [`# ${to.policy}: ${from.revision} → ${to.revision}`, "", `from ${from.digest}`, `to   ${to.digest}`];
	if (diff.same) return [...head, "", "The same version.", ""].join("\n");
	const parts = [
		section(
			"Rules",
			rules.added.map(({ id, action, severity, title }) => `- added **${id}** (${action}, ${severity}): ${title}`),
			rules.removed.map(({ id, action, severity, title }) => `- removed **${id}** (${action}, ${severity}): ${title}`),
			rules.changed.flatMap(ruleLines),
		),
		section("Release", diff.manifest.map(valueLine)),
		...(["entrypoints", "roots", "builtins", "capabilities"] as const).map((name) =>
			section(
				titleOf(name),
				diff[name].added.map((each) => `- added ${each}`),
				diff[name].removed.map((each) => `- removed ${each}`),
			),
		),
		section("Data", diff.data.map(valueLine)),
		...diff.files.map(({ path, change, diff: text }) => [
			"",
			`## ${path} (${change === "words" ? "comments and white space alone" : change})`,
			...(text === "" ? [] : ["", fenced(text)]),
		]),
	];
	return [...head, ...parts.flat(), ...(diff.truncated ? ["", "Cut: there is more than is shown."] : []), ""].join("\n");
}

function ruleLines({ id, metadata, defaults, logic }: RuleChange): string[] {
	return [
		`- changed **${id}**${logic ? ": its logic" : ""}`,
		...metadata.map((change) => `  ${valueLine(change)}`),
		...defaults.map((change) => `  ${valueLine({ ...change, path: `/shipped${change.path}` })}`),
	];
}

function valueLine({ path, from, to }: ValueChange): string {
	if (from === undefined) return `- ${path || "/"}: ${JSON.stringify(to)} is new`;
	if (to === undefined) return `- ${path || "/"}: ${JSON.stringify(from)} is gone`;
	return `- ${path || "/"}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`;
}

function section(title: string, ...lists: readonly string[][]): string[] {
	const lines = lists.flat();
	return lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines];
}

function titleOf(name: string): string {
	return name.slice(0, 1).toUpperCase() + name.slice(1);
}

/** A fence longer than any within the text. */
function fenced(text: string): string {
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = "`".repeat(longest + 1);
	return `${fence}diff\n${text}${fence}`;
}
