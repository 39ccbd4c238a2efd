// Random rules of every shape that Rego has.
import { body } from "./bodies.ts";
import type { Type } from "./builtins.ts";
import { type Node, node } from "./node.ts";
import { fresh, type Known, type Scope, TYPES, use, withVariables } from "./scope.ts";
import { literal, termOf } from "./terms.ts";

type Rule = { readonly nodes: readonly Node[]; readonly known: Known };
type Shape = (scope: Scope, name: string) => Rule;

const SHAPES: readonly (readonly [weight: number, feature: string, shape: Shape])[] = [
	[3, "complete rule", complete],
	[1, "constant", constant],
	[1.5, "else", withElse],
	[1.5, "default", withDefault],
	[2.5, "partial set", partialSet],
	[2, "partial object", partialObject],
	[2, "function", callable],
	[1, "function with patterns", patterned],
	[1.5, "reference head", referenceHead],
	[0.7, "boolean rule", boolean],
];

export function rule(scope: Scope, name: string): Rule {
	const [feature, shape] = scope.random.weighted(SHAPES.map(([weight, ...rest]) => [weight, rest] as const));
	use(scope, feature);
	return shape(scope, name);
}

function when(scope: Scope): ReturnType<typeof body> {
	return body(scope, 1 + scope.random.below(3), 0);
}

/** `head` is given the scope behind the body, in which its terms stand. */
function conditional(scope: Scope, head: (after: Scope) => (string | Node)[]): Node {
	const { node: made, scope: after } = when(scope);
	return node("rule", ...head(after), " if { ", made, " }\n\n");
}

function repeated(scope: Scope, make: () => Node): Node[] {
	return Array.from({ length: scope.random.chance(0.3) ? 2 : 1 }, make);
}

function complete(scope: Scope, name: string): Rule {
	const type = scope.random.pick(TYPES);
	const nodes = repeated(scope, () => conditional(scope, (after) => [`${name} := `, termOf(after, type, 1)]));
	return { nodes, known: { name, type } };
}

function constant(scope: Scope, name: string): Rule {
	const type = scope.random.pick(TYPES);
	return { nodes: [node("rule", `${name} := `, termOf(scope, type), "\n\n")], known: { name, type } };
}

function boolean(scope: Scope, name: string): Rule {
	return { nodes: repeated(scope, () => conditional(scope, () => [name])), known: { name, type: "boolean" } };
}

function withElse(scope: Scope, name: string): Rule {
	const type = scope.random.pick(TYPES);
	const branch = (head: string) => {
		const { node: made, scope: after } = when(scope);
		return [`${head} := `, termOf(after, type, 1), " if { ", made, " }"];
	};
	const tail = scope.random.chance(0.5) ? [" else := ", termOf(scope, type, 2)] : [];
	const parts = [...branch(name), ...branch(" else"), ...tail, "\n\n"];
	return { nodes: [node("rule", ...parts)], known: { name, type } };
}

const plainLiteral = (scope: Scope, type: Type) =>
	literal(
		{ ...scope, random: { ...scope.random, chance: () => false } },
		type === "any" || type === "object" || type === "array" || type === "set" ? "number" : type,
		9,
	);

function withDefault(scope: Scope, name: string): Rule {
	const type = scope.random.pick<Type>(["number", "string", "boolean", "null"]);
	const nodes = [
		node("rule", `default ${name} := `, plainLiteral(scope, type), "\n\n"),
		...repeated(scope, () => conditional(scope, (after) => [`${name} := `, termOf(after, type, 1)])),
	];
	return { nodes, known: { name, type } };
}

function partialSet(scope: Scope, name: string): Rule {
	const nodes = repeated(scope, () => conditional(scope, (after) => [`${name} contains `, termOf(after, "any", 1)]));
	return { nodes, known: { name, type: "set", keyed: true } };
}

function partialObject(scope: Scope, name: string): Rule {
	const key: Type = scope.random.chance(0.7) ? "string" : "any";
	const nodes = repeated(scope, () =>
		conditional(scope, (after) => [`${name}[`, termOf(after, key, 2), "] := ", termOf(after, "any", 1)]),
	);
	return { nodes, known: { name, type: "object", keyed: true } };
}

function callable(scope: Scope, name: string): Rule {
	const args = Array.from({ length: 1 + scope.random.below(2) }, () => fresh(scope));
	const inner = withVariables(scope, ...args.map((arg) => ({ name: arg, type: "any" as const })));
	const type = scope.random.pick(TYPES);
	const head = (after: Scope) => [`${name}(${args.join(", ")}) := `, termOf(after, type, 1)];
	const fallback = scope.random.chance(0.2)
		? [node("rule", `default ${name}(${args.map(() => "_").join(", ")}) := `, plainLiteral(scope, type), "\n\n")]
		: [];
	return {
		nodes: [...fallback, ...repeated(scope, () => conditional(inner, head))],
		known: { name, type: "any", arity: args.length },
	};
}

/** Functions that tell their operands apart in the head. */
function patterned(scope: Scope, name: string): Rule {
	const [a, b] = [fresh(scope), fresh(scope)];
	const inner = withVariables(scope, { name: a, type: "any" }, { name: b, type: "any" });
	const heads = ["1, _", '"a", x', "[x, y], _", '{"a": x}, [_, y]', "null, false"].map((text) =>
		text.replace("x", a).replace("y", b),
	);
	const rules = [scope.random.pick(heads), scope.random.pick(heads)].map((head) => {
		const names = new Set([a, b].filter((variable) => head.includes(variable)));
		const bound = {
			...inner,
			variables: inner.variables.filter((one) => (one.name !== a && one.name !== b) || names.has(one.name)),
		};
		return conditional(bound, (after) => [`${name}(${head}) := `, termOf(after, "any", 1)]);
	});
	return { nodes: rules, known: { name, type: "any", arity: 2 } };
}

function referenceHead(scope: Scope, name: string): Rule {
	const form = scope.random.below(3);
	const nodes = repeated(scope, () =>
		conditional(scope, (after) => {
			if (form === 0) return [`${name}.${scope.random.pick(["a", "b"])}.c := `, termOf(after, "any", 1)];
			const key = termOf(after, scope.random.chance(0.7) ? "string" : "any", 2);
			return [`${name}.a[`, key, form === 1 ? "] := " : "] contains ", termOf(after, "any", 1)];
		}),
	);
	return { nodes, known: { name, type: "object", keyed: true } };
}
