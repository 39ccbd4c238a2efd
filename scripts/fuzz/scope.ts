// What a place in a random program may name: variables, earlier rules, and what has been used so far.
import type { Declared, Type } from "./builtins.ts";
import type { Node } from "./node.ts";
import type { Random } from "./random.ts";

export type Variable = { readonly name: string; readonly type: Type };
/** A rule that later ones refer to: a value, or a function of some operands. */
export type Known = { readonly name: string; readonly type: Type; readonly arity?: number; readonly keyed?: boolean };

export type Scope = {
	readonly random: Random;
	readonly builtins: readonly Declared[];
	/** Package of the program. */
	readonly id: string;
	readonly rules: readonly Known[];
	readonly variables: readonly Variable[];
	/** Counts every construct that was made. */
	readonly used: Map<string, number>;
	/** Makes a body of `count` expressions: terms hold bodies as bodies hold terms. */
	readonly body: (scope: Scope, count: number, depth: number) => { readonly node: Node; readonly scope: Scope };
	/** Numbers fresh names. */
	readonly names: { next: number };
};

export function use(scope: Scope, feature: string): void {
	scope.used.set(feature, (scope.used.get(feature) ?? 0) + 1);
}

export function fresh(scope: Scope): string {
	return `w${scope.names.next++}`;
}

export function withVariables(scope: Scope, ...variables: Variable[]): Scope {
	return { ...scope, variables: [...scope.variables, ...variables] };
}

export const TYPES: readonly Type[] = ["number", "string", "boolean", "null", "array", "object", "set"];
