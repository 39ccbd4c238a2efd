// Resolves overlaps: of hits of one type over the same words, the strongest speaks.
import type { Hit } from "../detector.ts";

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
