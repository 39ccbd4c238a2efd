// A random program: a package of rules, its inputs, and the features that it uses.
import { body } from "./bodies.ts";
import type { Declared } from "./builtins.ts";
import { inputText } from "./inputs.ts";
import { type Node, node, print } from "./node.ts";
import { randomFrom } from "./random.ts";
import { rule } from "./rules.ts";
import type { Known, Scope } from "./scope.ts";

export type Program = {
	readonly id: string;
	readonly seed: number;
	readonly tree: Node;
	/** Names of the rules that are no functions: the entrypoints. */
	readonly rules: readonly string[];
	/** JSON texts. */
	readonly inputs: readonly string[];
	readonly used: ReadonlyMap<string, number>;
};

const MAX_RULES = 7;
const INPUTS = 2;

export function makeProgram(seed: number, builtins: readonly Declared[]): Program {
	const random = randomFrom(seed);
	const id = `p${seed}`;
	const used = new Map<string, number>();
	const names = { next: 0 };
	const known: Known[] = [];
	const nodes: Node[] = [];
	const count = 2 + random.below(MAX_RULES - 1);
	for (let i = 0; i < count; i++) {
		const scope: Scope = { random, builtins, id, rules: [...known], variables: [], used, body, names };
		const made = rule(scope, `r${i}`);
		nodes.push(...made.nodes);
		known.push(made.known);
	}
	const rules = known.filter((one) => one.arity === undefined).map((one) => one.name);
	const inputs = Array.from({ length: INPUTS }, () => inputText(random));
	return { id, seed, tree: node("program", `package ${id}\n\n`, ...nodes), rules, inputs, used };
}

/** OPA takes a declared variable that is used nowhere for an error, so those become `_`. */
export function sourceOf({ tree }: Pick<Program, "tree">): string {
	const text = print(tree);
	const counts = new Map<string, number>();
	for (const [name] of text.matchAll(/\bw[0-9]+\b/g)) counts.set(name, (counts.get(name) ?? 0) + 1);
	const kept = (name: string) => (counts.get(name) === 1 ? "_" : name);
	return text.replace(/\b(some|every) (w[0-9]+)(?:, (w[0-9]+))? in /g, (_, word: string, first: string, second?: string) =>
		second === undefined ? `${word} ${kept(first)} in ` : `${word} ${kept(first)}, ${kept(second)} in `,
	);
}
