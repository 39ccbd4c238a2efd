// Facts of a policy input that can be changed: where they lie, and which other values the contract has for them.
import type * as v from "valibot";
import { PolicyInput } from "../../contract/input.ts";
import type { WhatIfSet } from "../../contract/what-if.ts";

/** A fact with values to try in its place; a number has a range, within which a threshold is looked for. */
export type Fact = {
	readonly path: string;
	readonly value: unknown;
	readonly others: readonly WhatIfSet[];
	readonly range?: readonly [low: number, high: number] | undefined;
};

/** What identifies, or is what the decision is about rather than a fact of it. */
const FIXED: ReadonlySet<string> = new Set([
	"contract",
	"tenant",
	"stage",
	"app",
	"config",
	"exceptions",
	"scoped_exceptions",
	"kill",
]);
/** What a detector said that it saw: a signal may be stronger, weaker or away, but another one is no fact of this request. */
const SEEN = /^\/signals\/\d+\/(?!score$)/;
/** Scores of signals are integers up to this; other numbers are tried up to their thousandfold. */
const MAX_SCORE = 1000;

/** All facts of an input, signals first: those are what most decisions stand on. */
export function factsOf(input: Readonly<Record<string, unknown>>): Fact[] {
	const found: Fact[] = [];
	for (const name of ["signals", ...Object.keys(input).filter((each) => each !== "signals")]) {
		if (FIXED.has(name)) continue;
		walk(memberSchema(PolicyInput, name), input[name], `/${name}`, found);
	}
	return found;
}

type Schema = v.GenericSchema & {
	readonly entries?: Readonly<Record<string, v.GenericSchema>>;
	readonly options?: readonly unknown[];
	readonly item?: v.GenericSchema;
	readonly wrapped?: v.GenericSchema;
};

function walk(schema: Schema | undefined, value: unknown, path: string, found: Fact[]): void {
	if (Array.isArray(value)) {
		value.forEach((item, at) => {
			// Taken away as a whole, and then part by part.
			found.push({ path: `${path}/${at}`, value: item, others: [{ path: `${path}/${at}` }] });
			if (typeof item === "object") walk(schema?.item as Schema | undefined, item, `${path}/${at}`, found);
		});
		return;
	}
	if (typeof value === "object" && value !== null) {
		for (const [name, member] of Object.entries(value)) walk(memberSchema(schema, name), member, `${path}/${name}`, found);
		return;
	}
	if (SEEN.test(path)) return;
	const others = othersOf(schema, value).map((other): WhatIfSet => ({ path, value: other }));
	const range =
		typeof value === "number" ? ([0, path.endsWith("/score") ? MAX_SCORE : Math.max(1, value) * 1000] as const) : undefined;
	if (others.length > 0 || range !== undefined) found.push({ path, value, others, range });
}

function othersOf(schema: Schema | undefined, value: unknown): readonly unknown[] {
	if (typeof value === "boolean") return [!value];
	const options = schema?.type === "picklist" ? (schema.options ?? []) : [];
	return options.filter((option) => option !== value);
}

/** `optional` is only around a schema, never part of what it says. */
function memberSchema(schema: v.GenericSchema | undefined, name: string): Schema | undefined {
	let member = (schema as Schema | undefined)?.entries?.[name] as Schema | undefined;
	while (member?.wrapped !== undefined) member = member.wrapped as Schema;
	return member;
}

/** The input with facts set or taken away, the input itself unchanged; `undefined`: a path leads nowhere. */
export function withFacts<T extends object>(input: T, sets: readonly WhatIfSet[]): T | undefined {
	// Parts that the input shares with itself must not be changed together.
	const copy = JSON.parse(JSON.stringify(input)) as Record<string, unknown>;
	// Items of a list are taken away from its end on, so that the places of the others stay what they are.
	const order = [...sets].sort((a, b) =>
		isRemoval(a) && isRemoval(b) ? lastIndex(b.path) - lastIndex(a.path) : Number(isRemoval(a)) - Number(isRemoval(b)),
	);
	for (const { path, ...set } of order) {
		const names = path
			.slice(1)
			.split("/")
			.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
		const last = names.pop() as string;
		let at: unknown = copy;
		for (const name of names) at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
		if (!isObject(at) || last === "__proto__") return undefined;
		if (Array.isArray(at) && !(/^\d+$/.test(last) && Number(last) <= at.length)) return undefined;
		if ("value" in set) at[last] = set.value;
		else if (Array.isArray(at)) at.splice(Number(last), 1);
		else delete at[last];
	}
	return copy as T;
}

function isRemoval(set: WhatIfSet): boolean {
	return !("value" in set);
}

function lastIndex(path: string): number {
	return Number(/(\d+)$/.exec(path)?.[1] ?? 0);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null;
}
