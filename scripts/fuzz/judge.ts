// Runs programs on OPA and on both engines, and tells where their answers differ.
import type { Builtins } from "../../src/policy/builtins/builtin.ts";
import { type Answers, ownAnswers, stockAnswers } from "./answers.ts";
import { builtinOf, compareLenient, compareStock, compareStrict, type StockVerdict, sameText, type Verdict } from "./compare.ts";
import { BASE } from "./inputs.ts";
import type { Asked, Opa, OpaAnswer, Outcome } from "./opa.ts";
import { type Program, sourceOf } from "./program.ts";

export type Difference = {
	readonly program: Program;
	readonly entrypoint: string;
	readonly input: string;
	readonly mode: "lenient" | "strict";
	readonly opa: OpaAnswer;
	readonly own: Answers;
	/** Lenient; `undefined` when that engine was not asked. */
	readonly stock: Outcome | undefined;
};

export type Judged = {
	readonly rejected: number;
	readonly unplanned: readonly string[];
	readonly accepted: readonly Program[];
	readonly lenient: ReadonlyMap<Verdict, number>;
	readonly strict: ReadonlyMap<Verdict, number>;
	readonly stock: ReadonlyMap<StockVerdict, number>;
	/** OPA's lenient answers by kind. */
	readonly answers: ReadonlyMap<"value" | "undefined" | "error", number>;
	/** Equal values whose numbers are written differently. */
	readonly rewritten: number;
	/** Builtins whose errors are worded differently. */
	readonly wording: ReadonlyMap<string, number>;
	readonly differences: readonly Difference[];
};

export function askedOf(program: Program): Asked {
	const { id, rules, inputs } = program;
	return { id, source: sourceOf(program), inputs, entrypoints: rules.map((name) => `${id}/${name}`) };
}

export type Deps = { readonly opa: Opa; readonly builtins: Builtins; readonly withStock: boolean };

export async function judgePrograms(programs: readonly Program[], { opa, builtins, withStock }: Deps): Promise<Judged> {
	const asked = programs.map(askedOf);
	const { rejected, unplanned, wasm } = await opa.compile(asked);
	const usable = (id: string) => !(id in rejected) && !(id in unplanned);
	const accepted = programs.filter(({ id }) => usable(id));
	const [lenient, strict, stock] = [new Map<Verdict, number>(), new Map<Verdict, number>(), new Map<StockVerdict, number>()];
	const answers = new Map<"value" | "undefined" | "error", number>();
	const differences: Difference[] = [];
	const wording = new Map<string, number>();
	let rewritten = 0;
	if (wasm !== undefined) {
		const wanted = await opa.evaluate(
			asked.filter(({ id }) => usable(id)),
			BASE,
		);
		const own = ownAnswers(wasm, BASE, builtins);
		const ofStock = withStock ? stockAnswers(wasm, BASE) : undefined;
		for (const one of casesOf(accepted, wanted)) {
			const { opa: expected, entrypoint, input } = one;
			const kind = expected.lenient.error !== undefined ? "error" : expected.lenient.value === undefined ? "undefined" : "value";
			count(answers, kind);
			// What OPA does not finish, the module would not either.
			const got = expected.lenient.error?.code === "eval_cancel_error" ? { lenient: {}, strict: {} } : own(entrypoint, input);
			const thorough = async () => {
				const only = { ...askedOf(one.program), entrypoints: [entrypoint], inputs: [input] };
				return (await opa.evaluate([only], BASE, true))[one.program.id]?.[0]?.[0] as OpaAnswer;
			};
			const verdicts = {
				lenient: await compareLenient(expected, got, thorough),
				strict: await compareStrict(expected, got, thorough),
			};
			count(lenient, verdicts.lenient);
			count(strict, verdicts.strict);
			if (verdicts.lenient === "same" && !sameText(expected.lenient, got.lenient)) rewritten++;
			const mode = verdicts.lenient === "different" ? "lenient" : verdicts.strict === "different" ? "strict" : undefined;
			const others = expected.lenient.error?.code === "eval_cancel_error" ? undefined : ofStock?.(entrypoint, input);
			if (others !== undefined) count(stock, compareStock(expected, others));
			if (mode !== undefined) differences.push({ ...one, mode, own: got, stock: others });
			if (verdicts.strict === "wording") count(wording, builtinOf(expected.strict.error?.message ?? ""));
		}
	}
	return {
		...{ rejected: Object.keys(rejected).length, unplanned: Object.values(unplanned), accepted },
		...{ lenient, strict, stock, answers, rewritten, wording, differences },
	};
}

type Case = Pick<Difference, "program" | "entrypoint" | "input" | "opa">;

function* casesOf(programs: readonly Program[], wanted: Record<string, OpaAnswer[][]>): Generator<Case> {
	for (const program of programs) {
		for (const [row, name] of program.rules.entries()) {
			for (const [column, input] of program.inputs.entries()) {
				const opa = wanted[program.id]?.[row]?.[column];
				if (opa === undefined) throw new Error(`OPA did not answer ${program.id}/${name}`);
				yield { program, entrypoint: `${program.id}/${name}`, input, opa };
			}
		}
	}
}

export function count<K>(counts: Map<K, number>, key: K, by = 1): void {
	counts.set(key, (counts.get(key) ?? 0) + by);
}
