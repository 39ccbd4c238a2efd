// Vectors of whole requests: what an application asks of a fresh install, and what it must be answered.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Decision } from "../../src/contract/decision.ts";
import type { ToolContext } from "../../src/contract/registry.ts";
import type { DecideRequestBody } from "../../src/contract/request.ts";
import { LOCAL_APPS, LOCAL_TOOLS } from "../../src/control/bootstrap-data.ts";
import { createLocalGuard, type LocalGuard } from "../../src/eval/local-guard.ts";
import { readReleaseFolder } from "../../src/eval/read-release.ts";

/** What of an answer a vector states: everything but ids, time, versions, signatures and the words of a refusal. */
export type BriefDecision = Pick<Decision, "decision" | "redactions" | "obligations" | "content" | "documents" | "tool"> & {
	rules: string[];
	hazard?: string;
};
export type RequestVector = { readonly name: string; readonly request: DecideRequestBody; readonly answer: BriefDecision };

export async function readRequests(folder = import.meta.dirname): Promise<RequestVector[]> {
	return JSON.parse(await readFile(join(folder, "requests.json"), "utf8")) as RequestVector[];
}

/** The vectors with the answers that the release gives now. */
export async function answeredAnew(vectors: readonly RequestVector[]): Promise<RequestVector[]> {
	const guard = await freshGuard();
	const answered: RequestVector[] = [];
	for (const vector of vectors) {
		const decided = await guard.decide(vector.request);
		if (!decided.ok) throw new Error(`${vector.name}: ${decided.error.code}`);
		answered.push({ ...vector, answer: briefDecision(decided.value) });
	}
	return answered;
}

export function briefDecision(decision: Decision): BriefDecision {
	const { redactions, obligations, content, documents, tool, refusal, reasons } = decision;
	return {
		decision: decision.decision,
		rules: reasons.map(({ rule }) => rule),
		redactions,
		// Which request it is, is told by a key of the deployment.
		obligations: obligations.map(({ type, rule }) => ({ type, rule })),
		...(content === undefined ? {} : { content }),
		...(documents === undefined ? {} : { documents }),
		...(tool === undefined ? {} : { tool }),
		...(refusal === undefined ? {} : { hazard: refusal.hazard }),
	};
}

/** The guard in this process, with what a fresh install has registered. */
export async function freshGuard(): Promise<LocalGuard> {
	const tools = Object.entries(LOCAL_TOOLS).map(([name, tool]): [string, ToolContext] => [name, { name, ...tool }]);
	const apps = Object.entries(LOCAL_APPS).map(([name, app]) => ({ name, ...app }));
	return createLocalGuard(await readReleaseFolder("bundles/baseline"), { apps, tools: new Map(tools) });
}
