// Impact: what a draft would have decided, beside what was decided; counts that can be added up, and the decisions that change.
import type { Verdict } from "../../contract/finding.ts";
import type { ImpactCounts, Matrix } from "../../contract/impact.ts";
import type { DecisionAction } from "../../contract/names.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import type { DecisionRecord } from "../../contract/record.ts";
import type { AnyRecord } from "../../contract/record-data.ts";
import type { BriefDecision, ChangedDecision, NotReplayable } from "../../contract/replay.ts";
import type { Result } from "../../platform/result.ts";
import { recompute, type Sources, verdictOf } from "./recompute.ts";
import { same } from "./same.ts";

export type ImpactPart = { readonly counts: ImpactCounts; readonly changed: readonly ChangedDecision[] };

/** Asks the draft about recorded decisions. Each record is counted once, as compared or as not replayable. */
export async function impact(records: readonly AnyRecord[], draft: string, sources: Sources): Promise<ImpactPart> {
	const recomputed = await recompute(records, sources, draft);
	const counts = emptyCounts();
	const changed: ChangedDecision[] = [];
	for (const [at, record] of records.entries()) {
		const made = recomputed[at];
		counts.records++;
		if (made === undefined || !made.ok || "kind" in record) {
			const reason: NotReplayable = made?.ok === false ? made.error : "general-policy";
			counts.not_replayable[reason] = (counts.not_replayable[reason] ?? 0) + 1;
			continue;
		}
		const { answer } = made.value;
		const unchanged = answer.ok && record.verdict !== undefined && same(answer.value, record.verdict);
		const change = addDecision(counts, record, unchanged ? undefined : verdictOf(answer));
		if (change !== undefined) changed.push(change);
	}
	return { counts, changed };
}

/** `after`: absent when the draft says the same, bit for bit. */
function addDecision(
	counts: ImpactCounts,
	record: DecisionRecord,
	after: Result<Verdict, ProblemCode> | undefined,
): ChangedDecision | undefined {
	const before = brief(record.verdict, record.problem);
	const now = after === undefined ? before : brief(after.ok ? after.value : undefined, after.ok ? undefined : after.error);
	counts.compared++;
	counts.versions[record.policy.digest] = (counts.versions[record.policy.digest] ?? 0) + 1;
	add(counts.matrix, before.decision, now.decision);
	add(matrixOf(counts.by_app, record.app), before.decision, now.decision);
	add(matrixOf(counts.by_stage, record.stage), before.decision, now.decision);
	addRules(counts, before.rules, now.rules);
	if (after === undefined) return undefined;
	const change = before.decision !== now.decision ? "decision" : same(before, now) ? "details" : "rules";
	if (change === "details" && record.verdict === undefined && !after.ok) return undefined;
	counts.changed[change]++;
	const { decision_id, app, stage, time, policy } = record;
	return { decision_id, app, stage, time, version: policy.digest, change, before, after: now };
}

/** A policy that gives no verdict refuses. */
export function brief(verdict: Verdict | undefined, problem: string | undefined): BriefDecision {
	const ids = (findings: readonly { readonly rule: string }[]) => [...new Set(findings.map(({ rule }) => rule))].sort();
	if (verdict === undefined)
		return { decision: "refuse", rules: [], suppressed: [], ...(problem === undefined ? {} : { problem }) };
	return { decision: verdict.action, rules: ids(verdict.findings), suppressed: ids(verdict.suppressed) };
}

function addRules(counts: ImpactCounts, before: readonly string[], after: readonly string[]): void {
	for (const rule of new Set([...before, ...after])) {
		const of = counts.by_rule[rule] ?? { before: 0, after: 0, appeared: 0, disappeared: 0 };
		counts.by_rule[rule] = of;
		const [was, is] = [before.includes(rule), after.includes(rule)];
		if (was) of.before++;
		if (is) of.after++;
		if (is && !was) of.appeared++;
		if (was && !is) of.disappeared++;
	}
}

function emptyMatrix(): Matrix {
	const row = () => ({ allow: 0, redact: 0, refuse: 0 });
	return { allow: row(), redact: row(), refuse: row() };
}

export function emptyCounts(): ImpactCounts {
	return {
		...{ records: 0, compared: 0, not_replayable: {}, changed: { decision: 0, rules: 0, details: 0 }, versions: {} },
		...{ matrix: emptyMatrix(), by_app: {}, by_stage: {}, by_rule: {} },
	};
}

function add(matrix: Matrix, before: DecisionAction, after: DecisionAction, n = 1): void {
	matrix[before][after] += n;
}

function matrixOf(matrices: Record<string, Matrix>, name: string): Matrix {
	const found = matrices[name] ?? emptyMatrix();
	matrices[name] = found;
	return found;
}

/** Adds the counts of other records. */
export function addCounts(to: ImpactCounts, from: ImpactCounts): void {
	to.records += from.records;
	to.compared += from.compared;
	for (const change of ["decision", "rules", "details"] as const) to.changed[change] += from.changed[change];
	addEach(to.not_replayable, from.not_replayable);
	addEach(to.versions, from.versions);
	addMatrix(to.matrix, from.matrix);
	for (const [app, matrix] of Object.entries(from.by_app)) addMatrix(matrixOf(to.by_app, app), matrix);
	for (const [stage, matrix] of Object.entries(from.by_stage)) addMatrix(matrixOf(to.by_stage, stage), matrix);
	for (const [rule, of] of Object.entries(from.by_rule)) {
		const sum = to.by_rule[rule] ?? { before: 0, after: 0, appeared: 0, disappeared: 0 };
		to.by_rule[rule] = sum;
		for (const name of ["before", "after", "appeared", "disappeared"] as const) sum[name] += of[name];
	}
}

function addEach(to: Record<string, number>, from: Readonly<Record<string, number>>): void {
	for (const [name, n] of Object.entries(from)) to[name] = (to[name] ?? 0) + n;
}

function addMatrix(to: Matrix, from: Matrix): void {
	for (const before of ["allow", "redact", "refuse"] as const) {
		for (const after of ["allow", "redact", "refuse"] as const) add(to, before, after, from[before][after]);
	}
}
