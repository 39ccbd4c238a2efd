// Finds tokens that name themselves: by a prefix at the start of a word, or by a mark inside.
import type { Hit } from "../detector.ts";
import { isPlaceholder } from "./entropy.ts";
import type { CheckResult, MarkedKind, TokenKind } from "./kind.ts";

/** An example that a provider prints in its documentation is worth a hint, not an alarm. */
export const EXAMPLE_SCORE = 250;
/** What is left of a score when a checksum that should hold does not: mistyped, cut or made up, and still shaped like a key. */
const BROKEN_SCORE = 740;
const PROVED_SCORE = 990;

function judged(kind: TokenKind | MarkedKind, text: string, start: number, end: number, bodyStart: number): Hit | undefined {
	const check: CheckResult | undefined = kind.check?.(text.slice(start, end));
	if (check === "reject") return undefined;
	const base = { type: kind.type, start, end };
	if (check === "proved") return { ...base, score: PROVED_SCORE, evidence: "checksum" };
	if (isPlaceholder(text.slice(bodyStart, end))) return { ...base, score: EXAMPLE_SCORE, evidence: "format" };
	return { ...base, score: check === "broken" ? Math.min(kind.score, BROKEN_SCORE) : kind.score, evidence: "format" };
}

/** The token of this kind that begins at `at` with `literal`, if there is one. */
export function tokenAt(kind: TokenKind, literal: string, text: string, at: number): Hit | undefined {
	if (!text.startsWith(literal, at)) return undefined;
	const bodyStart = at + literal.length;
	kind.body.lastIndex = bodyStart;
	if (!kind.body.test(text)) return undefined;
	return judged(kind, text, at, kind.body.lastIndex, bodyStart);
}

/** The token of this kind whose mark stands at `at`, if there is one. */
export function markedAt(kind: MarkedKind, text: string, at: number): Hit | undefined {
	if (!text.startsWith(kind.mark, at)) return undefined;
	for (const before of kind.before) {
		if (before > at) continue;
		kind.pattern.lastIndex = at - before;
		if (kind.pattern.test(text)) return judged(kind, text, at - before, kind.pattern.lastIndex, at - before);
	}
	return undefined;
}
