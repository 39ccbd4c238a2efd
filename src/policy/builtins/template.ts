// Go's text templates, as far as plain data can use them: fields, variables, pipelines, if, with, range, functions.
import { isArray, isNumber, isObject, literalOf, type Value } from "../value.ts";
import { jsonText } from "../value-json.ts";
import { sorted, sortedEntries } from "../value-order.ts";
import { type Builtins, builtinError } from "./builtin.ts";
import { objectOperand, stringOperand } from "./operand.ts";
import { call, show, truth } from "./template-functions.ts";
import { type Action, type Pipeline, parseTemplate, type Term } from "./template-parse.ts";

/** What a template may write: loops in loops grow fast. */
const MAX_OUTPUT = 1_000_000;

export const TEMPLATE: Builtins = {
	"strings.render_template": (args) => {
		const template = stringOperand(args, 1);
		const data = asText(objectOperand(args, 2));
		const writer: Writer = { text: "", scopes: [new Map([["$", data]])] };
		execute(writer, parseTemplate(template), data);
		return writer.text.replaceAll("<no value>", "<undefined>");
	},
};

/** OPA hands numbers to a template as their text: `{{if .n}}` holds for 0, and `eq .n 1` compares text with a number. */
function asText(value: Value): Value {
	if (isNumber(value)) return literalOf(value);
	if (isArray(value)) return value.map(asText);
	if (value instanceof Set) return sorted(value).map(asText);
	return isObject(value)
		? new Map([...value].map(([key, item]) => [typeof key === "string" ? key : jsonText(key), asText(item)]))
		: value;
}

type Branch = Extract<Action, { then: readonly Action[] }>;
type Writer = { text: string; readonly scopes: Map<string, Value | undefined>[] };

/** How a loop's body ended: with the next item, or with none. */
type LoopEnd = { readonly again: boolean };

function write(writer: Writer, text: string): void {
	writer.text += text;
	if (writer.text.length > MAX_OUTPUT) throw builtinError("template: the text is too long");
}

function execute(writer: Writer, actions: readonly Action[], dot: Value | undefined): LoopEnd | undefined {
	for (const action of actions) {
		const end = step(writer, action, dot);
		if (end !== undefined) return end;
	}
	return undefined;
}

function scoped<T>(writer: Writer, run: () => T): T {
	writer.scopes.push(new Map());
	try {
		return run();
	} finally {
		writer.scopes.pop();
	}
}

function step(writer: Writer, action: Action, dot: Value | undefined): LoopEnd | undefined {
	switch (action.kind) {
		case "text":
			write(writer, action.text);
			return undefined;
		case "print": {
			const value = evaluate(writer, action.pipeline, dot);
			if (action.pipeline.names.length === 0) write(writer, show(value));
			return undefined;
		}
		case "if":
		case "with":
			return scoped(writer, () => {
				const value = evaluate(writer, action.pipeline, dot);
				if (truth(value)) return execute(writer, action.then, action.kind === "with" ? value : dot);
				return execute(writer, action.otherwise, dot);
			});
		case "range":
			return scoped(writer, () => range(writer, action, dot));
		case "break":
			return { again: false };
		case "continue":
			return { again: true };
	}
}

function range(writer: Writer, action: Branch, dot: Value | undefined): LoopEnd | undefined {
	const value = evaluate(writer, { ...action.pipeline, names: [] }, dot);
	const entries: [Value, Value][] = isArray(value)
		? value.map((item, index) => [index, item])
		: isObject(value)
			? sortedEntries(value)
			: counted(value);
	if (entries.length === 0) return execute(writer, action.otherwise, dot);
	const { names } = action.pipeline;
	for (const [key, item] of entries) {
		const end = scoped(writer, () => {
			if (names.length === 1) set(writer, names[0] as string, item, true);
			if (names.length === 2) {
				set(writer, names[0] as string, key, true);
				set(writer, names[1] as string, item, true);
			}
			return execute(writer, action.then, item);
		});
		if (end !== undefined && !end.again) break;
	}
	return undefined;
}

/** A number counts from zero; nothing is no item. */
function counted(value: Value | undefined): [Value, Value][] {
	if (value === undefined || value === null) return [];
	if (typeof value !== "number") throw builtinError(`template: range can't iterate over ${show(value)}`);
	return Array.from({ length: Math.min(value, MAX_OUTPUT) }, (_, index) => [index, index]);
}

function set(writer: Writer, name: string, value: Value | undefined, declare: boolean): void {
	const scope = declare ? writer.scopes.at(-1) : writer.scopes.findLast((candidate) => candidate.has(name));
	if (scope === undefined) throw builtinError(`template: undefined variable "${name}"`);
	scope.set(name, value);
}

function evaluate(writer: Writer, { names, declare, commands }: Pipeline, dot: Value | undefined): Value | undefined {
	let value: Value | undefined;
	commands.forEach((command, index) => {
		const [head, ...rest] = command;
		if (head === undefined) throw builtinError("template: missing value for command");
		const last = index === 0 ? [] : [value];
		if (head.kind === "function") {
			value = call(head.name, [
				...rest.map((term) => (): Value | undefined => termValue(writer, term, dot)),
				...last.map((item) => () => item),
			]);
		} else {
			if (rest.length > 0 || index > 0) throw builtinError("template: can't give argument to non-function");
			value = termValue(writer, head, dot);
		}
	});
	for (const name of names) set(writer, name, value, declare);
	return value;
}

function termValue(writer: Writer, term: Term, dot: Value | undefined): Value | undefined {
	switch (term.kind) {
		case "literal":
			return term.value;
		case "pipeline":
			return fields(evaluate(writer, term.pipeline, dot), term.path);
		case "function":
			return call(term.name, []);
		case "dot":
			return fields(dot, term.path);
		case "variable": {
			const scope = writer.scopes.findLast((candidate) => candidate.has(term.name));
			if (scope === undefined) throw builtinError(`template: undefined variable "${term.name}"`);
			return fields(scope.get(term.name), term.path);
		}
	}
}

/** A missing key is no value, and so is what would be below it; a field of what has no fields is an error. */
function fields(value: Value | undefined, path: readonly string[]): Value | undefined {
	let found = value;
	for (const name of path) {
		if (found === undefined) return undefined;
		if (found === null) throw builtinError(`template: nil data; no entry for key "${name}"`);
		if (!isObject(found)) throw builtinError(`template: can't evaluate field ${name}`);
		found = found.get(name);
	}
	return found;
}
