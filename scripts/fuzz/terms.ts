// Random terms of a type: literals at the edges, references, arithmetic, comprehensions, calls.
import type { Declared, Type } from "./builtins.ts";
import { INPUT_FIELDS } from "./inputs.ts";
import { NUMBERS, SMALL_NUMBERS, STRINGS, termsFor, textsFor } from "./literals.ts";
import { joined, term as made, type Node } from "./node.ts";
import { fresh, type Scope, TYPES, use, withVariables } from "./scope.ts";

const MAX_DEPTH = 3;

export function termOf(scope: Scope, type: Type, depth = 0): Node {
	const { random } = scope;
	const wanted = type === "any" ? random.pick(TYPES) : type;
	const deep = depth >= MAX_DEPTH ? 0 : 1;
	return random.weighted<() => Node>([
		[3, () => literal(scope, wanted, depth)],
		[4, () => reference(scope, type)],
		[3 * deep, () => call(scope, wanted, depth)],
		[2 * deep, () => operation(scope, wanted, depth)],
		[0.6 * deep, () => comprehension(scope, wanted, depth)],
		[0.6 * deep, () => functionCall(scope, wanted, depth)],
	])();
}

export function literal(scope: Scope, type: Type, depth: number): Node {
	const { random } = scope;
	const items = () => Array.from({ length: random.below(4) }, () => termOf(scope, "any", depth + 2));
	switch (type) {
		case "number":
			return made(random.pick(random.chance(0.6) ? SMALL_NUMBERS : NUMBERS));
		case "string":
			return random.chance(0.12) ? interpolated(scope, depth) : made(JSON.stringify(random.pick(STRINGS)));
		case "boolean":
			return made(random.pick(["true", "false"]));
		case "array":
			return made("[", ...joined(items(), ", "), "]");
		case "set": {
			const members = items();
			return members.length === 0 ? made("set()") : made("{", ...joined(members, ", "), "}");
		}
		case "object": {
			const keys = new Set(Array.from({ length: random.below(4) }, () => objectKey(scope)));
			return made(
				"{",
				...joined(
					[...keys].map((key) => made(key, ": ", termOf(scope, "any", depth + 2))),
					", ",
				),
				"}",
			);
		}
		default:
			return made("null");
	}
}

function objectKey(scope: Scope): string {
	return scope.random.chance(0.75)
		? JSON.stringify(scope.random.pick(["a", "b", "c", "list", ...STRINGS.slice(0, 16)]))
		: scope.random.pick(["1", "1.0", "null", "false", "[1]", '{"a"}', "{}", "set()", "-0.5", "input.n", "input.s"]);
}

function interpolated(scope: Scope, depth: number): Node {
	use(scope, "string interpolation");
	const type = scope.random.pick(TYPES);
	return made('$"x{', termOf(scope, type, depth + 1), "} {", reference(scope, "any"), '}"');
}

export function reference(scope: Scope, type: Type): Node {
	const { random } = scope;
	const fits = (other: Type) => type === "any" || other === type || other === "any" || random.chance(0.08);
	const variables = scope.variables.filter((variable) => fits(variable.type));
	const rules = scope.rules.filter((rule) => rule.arity === undefined && fits(rule.type));
	const fields = INPUT_FIELDS.filter(([, of]) => fits(of));
	return random.weighted<() => Node>([
		[variables.length === 0 ? 0 : 4, () => made(random.pick(variables).name)],
		[rules.length === 0 ? 0 : 3, () => ruleReference(scope, random.pick(rules).name)],
		[fields.length === 0 ? 0 : 3, () => made(`input.${random.pick(fields)[0]}`)],
		[1, () => made(random.pick(PATHS[type] ?? PATHS.any))],
	])();
}

const PATHS: Partial<Record<Type, readonly string[]>> & { any: readonly string[] } = {
	number: ["data.base.users.ana.age", "data.base.deep.a.b[1].c[0]", "input.nums[0]", "input.obj.a", "data.base.nums[4]"],
	string: ["input.strs[0]", "input.users[0].name", "data.base.words[0]", "input.obj.a"],
	boolean: ["data.base.flags.on", "data.base.flags.off", "input.obj.b"],
	array: ["data.base.nums", "data.base.words", "input.users", "data.base.list", "input.users[0].roles", "data.base.deep.a.b"],
	object: ["data.base.users", "data.base.flags", "input", "data.base.empty", "input.users[0]", "data.base.deep"],
	any: [
		"input.list[0]",
		"input.obj.a",
		"input.tree.b.c",
		'data.base["deep"].a',
		"input[input.s]",
		"data.base.flags.none",
		"input.list[1].a",
		"data.base.users[input.s].age",
	],
};

function ruleReference({ random, id }: Scope, name: string): Node {
	const text = random.chance(0.2) ? `data.${id}.${name}` : name;
	return made(random.chance(0.08) ? `${text}[${random.pick(["0", '"a"', "input.s", "input.n"])}]` : text);
}

function call(scope: Scope, type: Type, depth: number): Node {
	const fitting = scope.builtins.filter((one) => one.result === type || one.result === "any");
	return fitting.length === 0 ? literal(scope, type, depth) : callOf(scope, scope.random.pick(fitting), depth);
}

export function callOf(scope: Scope, { name, args }: Declared, depth: number): Node {
	use(scope, name);
	return made(
		`${name}(`,
		...joined(
			args.map((type) => operand(scope, name, type, depth)),
			", ",
		),
		")",
	);
}

/** Mostly what the builtin can work on, sometimes of the type alone, sometimes whatever the input holds. */
function operand(scope: Scope, builtin: string, type: Type, depth: number): Node {
	const { random } = scope;
	const texts = textsFor(builtin);
	const terms = termsFor(builtin, type);
	if (random.chance(0.1))
		return made(random.pick(["input.x", "input.none", "input.z", "input.list[0]", "input.obj.a", "input.b"]));
	if (terms !== undefined && random.chance(0.8)) return made(random.pick(terms));
	const text = () => made(JSON.stringify(random.pick(texts ?? STRINGS)));
	if (texts !== undefined && (type === "string" || type === "any") && random.chance(0.75)) return text();
	if (texts !== undefined && (type === "array" || type === "set") && random.chance(0.5)) {
		const items = Array.from({ length: 1 + random.below(3) }, text);
		return type === "array" ? made("[", ...joined(items, ", "), "]") : made("{", ...joined(items, ", "), "}");
	}
	if (builtin === "numbers.range_step" || builtin === "strings.count") return termOf({ ...scope, rules: [] }, type, MAX_DEPTH);
	return termOf(scope, type, depth + 1);
}

function operation(scope: Scope, type: Type, depth: number): Node {
	const pair = (operator: string, of: Type) => {
		use(scope, `operator ${operator}`);
		return made("(", termOf(scope, of, depth + 1), ` ${operator} `, termOf(scope, of, depth + 1), ")");
	};
	const { random } = scope;
	switch (type) {
		case "number":
			return pair(random.pick(["+", "-", "*", "/", "%"]), "number");
		case "set":
			return pair(random.pick(["|", "&", "-"]), "set");
		case "boolean":
			return random.chance(0.5)
				? pair(random.pick(["==", "!=", "<", "<=", ">", ">="]), random.pick(TYPES))
				: made(
						"(",
						termOf(scope, "any", depth + 1),
						" in ",
						termOf(scope, random.pick(["array", "set", "object"]), depth + 1),
						")",
					);
		default:
			return literal(scope, type, depth);
	}
}

function comprehension(scope: Scope, type: Type, depth: number): Node {
	if (type !== "array" && type !== "set" && type !== "object") return literal(scope, type, depth);
	use(scope, `${type} comprehension`);
	const name = fresh(scope);
	const source = termOf(scope, scope.random.pick(["array", "set", "object"]), depth + 1);
	const inner = withVariables(scope, { name, type: "any" });
	const { node, scope: after } = scope.body(inner, 1 + scope.random.below(2), depth + 2);
	const head = termOf(after, "any", depth + 2);
	const [open, close] = type === "array" ? ["[", "]"] : ["{", "}"];
	const key = type === "object" ? [made(scope.random.pick([name, `[${name}]`, `sprintf("%v", [${name}])`])), ": "] : [];
	return made(open, ...key, head, " | some ", name, " in ", source, "; ", node, close);
}

function functionCall(scope: Scope, type: Type, depth: number): Node {
	const functions = scope.rules.filter((rule) => rule.arity !== undefined);
	if (functions.length === 0) return literal(scope, type, depth);
	use(scope, "function call");
	const { name, arity } = scope.random.pick(functions);
	const args = Array.from({ length: arity ?? 0 }, () => termOf(scope, "any", depth + 1));
	return made(`${name}(`, ...joined(args, ", "), ")");
}
