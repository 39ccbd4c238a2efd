// Reads runs of words written backwards, where backwards is the likelier English: the run as a whole, and word by word.
import type { Hit } from "../detect/detector.ts";
import { BACKWARD_PAIR, englishness, PAIR } from "./likelihood.ts";
import type { Read, Reader } from "./reader.ts";
import { rewrite } from "./rewrite.ts";
import { type WordRun, withEdges, wordRuns } from "./unlike-runs.ts";
import { knownShare } from "./vocabulary.ts";

/** Sum (quarter bits) that reading backwards must gain; English prose never comes near it. */
const GAIN = 90;
const FEWEST_LETTERS = 10;
/** Mean score (quarter bits) of a run that reads as English backwards. */
const LANGUAGE = 4;
/** Other languages gain by reversal too: only known words tell English. */
const KNOWN_SHARE = 0.25;
const GAINS = PAIR.map((score, pair) => (BACKWARD_PAIR[pair] ?? 0) - score);

export const reversed: Reader = {
	kind: "reversed",
	encoding: false,
	read: (text) => {
		const found = wordRuns(text, GAINS, GAIN).filter((run) => run.letters >= FEWEST_LETTERS && isLanguage(text, run));
		const runs = withEdges(text, found, backwards);
		if (runs.length === 0) return [];
		const hits: Hit[] = runs.map((run) => ({
			type: "text.encoded",
			start: run.from,
			end: run.to,
			score: run.letters >= 20 ? 800 : 600,
			evidence: "statistic",
		}));
		// Which of the two the writer did cannot be told from the letters.
		return [reverse(text, runs, hits, /[\s\S]+/g), reverse(text, runs, [], /[^\s]+/g)];
	},
};

function backwards(word: string): string {
	return [...word].reverse().join("");
}

/** Random letters gain by either direction now and then; only a language has the pairs of one. */
function isLanguage(text: string, run: WordRun): boolean {
	const read = backwards(text.slice(run.from, run.to));
	return englishness(read).mean >= LANGUAGE && knownShare(read) >= KNOWN_SHARE;
}

/** Turns round every match of `unit` within the runs. */
function reverse(text: string, runs: readonly WordRun[], hits: Hit[], unit: RegExp): Read {
	const out = rewrite(text);
	let position = 0;
	for (const run of runs) {
		for (const match of text.slice(run.from, run.to).matchAll(unit)) {
			const from = run.from + match.index;
			out.copy(position, from);
			position = from + match[0].length;
			for (let index = position; index > from; ) {
				const isPair = index - 2 >= from && /[\udc00-\udfff]/.test(text.charAt(index - 1));
				const start = index - (isPair ? 2 : 1);
				out.put(text.slice(start, index), start, index);
				index = start;
			}
		}
	}
	out.copy(position, text.length);
	return { ...out.finish(), hits };
}
