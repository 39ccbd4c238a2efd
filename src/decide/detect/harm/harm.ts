// Harm: requests and statements about hazards, by the words of many languages and by a trained model.
import { HARM_SIGNALS } from "../../../contract/signals/harm.ts";
import type { Detector, Hit, ScanContext } from "../detector.ts";
import { readWords } from "../phrases/lexicon.ts";
import { HARM_LEXICON } from "./concepts.ts";
import { refuses } from "./context.ts";
import { harmEvidence } from "./evidence.ts";
import { type Judgement, judge } from "./model.ts";
import type { HarmType } from "./patterns.ts";

/** Weaker hits feed the model only. */
const LEAST_HIT = 300;
/** Judgements below this say nothing and would fill records: 6 % of innocent texts reach it. */
const LEAST_JUDGEMENT = 350;
/** Hazards besides the likeliest are named from this share of its own. */
const LEAST_SHARE = 0.6;
/** In a text longer than this, words of a pattern may meet by chance … */
const CHANCE_FROM = 120;
/** … so where the model takes such a text for harmless, they count less. */
const DOUBTS = [
	{ below: 330, factor: 0.7 },
	{ below: 450, factor: 0.85 },
] as const;
/** A short answer in which a model declines names what it declines. */
const LONGEST_REFUSAL = 600;
const REFUSAL_FACTOR = 0.5;

/** The model's word: the likeliest hazard carries the probability, a close second its part of it. */
function modelHits(text: string, { score, start, end, hazards }: Judgement): Hit[] {
	if (score < LEAST_JUDGEMENT || hazards.length === 0) return [];
	const largest = Math.max(...hazards.map(({ share }) => share));
	const span = start === 0 && end === text.length ? {} : { start, end };
	return hazards
		.filter(({ share }) => share >= LEAST_SHARE * largest)
		.map(
			({ hazard, share }): Hit => ({
				type: `harm.${hazard}`,
				...span,
				score: Math.round((score * share) / largest),
				evidence: "model",
			}),
		);
}

function scan(text: string, { role }: ScanContext): Hit[] {
	const words = readWords(HARM_LEXICON, text);
	if (words.count === 0) return [];
	const evidence = harmEvidence(text, words, role);
	const judgement = judge(text, words, evidence, LEAST_JUDGEMENT);
	const doubt = text.length < CHANCE_FROM ? undefined : DOUBTS.find(({ below }) => judgement.score < below);
	const factor = doubt?.factor ?? 1;
	const weighed = evidence.map((hit) =>
		hit.evidence === "lexicon" && hit.type !== "harm.cse" ? { ...hit, score: Math.round(hit.score * factor) } : hit,
	);
	const declined = role === "assistant" && text.length <= LONGEST_REFUSAL && refuses(text);
	const judged = declined ? { ...judgement, score: Math.round(judgement.score * REFUSAL_FACTOR) } : judgement;
	return [...weighed.filter((hit) => hit.score >= LEAST_HIT), ...modelHits(text, judged)];
}

export const harmDetector: Detector = {
	name: "harm",
	version: "2",
	types: Object.keys(HARM_SIGNALS) as HarmType[],
	reads: "canonical",
	cost: 16,
	scan,
};
