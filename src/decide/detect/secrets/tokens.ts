// Finds tokens that name themselves: by a prefix at the start of a word, or by a mark inside.
import type { Hit } from "../detector.ts";
import { isExample, isPlaceholder, looksRandom } from "./entropy.ts";
import type { CheckResult, MarkedKind, TokenKind } from "./kind.ts";

/** An example that a provider prints in its documentation is worth a hint, not an alarm. */
export const EXAMPLE_SCORE = 250;
/** What is left of a score when a checksum that should hold does not: mistyped, cut or made up, and still shaped like a key. */
const BROKEN_SCORE = 740;
const PROVED_SCORE = 990;
/** An exact shape filled with a run of the alphabet: perhaps made up, and not told to be. */
const PATTERNED_SCORE = 720;
/** An exact shape with letters glued to it. */
const GLUED_SCORE = 780;

function judged(kind: TokenKind | MarkedKind, text: string, start: number, end: number, bodyStart: number): Hit | undefined {
	const check: CheckResult | undefined = kind.check?.(text.slice(start, end));
	if (check === "reject") return undefined;
	const base = { type: kind.type, start, end };
	if (check === "proved") return { ...base, score: PROVED_SCORE, evidence: "checksum" };
	const body = text.slice(bodyStart, end);
	if (isExample(body)) return { ...base, score: EXAMPLE_SCORE, evidence: "format" };
	if (isPlaceholder(body)) return { ...base, score: Math.min(kind.score, PATTERNED_SCORE), evidence: "format" };
	return { ...base, score: check === "broken" ? Math.min(kind.score, BROKEN_SCORE) : kind.score, evidence: "format" };
}

/** Prefixes that are words or ends of words: they need to stand at the beginning of one. */
const WORDY = /^(?:key-|api-|pat-|test_|secret_|sandbox_|pul-|ico-|sat\.|pat\.|sig=)/i;
/** Prefixes of letters alone that no word has in this case. */
const LETTERS_ALONE = /^(?:AKIA|ASIA|ABIA|ACCA|AIza|LTAI|GR1348941|AKCp|ATATT3|ATSTT3|ATCTT3xFfG|xprv)$/;

/** Whether a prefix announces its token whatever stands before it or behind. */
export function isDistinctive(literal: string): boolean {
	return (
		LETTERS_ALONE.test(literal) || (literal.length >= 3 && /[_-]|^SG\.$|^ya29\.$|^hvs\.$/.test(literal) && !WORDY.test(literal))
	);
}

/** Glued to other letters a token must look drawn by a machine; behind a short prefix all the more. */
function looksDrawn(literal: string, body: string): boolean {
	if (LETTERS_ALONE.test(literal)) return /[0-9]/.test(body);
	if (literal.length > 3) return looksRandom(body);
	return body.length >= 30 && /[A-Z]/.test(body) && /[a-z]/.test(body) && /[0-9]/.test(body);
}

/** Bounded, since a token may seem to begin at every fourth character: the token itself is behind it by then. */
const REST = /[A-Za-z0-9_-]{0,256}/y;
/** The characters before the checksum, and the checksum, of the tokens that have one at a fixed place. */
const CHECKED_LENGTH = 36;

/**
 * The token of this kind that begins at `at` with `literal`, if there is one. With `inner` it stands amid letters. Where
 * more follows than its shape has room for, all of it is the span: a cut must not leave a part.
 */
export function tokenAt(kind: TokenKind, literal: string, text: string, at: number, inner = false): Hit | undefined {
	if (!text.startsWith(literal, at)) return undefined;
	const bodyStart = at + literal.length;
	kind.body.lastIndex = bodyStart;
	if (kind.body.test(text)) {
		const end = kind.body.lastIndex;
		const cut =
			kind.check !== undefined && end > bodyStart + CHECKED_LENGTH
				? kind.check(text.slice(at, bodyStart + CHECKED_LENGTH))
				: undefined;
		if (cut === "proved") return { type: kind.type, start: at, end, score: PROVED_SCORE, evidence: "checksum" };
		const hit = judged(kind, text, at, end, bodyStart);
		if (!inner || hit === undefined || hit.evidence === "checksum") return hit;
		return looksDrawn(literal, text.slice(bodyStart, end)) ? { ...hit, score: Math.min(hit.score, GLUED_SCORE) } : undefined;
	}
	if (!isDistinctive(literal)) return undefined;
	kind.loose.lastIndex = bodyStart;
	if (!kind.loose.test(text)) return undefined;
	REST.lastIndex = kind.loose.lastIndex;
	REST.test(text);
	const end = REST.lastIndex;
	const cut = kind.check === undefined ? undefined : kind.check(text.slice(at, bodyStart + CHECKED_LENGTH));
	if (cut === "proved") return { type: kind.type, start: at, end, score: PROVED_SCORE, evidence: "checksum" };
	const hit = judged(kind, text, at, kind.loose.lastIndex, bodyStart);
	if (hit === undefined) return undefined;
	if ((inner || literal.length < 4) && !looksDrawn(literal, text.slice(bodyStart, kind.loose.lastIndex))) return undefined;
	return { ...hit, end, score: Math.min(hit.score, GLUED_SCORE) };
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
