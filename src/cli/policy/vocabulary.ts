// The words that the policy's input can hold, by the name of the field, read off the contract itself.
import { Obligation, REFUSAL_HAZARDS } from "../../contract/finding.ts";
import { PolicyInput } from "../../contract/input.ts";
import { SIGNAL_TYPES } from "../../contract/signal.ts";

export type Vocabulary = Readonly<Record<string, readonly string[]>>;

/**
 * Closed lists of strings by field (`stage`, `trust`, `class`, `shape`…). Where two fields of one name differ, what
 * either may hold: a source says `x.type`, not of what. `signal_type`, `obligation` and `hazard` are lists of their own.
 */
export function vocabulary(): Vocabulary {
	const words = new Map<string, Set<string>>();
	collect(PolicyInput, "", words);
	const fields = Object.fromEntries([...words].map(([field, values]) => [field, [...values]]));
	return {
		...fields,
		signal_type: Object.keys(SIGNAL_TYPES),
		obligation: [...Obligation.entries.type.options],
		hazard: [...REFUSAL_HAZARDS],
	};
}

function collect(schema: unknown, field: string, words: Map<string, Set<string>>): void {
	const node = schema as {
		type?: string;
		options?: unknown[];
		entries?: object;
		item?: unknown;
		wrapped?: unknown;
		literal?: unknown;
	};
	const add = (values: unknown[]) => {
		const strings = values.filter((value) => typeof value === "string");
		if (strings.length > 0) words.set(field, new Set([...(words.get(field) ?? []), ...strings]));
	};
	if (node.type === "picklist") add(node.options ?? []);
	else if (node.type === "literal") add([node.literal]);
	for (const [name, entry] of Object.entries(node.entries ?? {})) collect(entry, name, words);
	for (const inner of [node.item, node.wrapped]) if (inner !== undefined) collect(inner, field, words);
}

/** The word of a list that is most like what was written, for "did you mean". */
export function nearest(written: string, words: readonly string[]): string | undefined {
	const ranked = words.map((word) => ({ word, steps: distance(written, word) })).sort((a, b) => a.steps - b.steps);
	return ranked[0]?.word;
}

/** Letters to put in, take out or replace. */
function distance(a: string, b: string): number {
	let above = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const replaced = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			row.push(Math.min(replaced, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
		}
		above = row;
	}
	return above[b.length] ?? 0;
}

const LINE = 116;

/** `guard/given/signal_types_test.rego`: the types that `given.signal` takes, so that a test cannot see what nobody reports. */
export function signalTypesModule(): string {
	const lines: string[] = [];
	for (const type of Object.keys(SIGNAL_TYPES).sort()) {
		const item = `"${type}",`;
		const last = lines.at(-1);
		if (last === undefined || last.length + 1 + item.length > LINE) lines.push(item);
		else lines[lines.length - 1] = `${last} ${item}`;
	}
	return `# Every signal type there is, written from src/contract/signals by \`npm run policy:docs\`.
package guard.given_test

_signal_types := {
${lines.map((line) => `\t${line}`).join("\n")}
}
`;
}
