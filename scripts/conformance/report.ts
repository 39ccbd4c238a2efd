// The report of a run as a page of the documentation.
import type { Case } from "./cases.ts";
import type { Memory } from "./memory.ts";
import type { Ran } from "./workerd.ts";

export type Result = { readonly result: "right" | "wrong" | "not-applicable"; readonly reason: string; readonly detail: string };
export type Outcome = { readonly case: Case; readonly own: Result; readonly stock: Result; readonly ran: Ran | undefined };

export type Run = {
	readonly outcomes: readonly Outcome[];
	readonly opa: string;
	readonly runtime: string;
	readonly memory: Memory;
	/** Answers that workerd gave as Node did, of how many. */
	readonly workerd: { readonly same: number; readonly total: number };
};

type Engine = "own" | "stock";
const RESULTS = ["right", "wrong", "not-applicable"] as const;

const INTRODUCTION = `# Conformance

What the WASM host in [\`src/policy\`](../src/policy) answers to OPA's own evaluation suite, beside the stock npm package on the same modules in the same run. This page is written by \`npm run conformance\`; do not edit it.

The suite is OPA's v1 cases (2,067; \`EDICT_DATA\` names the folder that holds them). Each case is compiled by the OPA that this project carries, many cases to a module, every case under a package prefix of its own. A case that is not right in such company is compiled and run again alone before it counts.

- **right**: the result set equals the expected one (sets as sorted arrays, numbers by value), or the expected error came: its code, and its message as part of ours.
- **wrong**: anything else.
- **not applicable**: WASM itself cannot tell, or the host refuses by design; each with its reason below, never counted as right.`;

const DIFFERENCES = `## Differences from OPA's interpreter

| what | OPA | here | why |
|---|---|---|---|
| error of a builtin that OPA compiles into the module (\`count(1)\`, \`1 / 0\`, \`to_number("x")\`, \`object.get\` of no object …) in strict mode | fails the query | undefined | the module gives undefined and does not tell the host |
| conflict of rules | says whether complete rules, a function or an object's keys | kind \`var assignment\` or \`object insert\` | the module says no more |
| place of an error in the source | \`file:row\` | none for builtins | not passed to a host |
| \`http.send\`, \`net.lookup_ip_addr\` | call out | refused when a policy is built (\`rego/capabilities*.json\`) and when a module is loaded | a decision is a function of its inputs |
| \`rego.parse_module\` | parses Rego | refused likewise | there is no Rego parser in the Worker |
| \`time.now_ns\`, \`rand.intn\`, \`uuid.rfc4122\`, \`opa.runtime\` | the machine's | what the caller declares for the evaluation; an error when nothing is declared | a replay gives the same answer |
| a number as a key into a base document (\`data[2]\`) | finds the text key | finds none | done inside the module |
| \`time.format\` with \`MST\` outside English-speaking zones | abbreviation of the time-zone database | offset in figures | the platform's zone data has no other names |
| certificate chains | Go's verifier | the same checks except policy mappings and \`MaxConstraintComparisons\`; Ed25519, ECDSA, RSA (PKCS#1, PSS) | |
| \`json.match_schema\`: references to other documents | fetched, if allowed | refused | no network in a decision |
| \`strings.render_template\`: \`define\`, \`template\`, \`block\` | yes | error | |
| wording of errors of YAML, JSON and key parsers | Go's | ours, where the suite does not ask for it | |
| \`net.cidr_merge\` of neighbouring IPv4 and IPv6 ranges | 1.22.2 panics | merged within each family | |
| \`sprintf\`: flags that Go ignores or reads its own way with a wrong verb | Go's fmt | the same in all but a few combinations (4 of 600 random ones) | |
| bounds: \`net.cidr_expand\` 65,536 addresses, \`numbers.range_step\` 1,000,000 items, \`graph.reachable_paths\` 100,000 paths, templates 1 MB, numbers 10^±100,000 | the query's deadline | an error | nothing can interrupt a Worker's CPU |`;

export function report({ outcomes, opa, runtime, memory, workerd }: Run): string {
	const count = (engine: Engine, result: Result["result"], list = outcomes) =>
		list.filter((one) => one[engine].result === result).length;
	const total = (engine: Engine) => RESULTS.map((result) => count(engine, result).toLocaleString("en")).join(" | ");
	const parts = [
		INTRODUCTION,
		`| engine | right | wrong | not applicable |\n|---|---:|---:|---:|\n| this host | ${total("own")} |\n| \`@open-policy-agent/opa-wasm\` 1.10.0 | ${total("stock")} |`,
		`${outcomes.length.toLocaleString("en")} cases, OPA ${opa}, ${runtime}. Stock opa-wasm has one mode: a builtin's error is undefined. Under workerd, the runtime of Workers, ${workerd.same.toLocaleString("en")} of ${workerd.total.toLocaleString("en")} answers of this host are the same, to the byte.`,
		`## Not applicable\n\n| reason | cases |\n|---|---:|\n${reasons(outcomes)}`,
		DIFFERENCES,
		`## Memory\n\n${memory.evaluations.toLocaleString("en")} evaluations of one instance with inputs of ${memory.inputKilobytes} KB: ${memory.pagesBefore} pages of 64 KB after the first hundred, ${memory.pagesAfter} at the end.`,
		`## By folder\n\nRight / wrong / not applicable.\n\n| folder | cases | this host | opa-wasm 1.10.0 |\n|---|---:|---:|---:|\n${folders(outcomes, count)}`,
	];
	return `${parts.join("\n\n")}\n`;
}

function reasons(outcomes: readonly Outcome[]): string {
	const counts = new Map<string, number>();
	for (const { own } of outcomes) if (own.result === "not-applicable") counts.set(own.reason, (counts.get(own.reason) ?? 0) + 1);
	const rows = [...counts].sort(([, a], [, b]) => b - a);
	return rows.map(([reason, cases]) => `| ${reason} | ${cases} |`).join("\n");
}

type Count = (engine: Engine, result: Result["result"], list: readonly Outcome[]) => number;

function folders(outcomes: readonly Outcome[], count: Count): string {
	const names = [...new Set(outcomes.map((outcome) => outcome.case.folder))].sort();
	return names
		.map((name) => {
			const list = outcomes.filter((outcome) => outcome.case.folder === name);
			const cell = (engine: Engine) => RESULTS.map((result) => count(engine, result, list)).join(" / ");
			return `| ${name} | ${list.length} | ${cell("own")} | ${cell("stock")} |`;
		})
		.join("\n");
}
