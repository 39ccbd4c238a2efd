// Writes the table of a version's life into docs/lifecycle.md; with --check, tells whether it is what the code has.
import { readFile, writeFile } from "node:fs/promises";
import { TRANSITIONS } from "../src/control/lifecycle.ts";
import { SHIPPED_TIERS } from "../src/control/tiers.ts";

const PAGE = "docs/lifecycle.md";
const [BEGIN, END] = ["<!-- generated: npm run generate -->", "<!-- end -->"];

const list = (words: readonly string[]) => words.join(", ") || "–";
const transitions = TRANSITIONS.map(({ command, from, to, needs, completes, meanwhile, event, about }) => {
	const leads = completes === undefined ? to : `${to}; ${meanwhile} until ${completes} are complete`;
	return `| \`${command}\` | ${list(from)} | ${leads} | ${list(needs)} | \`${event}\` | ${about} |`;
});
const tiers = Object.entries(SHIPPED_TIERS.tiers).map(([name, { gates, approvals, stages, fail_mode, retention_days }]) => {
	const asked = [
		...(gates.tests ? [`tests (${gates.coverage} %)`] : []),
		...(gates.vectors ? ["vectors"] : []),
		...(gates.impact ? ["impact"] : []),
		...(gates.provenance ? ["provenance"] : []),
	];
	const people = approvals.required === 0 ? "–" : `${approvals.required}${approvals.signed ? ", signed" : ""}`;
	const staged = (["shadow", "canary"] as const).flatMap((stage) => {
		const rules = stages[stage];
		return rules === undefined ? [] : [`${stage} ${rules.min_seconds / 3600} h, ${rules.min_decisions} decisions`];
	});
	return `| \`${name}\` | ${list(asked)} | ${people} | ${list(staged)} | ${fail_mode} | ${retention_days} d |`;
});
const generated = `${BEGIN}
| command | from | to | needs | event | |
|---|---|---|---|---|---|
${transitions.join("\n")}

| shipped tier | evidence | approvals | stages | where it cannot serve | kept |
|---|---|---|---|---|---|
${tiers.join("\n")}
${END}`;

const page = await readFile(PAGE, "utf8");
const written = page.slice(0, page.indexOf(BEGIN)) + generated + page.slice(page.indexOf(END) + END.length);
if (process.argv.includes("--check")) {
	if (written !== page) {
		console.error(`${PAGE} is not what the table gives; run: npm run generate`);
		process.exitCode = 1;
	}
} else await writeFile(PAGE, written);
