// Compiles and runs cases on both engines; what does not agree in company is run again alone before it counts.
import type { Builtins } from "../../src/policy/builtins/builtin.ts";
import { printValue } from "../../src/policy/value.ts";
import type { Case } from "./cases.ts";
import { alone, type Compiled, compile, type Placed, together } from "./compile.ts";
import { type Evaluate, ownEngine, stockEngine } from "./engines.ts";
import { type Answer, judge, type Verdict } from "./judge.ts";
import { decidedByModule, notObservable } from "./reasons.ts";
import type { Outcome, Result } from "./report.ts";

const BATCH = 40;

type Ran = { readonly verdict: Verdict; readonly answer: Answer; readonly compiled: Compiled; readonly placed: Placed };
type Both = { readonly own: Ran; readonly stock: Ran };

export async function runCases(cases: readonly Case[], builtins: Builtins, progress: (done: number) => void): Promise<Outcome[]> {
	const own = ownEngine(builtins);
	const found = new Map<Case, Both>();
	for (let at = 0; at < cases.length; at += BATCH) {
		await runTogether(cases.slice(at, at + BATCH), own, found);
		progress(Math.min(cases.length, at + BATCH));
	}
	const outcomes: Outcome[] = [];
	for (const one of cases) {
		const together = found.get(one);
		const both =
			together !== undefined && settled(one, together.own) && settled(one, together.stock)
				? together
				: merge(together, await runAlone(one, own));
		outcomes.push({ case: one, own: classify(one, both?.own), stock: classify(one, both?.stock), ran: both?.own });
		progress(outcomes.length);
	}
	return outcomes;
}

/** Company changes nothing about these. */
function settled(one: Case, { verdict }: Ran): boolean {
	return verdict === "right" || verdict === "missing" || (verdict === "no-error" && notObservable(one) !== undefined);
}

/** Halves a batch that OPA does not compile until it does or is one case. */
async function runTogether(cases: readonly Case[], own: Evaluate, found: Map<Case, Both>): Promise<void> {
	const compiled = await compile(together(cases));
	if (compiled !== undefined) {
		for (const placed of compiled.placed) found.set(placed.case, runBoth(compiled, placed, own));
		return;
	}
	if (cases.length < 2) return;
	const half = Math.ceil(cases.length / 2);
	await runTogether(cases.slice(0, half), own, found);
	await runTogether(cases.slice(half), own, found);
}

async function runAlone(one: Case, own: Evaluate): Promise<Both | undefined> {
	const compiled = (await compile(alone(one))) ?? (await compile(alone(one, false)));
	const placed = compiled?.placed[0];
	return compiled === undefined || placed === undefined ? undefined : runBoth(compiled, placed, own);
}

function runBoth(compiled: Compiled, placed: Placed, own: Evaluate): Both {
	const run = (evaluate: Evaluate): Ran => {
		const answer = evaluate(compiled, placed);
		return { answer, verdict: judge(placed, answer), compiled, placed };
	};
	return { own: run(own), stock: run(stockEngine) };
}

/** Company can only harm: of two runs the better one counts, of two bad ones that of the case alone. */
function merge(together: Both | undefined, single: Both | undefined): Both | undefined {
	if (together === undefined || single === undefined) return single ?? together;
	const better = (a: Ran, b: Ran) => (a.verdict === "right" ? a : b);
	return { own: better(together.own, single.own), stock: better(together.stock, single.stock) };
}

function classify(one: Case, ran: Ran | undefined): Result {
	if (ran === undefined) return { result: "not-applicable", reason: "OPA does not compile it to WASM", detail: "" };
	const { verdict, answer } = ran;
	const got = "text" in answer ? answer.text : answer.error;
	const wanted = one.rows === undefined ? JSON.stringify(one.error) : printValue(one.rows);
	const detail = `wanted ${wanted}\n    got ${got}`;
	if (verdict === "right") return { result: "right", reason: "", detail: "" };
	if (verdict === "missing" && "names" in answer) {
		return { result: "not-applicable", reason: `the host has no ${(answer.names ?? []).join(", ")}`, detail };
	}
	const reason = verdict === "no-error" ? notObservable(one) : decidedByModule(one);
	return reason === undefined ? { result: "wrong", reason: verdict, detail } : { result: "not-applicable", reason, detail };
}
