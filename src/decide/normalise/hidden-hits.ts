// Scores hidden characters as signals of their own, so that a policy can judge smuggling even where nothing was decoded.
import type { Hit } from "../detect/detector.ts";
import { codeBefore, type HiddenRun } from "./hidden.ts";

const WORD_CHARACTER = /^[\p{L}\p{N}]$/u;

/** One hit for each run that is not genuine; offsets of the text the runs were found in. */
export function hiddenHits(text: string, runs: readonly HiddenRun[]): Hit[] {
	const suspects = runs.filter((run) => !run.genuine);
	if (suspects.length === 0) return [];
	const isSoft = (run: HiddenRun) => /^\u00ad+$/.test(text.slice(run.from, run.to));
	const inWord = (run: HiddenRun) =>
		isWordCharacter(codeBefore(text, run.from)) && isWordCharacter(text.codePointAt(run.to) ?? 0);
	const splits = suspects.filter((run) => run.kind === "invisible" && !isSoft(run) && inWord(run)).length;
	const soft = suspects.filter(isSoft).length;
	const isSoftDense = soft >= 4 && soft * 12 >= text.length;
	const tags = suspects.reduce((sum, run) => sum + (run.kind === "tag" ? (run.to - run.from) / 2 : 0), 0);
	const selectors = suspects.filter((run) => run.kind === "variation").length;
	return suspects.map((run) => {
		const span = { start: run.from, end: run.to, evidence: "structure" as const };
		if (run.kind === "tag") return { type: "text.tag_smuggling", score: tags >= 3 ? 950 : 600, ...span };
		if (run.kind === "variation")
			return { type: "text.variation_smuggling", score: variationScore(text, run, selectors), ...span };
		if (run.kind === "bidi")
			return { type: "text.bidi", score: /[\u202d\u202e]/.test(text.slice(run.from, run.to)) ? 800 : 500, ...span };
		if (isSoft(run)) return { type: "text.invisible", score: isSoftDense ? 500 : 100, ...span };
		return { type: "text.invisible", score: invisibleScore(run, inWord(run), splits), ...span };
	});
}

/** Two selectors in a row have no meaning; single ones where none belongs count by their number. */
function variationScore(text: string, run: HiddenRun, selectors: number): number {
	const count = [...text.slice(run.from, Math.min(run.to, run.from + 16))].length;
	if (count >= 3) return 900;
	if (count === 2) return 500;
	return selectors >= 4 ? 700 : 200;
}

/** One stray character comes with copying; several that split words, or long rows, do not. */
function invisibleScore(run: HiddenRun, splitsWord: boolean, splits: number): number {
	const length = run.to - run.from;
	if (length >= 8) return 900;
	if (splitsWord) return Math.min(850, 100 + 150 * splits);
	return length >= 4 ? 400 : 100;
}

function isWordCharacter(code: number): boolean {
	if (code < 0x80) return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
	return WORD_CHARACTER.test(String.fromCodePoint(code));
}
