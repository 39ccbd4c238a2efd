// The exfiltration detector: every link of a text judged, and instructions to send private data away.
import { EXFILTRATION_SIGNALS, type ExfiltrationSignalType } from "../../../contract/signals/exfiltration.ts";
import { MAX_HITS_PER_SCAN } from "../../../platform/limits.ts";
import type { Detector, Hit, ScanContext } from "../detector.ts";
import { instructionHits } from "./instructions.ts";
import { judgeLink } from "./judge.ts";
import { findLinks } from "./plain.ts";

/** A host is reported as unknown once: the second link to it says nothing new. */
function once(hits: Hit[], text: string): Hit[] {
	const seen = new Set<string>();
	return hits.filter((hit) => {
		if (hit.type !== "exfiltration.unknown_host") return true;
		const host = /^[^/]*\/\/[^/?#]*/.exec(text.slice(hit.start, hit.end))?.[0] ?? "";
		return !seen.has(host) && seen.add(host) !== undefined;
	});
}

/** Finds ways in which a text carries data out. A link gives one hit for each thing that is wrong with it, of the same span. */
function scan(text: string, context: ScanContext): Hit[] {
	const { links, more } = findLinks(text);
	const judged = links.flatMap((link) => judgeLink(link, context));
	const hits = once(judged, text);
	// What was not judged may be the one that matters: whoever decides must hear it.
	if (more) hits.push({ type: "limit.signals_truncated", score: 1000, evidence: "limit" });
	const hasUrl = links.some((link) => link.url.includes("//"));
	hits.push(...instructionHits(text, hasUrl));
	// What is cut off beyond the bound is the weakest, so that noise cannot push an alarm out.
	return hits.length > MAX_HITS_PER_SCAN ? hits.sort((a, b) => b.score - a.score) : hits;
}

export const exfiltrationDetector: Detector = {
	name: "exfiltration",
	version: "2",
	types: [...(Object.keys(EXFILTRATION_SIGNALS) as ExfiltrationSignalType[]), "limit.signals_truncated"],
	reads: "all",
	cost: 5,
	scan,
};
