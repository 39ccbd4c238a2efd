// Asks OPA itself about recorded decisions: the version's bundle for agents, the same inputs, in one process a version.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DecisionRecord } from "../../contract/record.ts";
import { readLine } from "../../eval/replay/export.ts";
import { type Documents, documentsOf, inputOf } from "../../eval/replay/input.ts";
import { checkedDocument, documentsAtHand } from "../../eval/replay/local-version.ts";
import { same } from "../../eval/replay/same.ts";
import type { Bytes } from "../../platform/bytes.ts";
import { Refusal } from "../command.ts";
import { runOpa } from "../opa.ts";
import { openService } from "../service.ts";
import type { RecordOptions } from "./options.ts";
import { exportChunks, serviceChunks } from "./records.ts";
import { agentOf, openSupply } from "./supply.ts";

/** `skipped`: what has no verdict, whose documents are missing or whose bundle for agents is not at hand. */
export type WithOpa = { same: number; readonly differs: string[]; skipped: number };

const QUERY = "[verdict | some one in input.cases; verdict := data.guard.decision.decision with input as one]";

/** The first `n` decisions that have a verdict, evaluated by OPA from the Rego of their versions. */
export async function replayWithOpa(options: RecordOptions, n: number): Promise<WithOpa> {
	const service =
		options.export !== undefined && options.url === undefined && process.env.EDICT_URL === undefined
			? undefined
			: await openService(options);
	const supply = await openSupply({ releases: options.release ?? [], documents: options.documents ?? [] }, service);
	const portions =
		options.export === undefined
			? serviceChunks(service as NonNullable<typeof service>, {}, undefined)
			: exportChunks(options.export, 0);
	const groups = new Map<string, DecisionRecord[]>();
	let taken = 0;
	for await (const { lines } of portions) {
		for (const line of lines) {
			const read = readLine(line);
			if (!read.ok || "kind" in read.value.record || read.value.record.verdict === undefined || taken >= n) continue;
			taken++;
			const { record } = read.value;
			groups.set(record.policy.digest, [...(groups.get(record.policy.digest) ?? []), record]);
		}
		if (taken >= n) break;
	}
	const documents: Documents & Map<string, never> = (await documentsAtHand([])) as never;
	const result: WithOpa = { same: 0, differs: [], skipped: 0 };
	for (const [digest, records] of groups) {
		for (const named of new Set(records.flatMap(documentsOf))) {
			const found = documents.has(named) ? undefined : await supply.document(named);
			if (found !== undefined) documents.set(named, (await checkedDocument(named, found.document)) as never);
		}
		const bundle = await agentOf(digest, options.release ?? [], service);
		if (bundle === undefined) result.skipped += records.length;
		else await compareWith(bundle, records, documents, result);
	}
	return result;
}

async function compareWith(
	bundle: Bytes,
	records: readonly DecisionRecord[],
	documents: Documents,
	result: WithOpa,
): Promise<void> {
	const asked = records.flatMap((record) => {
		const input = inputOf(record, documents);
		if (!input.ok) result.skipped++;
		return input.ok ? [{ record, input: input.value }] : [];
	});
	const folder = await mkdtemp(join(tmpdir(), "edict-replay-"));
	try {
		const file = join(folder, "bundle.tar.gz");
		await writeFile(file, bundle);
		const stdin = JSON.stringify({ cases: asked.map(({ input }) => input) });
		const { code, stdout, stderr } = await runOpa(["eval", "-b", file, "-I", "--strict-builtin-errors", QUERY], { stdin });
		const answered = JSON.parse(stdout || "{}") as { result?: [{ expressions: [{ value: unknown[] }] }] };
		const verdicts = answered.result?.[0].expressions[0].value;
		if (code !== 0 || verdicts?.length !== asked.length)
			throw new Refusal(`OPA could not evaluate the version: ${stderr.trim()}`);
		for (const [at, { record }] of asked.entries()) {
			if (same(record.verdict, verdicts[at])) result.same++;
			else result.differs.push(record.decision_id);
		}
	} finally {
		await rm(folder, { recursive: true });
	}
}
