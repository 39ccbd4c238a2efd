// Paths of OPA's data API: from the URL to the names and numbers of a reference under `data`, and back to its text.

import { err, ok, type Result } from "../../../platform/result.ts";
import { numberFrom, type Value } from "../../../policy/value.ts";

/** A term of a reference: a name or an integer. */
export type Term = string | { readonly integer: string };

/** What OPA refuses: a term with a quote in it, or escapes that are no UTF-8, of which no query can be made. */
export type PathFault = { readonly reason: "not-a-term"; readonly term: string } | { readonly reason: "not-utf8" };

const INTEGER = /^[+-]?[0-9]+$/;
const [MIN, MAX] = [-(2n ** 63n), 2n ** 63n - 1n];

/** Splits the path behind `/v1/data`, still escaped; empty parts do not count. */
export function termsOf(escaped: string): Result<Term[], PathFault> {
	const terms: Term[] = [];
	for (const part of escaped.split("/")) {
		if (part === "") continue;
		const text = unescaped(part);
		if (text === undefined) return err({ reason: "not-utf8" });
		if (text.includes('"')) return err({ reason: "not-a-term", term: text });
		terms.push(termOf(text));
	}
	return ok(terms);
}

function termOf(text: string): Term {
	if (!INTEGER.test(text)) return text;
	const integer = BigInt(text.replace(/^\+/, ""));
	return integer < MIN || integer > MAX ? text : { integer: String(integer) };
}

function unescaped(part: string): string | undefined {
	try {
		return decodeURIComponent(part);
	} catch {
		return undefined;
	}
}

/** Whether every percent sign begins an escape; OPA's server answers nothing else otherwise. */
export function isEscapedRight(path: string): boolean {
	return !/%(?![0-9a-fA-F]{2})/.test(path);
}

/** The term as a value of the policy language. */
export function termValue(term: Term): Value {
	return typeof term === "string" ? term : numberFrom(term.integer);
}

/** The term as the name of a member. */
export function nameOf(term: Term): string {
	return typeof term === "string" ? term : term.integer;
}

/** `data.a["b-c"][0]`, as OPA writes references. */
export function refText(terms: readonly Term[]): string {
	return `data${terms.map((term) => (typeof term === "string" ? memberText(term) : `[${term.integer}]`)).join("")}`;
}

function memberText(name: string): string {
	return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** `a/b/c`: how entrypoints and records write it. */
export function slashed(terms: readonly Term[]): string {
	return terms.map(nameOf).join("/");
}
