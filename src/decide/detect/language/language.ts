// Language of a text by script, function words and marked letters; and a signal when a text changes language.
import { MAX_LANGUAGE_CHARS } from "../../../platform/limits.ts";
import type { Detector, Hit } from "../detector.ts";
import { fold, letterClass } from "../phrases/fold.ts";
import { MARKS, PERSIAN, SCRIPTS, URDU } from "./marks.ts";
import { LONGEST_WORD, WORD_LANGUAGES, WORD_MASKS, WORD_SEED, wordStep } from "./words.ts";

export type Language = {
	/** ISO 639-1 code (`tl` for Filipino); absent when it cannot be told. */
	readonly language?: string;
	/** 0–1000: how clearly the best stands above the next. */
	readonly confidence: number;
};

/** Letters of a script that decide alone, as a share of all letters. */
const SCRIPT_SHARE = 0.3;
/** A marked letter against a function word. */
const MARK_WEIGHT = 0.6;
const NUMBER = new Map<string, number>(WORD_LANGUAGES.map((language, i) => [language, i]));

type Counts = {
	readonly words: Float64Array;
	readonly scripts: Map<string, number>;
	letters: number;
	read: number;
	persian: number;
	urdu: number;
};

function scriptOf(code: number): string | undefined {
	for (const [first, last, language] of SCRIPTS) if (code >= first && code <= last) return language;
	return undefined;
}

function countMark(counts: Counts, code: number): void {
	const marks = MARKS.get(code);
	if (marks === undefined) return;
	for (const [language, weight] of marks) {
		const at = NUMBER.get(language) as number;
		counts.words[at] = (counts.words[at] as number) + weight * MARK_WEIGHT;
	}
}

function countScript(counts: Counts, code: number): void {
	const script = scriptOf(code);
	if (script === undefined) return;
	// A syllable block or an ideogram says as much as several letters.
	const weight = code >= 0x3040 ? 3 : 1;
	counts.scripts.set(script, (counts.scripts.get(script) ?? 0) + weight);
	counts.letters += weight - 1;
	if (code >= 0x600 && code <= 0x6ff) {
		const letter = String.fromCharCode(code);
		if (PERSIAN.includes(letter)) counts.persian++;
		if (URDU.includes(letter)) counts.urdu++;
	}
}

function count(text: string, from: number, to: number): Counts {
	const counts: Counts = {
		words: new Float64Array(WORD_LANGUAGES.length),
		scripts: new Map(),
		letters: 0,
		read: 0,
		persian: 0,
		urdu: 0,
	};
	let i = from;
	while (i < to) {
		let code = text.charCodeAt(i);
		if (letterClass(code) === 0) {
			if (code === 0xbf || code === 0xa1) countMark(counts, code);
			i++;
			continue;
		}
		let hash = WORD_SEED;
		let length = 0;
		do {
			if (code > 0x39 || code === 0x27) counts.letters++;
			if (code >= 0x80) {
				countMark(counts, code);
				if (code >= 0x370) countScript(counts, code);
			}
			hash = wordStep(hash, fold(code));
			length++;
			code = text.charCodeAt(++i);
		} while (i < to && letterClass(code) !== 0);
		counts.read++;
		const mask = length <= LONGEST_WORD ? WORD_MASKS.get(hash) : undefined;
		if (mask === undefined) continue;
		// A word that many languages share tells little.
		let bits = 0;
		for (let m = mask; m !== 0; m &= m - 1) bits++;
		for (let at = 0; at < WORD_LANGUAGES.length; at++) {
			if ((mask & (1 << at)) !== 0) counts.words[at] = (counts.words[at] as number) + 1 / Math.sqrt(bits);
		}
	}
	return counts;
}

function byScript(counts: Counts): Language | undefined {
	let best: string | undefined;
	let most = 0;
	for (const [script, n] of counts.scripts) if (n > most) [best, most] = [script, n];
	// Japanese mixes ideograms with its own syllables; Chinese does not.
	const kana = counts.scripts.get("ja") ?? 0;
	if (best === "zh" && kana > most * 0.1) {
		best = "ja";
		most += kana;
	}
	if (best === undefined || most < counts.letters * SCRIPT_SHARE) return undefined;
	if (best === "ar" && counts.urdu > 0) best = "ur";
	else if (best === "ar" && counts.persian > 0) best = "fa";
	return { language: best, confidence: Math.round(Math.min(1000, (1000 * most) / Math.max(1, counts.letters))) };
}

function detect(text: string, from: number, to: number): Language {
	const counts = count(text, from, to);
	const script = byScript(counts);
	if (script !== undefined) return script;
	let best = -1;
	let top = 0;
	let second = 0;
	for (let at = 0; at < WORD_LANGUAGES.length; at++) {
		const score = counts.words[at] as number;
		if (score > top) {
			second = top;
			top = score;
			best = at;
		} else if (score > second) second = score;
	}
	// One shared word in a long text is chance; one clear word in a short one is not.
	if (best < 0 || top < 0.5 || top < counts.read * 0.06) return { confidence: 0 };
	const margin = (top - second) / top;
	const amount = Math.min(1, top / 4);
	const confidence = Math.round(1000 * Math.min(1, margin * 1.6) * (0.4 + 0.6 * amount));
	if (confidence < 100) return { confidence };
	return { language: WORD_LANGUAGES[best] as string, confidence };
}

/** Language of a text, from its beginning up to a bound. Never throws; linear. */
export function detectLanguage(text: string): Language {
	return detect(text, 0, Math.min(text.length, MAX_LANGUAGE_CHARS));
}

/** Stretches of a text that are looked at on their own. */
const STRETCH = 240;
const SURE = 700;

/** First stretch in another language than the text begins in, when both are sure. */
function scan(text: string): Hit[] {
	const end = Math.min(text.length, MAX_LANGUAGE_CHARS);
	if (end < 2 * STRETCH) return [];
	let first: string | undefined;
	for (let from = 0; from + STRETCH <= end; from += STRETCH) {
		const { language, confidence } = detect(text, from, from + STRETCH);
		if (language === undefined || confidence < SURE) continue;
		if (first === undefined) first = language;
		else if (language !== first) {
			return [
				{
					type: "text.language_mix",
					start: from,
					end: from + STRETCH,
					score: Math.min(700, confidence - 300),
					evidence: "statistic",
				},
			];
		}
	}
	return [];
}

export const languageDetector: Detector = {
	name: "language",
	version: "1",
	types: ["text.language_mix"],
	reads: "original",
	cost: 3,
	scan,
};
