// How a policy came to its result: what an explanation tells, for people and for programs that read OPA's.
import * as v from "valibot";

/** `notes`: what `print` and `trace` wrote; `fails`: the bodies that stopped, and where; `full`: every step. */
export const ExplainLevel = v.picklist(["notes", "fails", "full"]);
export type ExplainLevel = v.InferOutput<typeof ExplainLevel>;

const Location = v.strictObject({ file: v.string(), row: v.number(), col: v.number() });
export type Location = v.InferOutput<typeof Location>;

/** An event in the members that OPA gives it; `node` is the source's text. */
export const ExplainEvent = v.strictObject({
	op: v.picklist(["enter", "eval", "exit", "fail", "redo", "note"]),
	query_id: v.number(),
	parent_id: v.number(),
	type: v.picklist(["rule", "body", "expr"]),
	node: v.string(),
	location: v.optional(Location),
	/** Variables by the author's names, their values in OPA's form of terms. Only in `full`. */
	locals: v.optional(v.array(v.strictObject({ key: v.unknown(), value: v.unknown() }))),
	message: v.optional(v.string()),
});
export type ExplainEvent = v.InferOutput<typeof ExplainEvent>;

/** A place where a body let nothing through. */
export const Stop = v.strictObject({
	/** `file:row` */
	at: v.string(),
	expression: v.string(),
	/** How often the expression was evaluated and let nothing through. */
	times: v.number(),
	/**
	 * What the expression asked for: bodies that it or a step before it encloses and rules that stopped; behind `not`, rules
	 * that fired.
	 */
	because: v.array(
		v.strictObject({
			outcome: v.picklist(["stopped", "fired"]),
			/** Absent: a body within the same rule. */
			rule: v.optional(v.string()),
			at: v.string(),
			expression: v.string(),
			times: v.number(),
		}),
	),
});
export type Stop = v.InferOutput<typeof Stop>;

/**
 * `fired`: a body went through; `default`: none did, and the default was taken; `stopped`: it was evaluated and has no result
 * of its own; `not_reached`: nothing asked for it.
 */
export const RuleOutcome = v.strictObject({
	rule: v.string(),
	outcome: v.picklist(["fired", "default", "stopped", "not_reached"]),
	/** Where it is written, `file:row`. */
	defined: v.string(),
	/** One for each body that was entered and did not go through, the one that came furthest first. */
	stops: v.array(Stop),
});
export type RuleOutcome = v.InferOutput<typeof RuleOutcome>;

export const Explanation = v.strictObject({
	level: ExplainLevel,
	/** Rules in the order of the sources; those alone that were asked for. Empty at level `notes`. */
	rules: v.array(RuleOutcome),
	trace: v.array(ExplainEvent),
	/** The trace as lines for people, as OPA's `explain=…&pretty`. */
	pretty: v.array(v.string()),
	/** Whether there was more than the bounds of an explanation allow. */
	truncated: v.boolean(),
});
export type Explanation = v.InferOutput<typeof Explanation>;
