// An explanation for a person at a terminal.
import type { RuleOutcome, Stop } from "../../contract/explanation.ts";
import type { Explained } from "./explainer.ts";

const WORDS = { fired: "fired", default: "default", stopped: "stopped", not_reached: "not reached" } as const;
const MAX_RESULT_CHARS = 400;
/** Rules of the guard that decide, as against those that these use. */
const GUARD_RULE = /^data\.guard\.rules\.(.+)\.findings$/;

/** `all`: rules that others use and rules that nothing asked for, too. */
export function explanationLines(
	{ manifest, digest, entrypoint, result, explanation }: Explained,
	{ all }: { readonly all: boolean },
): string[] {
	const guard = manifest.kind === "guard";
	const told = all
		? explanation.rules
		: explanation.rules.filter((rule) => (guard ? GUARD_RULE.test(rule.rule) : rule.outcome !== "not_reached"));
	const lines = [
		`${manifest.policy} ${manifest.revision} ${digest}`,
		`data.${entrypoint.replaceAll("/", ".")}: ${result.ok ? resultText(result.value) : `no result (${result.error})`}`,
	];
	if (told.length > 0) lines.push("", ...inOrder(told).flatMap(ruleLines));
	if (explanation.level !== "fails")
		lines.push("", ...(explanation.pretty.length > 0 ? explanation.pretty : ["nothing was printed"]));
	if (explanation.truncated) lines.push("", "There was more than an explanation may hold: events or variables were left out.");
	return lines;
}

function resultText(value: unknown): string {
	if (value === undefined) return "undefined";
	const text = JSON.stringify(value);
	return text.length <= MAX_RESULT_CHARS ? text : `${text.slice(0, MAX_RESULT_CHARS)}…`;
}

/** What fired first; otherwise as in the sources. */
function inOrder(rules: readonly RuleOutcome[]): RuleOutcome[] {
	return [...rules].sort((a, b) => Number(b.outcome === "fired") - Number(a.outcome === "fired"));
}

function ruleLines({ rule, outcome, defined, stops }: RuleOutcome): string[] {
	const name = GUARD_RULE.exec(rule)?.[1] ?? rule;
	const head = `${WORDS[outcome].padEnd(9)} ${name}`;
	// One that fired has told why by firing; its other bodies are alternatives.
	if (outcome === "fired" || stops.length === 0) return [`${head}  ${defined}`];
	return [head, ...stops.flatMap(stopLines)];
}

function stopLines({ because, ...stop }: Stop): string[] {
	return [
		`            ${placeLine(stop)}`,
		...because.map(({ rule, outcome, ...reason }) => {
			const who = rule === undefined ? "" : `${rule} ${outcome === "fired" ? "fired " : ""}`;
			return `              because ${who}${placeLine(reason)}`;
		}),
	];
}

function placeLine({ at, expression, times }: Omit<Stop, "because">): string {
	return `${at}  ${expression}${times > 1 ? `  (${times} times)` : ""}`;
}
