// Finds runs of words whose letter pairs score high by a table: the stretches of a text that another reading suits better.
import { englishness, SYMBOLS, symbolOf } from "./likelihood.ts";
import { VOCABULARY } from "./vocabulary.ts";

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

/** Words at the edges of a run that are likely either way; more of them than this are prose. */
const MOST_EDGE_WORDS = 3;
/** Mean score (quarter bits) of an edge word that makes sense in the other reading. */
const EDGE_LIKELY = 0;
const LONGEST_WORD = 24;

/** Each run with the words right before and after it that are unknown as they stand and make sense read by `transform` (the index is the run's). */
export function withEdges(text: string, runs: readonly WordRun[], transform: (word: string, index: number) => string): WordRun[] {
	const grown: WordRun[] = [];
	for (const [index, run] of runs.entries()) {
		grown.push(grow(text, run, grown.at(-1)?.to ?? 0, runs[index + 1]?.from ?? text.length, (word) => transform(word, index)));
	}
	return grown;
}

/** Grows one run within `least..most`, so that runs never overlap. */
function grow(text: string, run: WordRun, least: number, most: number, transform: (word: string) => string): WordRun {
	const belongs = (word: string | undefined) =>
		word !== undefined && !VOCABULARY.has(word.toLowerCase()) && englishness(transform(word)).mean >= EDGE_LIKELY;
	let { from, to, letters } = run;
	for (let count = 0; count < MOST_EDGE_WORDS; count++) {
		const word = /([A-Za-z]{2,})[ ,]{1,2}$/.exec(text.slice(Math.max(least, from - LONGEST_WORD), from));
		if (word === null || !belongs(word[1])) break;
		from -= word[0].length;
		letters += word[1]?.length ?? 0;
	}
	for (let count = 0; count < MOST_EDGE_WORDS; count++) {
		const word = /^[ ,]{1,2}([A-Za-z]{2,})/.exec(text.slice(to, Math.min(most, to + LONGEST_WORD)));
		if (word === null || !belongs(word[1])) break;
		to += word[0].length;
		letters += word[1]?.length ?? 0;
	}
	return { from, to, letters, sum: run.sum };
}
