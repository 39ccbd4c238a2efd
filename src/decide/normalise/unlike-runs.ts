// Finds runs of words whose letter pairs score high by a table: the stretches of a text that another reading suits better.
import { SYMBOLS, symbolOf } from "./likelihood.ts";

export type WordRun = { readonly from: number; readonly to: number; readonly letters: number; readonly sum: number };

/** A run that has lost this much since its best is over. */
const DROP = 60;

/**
 * Maximal runs of words with a sum of pair scores of at least `least` (Kadane's method, in one pass).
 * `table` scores a pair `first * SYMBOLS + second`, word edges being symbol 0. A word with letters beyond ASCII ends a run.
 */
export function wordRuns(text: string, table: Int8Array, least: number): WordRun[] {
	const runs: WordRun[] = [];
	let from = -1;
	let sum = 0;
	let letters = 0;
	let best = 0;
	let bestTo = 0;
	let bestLetters = 0;
	const close = () => {
		if (best >= least) runs.push({ from, to: bestTo, letters: bestLetters, sum: best });
		from = -1;
		sum = 0;
		letters = 0;
		best = 0;
	};
	let previous = 0;
	let wordFrom = 0;
	let wordSum = 0;
	for (let index = 0; index <= text.length; index++) {
		const code = index < text.length ? text.charCodeAt(index) : 0x20;
		const symbol = symbolOf(code);
		if (symbol === 0 && previous === 0) {
			if (code >= 0xc0 && code < 0x2000) close();
			continue;
		}
		if (previous === 0) {
			wordFrom = index;
			wordSum = 0;
		}
		wordSum += table[previous * SYMBOLS + symbol] ?? 0;
		previous = symbol;
		if (symbol !== 0) continue;
		if (code >= 0xc0 && code < 0x2000) {
			close();
			continue;
		}
		// A letter alone says nothing: it is a prefix of a number or an article.
		if (index - wordFrom === 1) continue;
		if (from < 0) {
			if (wordSum <= 0) continue;
			from = wordFrom;
		}
		sum += wordSum;
		letters += index - wordFrom;
		if (sum > best) {
			best = sum;
			bestTo = index;
			bestLetters = letters;
		} else if (sum <= 0 || best - sum > DROP) {
			close();
		}
	}
	close();
	return runs;
}
