// OPA's own evaluation suite on this project's host and on stock opa-wasm: `npm run conformance [-- --only <text>]`;
// `npm run conformance -- fuzz` compares random programs instead, `-- opa-agent` is the trial with a real OPA agent.
// Writes docs/conformance.md; with --vectors also the part of the suite that `npm test` runs.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadAllBuiltins } from "../src/policy/builtins/registry.ts";
import { type Case, readCases } from "./conformance/cases.ts";
import { compile } from "./conformance/compile.ts";
import { compileWasm } from "./conformance/engines.ts";
import { measureMemory } from "./conformance/memory.ts";
import { type Outcome, report } from "./conformance/report.ts";
import { runCases } from "./conformance/run.ts";
import { replaceSection, sectionOf } from "./conformance/section.ts";
import { writeVectors } from "./conformance/vectors.ts";
import { compareInWorkerd } from "./conformance/workerd.ts";
import { runFuzz } from "./fuzz/run.ts";

const ROOT = join(import.meta.dirname, "..");
const PAGE = join(ROOT, "docs/conformance.md");
const MEMORY_POLICY = `package memory

answer := sprintf("%d %s", [count(names), input.items[0].name]) if {
	names := [upper(item.name) | some item in input.items]
}
`;
const EVALUATIONS = 10_000;
const INPUT_KILOBYTES = 256;

if (process.argv[2] === "opa-agent") {
	await import("./opa-agent.ts");
	process.exit();
}
if (process.argv[2] === "log") {
	const { runLogInterop } = await import("./log-interop.ts");
	process.exit(await runLogInterop(process.argv.slice(3)));
}
if (process.argv[2] === "fuzz") process.exit(await runFuzz(process.argv.slice(3)));

const only = process.argv[process.argv.indexOf("--only") + 1];
const filtered = process.argv.includes("--only") && only !== undefined;
const matches = (one: Case) => `${one.folder}/${one.note}`.includes(only ?? "") || one.builtins.some((name) => name === only);

const cases = (await readCases()).filter((one) => !filtered || matches(one));
const builtins = await loadAllBuiltins();
const outcomes = await runCases(cases, builtins, progress("cases", cases.length));
if (process.stderr.isTTY) process.stderr.write("\n");
const ran = outcomes.flatMap((outcome) => (outcome.ran === undefined ? [] : [outcome.ran]));
const workerd = await compareInWorkerd(ran);
for (const difference of workerd.different) console.log(`workerd ${difference}`);
if (!filtered) {
	const { opaVersion } = JSON.parse(await readFile(join(ROOT, "rego/tools/opa/dist/opa.json"), "utf8")) as { opaVersion: string };
	const memory = await memoryOfEvaluations();
	const runtime = `Node ${process.versions.node.split(".")[0]}`;
	const page = report({ outcomes, opa: opaVersion, runtime, memory, workerd });
	const former = await readFile(PAGE, "utf8");
	const kept = ["Random programs", "Agents"].reduce((text, title) => {
		const section = sectionOf(former, title);
		return section === undefined ? text : replaceSection(text, title, section);
	}, page);
	await writeFile(PAGE, kept);
}
if (process.argv.includes("--vectors")) console.log(`${await writeVectors(outcomes, builtins)} vectors`);

const wrong = outcomes.filter(({ own }) => own.result === "wrong");
for (const outcome of wrong) console.log(describe(outcome));
const count = (result: Outcome["own"]["result"]) => outcomes.filter(({ own }) => own.result === result).length;
console.log(`right ${count("right")}, wrong ${wrong.length}, not applicable ${count("not-applicable")} of ${outcomes.length}`);
console.log(`${workerd.same} of ${workerd.total} answers the same under workerd`);
process.exitCode = wrong.length + workerd.different.length === 0 ? 0 : 1;

function progress(what: string, total: number): (done: number) => void {
	return (done) => {
		if (process.stderr.isTTY) process.stderr.write(`\\r${done} of ${total} ${what}`);
	};
}

async function memoryOfEvaluations() {
	const placed = { case: cases[0] as Case, entrypoint: "memory/answer", direct: true };
	const compiled = await compile({ files: new Map([["memory.rego", MEMORY_POLICY]]), placed: [placed], data: "{}" });
	if (compiled === undefined) throw new Error("the policy that measures memory does not compile");
	return measureMemory(
		{ module: compileWasm(compiled.wasm), entrypoint: placed.entrypoint, builtins },
		EVALUATIONS,
		INPUT_KILOBYTES,
	);
}

function describe({ case: one, own }: Outcome): string {
	return `${one.id} ${one.folder} ${one.note}\n    ${own.detail.slice(0, 600)}`;
}
