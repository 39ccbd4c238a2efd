// How a kind of secret is described: the literals that announce it, the shape that follows, the check that proves it.
import type { SecretSignalType } from "../../../contract/signals/secret.ts";

/** What a check says of a candidate: `proved` a checksum or inner structure holds, `broken` it does not. */
export type CheckResult = "proved" | "broken" | "reject";

/** A token that names itself by a fixed prefix. */
export type TokenKind = {
	readonly type: SecretSignalType;
	/** Case-sensitive beginnings of the token. */
	readonly literals: readonly string[];
	/** Sticky; matches what follows the literal, bounded in length. */
	readonly body: RegExp;
	/** The same shape where anything may follow it. */
	readonly loose: RegExp;
	readonly check?: (token: string) => CheckResult;
	/** Score when nothing is proved: a prefix and an exact shape is ≥ 900, a short prefix with a loose shape less. */
	readonly score: number;
};

/** A value that only the words before it identify. */
export type ContextKind = {
	readonly type: SecretSignalType;
	/** Lower case; matched at the start of a word or of a part of an identifier, in any case. */
	readonly words: readonly string[];
	/** Shape of the value, unanchored, bounded in length; the value is the whole match. */
	readonly value: RegExp;
	readonly score: number;
};

/** A token whose mark stands inside it, behind a number of characters that no prefix announces. */
export type MarkedKind = {
	readonly type: SecretSignalType;
	readonly mark: string;
	/** How many characters before the mark the token begins; tried in turn. */
	readonly before: readonly number[];
	/** Sticky at the token's start. */
	readonly pattern: RegExp;
	readonly check?: (token: string) => CheckResult;
	readonly score: number;
};

type TokenOptions = { readonly check?: (token: string) => CheckResult; readonly score?: number };

/** Ends a token: nothing that could go on with it follows. */
const END = "(?![A-Za-z0-9_])";
/** Begins a token: after no letter or digit, except the ones of an escape (`\\n`, `%3D`). */
const START = "(?:(?<![A-Za-z0-9])|(?<=\\\\[nrt]|%[0-9A-Fa-f]{2}))";

/** A prefixed token; `body` is the source of the shape after the prefix. */
export function token(
	type: SecretSignalType,
	literals: string | readonly string[],
	body: string,
	options: TokenOptions = {},
): TokenKind {
	const base = {
		type,
		literals: typeof literals === "string" ? [literals] : literals,
		body: new RegExp(`${body}${END}`, "y"),
		loose: new RegExp(body, "y"),
	};
	return { ...base, score: options.score ?? 950, ...(options.check ? { check: options.check } : {}) };
}

/** A value known by the words before it. */
export function context(type: SecretSignalType, words: readonly string[], value: string, score = 820): ContextKind {
	return { type, words, value: new RegExp(`${START}(?:${value})${END}`), score };
}

/** A token known by a mark inside it. */
export function marked(
	type: SecretSignalType,
	mark: string,
	before: readonly number[],
	pattern: string,
	options: TokenOptions = {},
): MarkedKind {
	const base = { type, mark, before, pattern: new RegExp(`${START}(?:${pattern})${END}`, "y") };
	return { ...base, score: options.score ?? 950, ...(options.check ? { check: options.check } : {}) };
}

/** The kinds of one family of providers. */
export type KindFamily = {
	readonly tokens?: readonly TokenKind[];
	readonly contexts?: readonly ContextKind[];
	readonly marks?: readonly MarkedKind[];
};
