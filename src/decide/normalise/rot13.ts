// Reads letters shifted along the alphabet (ROT13 and the other Caesar shifts), where the text is no language and the shift is.
import type { Hit } from "../detect/detector.ts";
import { englishness, PAIR, SYMBOLS, symbolOf } from "./likelihood.ts";
import type { Read, Reader } from "./reader.ts";
import { rewrite } from "./rewrite.ts";
import { type WordRun, withEdges, wordRuns } from "./unlike-runs.ts";
import { knownShare } from "./vocabulary.ts";

/** Letters a run needs before its letter pairs say anything. */
const FEWEST_LETTERS = 10;
/** Mean score (quarter bits) of a shifted run that reads as English; English has about 7, chance about −8. */
const LANGUAGE = 4;
/** Likely pairs come about by some shift now and then; known words do not. */
const KNOWN_SHARE = 0.15;
/** Sum by which a run must look unlike English before shifts are tried. */
const UNLIKE = 30;
/** Sum that a shift must gain over the text as it stands. */
const GAIN = 100;

const UNLIKELY = PAIR.map((score) => -score);
/** For each shift: what a pair gains when both letters are shifted. */
const GAINS: Int8Array[] = [];
for (let shift = 0; shift < 26; shift++) {
	GAINS.push(
		PAIR.map(
			(score, pair) => (PAIR[shifted(Math.floor(pair / SYMBOLS), shift) * SYMBOLS + shifted(pair % SYMBOLS, shift)] ?? 0) - score,
		),
	);
}

type ShiftedRun = WordRun & { readonly shift: number };

export const rot13: Reader = {
	kind: "rot13",
	encoding: false,
	read: (text) => {
		// The usual shift is looked for by itself: words of it often have likely letters.
		const shifts = new Set([13]);
		for (const run of wordRuns(text, UNLIKELY, UNLIKE)) {
			const shift = run.letters >= FEWEST_LETTERS ? bestShift(text, run) : 0;
			if (shift > 0) shifts.add(shift);
		}
		const found: ShiftedRun[] = [];
		for (const shift of shifts) {
			for (const run of wordRuns(text, GAINS[shift] ?? UNLIKELY, GAIN)) {
				if (isLanguage(text, run, shift)) found.push({ ...run, shift });
			}
		}
		const apart = bestApart(found);
		const grown = withEdges(text, apart, (word, index) => shiftWord(word, apart[index]?.shift ?? 0));
		return grown.length === 0
			? []
			: [
					shiftRuns(
						text,
						grown.map((run, index) => ({ ...run, shift: apart[index]?.shift ?? 0 })),
					),
				];
	},
};

/** Runs in order of the text; where two overlap, the one that gains more. */
function bestApart(runs: readonly ShiftedRun[]): ShiftedRun[] {
	const apart: ShiftedRun[] = [];
	for (const run of runs.toSorted((one, other) => one.from - other.from)) {
		const last = apart.at(-1);
		if (last === undefined || run.from >= last.to) apart.push(run);
		else if (run.sum > last.sum) apart[apart.length - 1] = run;
	}
	return apart;
}

function shifted(symbol: number, shift: number): number {
	return symbol === 0 ? 0 : ((symbol - 1 + shift) % 26) + 1;
}

function isLanguage(text: string, run: WordRun, shift: number): boolean {
	const read = shiftWord(text.slice(run.from, run.to), shift);
	return englishness(read).mean >= LANGUAGE && knownShare(read) >= KNOWN_SHARE;
}

function shiftWord(word: string, shift: number): string {
	return word.replace(/[A-Za-z]/g, (letter) => shiftLetter(letter.charCodeAt(0), shift));
}

function shiftLetter(code: number, shift: number): string {
	return String.fromCharCode((code & 0x60) + shifted(symbolOf(code), shift));
}

/** The shift under which the run reads as English; 0 when none does. */
function bestShift(text: string, run: WordRun): number {
	const sums = new Float64Array(26);
	let pairs = 0;
	let previous = 0;
	for (let index = run.from; index <= run.to; index++) {
		const symbol = index < run.to ? symbolOf(text.charCodeAt(index)) : 0;
		if (symbol === 0 && previous === 0) continue;
		pairs++;
		for (let shift = 1; shift < 26; shift++) {
			sums[shift] = (sums[shift] ?? 0) + (PAIR[shifted(previous, shift) * SYMBOLS + shifted(symbol, shift)] ?? 0);
		}
		previous = symbol;
	}
	let best = 0;
	for (let shift = 1; shift < 26; shift++) {
		if (best === 0 || (sums[shift] ?? 0) > (sums[best] ?? 0)) best = shift;
	}
	return (sums[best] ?? 0) / Math.max(1, pairs) >= LANGUAGE ? best : 0;
}

function shiftRuns(text: string, runs: readonly ShiftedRun[]): Read {
	const out = rewrite(text);
	const hits: Hit[] = [];
	let position = 0;
	for (const run of runs) {
		out.copy(position, run.from);
		for (let index = run.from; index < run.to; index++) {
			const code = text.charCodeAt(index);
			const symbol = symbolOf(code);
			if (symbol === 0) out.copy(index, index + 1);
			else out.put(shiftLetter(code, run.shift), index, index + 1);
		}
		position = run.to;
		const score = run.letters >= 20 ? 850 : 650;
		hits.push({ type: "text.encoded", start: run.from, end: run.to, score, evidence: "statistic" });
	}
	out.copy(position, text.length);
	return { ...out.finish(), hits };
}
