// Injection and jailbreak: wordings in many languages, forged structure, machine-made suffixes, and one combined score.
import { INJECTION_SIGNALS } from "../../../contract/signals/injection.ts";
import type { Detector, Hit, ScanContext } from "../detector.ts";
import { readWords } from "../phrases/lexicon.ts";
import { INJECTION_LEXICON } from "./concepts.ts";
import { injectionEvidence } from "./evidence.ts";
import { injectionScore } from "./model.ts";
import type { InjectionType } from "./patterns.ts";

/** Combined scores below this say nothing and would fill records. */
const LEAST_SCORE = 200;
/** Weaker hits feed the combined score only. */
const LEAST_HIT = 300;

function scan(text: string, context: ScanContext): Hit[] {
	const words = readWords(INJECTION_LEXICON, text);
	const evidence = injectionEvidence(text, words, context);
	const hits = evidence.filter((hit) => hit.score >= LEAST_HIT);
	const score = injectionScore(text, words, evidence);
	if (score >= LEAST_SCORE) hits.push({ type: "injection.score", score, evidence: "model" });
	return hits;
}

export const injectionDetector: Detector = {
	name: "injection",
	version: "3",
	types: Object.keys(INJECTION_SIGNALS) as InjectionType[],
	reads: "all",
	cost: 24,
	scan,
};
