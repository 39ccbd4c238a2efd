// What if: one past decision with other facts, or under another version; and which single fact would have made it another one.
import * as v from "valibot";
import { Digest } from "./names.ts";
import { BriefDecision } from "./replay.ts";

/** Facts that are set at once. */
export const MAX_WHAT_IF_SETS = 32;

export const WhatIfSet = v.strictObject({
	/** JSON pointer into the policy input, `/subject/age_class`. The record's facts, and `config`, `exceptions` and `kill`. */
	path: v.pipe(v.string(), v.regex(/^(\/[^/]{1,128}){1,8}$/, "must be a JSON pointer of at most 8 parts")),
	/** Absent: the fact is taken away. */
	value: v.optional(v.unknown()),
});
export type WhatIfSet = v.InferOutput<typeof WhatIfSet>;

export const WhatIfRequest = v.strictObject({
	set: v.optional(v.pipe(v.array(WhatIfSet), v.maxLength(MAX_WHAT_IF_SETS)), []),
	/** Version to ask; absent: the one that decided. */
	version: v.optional(Digest),
	/** Look for what would make it another decision. */
	flips: v.optional(v.boolean(), false),
});
export type WhatIfRequest = v.InferOutput<typeof WhatIfRequest>;

export const Flip = v.strictObject({
	/** Changes of the input, as little as was found: taking back any one of them takes back the flip. */
	set: v.array(WhatIfSet),
	becomes: BriefDecision,
});
export type Flip = v.InferOutput<typeof Flip>;

export const WhatIfAnswer = v.strictObject({
	decision_id: v.string(),
	version: Digest,
	/** As it was recorded. */
	recorded: BriefDecision,
	/** With the facts that were asked for. */
	now: BriefDecision,
	/** Single facts, each of which alone makes it another decision; and, where none makes it less strict, one set of several that does. */
	flips: v.optional(v.array(Flip)),
	/** What was tried, and whether the bound ended it: what is not in `flips` may still flip it. */
	searched: v.optional(v.strictObject({ evaluations: v.number(), complete: v.boolean() })),
});
export type WhatIfAnswer = v.InferOutput<typeof WhatIfAnswer>;
