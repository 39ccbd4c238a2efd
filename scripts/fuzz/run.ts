// `npm run conformance -- fuzz`: random programs until so many were accepted; differences shrunk, explained or reported.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadAllBuiltins } from "../../src/policy/builtins/registry.ts";
import { replaceSection } from "../conformance/section.ts";
import { readBuiltins } from "./builtins.ts";
import { causeOf } from "./causes.ts";
import { count, type Deps, type Difference, judgePrograms } from "./judge.ts";
import { buildOpa, startOpa } from "./opa.ts";
import { makeProgram, sourceOf } from "./program.ts";
import { fuzzSection, type Totals } from "./report.ts";
import { shrink } from "./shrink.ts";
import { writeFuzzVectors } from "./vectors.ts";

const PAGE = join(import.meta.dirname, "../../docs/conformance.md");
const HELP = `Usage: npm run conformance -- fuzz [--programs N] [--seed S] [--json] [--publish] [--vectors]

Evaluates random Rego programs with OPA, with this project's host in both modes, and with stock opa-wasm, until N programs
were accepted by OPA's compiler. A difference is shrunk; unless the module itself causes it, it is printed and the exit code
is 1. Needs Go, with which OPA is built outside the repository.
  --programs N   accepted programs (10,000)      --seed S   first seed (1)
  --publish      write the section "Random programs" of docs/conformance.md
  --vectors      compile test/vectors/fuzz from its programs, instead of a run
  --json         print the totals as JSON
`;
/** Programs of one module: more save little, and a module takes time to load. */
const BATCH = 100;

export async function runFuzz(args: string[]): Promise<number> {
	const options = {
		programs: { type: "string" },
		seed: { type: "string" },
		json: { type: "boolean" },
		publish: { type: "boolean" },
		vectors: { type: "boolean" },
		help: { type: "boolean" },
	} as const;
	const { values } = parseArgs({ args, options });
	if (values.help) {
		process.stdout.write(HELP);
		return 0;
	}
	const opa = startOpa(buildOpa());
	try {
		const deps: Deps = { opa, builtins: await loadAllBuiltins(), withStock: true };
		if (values.vectors) {
			console.log(`${await writeFuzzVectors(deps)} vectors`);
			return 0;
		}
		const totals = await fuzz({ programs: Number(values.programs ?? 10_000), seed: Number(values.seed ?? 1) }, deps);
		if (values.publish)
			await writeFile(PAGE, replaceSection(await readFile(PAGE, "utf8"), "Random programs", fuzzSection(totals)));
		console.log(
			values.json
				? JSON.stringify(totals, (_, value) => (value instanceof Map ? Object.fromEntries(value) : value), "\t")
				: fuzzSection(totals),
		);
		return totals.unexplained === 0 ? 0 : 1;
	} finally {
		opa.stop();
	}
}

async function fuzz({ programs, seed }: { programs: number; seed: number }, deps: Deps): Promise<Totals> {
	const builtins = readBuiltins();
	const totals: Totals = {
		...{ seed, made: 0, accepted: 0, unplanned: 0, unexplained: 0, rewritten: 0 },
		...{ lenient: new Map(), strict: new Map(), stock: new Map(), answers: new Map() },
		...{ causes: new Map(), wording: new Map(), used: new Map() },
	};
	while (totals.accepted < programs) {
		const batch = Array.from({ length: BATCH }, (_, index) => makeProgram(seed + totals.made + index, builtins));
		const judged = await judgePrograms(batch, deps);
		totals.made += BATCH;
		totals.accepted += judged.accepted.length;
		totals.unplanned += judged.unplanned.length;
		totals.rewritten += judged.rewritten;
		for (const name of ["lenient", "strict", "stock", "answers", "wording"] as const) add(totals[name], judged[name]);
		for (const program of judged.accepted) add(totals.used, program.used);
		await explain(judged.differences, totals, deps);
		const rate = Math.round((100 * totals.accepted) / totals.made);
		process.stderr.write(
			`${totals.accepted} of ${programs} programs (${rate} % of ${totals.made} accepted), ${totals.unexplained} unexplained\n`,
		);
	}
	return totals;
}

function add<K extends string>(into: Map<string, number>, from: ReadonlyMap<K, number>): void {
	for (const [key, by] of from) count(into, key as string, by);
}

/** One difference of a program and mode stands for the others. */
async function explain(differences: readonly Difference[], totals: Totals, deps: Deps): Promise<void> {
	const seen = new Set<string>();
	for (const found of differences) {
		const key = `${found.program.id} ${found.mode}`;
		if (seen.has(key)) continue;
		seen.add(key);
		const small = await shrink(found, deps);
		const cause = causeOf(small);
		if (cause !== undefined) count(totals.causes, cause);
		else {
			totals.unexplained++;
			console.log(describe(small));
		}
	}
}

function describe({ program, entrypoint, input, mode, opa, own }: Difference): string {
	const shown = (answer: unknown) => JSON.stringify(answer).slice(0, 400);
	return `${mode}: ${entrypoint}, seed ${program.seed}, input ${input}\n${sourceOf(program)}OPA  ${shown(opa[mode])}\nhere ${shown(own[mode])}\n`;
}
