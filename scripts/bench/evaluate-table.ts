// The table "Evaluation against OPA" of docs/benchmarks.md, also where OPA is ahead.
import type { Cell, EvaluateReport, RawCell, Sample, Side } from "./evaluate.ts";

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Median of the rounds' ratios, and the least and the most of them. */
function ratio(of: readonly number[], to: readonly number[]): string {
	const ratios = of.map((value, round) => value / (to[round] ?? Number.NaN));
	return `**${median(ratios).toFixed(2)}** (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
}

export function evaluateTable({ http, raw, guardMicros, rounds, pinned }: EvaluateReport): string {
	return `## Evaluation against OPA

\`npm run bench -- evaluate --publish\` writes this section: the same Rego and inputs on a real \`opa run --server\` of the pinned version and here. The policy has 30 or 100 rules of mixed kinds (a third can be found by OPA's rule index, a tenth walks the elements); the small input has 3 elements, the large 1,000 (39 KB). All three answer alike, which is checked first. *Loaded* is the same module in an isolate of the Worker Loader.

${rounds === 1 ? "**One short round (`--quick`): a smoke test, no figures.** A" : `Each cell is the median of ${rounds} interleaved rounds; a`} ratio above 1 is in this service's favour, its spread in brackets. ${pinned ? "Each server on one core, the client on another." : "The servers were not kept on cores of their own."} Requests reach the runtime itself, not the Worker that the local tool puts in front. The client, its eight connections, the Rego and the inputs are the same. *CPU* is what the server's process used a decision, as the kernel counts it: the figure for one core.

**Evaluation alone**, µs from input text to result text: OPA's interpreter in one Go process, and the module in workerd.

| rules | input | OPA | here | OPA / here |
|---:|---|---:|---:|---:|
${raw.map(rawRow).join("\n")}

The shipped guard on a typical input: ${median(guardMicros).toFixed(0)} µs (aim ≤ 30).

**\`POST /v1/data\`, nothing recorded**: OPA without decision logs; here each record is made, and not sent. OPA has no batch: beside it stand single requests.

${head()}
${http.map((cell) => row(cell, "opa", "bakedQuiet", "hotQuiet")).join("\n")}

**\`POST /v1/data\`, every decision recorded**: OPA's decision log on the console, into nothing; here a queue send that is awaited before the answer.

${head()}
${http.map((cell) => row(cell, "opaLogging", "baked", "hot")).join("\n")}

| aim, CPU a decision, nothing recorded | reached | |
|---|---:|---|
${AIMS.map((aim) => aimRow(aim, http)).join("\n")}

**What bounds it.** Evaluation itself is far ahead of the interpreter; of a small request it is a few hundredths. The rest is the runtime's own HTTP, key check, routing, the record (two keyed digests, a commitment) and, for a loaded version, the hop into its isolate, where OPA's server does little but evaluate. Of the large input's time most goes into its text, not into the rules: the body is scanned as Go would, parsed by the module (three fifths of the evaluation), and read and printed once more in canonical form for the record's digest. A batch shares all of that but the evaluation.
`;
}

type Aim = { readonly rules: number; readonly input: string; readonly side: Side; readonly least: number };
const AIMS: readonly Aim[] = [
	{ rules: 30, input: "small", side: "bakedQuiet", least: 2 },
	{ rules: 100, input: "small", side: "bakedQuiet", least: 4 },
	{ rules: 30, input: "large", side: "bakedQuiet", least: 4 },
	{ rules: 100, input: "large", side: "bakedQuiet", least: 4 },
	{ rules: 30, input: "small", side: "hotQuiet", least: 1.3 },
	{ rules: 100, input: "small", side: "hotQuiet", least: 1.3 },
];

function aimRow({ rules, input, side, least }: Aim, http: readonly Cell[]): string {
	const samples = http.find((cell) => cell.rules === rules && cell.input === input && !cell.batch)?.samples;
	const cpus = (of: Side) => samples?.[of].map(({ cpuMicros }) => cpuMicros ?? Number.NaN) ?? [];
	const reached = median(cpus("opa").map((value, round) => value / (cpus(side)[round] ?? Number.NaN)));
	const name = `${rules} rules, ${input} input, ${side === "hotQuiet" ? "loaded" : "baked in"}: ≥ ${least} ×`;
	return `| ${name} | ${reached.toFixed(2)} | ${reached >= least ? "met" : "**missed**"} |`;
}

function rawRow({ rules, input, opaMicros, ownMicros }: RawCell): string {
	return `| ${rules} | ${input} | ${median(opaMicros).toFixed(0)} | ${median(ownMicros).toFixed(0)} | ${ratio(opaMicros, ownMicros)} |`;
}

function head(): string {
	return "| rules | input | OPA decisions/s | baked in | loaded | CPU µs: OPA | baked in | loaded | OPA / baked in, CPU | OPA / loaded, CPU |\n|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|";
}

function row({ rules, input, batch, samples }: Cell, opa: Side, baked: Side, hot: Side): string {
	const rate = (side: Side) => median(samples[side].map(({ perSecond }) => perSecond)).toFixed(0);
	const cpus = (side: Side) => samples[side].map(({ cpuMicros }: Sample) => cpuMicros ?? Number.NaN);
	const cpu = (side: Side) => median(cpus(side)).toFixed(0);
	const rates = [opa, baked, hot].map(rate).join(" | ");
	const used = [opa, baked, hot].map(cpu).join(" | ");
	return `| ${rules} | ${input}${batch ? ", 20 in a batch" : ""} | ${rates} | ${used} | ${ratio(cpus(opa), cpus(baked))} | ${ratio(cpus(opa), cpus(hot))} |`;
}
