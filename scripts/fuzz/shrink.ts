// Makes a difference small: leaves out rules, expressions and parts of terms and of the input while it holds.
import { isArray, isObject, parseValue, printValue, type Value } from "../../src/policy/value.ts";
import { type Deps, type Difference, judgePrograms } from "./judge.ts";
import { type Node, print, smaller } from "./node.ts";
import type { Program } from "./program.ts";

const MAX_TRIES = 250;

export async function shrink(found: Difference, deps: Deps): Promise<Difference> {
	let smallest = found;
	let tries = 0;
	const known = new Set<string>();
	const attempt = async (tree: Node, input: string): Promise<boolean> => {
		const text = `${print(tree)}${input}`;
		if (known.has(text)) return false;
		known.add(text);
		tries++;
		const rule = smallest.entrypoint.slice(smallest.entrypoint.indexOf("/") + 1);
		const program: Program = { ...found.program, tree, inputs: [input], rules: [rule] };
		const judged = await judgePrograms([program], { ...deps, withStock: true });
		const same = judged.differences.find(({ mode }) => mode === found.mode);
		if (same !== undefined) smallest = same;
		return same !== undefined;
	};
	let progress = true;
	while (progress && tries < MAX_TRIES) {
		progress = false;
		for (const tree of smaller(smallest.program.tree)) {
			if (tries >= MAX_TRIES) break;
			if (print(tree).length >= print(smallest.program.tree).length) continue;
			if (await attempt(tree, smallest.input)) {
				progress = true;
				break;
			}
		}
	}
	for (let inputs = smallerInputs(smallest.input); tries < 2 * MAX_TRIES; ) {
		const next = inputs.next();
		if (next.done) break;
		if (await attempt(smallest.program.tree, next.value)) inputs = smallerInputs(smallest.input);
	}
	return smallest;
}

function* smallerInputs(text: string): Generator<string> {
	const parsed = parseValue(text);
	if (!parsed.ok) return;
	for (const value of smallerValues(parsed.value)) yield printValue(value);
}

function* smallerValues(value: Value): Generator<Value> {
	if (isArray(value)) {
		for (const index of value.keys()) yield value.toSpliced(index, 1);
		for (const [index, item] of value.entries()) for (const made of smallerValues(item)) yield value.with(index, made);
	}
	if (isObject(value)) {
		for (const key of value.keys()) yield new Map([...value].filter(([other]) => other !== key));
		for (const [key, item] of value) for (const made of smallerValues(item)) yield new Map([...value, [key, made]]);
	}
}
