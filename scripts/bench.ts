// `npm run bench`: one run, one table: decide beside bare routes of the same runtime, CPU by size and detector, Worker size.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { createLocalGuard } from "../src/eval/local-guard.ts";
import { readReleaseFolder } from "../src/eval/read-release.ts";
import { type CpuRow, cpuByDetector, cpuBySize, prose } from "./bench/cpu.ts";
import { benchEvaluate } from "./bench/evaluate.ts";
import { evaluateTable } from "./bench/evaluate-table.ts";
import { benchHot, hotTable } from "./bench/hot.ts";
import { benchLedger, ledgerTable } from "./bench/ledger.ts";
import { type Measured, run } from "./bench/load.ts";
import { benchReplay, replayTable } from "./bench/replay.ts";
import { replaceSection } from "./conformance/section.ts";
import { bundleWorker } from "./local/bundle.ts";
import { startLocal } from "./local/server.ts";

const HELP = `Usage: npm run bench -- [flip | evaluate | ledger | replay] [--quick] [--json]

Measures, side by side in one run, and prints a table with ratios:
  http       requests a second: decide beside a bare JSON POST and beside one that awaits the same queue send
  cpu        milliseconds of reading (normalise, detect) and evaluating by size of text, and growth per doubling
  detectors  microseconds of each detector over 1 KB
  worker     size of the bundle gzipped, time to the first answer
flip alone measures stored versions: a minute of activations under load, cold reads, loads and hops.
ledger alone measures leaves through one sequencer, bytes a leaf, and proofs in a tree of ten million.
replay alone measures decisions computed again from their records.
evaluate alone measures the same Rego and inputs here and on a real OPA server; it needs Go.
Options: --quick  short rounds (for a smoke test, not for figures)   --json  machine-readable
         --publish  with evaluate: write its section of docs/benchmarks.md
`;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { quick: { type: "boolean" }, json: { type: "boolean" }, publish: { type: "boolean" }, help: { type: "boolean" } },
});
if (values.help) {
	process.stdout.write(HELP);
	process.exit(0);
}
const note = (text: string) => process.stderr.write(`${text}\n`);

if (positionals[0] === "evaluate") {
	const evaluated = await benchEvaluate(values.quick === true, note);
	const page = join(import.meta.dirname, "../docs/benchmarks.md");
	if (values.publish) {
		const text = replaceSection(await readFile(page, "utf8"), "Evaluation against OPA", evaluateTable(evaluated));
		await writeFile(page, text);
	}
	process.stdout.write(values.json ? `${JSON.stringify(evaluated, null, "\t")}\n` : evaluateTable(evaluated));
	process.exit(0);
}
if (positionals[0] === "ledger") {
	const ledger = await benchLedger(values.quick === true, note);
	process.stdout.write(values.json ? `${JSON.stringify(ledger, null, "\t")}\n` : ledgerTable(ledger));
	process.exit(0);
}
if (positionals[0] === "replay") {
	const replayed = await benchReplay(values.quick === true, note);
	process.stdout.write(values.json ? `${JSON.stringify(replayed, null, "\t")}\n` : replayTable(replayed));
	process.exit(0);
}
if (positionals[0] === "flip") {
	const hot = await benchHot(values.quick === true, (text) => process.stderr.write(`${text}\n`));
	process.stdout.write(values.json ? `${JSON.stringify(hot, null, "\t")}\n` : hotTable(hot));
	process.exit(0);
}
const rounds = values.quick ? 1 : 5;
const seconds = values.quick ? 1 : 3;

note("cpu …");
const guard = await createLocalGuard(await readReleaseFolder("bundles/baseline"));
const cpu = await cpuBySize(guard, values.quick ? 40 : 400);
const detectors = await cpuByDetector(values.quick ? 40 : 400);
const message = await sampleMessage();
const http = await benchHttp();
const worker = await bundleSize();
const report = { cpu, detectors, http, worker };
process.stdout.write(values.json ? `${JSON.stringify(report, null, "\t")}\n` : table(report));

async function sampleMessage(): Promise<unknown> {
	const decided = await guard.decide({ stage: "input", app: "app", content: [{ role: "user", text: prose(1) }] });
	if (!decided.ok) throw new Error(decided.error.code);
	return guard.records.at(-1);
}

async function benchHttp() {
	const state = await mkdtemp(join(tmpdir(), "edict-bench-"));
	const began = performance.now();
	// Without its consumer: what is measured is the request, not the writing that follows it on the same two cores.
	const local = await startLocal({
		port: 0,
		state,
		modules: await bundleWorker("scripts/bench/worker.ts"),
		overrides: { queueConsumers: {} },
	});
	try {
		const auth = { authorization: `Bearer ${local.keys.app}` };
		const ask = JSON.stringify({
			stage: "input",
			app: "support-bot",
			content: [{ role: "user", text: prose(1) }],
			context: { locale: "en" },
		});
		const loads = {
			bare: { url: `${local.url}/bare`, headers: {}, body: ask },
			bareQueue: { url: `${local.url}/bare-queue`, headers: {}, body: JSON.stringify({ message }) },
			decide: { url: `${local.url}/v1/decide`, headers: auth, body: ask },
		};
		const measured: Record<keyof typeof loads, Measured[]> = { bare: [], bareQueue: [], decide: [] };
		await run(loads.decide, 0.1);
		const firstAnswerMs = performance.now() - began;
		for (const load of Object.values(loads)) await run(load, seconds);
		for (let round = 0; round < rounds; round++) {
			for (const name of Object.keys(loads) as (keyof typeof loads)[]) measured[name].push(await run(loads[name], seconds));
			note(`http round ${round + 1} of ${rounds}`);
		}
		const median = (rows: Measured[]) =>
			[...rows].sort((a, b) => a.perSecond - b.perSecond)[Math.floor(rows.length / 2)] as Measured;
		const ratio = (other: "bare" | "bareQueue") =>
			measured.decide.map((row, round) => row.perSecond / (measured[other][round]?.perSecond ?? 1)).sort((a, b) => a - b)[
				Math.floor(rounds / 2)
			] ?? 0;
		return {
			bare: median(measured.bare),
			bareQueue: median(measured.bareQueue),
			decide: median(measured.decide),
			ofBare: ratio("bare"),
			ofBareQueue: ratio("bareQueue"),
			firstAnswerMs,
		};
	} finally {
		await local.miniflare.dispose();
		await rm(state, { recursive: true, force: true });
	}
}

async function bundleSize(): Promise<{ bytes: number; gzipped: number }> {
	const modules = await bundleWorker("src/worker.ts");
	const all = Buffer.concat(modules.map(({ contents }) => Buffer.from(contents)));
	return { bytes: all.length, gzipped: gzipSync(all, { level: 9 }).length };
}

function table({ cpu, detectors, http, worker }: typeof report): string {
	const rate = (row: Measured) => `${row.perSecond.toFixed(0)} | ${row.p50.toFixed(2)} | ${row.p99.toFixed(2)}`;
	const growth = (rows: CpuRow[], index: number) => {
		const [before, now] = [rows[index - 1], rows[index]];
		return before === undefined || now === undefined
			? ""
			: ((now.readMs / before.readMs) ** (1 / Math.log2(now.kilobytes / before.kilobytes))).toFixed(2);
	};
	return `
| HTTP, 1 KB text, 8 connections | requests/s | p50 ms | p99 ms |
|---|---:|---:|---:|
| bare JSON POST | ${rate(http.bare)} |
| bare JSON POST, awaited queue send | ${rate(http.bareQueue)} |
| decide | ${rate(http.decide)} |

Ratio (median of ${rounds} interleaved rounds): decide / bare = ${http.ofBare.toFixed(2)}; decide / bare with the queue send = **${http.ofBareQueue.toFixed(2)}** (aim 0.70).

| text | read ms | evaluate ms | together ms | growth of reading per doubling |
|---:|---:|---:|---:|---:|
${cpu.map((row, index) => `| ${row.kilobytes} KB | ${row.readMs.toFixed(3)} | ${row.evaluateMs.toFixed(3)} | ${(row.readMs + row.evaluateMs).toFixed(3)} | ${growth(cpu, index)} |`).join("\n")}

| reader, 1 KB | µs |
|---|---:|
${detectors.map((row) => `| ${row.name} | ${row.microseconds.toFixed(0)} |`).join("\n")}

Worker: ${(worker.bytes / 1024).toFixed(0)} KB, **${(worker.gzipped / 1024).toFixed(0)} KB gzipped** (aim ≤ 3072). From start to the first answer, bundling included: ${(http.firstAnswerMs / 1000).toFixed(1)} s.
`;
}
