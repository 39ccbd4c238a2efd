// Past differences as vectors: programs kept by hand, compiled together, with what OPA answers and whether the module can.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ownAnswers } from "./answers.ts";
import { compareLenient, compareStrict, type Verdict } from "./compare.ts";
import type { Deps } from "./judge.ts";
import type { Asked, OpaAnswer, Outcome } from "./opa.ts";

const FOLDER = join(import.meta.dirname, "../../test/vectors/fuzz");

/** `source` without its package; its rule `r` is asked. */
type Kept = { readonly note: string; readonly source: string; readonly input?: string };

export type Vector = Kept & {
	readonly entrypoint: string;
	readonly opa: OpaAnswer;
	readonly verdict: { readonly lenient: Verdict; readonly strict: Verdict };
	/** What the module answers where it is not OPA's answer. */
	readonly module?: Outcome;
};

export async function writeFuzzVectors({ opa, builtins }: Deps): Promise<number> {
	const { programs } = JSON.parse(await readFile(join(FOLDER, "programs.json"), "utf8")) as { programs: Kept[] };
	const asked = programs.map(({ source, input = "{}" }, index): Asked => {
		const id = `p${index + 1}`;
		return { id, source: `package ${id}\n\n${source}\n`, inputs: [input], entrypoints: [`${id}/r`] };
	});
	const { rejected, unplanned, wasm } = await opa.compile(asked);
	if (wasm === undefined || Object.keys({ ...rejected, ...unplanned }).length > 0)
		throw new Error(JSON.stringify({ rejected, unplanned }));
	const [answers, thorough] = [await opa.evaluate(asked, "{}"), await opa.evaluate(asked, "{}", true)];
	const own = ownAnswers(wasm, "{}", builtins);
	const vectors: Vector[] = [];
	for (const [index, one] of asked.entries()) {
		const entrypoint = one.entrypoints[0] as string;
		const answer = answers[one.id]?.[0]?.[0] as OpaAnswer;
		const got = own(entrypoint, one.inputs[0] as string);
		const again = async () => thorough[one.id]?.[0]?.[0] as OpaAnswer;
		const verdict = { lenient: await compareLenient(answer, got, again), strict: await compareStrict(answer, got, again) };
		const differs = verdict.lenient === "different" || verdict.strict === "different";
		vectors.push({
			...(programs[index] as Kept),
			entrypoint,
			opa: answer,
			verdict,
			...(differs && { module: verdict.lenient === "different" ? got.lenient : got.strict }),
		});
	}
	await writeFile(join(FOLDER, "policy.wasm"), wasm);
	await writeFile(join(FOLDER, "cases.json"), `${JSON.stringify(vectors, null, "\t")}\n`);
	return vectors.length;
}
