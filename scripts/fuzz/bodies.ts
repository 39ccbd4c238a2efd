// Random bodies of rules: expressions of every kind, each with the variables that those before it have bound.
import type { Type } from "./builtins.ts";
import { joined, type Node, node, term } from "./node.ts";
import { fresh, type Scope, TYPES, use, withVariables } from "./scope.ts";
import { callOf, reference, termOf } from "./terms.ts";

type Made = { readonly node: Node; readonly scope: Scope };

/** `count` expressions; `scope` is what stands behind them. */
export function body(scope: Scope, count: number, depth: number): Made {
	const parts: Node[] = [];
	let reached = scope;
	for (let i = 0; i < count; i++) {
		const made = expression(reached, depth);
		parts.push(made.node);
		reached = made.scope;
	}
	return { node: node("body", ...joined(parts, "; ")), scope: reached };
}

const COLLECTIONS: readonly Type[] = ["array", "set", "object"];

function expression(scope: Scope, depth: number): Made {
	const shallow = depth < 3 ? 1 : 0;
	const made = scope.random.weighted<() => Made>([
		[3, () => assignment(scope, depth)],
		[3, () => iteration(scope, depth)],
		[2, () => plain(scope, condition(scope, depth))],
		[1, () => plain(scope, termOf(scope, "any", depth))],
		[1, () => plain(scope, anyCall(scope, depth))],
		[1.2, () => negation(scope, depth)],
		[0.8 * shallow, () => every(scope, depth)],
		[0.8, () => destructuring(scope, depth)],
		[0.8, () => reaching(scope)],
		[0.3, () => walked(scope)],
	])();
	return scope.random.chance(0.08) ? { ...made, node: withMock(scope, made.node, depth) } : made;
}

function plain(scope: Scope, ...parts: (string | Node)[]): Made {
	return { node: node("expression", ...parts), scope };
}

function binding(scope: Scope, variables: readonly string[], type: Type, ...parts: (string | Node)[]): Made {
	const bound = variables.map((name) => ({ name, type }));
	return { node: node("expression", ...parts), scope: withVariables(scope, ...bound) };
}

function assignment(scope: Scope, depth: number): Made {
	const name = fresh(scope);
	const type = scope.random.pick(TYPES);
	return binding(scope, [name], type, `${name} := `, termOf(scope, type, depth));
}

function iteration(scope: Scope, depth: number): Made {
	use(scope, "some … in");
	const source = termOf(scope, scope.random.pick(COLLECTIONS), depth + 1);
	const value = fresh(scope);
	if (scope.random.chance(0.6)) return binding(scope, [value], "any", `some ${value} in `, source);
	const key = fresh(scope);
	return binding(scope, [key, value], "any", `some ${key}, ${value} in `, source);
}

export function condition(scope: Scope, depth: number): Node {
	const { random } = scope;
	const type = random.pick(TYPES);
	const operator = random.pick(["==", "!=", "<", "<=", ">", ">="]);
	if (random.chance(0.25))
		return term(termOf(scope, "any", depth + 1), " in ", termOf(scope, random.pick(COLLECTIONS), depth + 1));
	return term(termOf(scope, type, depth + 1), ` ${operator} `, termOf(scope, random.chance(0.85) ? type : "any", depth + 1));
}

function anyCall(scope: Scope, depth: number): Node {
	return callOf(scope, scope.random.pick(scope.builtins), depth);
}

function negation(scope: Scope, depth: number): Made {
	use(scope, "not");
	const rules = scope.rules.filter((rule) => rule.keyed);
	const { random } = scope;
	if (rules.length > 0 && random.chance(0.5)) {
		use(scope, "not over a partial rule");
		return plain(scope, `not ${random.pick(rules).name}[`, reference(scope, "any"), "]");
	}
	return plain(scope, "not ", random.chance(0.5) ? condition(scope, depth) : termOf(scope, "any", depth + 1));
}

function every(scope: Scope, depth: number): Made {
	use(scope, "every");
	const names = scope.random.chance(0.6) ? [fresh(scope)] : [fresh(scope), fresh(scope)];
	const source = termOf(scope, scope.random.pick(COLLECTIONS), depth + 1);
	const inner = withVariables(scope, ...names.map((name) => ({ name, type: "any" as const })));
	return plain(
		scope,
		`every ${names.join(", ")} in `,
		source,
		" { ",
		body(inner, 1 + scope.random.below(2), depth + 2).node,
		" }",
	);
}

function destructuring(scope: Scope, depth: number): Made {
	use(scope, "unification");
	const [a, b] = [fresh(scope), fresh(scope)];
	const some = () => termOf(scope, "any", depth + 2);
	// OPA refuses a literal that the pattern cannot match.
	const [pattern, right] = scope.random.pick<[string, () => Node]>([
		[`[${a}, ${b}]`, () => term("[", some(), ", ", some(), "]")],
		[`[${a}, [${b}, _]]`, () => term("[", some(), ", [", some(), ", 1]]")],
		[`{"a": ${a}, "b": ${b}}`, () => term('{"a": ', some(), ', "b": ', some(), "}")],
		[`[_, ${a}, {"a": ${b}}]`, () => term("[1, ", some(), ', {"a": ', some(), "}]")],
	]);
	return binding(
		scope,
		[a, b],
		"any",
		`some ${a}, ${b}; ${pattern} = `,
		scope.random.chance(0.5) ? reference(scope, "any") : right(),
	);
}

/** References that bind variables on their way. */
function reaching(scope: Scope): Made {
	use(scope, "reference with variables");
	const { random } = scope;
	const [key, value] = [fresh(scope), fresh(scope)];
	const keyed = scope.rules.filter((rule) => rule.keyed).map((rule) => `${rule.name}[${key}]`);
	const path = random.pick([
		`data.base.users[${key}].age`,
		`data.base.users[${key}].roles[_]`,
		`input.users[${key}].name`,
		`input.list[${key}]`,
		`input[${key}]`,
		`input.obj[${key}]`,
		`data.base.deep.a.b[${key}].c`,
		`data.base[${key}][_]`,
		...keyed,
		...keyed,
	]);
	return binding(scope, [key, value], "any", `some ${key}; ${value} := ${path}`);
}

function walked(scope: Scope): Made {
	use(scope, "walk");
	const [path, value] = [fresh(scope), fresh(scope)];
	return binding(scope, [path, value], "any", "walk(", reference(scope, "any"), `, [${path}, ${value}])`);
}

/** `with` over input, data, or a builtin. */
function withMock(scope: Scope, inner: Node, depth: number): Node {
	use(scope, "with");
	const { random } = scope;
	const target = random.pick([
		"input",
		"input.n",
		"input.s",
		"input.obj.a",
		"data.base.users",
		"data.base.flags.on",
		"count",
		"upper",
		"time.now_ns",
	]);
	const value =
		target === "input" ? term('{"n": 1, "list": [', termOf(scope, "any", depth + 2), "]}") : termOf(scope, "any", depth + 2);
	return node("expression", ...inner.parts, ` with ${target} as `, value);
}
