// `npm run evaluate`: the whole guard over the development data and generated secrets; writes docs/evaluation.md.
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { detectorSet } from "../src/decide/detect/registry.ts";
import { type Case, casesOf, indirectCases, ordinaryTools, output, type Row } from "../src/eval/cases.ts";
import { createLocalGuard, OPEN_APP } from "../src/eval/local-guard.ts";
import { readReleaseFolder } from "../src/eval/read-release.ts";
import { addTo, type Tally, tallyTable } from "../src/eval/tally.ts";
import { SECRET_KINDS, secretSample, seeded } from "../test/decide/detect/secret-samples.ts";

const HELP = `Usage: npm run evaluate -- [--sample N] [--json] [--no-write]

Decides every row of the development data with the committed release and writes docs/evaluation.md.
  --sample N   every Nth row only (a quick look; nothing is written)
  --json       prints the tallies as JSON
  --no-write   leaves docs/evaluation.md as it is
The data is read from $EDICT_DATA (default ../shared/data); without it the command says so and exits with 2.
`;

const FILES = ["input", "indirect", "harm", "pii", "tool", "grounding"] as const;
const SECRETS_PER_KIND = 5;

const { values } = parseArgs({
	options: { sample: { type: "string" }, json: { type: "boolean" }, "no-write": { type: "boolean" }, help: { type: "boolean" } },
});
if (values.help) {
	process.stdout.write(HELP);
	process.exit(0);
}
const data = process.env.EDICT_DATA ?? "../shared/data";
if (!existsSync(join(data, "dev"))) {
	process.stderr.write(`There is no development data at ${data}; set EDICT_DATA to its folder.\n`);
	process.exit(2);
}

const step = Number(values.sample ?? 1);
const release = await readReleaseFolder("bundles/baseline");
const rows = await allRows();
const tools = ordinaryTools(rows);
const guard = await createLocalGuard(release, {
	apps: [{ ...OPEN_APP, tools }],
	tools: new Map(tools.map((name) => [name, { name, title: name, class: "read", scopes: [] }])),
});
const cases = [...rows.flatMap(casesOf), ...indirectCases(rows), ...secretCases()].filter((_, index) => index % step === 0);
const started = performance.now();
const tallies = new Map<string, Tally>();
for (const [index, item] of cases.entries()) {
	const decided = await guard.decide(item.request);
	if (!decided.ok) throw new Error(`case ${index} of ${item.set}: ${decided.error.code}`);
	addTo(tallies, item, decided.value);
	guard.records.length = 0;
	if (index % 500 === 499) process.stderr.write(`\r${index + 1} of ${cases.length} decided`);
}
const seconds = (performance.now() - started) / 1000;
process.stderr.write(`\r${cases.length} decided in ${seconds.toFixed(1)} s\n`);

const sorted = [...tallies.values()].sort((a, b) => (a.set < b.set ? -1 : 1));
process.stdout.write(values.json ? `${JSON.stringify(sorted, null, "\t")}\n` : tallyTable(sorted));
if (!values["no-write"] && step === 1) await writeFile("docs/evaluation.md", report(sorted));

async function allRows(): Promise<Row[]> {
	const rows: Row[] = [];
	for (const file of FILES) {
		const text = await readFile(join(data, "dev", `${file}.jsonl`), "utf8");
		for (const line of text.split("\n")) if (line !== "") rows.push(JSON.parse(line) as Row);
	}
	return rows;
}

function secretCases(): Case[] {
	const rng = seeded(20_261_124);
	return SECRET_KINDS.flatMap((kind) =>
		Array.from(
			{ length: SECRETS_PER_KIND },
			(): Case => ({ set: "generated secrets, in an answer", wanted: "redact", request: output(secretSample(kind, rng).text) }),
		),
	);
}

function report(rows: readonly Tally[]): string {
	return `# Evaluation

The whole guard, end to end: release \`${release.manifest.revision}\` (\`${release.digest}\`), shipped configuration, an app without lists of its own. Written by \`npm run evaluate\`.

Detectors: \`${detectorSet()}\`.

**Read with care.** The rows are development data: rules, lexicons and the trained injection model were made with some of it in sight, so figures on data nobody here has seen will be lower. Sets and licences are named in the data's own README; \`generated secrets\` are ${SECRETS_PER_KIND} random values for each kind, each in a sentence or line of code.

- *wanted* says what a good guard does with the set: **stop** (refuse), **pass** (allow, flagged or not), **redact** (redact or refuse); **open** claims nothing. A row of *pii with spans* counts as wanted when anything at all is removed.
- Prompts are judged at stage \`input\` as a user's message, personal data and secrets at \`output\`, documents at \`retrieval\` as untrusted, tools of agents at \`tool_call\`, where the benign rows' tools are registered and the attackers' are not; each attack on documents stands at the start, in the middle and at the end of a benign one.

${tallyTable(rows)}
`;
}
