// What the word lists show: intents with their objects in a sentence, less what makes them harmless, and outright sentences.
import type { Hit, ScanContext } from "../detector.ts";
import type { Words } from "../phrases/lexicon.ts";
import { matchPatterns } from "../phrases/pattern.ts";
import { strongest } from "../phrases/strongest.ts";
import { HARM } from "./concepts.ts";
import { asksHowOthersAct, asksWhatWas, refuses, speaksOfOwn } from "./context.ts";
import { declarations } from "./declarations.ts";
import { HARM_PATTERNS, type HarmType } from "./patterns.ts";

/** What is left of a score in a sentence about prevention, help, law, history, fiction or play. */
const BENIGN_FACTOR = 0.55;
/** … that speaks of staying undetected as well: that is no prevention, whatever other words stand there. */
const EVADING_FACTOR = 0.85;
/** … and when the harmful words are themselves idioms of work or play. */
const HARMLESS_FACTOR = 0.5;

/** Concepts of each sentence, to judge a match by what stands around it. */
function sentenceMasks(words: Words): Int32Array {
	const masks = new Int32Array((words.count === 0 ? 0 : (words.sentence[words.count - 1] as number)) + 1);
	for (let i = 0; i < words.count; i++) {
		const at = words.sentence[i] as number;
		masks[at] = (masks[at] as number) | (words.mask[i] as number);
	}
	return masks;
}

/** Index of the word that begins at `start`. */
function wordAt(words: Words, start: number): number {
	let low = 0;
	let high = words.count - 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((words.start[middle] as number) < start) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Where the sentence around a place begins and ends. */
function sentenceAround(text: string, words: Words, at: number): string {
	const sentence = words.sentence[at];
	let first = at;
	let last = at;
	while (first > 0 && words.sentence[first - 1] === sentence) first--;
	while (last + 1 < words.count && words.sentence[last + 1] === sentence) last++;
	return text.slice(words.start[first], words.end[last]);
}

/** What is left of a score, for what the sentence around says. */
function factorOf(type: HarmType, around: number, sentence: string, role: ScanContext["role"]): number {
	if (type === "harm.cse") return 1;
	let factor = 1;
	if ((around & HARM.benign) !== 0) factor = (around & HARM.evade) === 0 ? BENIGN_FACTOR : EVADING_FACTOR;
	if ((around & HARM.harmless) !== 0 && type === "harm.vcr") factor *= HARMLESS_FACTOR;
	if (asksHowOthersAct(sentence) || asksWhatWas(sentence) || (role === "assistant" && refuses(sentence)))
		factor = Math.min(factor, BENIGN_FACTOR);
	if ((type === "harm.ncr" || type === "harm.ipv") && speaksOfOwn(sentence)) factor = Math.min(factor, BENIGN_FACTOR);
	return factor;
}

/** Hits of the word lists and of outright sentences; of those that overlap the strongest. */
export function harmEvidence(text: string, words: Words, role: ScanContext["role"]): Hit[] {
	if (words.count === 0) return [];
	const masks = sentenceMasks(words);
	const hits: Hit[] = [];
	for (const match of matchPatterns(words, HARM_PATTERNS)) {
		const at = wordAt(words, match.start);
		const around = masks[words.sentence[at] as number] as number;
		const factor = factorOf(match.type, around, sentenceAround(text, words, at), role);
		const score = Math.round(match.score * factor);
		hits.push({ type: match.type, start: match.start, end: match.end, score, evidence: "lexicon" });
	}
	hits.push(...declarations(text));
	return strongest(hits);
}
