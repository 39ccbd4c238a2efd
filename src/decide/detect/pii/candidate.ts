// What a family hands in, and how overlapping claims on the same characters are settled.
import type { Evidence, SignalTypeName } from "../../../contract/signal.ts";

export type Candidate = {
	readonly type: SignalTypeName;
	readonly start: number;
	readonly end: number;
	readonly score: number;
	readonly evidence: Evidence;
};

/** Below this a claim does not hold off what lies inside it: the policies' default threshold. */
const STRONG = 700;

function contains(a: Candidate, b: Candidate): boolean {
	return a.start <= b.start && a.end >= b.end && a.end - a.start > b.end - b.start;
}

/** A strong claim beats what lies within it (an address its postcode); else the surer wins, then the longer. */
function beats(a: Candidate, b: Candidate): boolean {
	if (a.score >= STRONG && contains(a, b)) return true;
	if (b.score >= STRONG && contains(b, a)) return false;
	return a.score !== b.score ? a.score > b.score : a.end - a.start > b.end - b.start;
}

/** The better claim; where each has something of its own and both are strong, over both: a cut must not leave a part. */
function merged(winner: Candidate, loser: Candidate): Candidate {
	const crosses =
		(loser.start < winner.start && loser.end < winner.end) || (loser.start > winner.start && loser.end > winner.end);
	if (!crosses || loser.score < STRONG || winner.score < STRONG) return winner;
	return { ...winner, start: Math.min(winner.start, loser.start), end: Math.max(winner.end, loser.end) };
}

/**
 * Of candidates that overlap only the better claim stays. Sorted by start. One sweep: a newcomer can overlap only
 * the last one kept, since that one starts after all others end.
 */
export function settle(candidates: Candidate[]): Candidate[] {
	const kept: Candidate[] = [];
	for (const next of candidates.sort((a, b) => a.start - b.start || b.end - a.end)) {
		const last = kept.at(-1);
		if (last === undefined || last.end <= next.start) kept.push(next);
		else kept[kept.length - 1] = beats(next, last) ? merged(next, last) : merged(last, next);
	}
	return kept;
}
