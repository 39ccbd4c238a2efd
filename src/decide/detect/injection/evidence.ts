// Gathers what an injection shows: wordings, forged structure, noise; mentions weighed down, overlaps resolved.
import type { Hit, ScanContext } from "../detector.ts";
import type { Words } from "../phrases/lexicon.ts";
import { matchPatterns } from "../phrases/pattern.ts";
import { isMention, MENTION_FACTOR } from "./mention.ts";
import { INJECTION_PATTERNS } from "./patterns.ts";
import { manyShotHit, structureHits } from "./structure.ts";
import { suffixHit } from "./suffix.ts";

/** Hits of one type; the strongest stay. */
const MAX_PER_TYPE = 16;

/** Keeps, of hits of one type that overlap, the strongest; spans are not joined. */
export function strongest(hits: readonly Hit[]): Hit[] {
	const kept: Hit[] = [];
	const byType = new Map<string, Hit[]>();
	for (const hit of hits) {
		const list = byType.get(hit.type);
		if (list === undefined) byType.set(hit.type, [hit]);
		else list.push(hit);
	}
	for (const list of byType.values()) {
		list.sort((a, b) => b.score - a.score || (a.start ?? 0) - (b.start ?? 0));
		const own: Hit[] = [];
		for (const hit of list) {
			if (own.length === MAX_PER_TYPE) break;
			if (!own.some((k) => (k.start ?? 0) < (hit.end ?? 0) && (hit.start ?? 0) < (k.end ?? 0))) own.push(hit);
		}
		kept.push(...own);
	}
	return kept.sort((a, b) => (a.start ?? 0) - (b.start ?? 0) || (a.end ?? 0) - (b.end ?? 0));
}

/** Wordings, forged structure and noise found in a text, before they are combined. */
export function injectionEvidence(text: string, words: Words, context: ScanContext): Hit[] {
	const hits: Hit[] = matchPatterns(words, INJECTION_PATTERNS).map((match) => ({ ...match, evidence: "phrase" }));
	hits.push(...structureHits(text, context));
	const weighed = strongest(hits).map((hit) =>
		hit.evidence === "phrase" && isMention(text, words, hit.start ?? 0, hit.end ?? 0)
			? { ...hit, score: Math.round(hit.score * MENTION_FACTOR) }
			: hit,
	);
	const shots = manyShotHit(text);
	if (shots !== null) weighed.push(shots);
	const suffix = context.decoded ? null : suffixHit(text);
	if (suffix !== null) weighed.push(suffix);
	return weighed;
}
