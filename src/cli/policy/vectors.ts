// Vectors of decisions: policy inputs and the verdicts they must give. Read, compared with what a policy says, written anew.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Finding, Verdict } from "../../contract/finding.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";

type Brief = Pick<Finding, "rule" | "action" | "severity" | "targets"> & { exception?: string };
/** A verdict without what a rule's METADATA says of every finding. */
export type BriefVerdict = Omit<Verdict, "findings" | "suppressed"> & { findings: Brief[]; suppressed: Brief[] };
type Case = { name: string; why: string; input: Record<string, unknown>; verdict: BriefVerdict };
type File = { $schema: string; cases: Case[] };

export type Vector = {
	/** `<file>/<name>` */
	readonly id: string;
	/** The whole policy input. */
	readonly input: Record<string, unknown>;
	readonly verdict: BriefVerdict;
};

const json = async <T>(path: string) => JSON.parse(await readFile(path, "utf8")) as T;

/** Files of a folder of vectors (`base.json` and `decisions/`), by name without ending. */
export async function readFiles(folder: string): Promise<Map<string, File>> {
	const decisions = join(folder, "decisions");
	const names = (await readdir(decisions)).filter((name) => name.endsWith(".json")).sort();
	const files = names.map(async (name) => [name.replace(/\.json$/, ""), await json<File>(join(decisions, name))] as const);
	return new Map(await Promise.all(files));
}

export async function readVectors(folder: string): Promise<Vector[]> {
	const base = await json<Record<string, unknown>>(join(folder, "base.json"));
	return [...(await readFiles(folder))].flatMap(([file, { cases }]) =>
		cases.map(({ name, input, verdict }) => ({ id: `${file}/${name}`, input: { ...base, ...input }, verdict })),
	);
}

export function brief(verdict: Verdict): BriefVerdict {
	const finding = ({ rule, action, severity, targets, ...rest }: Finding): Brief => ({
		...{ rule, action, severity, targets },
		...("exception" in rest ? { exception: String(rest.exception) } : {}),
	});
	return { ...verdict, findings: verdict.findings.map(finding), suppressed: verdict.suppressed.map(finding) };
}

/** What differs from the verdicts that a policy gives now, and the rules that no vector makes fire; each line says what to do. */
export function vectorProblems(
	vectors: readonly Vector[],
	verdicts: ReadonlyMap<string, Verdict>,
	rules: readonly string[],
): string[] {
	const differing = vectors.filter(({ id, verdict }) => {
		const decided = verdicts.get(id);
		return decided === undefined || canonicalJson(brief(decided)) !== canonicalJson(verdict ?? null);
	});
	const fired = new Set(
		[...verdicts.values()].flatMap(({ findings, suppressed }) => [...findings, ...suppressed].map(({ rule }) => rule)),
	);
	const unfired = rules.filter((rule) => !fired.has(rule));
	return [
		...differing.map(({ id, verdict }) => {
			const [before, now] = [summary(verdict), summary(verdicts.get(id))];
			return `${id} was ${before} and is now ${now}; if that is meant, run: npm run policy:vectors`;
		}),
		...unfired.map((rule) => {
			const file = `test/vectors/decisions/${rule.slice(0, rule.indexOf("."))}.json`;
			return `no vector makes ${rule} fire: add a case to ${file} (name, why, input), then run: npm run policy:vectors`;
		}),
	];
}

function summary(verdict: Pick<BriefVerdict | Verdict, "action" | "findings"> | undefined): string {
	return verdict === undefined ? "nothing" : [verdict.action, ...verdict.findings.map(({ rule }) => rule)].join(" ");
}

/** For a policy that is meant to decide otherwise: the difference is then reviewed like any other change. */
export async function rewriteVerdicts(folder: string, verdicts: ReadonlyMap<string, Verdict>): Promise<void> {
	for (const [file, { $schema, cases }] of await readFiles(folder)) {
		const decided = cases.map((each) => {
			const verdict = verdicts.get(`${file}/${each.name}`);
			return verdict === undefined ? each : { ...each, verdict: inOrder(each.verdict, brief(verdict)) };
		});
		const same = decided.every((each, index) => each.verdict === cases[index]?.verdict);
		if (!same) await writeFile(join(folder, "decisions", `${file}.json`), printed({ $schema, cases: decided }));
	}
}

/** The verdict as it is written already where it says the same, so that only what changed differs. */
function inOrder(written: BriefVerdict | undefined, decided: BriefVerdict): BriefVerdict {
	return written !== undefined && canonicalJson(written) === canonicalJson(decided) ? written : decided;
}

/** Adds a case to the file of a category, which is made where it is not there. */
export async function addCase(folder: string, category: string, added: Case): Promise<string> {
	const path = join(folder, "decisions", `${category}.json`);
	const file = await json<File>(path).catch(() => ({ $schema: "../schema.json", cases: [] }));
	await mkdir(join(folder, "decisions"), { recursive: true });
	const others = file.cases.filter(({ name }) => name !== added.name);
	await writeFile(path, printed({ ...file, cases: [...others, added] }));
	return path;
}

function printed(file: File): string {
	return `${JSON.stringify(file, null, "\t")}\n`;
}
