// Whether each rule fired and, if not, which expression stopped it: told from how often each place was come to.
import type { RuleOutcome, Stop } from "../contract/explanation.ts";
import type { Body, Places } from "./places.ts";

/** Rules that are told of as reasons of one stop. */
const MAX_REASONS = 8;

type Counted = { readonly places: Places; readonly reached: readonly number[] };
type Reason = Stop["because"][number];

/** Every rule, in the order of the sources. `only` chooses by path (`data.a.b`). */
export function ruleOutcomes(counted: Counted, only: (path: string) => boolean = () => true): RuleOutcome[] {
	const bodies = new Map<number, Body[]>();
	for (const body of counted.places.bodies) {
		if (body.in === undefined) bodies.set(body.rule, [...(bodies.get(body.rule) ?? []), body]);
	}
	return counted.places.rules.flatMap(({ path }, rule) => {
		const own = bodies.get(rule);
		return own === undefined || !only(path) ? [] : [outcomeOf(counted, path, own)];
	});
}

function outcomeOf(counted: Counted, rule: string, bodies: readonly Body[]): RuleOutcome {
	const written = bodies.filter(({ kind }) => kind !== "default");
	const byDefault = bodies.some((body) => body.kind === "default" && times(counted, body, 0) > 0);
	const stopped = written.filter((body) => times(counted, body, 0) > 0 && left(counted, body) === 0);
	const outcome = written.some((body) => left(counted, body) > 0)
		? "fired"
		: byDefault
			? "default"
			: stopped.length > 0
				? "stopped"
				: "not_reached";
	const [first = bodies[0]] = written;
	return {
		rule,
		outcome,
		defined: first === undefined ? "" : place(counted.places, first.at),
		stops: stopped
			.map((body) => ({ stop: stopOf(counted, body), step: furthest(counted, body) }))
			.sort((a, b) => b.step - a.step)
			.map(({ stop }) => stop),
	};
}

function stopOf(counted: Counted, body: Body): Stop {
	return { ...whereStopped(counted, body), because: reasonsOf(counted, body).slice(0, MAX_REASONS) };
}

function whereStopped(counted: Counted, body: Body): Omit<Stop, "because"> {
	// Some elements of an `every` may go through: the expression is the one that others did not.
	const index =
		body.kind === "every" ? body.steps.findLastIndex((_, step) => lost(counted, body, step) > 0) : furthest(counted, body);
	const step = body.steps[index];
	return {
		at: place(counted.places, step?.at ?? body.at),
		expression: step?.text ?? body.head,
		times: lost(counted, body, Math.max(0, index)),
	};
}

/** What the step that stopped asked for: bodies within, rules that stopped and, behind `not`, rules that fired. */
function reasonsOf(counted: Counted, body: Body): Reason[] {
	const { bodies, rules } = counted.places;
	const index = bodies.indexOf(body);
	const last = furthest(counted, body);
	const within = bodies.filter((other) => other.in?.[0] === index && other.in[1] <= last && isStopped(counted, other));
	const steps = [body.steps[last], ...within.map((other) => other.steps[furthest(counted, other)])];
	const asked = new Map(
		steps.flatMap((step) => (step?.calls ?? []).map((rule) => [rule, /^not\b/.test(step?.text ?? "")] as const)),
	);
	const own = bodies.filter(
		(other) => other.in === undefined && other.kind !== "default" && asked.has(other.rule) && times(counted, other, 0) > 0,
	);
	const gone = own.filter((other) => left(counted, other) > 0);
	const fired = new Set(gone.map(({ rule }) => rule));
	return [
		...within.map((other): Reason => ({ outcome: "stopped", ...whereStopped(counted, other) })),
		...gone
			.filter(({ rule }) => asked.get(rule))
			.map((other): Reason => {
				const said = { at: place(counted.places, other.at), expression: other.head, times: left(counted, other) };
				return { outcome: "fired", rule: rules[other.rule]?.path ?? "", ...said };
			}),
		...own
			.filter(({ rule }) => !fired.has(rule) && !asked.get(rule))
			.map((other): Reason => ({ outcome: "stopped", rule: rules[other.rule]?.path ?? "", ...whereStopped(counted, other) })),
	];
}

/** Index of the last step that was come to. */
function furthest(counted: Counted, body: Body): number {
	return Math.max(
		0,
		body.steps.findLastIndex((_, step) => times(counted, body, step) > 0),
	);
}

function times({ reached }: Counted, body: Body, step: number): number {
	return reached[body.first + step] ?? 0;
}

/** Of `every` one element is enough. */
function isStopped(counted: Counted, body: Body): boolean {
	return (
		times(counted, body, 0) > 0 &&
		(left(counted, body) === 0 || (body.kind === "every" && left(counted, body) < times(counted, body, 0)))
	);
}

/** How often a step was come to and the next one was not. */
function lost(counted: Counted, body: Body, step: number): number {
	return Math.max(0, times(counted, body, step) - times(counted, body, step + 1));
}

/** How often it went through. */
function left(counted: Counted, body: Body): number {
	return times(counted, body, body.steps.length);
}

function place({ files }: Places, [file, row]: Body["at"]): string {
	return `${files[file] ?? ""}:${row}`;
}
