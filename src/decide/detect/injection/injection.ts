// Injection and jailbreak: wordings in many languages, forged structure, machine-made suffixes, and one combined score.

import { INJECTION_SIGNALS } from "../../../contract/signals/injection.ts";
import type { Detector, Hit, ScanContext } from "../detector.ts";
import { readWords, type Words } from "../phrases/lexicon.ts";
import { matchPatterns } from "../phrases/pattern.ts";
import { INJECTION_LEXICON } from "./concepts.ts";
import { isMention, MENTION_FACTOR } from "./mention.ts";
import { INJECTION_PATTERNS, type InjectionType } from "./patterns.ts";
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

/** Independent kinds of evidence joined: one minus the product of what each leaves open. */
function combine(hits: readonly Hit[]): number {
	const best = new Map<string, number>();
	for (const hit of hits) best.set(hit.type, Math.max(best.get(hit.type) ?? 0, hit.score));
	let open = 1;
	for (const score of best.values()) open *= 1 - score / 1000;
	return Math.round(1000 * (1 - open));
}

function scan(text: string, context: ScanContext): Hit[] {
	const words = readWords(INJECTION_LEXICON, text);
	const hits = injectionEvidence(text, words, context);
	const score = combine(hits);
	if (score > 0) hits.push({ type: "injection.score", score, evidence: "statistic" });
	return hits;
}

export const injectionDetector: Detector = {
	name: "injection",
	version: "1",
	types: Object.keys(INJECTION_SIGNALS) as InjectionType[],
	reads: "all",
	cost: 30,
	scan,
};
