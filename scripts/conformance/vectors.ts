// The part of the suite that `npm test` runs: cases of every family in one small module, with what each engine made of them.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Builtins } from "../../src/policy/builtins/builtin.ts";
import { NATIVE } from "../../src/policy/builtins/native.ts";
import { printValue } from "../../src/policy/value.ts";
import type { Case } from "./cases.ts";
import { compile, compileDebug, together } from "./compile.ts";
import { ownEngine, stockEngine } from "./engines.ts";
import { judge } from "./judge.ts";
import type { Outcome } from "./report.ts";

const FOLDER = join(import.meta.dirname, "../../test/vectors/conformance");

/** Cases of one builtin, and of one folder. */
const PER_BUILTIN = 2;
const PER_FOLDER = 1;
const MAX_SOURCE_CHARS = 1_500;
/** The compiler's command line has 12 KB. */
const MAX_CASES = 150;
/** RE2 alone would double the module. */
const LARGE = ["regex.match", "regex.is_valid", "regex.find_all_string_submatch_n", "glob.match"];
/** Their cases hold keys and tokens, which a repository should not; the unit tests make theirs as they run. */
const SECRET = /^(?:io\.jwt|crypto\.(?:x509|parse)|providers)\./;

function selected(outcomes: readonly Outcome[]): Case[] {
	const taken = new Map<string, number>();
	const take = (key: string, limit: number) => {
		const count = taken.get(key) ?? 0;
		taken.set(key, count + 1);
		return count < limit;
	};
	return outcomes.flatMap(({ case: one, own }) => {
		const size = one.modules.join("").length + (one.input?.length ?? 0);
		if (
			own.result !== "right" ||
			size > MAX_SOURCE_CHARS ||
			one.builtins.some((name) => LARGE.includes(name) || SECRET.test(name))
		)
			return [];
		const host = one.builtins.filter((name) => !NATIVE.has(name));
		const kind = one.error === undefined ? "result" : "error";
		const wanted =
			host.filter((name) => take(`${name} ${kind}`, PER_BUILTIN)).length > 0 ||
			(host.length === 0 && take(one.folder, PER_FOLDER));
		return wanted ? [one] : [];
	});
}

/** At most `MAX_CASES`, from the whole of the suite. */
function spread(cases: readonly Case[]): Case[] {
	const step = Math.max(1, cases.length / MAX_CASES);
	return cases.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

/** Without the cases that OPA compiles only alone. */
async function compilable(cases: readonly Case[]): Promise<Case[]> {
	if (cases.length === 0 || (await compile(together(cases))) !== undefined) return [...cases];
	if (cases.length === 1) return [];
	const half = Math.ceil(cases.length / 2);
	return [...(await compilable(cases.slice(0, half))), ...(await compilable(cases.slice(half)))];
}

export async function writeVectors(outcomes: readonly Outcome[], builtins: Builtins): Promise<number> {
	const source = together(spread(await compilable(selected(outcomes))));
	const compiled = await compile(source);
	if (compiled === undefined) throw new Error("the selected cases do not compile together");
	const own = ownEngine(builtins);
	const cases = compiled.placed.flatMap((placed) => {
		const { case: one, entrypoint, direct } = placed;
		if (judge(placed, own(compiled, placed)) !== "right") return [];
		return [
			{
				...{
					id: one.id,
					note: one.note,
					query: one.query,
					entrypoint,
					direct,
					strict: one.strict,
					sortBindings: one.sortBindings,
				},
				...(one.input !== undefined && { input: one.input }),
				...(one.rows !== undefined ? { rows: printValue(one.rows) } : { error: one.error }),
				stock: judge(placed, stockEngine(compiled, placed)),
			},
		];
	});
	await mkdir(FOLDER, { recursive: true });
	await writeFile(join(FOLDER, "policy.wasm"), compiled.wasm);
	await writeFile(join(FOLDER, "debug.wasm"), await compileDebug(source));
	await writeFile(join(FOLDER, "cases.json"), `${JSON.stringify({ data: compiled.data, cases }, null, "\t")}\n`);
	return cases.length;
}
