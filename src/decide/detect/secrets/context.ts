// Finds values that only the words before them identify: a provider's name, a word like "key", then the value.
import type { Hit } from "../detector.ts";
import { entropy, isPlaceholder } from "./entropy.ts";
import type { ContextKind } from "./kind.ts";

/** How far after the word the value may begin. */
const REACH = 80;
/** Longest value any kind asks for. */
const LONGEST = 640;

const SECRET_WORD = /key|token|secret|passw|pwd|auth|cred|ssws|sid\b|\bpat\b|schlüssel|clave|chave|clé|密|鍵|키|ключ|токен/i;
/** A value that could be the secret: long enough to be one. Its end bounds the search. */
const LONG_RUN = /[A-Za-z0-9+/_.~!@#$%^&*=-]{15,}/g;
/** What is named here is public: a digest, an identifier, a revision. */
const NOT_SECRET = /\b(?:sha-?(?:1|256|512)?|commit|digest|hash|md5|checksum|etag|revision|trace|public|request[-_ ]?id)\b/i;

/** Whether a character, standing after a matched word, ends it: `DD_KEY`, `datadogKey`, but not `ddos`, `ETHERNET`. */
export function endsWord(text: string, end: number): boolean {
	const next = text.charCodeAt(end);
	if (next >= 97 && next <= 122) return false;
	const last = text.charCodeAt(end - 1);
	return !(next >= 65 && next <= 90) || (last >= 97 && last <= 122);
}

/** Whether `word` (lower case) stands at `at`, in any case. */
export function wordAt(word: string, text: string, at: number): boolean {
	return text.slice(at, at + word.length).toLowerCase() === word;
}

/** The issuer and the shape are known, so it is enough that no name or word stands there. */
function convincing(value: string): boolean {
	if (isPlaceholder(value)) return false;
	const letters = /[A-Za-z]/.test(value);
	const mixed = /[0-9]/.test(value) || (value.match(/[a-z][A-Z]/g)?.length ?? 0) >= 3;
	return letters && mixed && entropy(value) >= (value.length < 20 ? 2600 : 2900);
}

/** The value that `word` at `at` announces, if one follows. */
export function contextAt(kind: ContextKind, word: string, text: string, at: number): Hit | undefined {
	if (!wordAt(word, text, at) || !endsWord(text, at + word.length)) return undefined;
	const from = at + word.length;
	const gapMost = text.slice(from, from + REACH);
	LONG_RUN.lastIndex = 0;
	let run = LONG_RUN.exec(gapMost);
	while (run !== null) {
		const runStart = run.index;
		const window = text.slice(from + runStart, from + runStart + LONGEST);
		const found = kind.value.exec(window.slice(0, runEnd(window)));
		if (found !== null) {
			const gap = gapMost.slice(0, runStart + found.index);
			if (!SECRET_WORD.test(word) && !SECRET_WORD.test(gap)) return undefined;
			if (NOT_SECRET.test(gap) || !convincing(found[0])) return undefined;
			const start = from + runStart + found.index;
			return { type: kind.type, start, end: start + found[0].length, score: kind.score, evidence: "context" };
		}
		run = LONG_RUN.exec(gapMost);
	}
	return undefined;
}

/** Where the run of non-blank characters at the start of a window ends. */
function runEnd(window: string): number {
	const end = window.search(/[\s"'`<>]/);
	return end < 0 ? window.length : end;
}
