// Follows a debug rendition while it runs: from the places that it comes to, what was entered, left, and where it stopped.
import {
	MAX_TRACE_CHARS,
	MAX_TRACE_EVENTS,
	MAX_TRACE_NOTE_CHARS,
	MAX_TRACE_NOTES,
	MAX_TRACE_VALUE_CHARS,
} from "../platform/limits.ts";
import type { EvaluationContext } from "./builtins/builtin.ts";
import type { Body, Places } from "./places.ts";
import { parseValue, type Value } from "./value.ts";

export type Op = "enter" | "eval" | "exit" | "fail" | "redo" | "note";

/** By the author's names. */
export type Locals = ReadonlyMap<string, Value>;

export type TraceEvent = {
	readonly op: Op;
	/** Each time that a body is entered it has a number of its own; 0 is the query. */
	readonly query: number;
	readonly parent: number;
	/** Index of the body; absent for a note that was written outside of any. */
	readonly body?: number;
	/** Index of the step; absent where the event is about the body as a whole. */
	readonly step?: number;
	readonly locals?: Locals;
	/** What `print` or `trace` wrote. */
	readonly message?: string;
};

export type Trace = {
	/** What the engine is given for the evaluation. */
	readonly context: Required<Pick<EvaluationContext, "place" | "print" | "note">>;
	/** To be called once, when the evaluation has ended; `broken`: it stopped while it ran, so what was open has not failed. */
	readonly finish: (broken: boolean) => Traced;
};

export type Traced = {
	readonly events: readonly TraceEvent[];
	/** How often each place was come to, by number: complete, however many events were left out. */
	readonly reached: readonly number[];
	/** Whether events, notes or variables were left out. */
	readonly truncated: boolean;
};

type Frame = { readonly query: number; readonly parent: number; readonly body: number; step: number; locals: Locals };

type State = {
	readonly places: Places;
	readonly values: boolean;
	readonly frames: Frame[];
	readonly events: TraceEvent[];
	readonly reached: number[];
	queries: number;
	notes: number;
	chars: number;
	truncated: boolean;
};

const NONE: Locals = new Map();

/** `values`: with the variables that are bound, as far as the bounds allow. */
export function createTrace(places: Places, { values }: { readonly values: boolean }): Trace {
	const state: State = {
		...{ places, values, frames: [], events: [], reached: places.bodyOf.map(() => 0) },
		...{ queries: 0, notes: 0, chars: 0, truncated: false },
	};
	const say = (text: string) => addNote(state, text);
	return {
		context: { place: (place, bound) => come(state, place, bound), print: say, note: say },
		finish: (broken) => {
			if (!broken) leaveAbove(state, 0);
			return { events: state.events, reached: state.reached, truncated: state.truncated };
		},
	};
}

function come(state: State, place: number, bound: () => string): void {
	const index = state.places.bodyOf[place];
	const body = index === undefined ? undefined : state.places.bodies[index];
	if (index === undefined || body === undefined) return;
	state.reached[place] = (state.reached[place] ?? 0) + 1;
	const step = place - body.first;
	const frame = step === 0 ? enter(state, index, body) : goOn(state, index, step);
	if (frame === undefined) return;
	frame.locals = withBound(state, frame.locals, body.steps[step]?.vars ?? body.vars, bound);
	frame.step = step;
	if (step === 0) add(state, frame, "enter");
	if (step === body.steps.length) add(state, frame, "exit");
	else add(state, frame, "eval", step);
}

/** The first place of a body is come to once each time the body is entered. */
function enter(state: State, index: number, body: Body): Frame {
	const parent = callerOf(state, body);
	leaveAbove(state, parent + 1);
	const frame: Frame = {
		...{ query: ++state.queries, parent: state.frames[parent]?.query ?? 0, body: index, step: 0 },
		locals: body.in === undefined ? NONE : (state.frames[parent]?.locals ?? NONE),
	};
	state.frames.push(frame);
	return frame;
}

/**
 * Index of the frame that entered the body, -1 for the query. What stopped says nothing, so it is told from the program:
 * an enclosed body is entered by the one that encloses it, and a rule's by the innermost expression that can reach the
 * rule and is not part of the rule itself: Rego has no recursion.
 */
function callerOf({ frames, places }: State, body: Body): number {
	const { in: enclosing, rule } = body;
	if (enclosing !== undefined) return frames.findLastIndex((frame) => frame.body === enclosing[0]);
	const own = frames.findIndex((frame) => places.bodies[frame.body]?.rule === rule);
	const candidates = own < 0 ? frames : frames.slice(0, own);
	return candidates.findLastIndex((frame) => places.bodies[frame.body]?.steps[frame.step]?.calls.includes(rule) === true);
}

/** A later place of a body that is being evaluated: all within it has ended, and an earlier step or the same was redone. */
function goOn(state: State, index: number, step: number): Frame | undefined {
	const at = state.frames.findLastIndex((frame) => frame.body === index);
	const frame = state.frames[at];
	if (frame === undefined) return undefined;
	leaveAbove(state, at + 1);
	if (step <= frame.step) {
		fail(state, frame);
		frame.locals = boundBefore(state, frame, step);
		add(state, frame, "redo", step - 1);
	}
	return frame;
}

/** What a step and those after it had bound no longer holds when the step is come to again. */
function boundBefore({ places, values }: State, { body, locals }: Frame, step: number): Locals {
	if (!values || locals.size === 0) return locals;
	const described = places.bodies[body];
	const later = new Set([...(described?.steps.slice(step).flatMap(({ vars }) => vars) ?? []), ...(described?.vars ?? [])]);
	return new Map([...locals].filter(([name]) => !later.has(name)));
}

/** Ends the frames from `height` on, the innermost first. */
function leaveAbove(state: State, height: number): void {
	while (state.frames.length > height) {
		const frame = state.frames.pop();
		if (frame !== undefined) fail(state, frame);
	}
}

/** The last step that was come to let nothing through, unless it was the end. */
function fail(state: State, frame: Frame): void {
	if (frame.step < (state.places.bodies[frame.body]?.steps.length ?? 0)) add(state, frame, "fail", frame.step);
}

function add(state: State, { query, parent, body, locals }: Frame, op: Op, step?: number): void {
	if (state.events.length >= MAX_TRACE_EVENTS) {
		state.truncated = true;
		return;
	}
	const told = state.values && locals.size > 0 ? { locals } : {};
	state.events.push({ op, query, parent, body, ...(step === undefined ? {} : { step }), ...told });
}

function addNote(state: State, text: string): void {
	if (++state.notes > MAX_TRACE_NOTES || text.length > MAX_TRACE_NOTE_CHARS) state.truncated = true;
	if (state.notes > MAX_TRACE_NOTES) return;
	const message = text.length > MAX_TRACE_NOTE_CHARS ? `${text.slice(0, MAX_TRACE_NOTE_CHARS)}…`.toWellFormed() : text;
	const frame = state.frames.at(-1);
	const where = frame === undefined ? { query: 0, parent: 0 } : { query: frame.query, parent: frame.parent };
	state.events.push({ op: "note", ...where, ...(frame && { body: frame.body, step: frame.step }), message });
}

/** What is too long is left out alone, so that the others are still told. */
function withBound(state: State, locals: Locals, names: readonly string[], bound: () => string): Locals {
	if (!state.values || names.length === 0 || state.events.length >= MAX_TRACE_EVENTS) return locals;
	const text = bound();
	state.chars += Math.min(text.length, MAX_TRACE_VALUE_CHARS);
	if (text.length > MAX_TRACE_VALUE_CHARS || state.chars > MAX_TRACE_CHARS) {
		state.truncated = true;
		return new Map([...locals].filter(([name]) => !names.includes(name)));
	}
	const values = parseValue(text);
	if (!values.ok || !Array.isArray(values.value)) return locals;
	const read = values.value as readonly Value[];
	return new Map([...locals, ...names.flatMap((name, index) => (index in read ? [[name, read[index] as Value] as const] : []))]);
}
