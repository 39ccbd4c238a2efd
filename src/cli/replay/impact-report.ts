// The impact of a draft in words: the matrix, rules, apps, stages, what could not be compared, and the decisions that change.
import type { ImpactCounts, Matrix } from "../../contract/impact.ts";
import { type BriefDecision, type ChangedDecision, NOT_REPLAYABLE, type NotReplayable } from "../../contract/replay.ts";
import { wilson } from "../../eval/statistics.ts";

/** Groups below this many decisions say little, and may tell of single people where rows must not be seen. */
export const SMALL_CELL = 5;
const SHOWN = 50;
const DECISIONS = ["allow", "redact", "refuse"] as const;

/** Markdown that also reads well in a terminal. */
export function impactReport(draft: string, counts: ImpactCounts, changed: readonly ChangedDecision[]): string {
	const { compared, changed: n } = counts;
	const share = wilson(n.decision, compared);
	const percent = (value: number) => `${(value * 100).toFixed(2)} %`;
	return [
		`# Impact of ${draft}`,
		"",
		`${counts.records} records: ${compared} compared, ${counts.records - compared} not. ${n.decision} decisions change`,
		`(${percent(n.decision / Math.max(1, compared))}; 95 % interval of such a sample ${percent(share.low)}–${percent(share.high)}), ${n.rules} stand on other rules, ${n.details} differ otherwise.`,
		...Object.entries(counts.not_replayable).map(
			([reason, many]) => `- ${many} not compared: ${NOT_REPLAYABLE[reason as NotReplayable] ?? reason}`,
		),
		"",
		"Decided by:",
		...Object.entries(counts.versions).map(([digest, many]) => `- ${digest}: ${many}`),
		"",
		...matrixTable(counts.matrix),
		...section("By app", counts.by_app),
		...section("By stage", counts.by_stage),
		...ruleTable(counts),
		...changedList(changed, n.decision + n.rules + n.details),
	].join("\n");
}

function matrixTable(matrix: Matrix): string[] {
	const rows = DECISIONS.map((before) => `| ${before} | ${DECISIONS.map((after) => matrix[before][after]).join(" | ")} |`);
	return ["| was \\ would be | allow | redact | refuse |", "|---|---:|---:|---:|", ...rows];
}

function section(title: string, matrices: Readonly<Record<string, Matrix>>): string[] {
	const rows = Object.entries(matrices).map(([name, matrix]) => {
		const cells = DECISIONS.flatMap((before) =>
			DECISIONS.map((after) => ({ n: matrix[before][after], moved: before === after ? "" : `${before}→${after}` })),
		);
		const all = cells.reduce((sum, { n }) => sum + n, 0);
		const moved = cells.filter(({ n, moved }) => n > 0 && moved !== "").map(({ n, moved }) => `${moved} ${n}`);
		return `| ${name} | ${all}${all < SMALL_CELL ? " (small)" : ""} | ${moved.join(", ") || "–"} |`;
	});
	return rows.length === 0 ? [] : ["", `## ${title}`, "", "| | decisions | would change |", "|---|---:|---|", ...rows];
}

function ruleTable({ by_rule: rules }: ImpactCounts): string[] {
	const moved = Object.entries(rules).filter(([, { appeared, disappeared }]) => appeared + disappeared > 0);
	if (moved.length === 0) return [];
	const rows = moved.map(([rule, of]) => `| ${rule} | ${of.before} | ${of.after} | ${of.appeared} | ${of.disappeared} |`);
	return [
		"",
		"## Rules that fire otherwise",
		"",
		"| rule | fired | would fire | appears | disappears |",
		"|---|---:|---:|---:|---:|",
		...rows,
	];
}

function changedList(changed: readonly ChangedDecision[], all: number): string[] {
	if (changed.length === 0) return [];
	const order = { decision: 0, rules: 1, details: 2 };
	const shown = [...changed].sort((a, b) => order[a.change] - order[b.change]).slice(0, SHOWN);
	const lines = shown.map(
		({ decision_id, app, stage, before, after }) => `- ${decision_id} ${app} ${stage}: ${brief(before)} → ${brief(after)}`,
	);
	return [
		"",
		"## Decisions that change",
		"",
		...lines,
		...(all > shown.length ? [`- and ${all - shown.length} more (--json)`] : []),
	];
}

function brief({ decision, rules, problem }: BriefDecision): string {
	return `${decision}${problem === undefined ? "" : ` (${problem})`}${rules.length === 0 ? "" : ` [${rules.join(", ")}]`}`;
}
