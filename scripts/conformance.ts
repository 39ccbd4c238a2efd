// OPA's own evaluation suite on this project's host and on stock opa-wasm: `npm run conformance [-- --only <text>]`.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadAllBuiltins } from "../src/policy/builtins/registry.ts";
import { type Case, readCases } from "./conformance/cases.ts";
import { type Outcome, report } from "./conformance/report.ts";
import { runCases } from "./conformance/run.ts";

const only = process.argv[process.argv.indexOf("--only") + 1];
const filtered = process.argv.includes("--only") && only !== undefined;
const matches = (one: Case) => `${one.folder}/${one.note}`.includes(only ?? "") || one.builtins.some((name) => name === only);

const cases = (await readCases()).filter((one) => !filtered || matches(one));
const outcomes = await runCases(cases, await loadAllBuiltins(), (done) => {
	if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${cases.length} cases`);
});
const text = report(outcomes);
if (!filtered) await writeFile(join(import.meta.dirname, "../docs/conformance.md"), text);
const wrong = outcomes.filter(({ own }) => own.result === "wrong");
for (const outcome of wrong) console.log(describe(outcome));
const count = (result: Outcome["own"]["result"]) => outcomes.filter(({ own }) => own.result === result).length;
console.log(`right ${count("right")}, wrong ${wrong.length}, not applicable ${count("not-applicable")} of ${outcomes.length}`);
process.exitCode = wrong.length === 0 ? 0 : 1;

function describe({ case: one, own }: Outcome): string {
	return `${one.id} ${one.folder} ${one.note}\n    ${own.detail.slice(0, 600)}`;
}
