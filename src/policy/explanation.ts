// What a trace tells at each level: events in OPA's members, the same as lines for people, and what became of each rule.
import type { ExplainEvent, ExplainLevel, Explanation, Location } from "../contract/explanation.ts";
import { termText } from "./builtins/text.ts";
import type { Places } from "./places.ts";
import { ruleOutcomes } from "./rule-outcomes.ts";
import type { Locals, Traced, TraceEvent } from "./trace.ts";
import { isArray, isNumber, isObject, isSet, literalOf, typeName, type Value } from "./value.ts";
import { sorted, sortedEntries } from "./value-order.ts";

/** `only` chooses the rules that are told of, by path; the trace is then what happened in them and below them. */
export function explanationOf(
	places: Places,
	traced: Traced,
	level: ExplainLevel,
	only?: (path: string) => boolean,
): Explanation {
	const events = atLevel(only === undefined ? traced.events : within(places, traced.events, only), level);
	return {
		level,
		rules: level === "notes" ? [] : ruleOutcomes({ places, reached: traced.reached }, only),
		trace: events.map((event) => asOpa(places, event, level)),
		pretty: pretty(places, events),
		truncated: traced.truncated,
	};
}

/** What happened in bodies of the chosen rules, and in all that these entered. */
function within(places: Places, events: readonly TraceEvent[], only: (path: string) => boolean): TraceEvent[] {
	const kept = new Set<number>();
	return events.filter(({ op, query, parent, body }) => {
		const rule = body === undefined ? undefined : places.rules[places.bodies[body]?.rule ?? -1];
		if (op === "enter" && (kept.has(parent) || (rule !== undefined && only(rule.path)))) kept.add(query);
		return kept.has(query);
	});
}

/** `fails`: what failed, in the bodies that it failed in and those that these were entered from. */
function atLevel(events: readonly TraceEvent[], level: ExplainLevel): readonly TraceEvent[] {
	if (level === "full") return events;
	if (level === "notes") return events.filter(({ op }) => op === "note");
	const parents = new Map(events.filter(({ op }) => op === "enter").map(({ query, parent }) => [query, parent]));
	const kept = new Set<number>();
	for (const { op, query } of events) {
		for (let id: number | undefined = query; op === "fail" && id !== undefined && !kept.has(id); id = parents.get(id))
			kept.add(id);
	}
	return events.filter(({ op, query }) => op === "note" || op === "fail" || (op === "enter" && kept.has(query)));
}

function asOpa(places: Places, event: TraceEvent, level: ExplainLevel): ExplainEvent {
	const { op, query, parent, message, locals } = event;
	const location = locationOf(places, event);
	return {
		op,
		query_id: query,
		parent_id: parent,
		type: typeOf(places, event),
		node: textOf(places, event),
		...(location === undefined ? {} : { location }),
		...(level !== "full" || locals === undefined ? {} : { locals: [...locals].map(localOf) }),
		...(message === undefined ? {} : { message }),
	};
}

function typeOf({ bodies }: Places, { body, step }: TraceEvent): ExplainEvent["type"] {
	if (step !== undefined) return "expr";
	return body !== undefined && bodies[body]?.in === undefined ? "rule" : "body";
}

/** An expression as it is written; of a body the rule's path, or what encloses the body. */
function textOf({ bodies, rules }: Places, { body: index, step }: TraceEvent): string {
	const body = index === undefined ? undefined : bodies[index];
	if (body === undefined) return "";
	if (step !== undefined) return body.steps[step]?.text ?? body.head;
	const path = rules[body.rule]?.path ?? "";
	if (body.kind === "rule") return path;
	if (body.in === undefined) return `${path} (${body.kind})`;
	return body.kind === "comprehension" ? `comprehension of ${body.head}` : body.kind;
}

function locationOf({ bodies, files }: Places, { body: index, step }: TraceEvent): Location | undefined {
	const body = index === undefined ? undefined : bodies[index];
	if (body === undefined) return undefined;
	const [file, row, col] = (step === undefined ? undefined : body.steps[step]?.at) ?? body.at;
	return { file: files[file] ?? "", row, col };
}

function localOf([name, value]: [string, Value]): { key: unknown; value: unknown } {
	return { key: { type: "var", value: name }, value: term(value) };
}

/** A term as OPA's JSON has it: `{"type": "array", "value": […]}`. */
function term(value: Value): unknown {
	const type = typeName(value);
	if (isNumber(value)) return { type, value: Number(literalOf(value)) };
	if (isArray(value)) return { type, value: value.map(term) };
	if (isSet(value)) return { type, value: sorted(value).map(term) };
	if (isObject(value)) return { type, value: sortedEntries(value).map(([key, item]) => [term(key), term(item)]) };
	return { type, value };
}

const WORDS = { enter: "Enter", eval: "Eval", exit: "Exit", fail: "Fail", redo: "Redo", note: "Note" } as const;

/** OPA's form: the place, a bar a level, the word, the text; with variables, what the expression's hold. */
function pretty(places: Places, events: readonly TraceEvent[]): string[] {
	const depths = new Map<number, number>();
	for (const { op, query, parent } of events) if (op === "enter") depths.set(query, (depths.get(parent) ?? 0) + 1);
	const rows = events.map((event) => {
		const location = locationOf(places, event);
		const depth = depths.get(event.query) ?? 0;
		const indent = "| ".repeat(event.op === "enter" || event.op === "exit" ? Math.max(0, depth - 1) : depth);
		const text = event.message === undefined ? textOf(places, event) : JSON.stringify(event.message);
		return {
			at: location === undefined ? "" : `${location.file}:${location.row}`,
			told: `${indent}${WORDS[event.op]} ${text}${shown(event.locals, text)}`,
		};
	});
	const width = Math.max(0, ...rows.map(({ at }) => at.length));
	return rows.map(({ at, told }) => `${at.padEnd(width)}  ${told}`);
}

const MAX_SHOWN_CHARS = 80;

/** The variables that the expression names. */
function shown(locals: Locals | undefined, text: string): string {
	const words = new Set(text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []);
	const named = [...(locals ?? [])].filter(([name]) => words.has(name));
	if (named.length === 0) return "";
	return ` {${named.map(([name, value]) => `${name}: ${clip(termText(value))}`).join(", ")}}`;
}

function clip(text: string): string {
	return text.length <= MAX_SHOWN_CHARS ? text : `${text.slice(0, MAX_SHOWN_CHARS).toWellFormed()}…`;
}
