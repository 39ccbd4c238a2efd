// Documents out of entrypoints: which to evaluate for a path, and what their results and the base data make together.
import { isArray, isNumber, isObject, isSet, type OpaObject, type Value } from "../../../policy/value.ts";
import { isMember, lookUp } from "../../../policy/value-order.ts";
import { nameOf, type Term, termValue } from "./path.ts";

/** Nothing below this name is part of a document above it: OPA keeps policies about itself there. */
const HIDDEN = "system";

/**
 * `within`: the path lies in what one entrypoint answers, `rest` leads on from there. `above`: it is made of the entrypoints
 * below it, each with the names that lead to it.
 */
export type Plan =
	| { readonly kind: "within"; readonly entrypoint: string; readonly rest: readonly Term[] }
	| {
			readonly kind: "above";
			readonly entrypoints: readonly { readonly entrypoint: string; readonly names: readonly string[] }[];
	  };

/** Plans a path for the entrypoints of one version. The longest entrypoint on the path answers, since it evaluates least. */
export function planOf(entrypoints: readonly string[], terms: readonly Term[]): Plan {
	let within: { readonly entrypoint: string; readonly length: number } | undefined;
	const below: { readonly entrypoint: string; readonly names: readonly string[] }[] = [];
	for (const entrypoint of entrypoints) {
		const names = entrypoint.split("/");
		const common = Math.min(names.length, terms.length);
		// A name in a reference is text: the number 0 is no rule's name.
		if (!names.slice(0, common).every((name, index) => name === terms[index])) continue;
		if (names.length <= terms.length) {
			if (within === undefined || names.length > within.length) within = { entrypoint, length: names.length };
		} else below.push({ entrypoint, names: names.slice(terms.length) });
	}
	if (within !== undefined) return { kind: "within", entrypoint: within.entrypoint, rest: terms.slice(within.length) };
	const hidden = terms.length === 0 || (terms.length === 1 && terms[0] === HIDDEN);
	const seen = below.filter(({ entrypoint }) => !hidden || entrypoint.split("/")[0] !== HIDDEN);
	return {
		kind: "above",
		entrypoints: seen.filter(({ entrypoint }) => !seen.some((other) => isAbove(other.entrypoint, entrypoint))),
	};
}

/** Whether an entrypoint's answer holds another's already. */
function isAbove(entrypoint: string, other: string): boolean {
	return other.startsWith(`${entrypoint}/`);
}

/** Follows a reference into a value; `undefined` where it leads nowhere. */
export function descend(value: Value | undefined, terms: readonly Term[]): Value | undefined {
	let found = value;
	for (const term of terms) {
		if (found === undefined) return undefined;
		const key = termValue(term);
		if (isObject(found)) found = lookUp(found, key);
		else if (isSet(found)) found = isMember(found, key) ? key : undefined;
		else if (isArray(found)) found = isNumber(key) ? found[Number(nameOf(term))] : undefined;
		else found = undefined;
	}
	return found;
}

/** The same in base data, whose members all have names: a number finds the member that is spelled like it. */
export function descendBase(value: Value | undefined, terms: readonly Term[]): Value | undefined {
	let found = value;
	for (const term of terms) {
		if (isObject(found)) found = found.get(nameOf(term));
		else if (isArray(found) && typeof term !== "string") found = found[Number(term.integer)];
		else return undefined;
	}
	return found;
}

/** An object that leads by the names to a value; without a value its innermost object is empty, as a package without rules is. */
export function graft(names: readonly string[], value: Value | undefined): Value | undefined {
	const [name, ...rest] = names;
	if (name === undefined) return value;
	if (rest.length > 0) return new Map<Value, Value>([[name, graft(rest, value) as Value]]);
	return value === undefined ? new Map<Value, Value>() : new Map<Value, Value>([[name, value]]);
}

/** Both documents as one: objects are joined, and elsewhere what is computed comes before what is stored. */
export function merged(stored: Value | undefined, computed: Value | undefined): Value | undefined {
	if (stored === undefined) return computed;
	if (computed === undefined) return stored;
	if (!isObject(stored) || !isObject(computed)) return computed;
	const joined = new Map<Value, Value>(stored as OpaObject);
	for (const [key, value] of computed) joined.set(key, merged(joined.get(key), value) as Value);
	return joined;
}
