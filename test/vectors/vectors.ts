// Reads the vectors of decisions, and writes their verdicts anew when that is asked for.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Finding, Verdict } from "../../src/contract/finding.ts";

const FOLDER = join(import.meta.dirname, "decisions");

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

export async function readFiles(): Promise<Map<string, File>> {
	const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".json")).sort();
	const files = names.map(async (name) => [name.replace(/\.json$/, ""), await json<File>(join(FOLDER, name))] as const);
	return new Map(await Promise.all(files));
}

export async function readVectors(): Promise<Vector[]> {
	const base = await json<Record<string, unknown>>(join(import.meta.dirname, "base.json"));
	return [...(await readFiles())].flatMap(([file, { cases }]) =>
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

/** For a policy that is meant to decide otherwise: the difference is then reviewed like any other change. */
export async function rewriteVerdicts(verdicts: ReadonlyMap<string, Verdict>): Promise<void> {
	for (const [file, { $schema, cases }] of await readFiles()) {
		const decided = cases.map((each) => {
			const verdict = verdicts.get(`${file}/${each.name}`);
			return verdict === undefined ? each : { ...each, verdict: brief(verdict) };
		});
		await writeFile(join(FOLDER, `${file}.json`), `${JSON.stringify({ $schema, cases: decided }, null, "\t")}\n`);
	}
}
