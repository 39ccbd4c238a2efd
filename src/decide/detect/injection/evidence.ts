// Gathers what an injection shows: wordings, forged structure, noise; mentions weighed down, overlaps resolved.
import type { Hit, ScanContext } from "../detector.ts";
import type { Words } from "../phrases/lexicon.ts";
import { matchPatterns } from "../phrases/pattern.ts";
import { strongest } from "../phrases/strongest.ts";
import type { Anchored } from "./calibration.ts";
import type { Bags } from "./grams.ts";
import { isMention, MENTION_FACTOR } from "./mention.ts";
import { INJECTION_PATTERNS } from "./patterns.ts";
import { manyShotHit, structureHits } from "./structure.ts";
import { suffixHit } from "./suffix.ts";

/** Wordings, forged structure and noise found in a text, before they are combined. */
export function injectionEvidence(text: string, words: Words, context: ScanContext, noise: Anchored, bags: Bags): Hit[] {
	const hits: Hit[] = matchPatterns(words, INJECTION_PATTERNS).map((match) => ({ ...match, evidence: "phrase" }));
	hits.push(...structureHits(text, context));
	const weighed = strongest(hits).map((hit) =>
		hit.evidence === "phrase" && isMention(text, words, hit.start ?? 0, hit.end ?? 0)
			? { ...hit, score: Math.round(hit.score * MENTION_FACTOR) }
			: hit,
	);
	const shots = manyShotHit(text);
	if (shots !== null) weighed.push(shots);
	const suffix = context.decoded ? null : suffixHit(noise, text, bags);
	if (suffix !== null) weighed.push(suffix);
	return weighed;
}
