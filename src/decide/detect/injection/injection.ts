// Injection and jailbreak: wordings in many languages, forged structure, machine-made suffixes, sentences that stand out
// in documents, and one combined score.
import { INJECTION_SIGNALS } from "../../../contract/signals/injection.ts";
import type { Detector, Hit, ScanContext } from "../detector.ts";
import { readWords } from "../phrases/lexicon.ts";
import { strongest } from "../phrases/strongest.ts";
import { INJECTION_LEXICON } from "./concepts.ts";
import { injectionEvidence } from "./evidence.ts";
import { injectionScore, models } from "./model.ts";
import type { InjectionType } from "./patterns.ts";
import { isContent, payloadHits } from "./payload.ts";

/** Combined scores below this say nothing and would fill records. */
const LEAST_SCORE = 200;
/** How far the score of a document may go beyond that of its most suspicious sentence: it was trained on messages. */
const LEAD = 200;
/** Weaker hits feed the combined score only. */
const LEAST_HIT = 300;

function scan(text: string, context: ScanContext): Hit[] {
	const loaded = models();
	const words = readWords(INJECTION_LEXICON, text);
	const evidence = injectionEvidence(text, words, context, loaded.noise, loaded.bags);
	let score = injectionScore(loaded, text, words, evidence);
	let hits = evidence.filter((hit) => hit.score >= LEAST_HIT);
	if (isContent(context)) {
		const content = payloadHits(loaded.unit, text, words, evidence, loaded.bags);
		hits = strongest([...hits, ...content.hits]);
		score = Math.min(score, content.top + LEAD);
	}
	if (score >= LEAST_SCORE) hits.push({ type: "injection.score", score, evidence: "model" });
	return hits;
}

export const injectionDetector: Detector = {
	name: "injection",
	version: "4",
	types: Object.keys(INJECTION_SIGNALS) as InjectionType[],
	reads: "all",
	cost: 30,
	scan,
};
