// Tells whether two answers are the same, and what kind of difference it is where WASM itself causes it.
import { NATIVE } from "../../src/policy/builtins/native.ts";
import { parseValue, type Value } from "../../src/policy/value.ts";
import { jsonText } from "../../src/policy/value-json.ts";
import { equal } from "../../src/policy/value-order.ts";
import type { Answers } from "./answers.ts";
import type { Failure, OpaAnswer, Outcome } from "./opa.ts";

const CONFLICT = "eval_conflict_error";

/** `same`; a reason of `REASONS`; or `different`. */
export type Verdict = "same" | keyof typeof REASONS | "different";

/** What WASM cannot tell a host, each by a rule that takes nothing else in. */
export const REASONS = {
	"too-slow": "OPA itself did not finish within three seconds",
	"opa-panics": "OPA's interpreter itself panics",
	"native-error":
		"strict: the first error is of a builtin compiled into the module, which cannot report it; the answer is that of lenient evaluation, or a later error of OPA's list",
	"no-index": "OPA answers the same once its rule index and early exit are off, which a module does not have",
	"error-order":
		"strict: both fail and conflict alike in lenient mode, but one had come to a builtin's error before the conflict",
	wording: "strict: the same builtin fails with the same code, in other words",
} as const;

export async function compareLenient(opa: OpaAnswer, own: Answers, thorough: () => Promise<OpaAnswer>): Promise<Verdict> {
	const unjudged = unfinished(opa.lenient);
	if (unjudged !== undefined) return unjudged;
	if (sameOutcome(opa.lenient, own.lenient)) return "same";
	const all = await thorough();
	return unfinished(all.lenient) ?? (sameOutcome(all.lenient, own.lenient) ? "no-index" : "different");
}

/** `thorough` asks OPA again without rule index and early exit. */
export async function compareStrict(opa: OpaAnswer, own: Answers, thorough: () => Promise<OpaAnswer>): Promise<Verdict> {
	const unjudged = unfinished(opa.lenient) ?? unfinished(opa.strict);
	if (unjudged !== undefined) return unjudged;
	const verdict = strictly(opa, own);
	if (verdict !== undefined) return verdict;
	const all = await thorough();
	return unfinished(all.lenient) ?? (strictly(all, own) === undefined && !reports(all, own) ? "different" : "no-index");
}

function strictly(opa: OpaAnswer, own: Answers): Verdict | undefined {
	if (sameOutcome(opa.strict, own.strict)) return "same";
	const raised = opa.strict.error;
	const got = own.strict.error;
	if (raised !== undefined && got !== undefined && sameFailure(raised, got)) return "wording";
	const later = got !== undefined && (opa.errors ?? []).some((error) => sameFailure(error, got));
	if (raised !== undefined && isNative(raised) && (later || sameOutcome(opa.lenient, own.strict))) return "native-error";
	const conflict = own.lenient.error?.code === CONFLICT && opa.lenient.error?.code === CONFLICT;
	if (conflict && raised !== undefined && got !== undefined) return "error-order";
	return undefined;
}

/** OPA comes to the error that fails here, if not as its first one, and answers alike when it goes on. */
function reports(opa: OpaAnswer, { strict: { error }, lenient }: Answers): boolean {
	return error !== undefined && (opa.errors ?? []).some((one) => sameFailure(one, error)) && sameOutcome(opa.lenient, lenient);
}

function unfinished({ error }: Outcome): Verdict | undefined {
	if (error?.code === "panic") return "opa-panics";
	return error?.code === "eval_cancel_error" ? "too-slow" : undefined;
}

function isNative({ message }: Failure): boolean {
	return NATIVE.has(builtinOf(message));
}

/** OPA's messages begin with the builtin's name. */
export function builtinOf(message: string): string {
	return message.slice(0, message.indexOf(": "));
}

function sameFailure(a: Failure, b: Failure): boolean {
	return a.code === b.code && builtinOf(a.message) === builtinOf(b.message);
}

/** A conflict is told by its kind alone: the module says no more. */
export function sameOutcome(a: Outcome, b: Outcome): boolean {
	if (a.error !== undefined || b.error !== undefined) {
		if (a.error?.code !== b.error?.code) return false;
		return a.error?.code === CONFLICT || a.error?.message === b.error?.message;
	}
	if (a.value === undefined || b.value === undefined) return a.value === b.value;
	return a.value === b.value || equal(read(a.value), read(b.value));
}

/** Are numbers written alike, too? */
export function sameText(a: Outcome, b: Outcome): boolean {
	return a.value === undefined || b.value === undefined || jsonText(read(a.value)) === jsonText(read(b.value));
}

function read(text: string): Value {
	const parsed = parseValue(text);
	if (!parsed.ok) throw new Error(`not a value: ${text.slice(0, 200)}`);
	return parsed.value;
}

export type StockVerdict = "same" | "missing" | "error" | "sets and keys" | "numbers" | "other";

/** Stock opa-wasm speaks JSON: first as JSON, then as JavaScript's numbers. */
export function compareStock(opa: OpaAnswer, stock: Outcome): StockVerdict {
	if (stock.error?.code === "missing") return "missing";
	if (stock.error !== undefined || opa.lenient.error !== undefined) {
		return stock.error?.code === opa.lenient.error?.code ? "same" : "error";
	}
	if (stock.value === undefined || opa.lenient.value === undefined) return stock.value === opa.lenient.value ? "same" : "other";
	const wanted = jsonText(read(opa.lenient.value));
	const got = jsonText(read(stock.value));
	if (wanted === got || equal(read(wanted), read(got))) return "same";
	const plain = (text: string) => JSON.stringify(JSON.parse(text));
	return plain(wanted) === plain(got) ? "numbers" : "other";
}
