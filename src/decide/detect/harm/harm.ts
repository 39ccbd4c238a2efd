// Harm: requests and statements about hazards, by intents and their objects within a sentence, less what makes them harmless.
import { HARM_SIGNALS } from "../../../contract/signals/harm.ts";
import type { Detector, Hit } from "../detector.ts";
import { readWords, type Words } from "../phrases/lexicon.ts";
import { matchPatterns } from "../phrases/pattern.ts";
import { strongest } from "../phrases/strongest.ts";
import { HARM, HARM_LEXICON } from "./concepts.ts";
import { declarations } from "./declarations.ts";
import { HARM_PATTERNS, type HarmType } from "./patterns.ts";

/** What is left of a score in a sentence about prevention, help, law, history, fiction or play. */
const BENIGN_FACTOR = 0.55;
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

function scan(text: string): Hit[] {
	const words = readWords(HARM_LEXICON, text);
	if (words.count === 0) return [];
	const masks = sentenceMasks(words);
	const hits: Hit[] = [];
	for (const match of matchPatterns(words, HARM_PATTERNS)) {
		const around = masks[words.sentence[wordAt(words, match.start)] as number] as number;
		let score = match.score;
		// Help to avoid detection is no prevention, whatever other words stand there.
		if ((around & HARM.benign) !== 0 && (around & HARM.evade) === 0 && match.type !== "harm.cse") score *= BENIGN_FACTOR;
		else if ((around & HARM.benign) !== 0 && match.type !== "harm.cse") score *= 0.85;
		if ((around & HARM.harmless) !== 0 && match.type === "harm.vcr") score *= HARMLESS_FACTOR;
		hits.push({ type: match.type, start: match.start, end: match.end, score: Math.round(score), evidence: "lexicon" });
	}
	hits.push(...declarations(text));
	return strongest(hits).filter((hit) => hit.score >= 300);
}

export const harmDetector: Detector = {
	name: "harm",
	version: "1",
	types: Object.keys(HARM_SIGNALS) as HarmType[],
	reads: "canonical",
	cost: 10,
	scan,
};
