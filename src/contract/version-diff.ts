// What differs between two versions of a policy.
import * as v from "valibot";
import { RuleMetadata } from "./bundle.ts";
import { Digest } from "./names.ts";

const Side = v.strictObject({ digest: Digest, policy: v.string(), revision: v.string() });
const Changes = <T extends v.GenericSchema>(item: T) => v.strictObject({ added: v.array(item), removed: v.array(item) });

/** One value that is another: absent on the side that has none. */
export const ValueChange = v.strictObject({
	/** JSON pointer. */
	path: v.string(),
	from: v.optional(v.unknown()),
	to: v.optional(v.unknown()),
});
export type ValueChange = v.InferOutput<typeof ValueChange>;

export const RuleChange = v.strictObject({
	id: v.string(),
	/** Members of the rule's metadata. */
	metadata: v.array(ValueChange),
	/** The shipped action, severity and parameters. */
	defaults: v.array(ValueChange),
	/** The rule's Rego says something else: not only comments and white space. */
	logic: v.boolean(),
});
export type RuleChange = v.InferOutput<typeof RuleChange>;

export const FileChange = v.strictObject({
	path: v.string(),
	change: v.picklist(["added", "removed", "changed", "words"]),
	/** Unified, three lines of context. */
	diff: v.string(),
});
export type FileChange = v.InferOutput<typeof FileChange>;

export const VersionDiff = v.strictObject({
	from: Side,
	to: Side,
	/** No difference at all. */
	same: v.boolean(),
	rules: v.strictObject({ added: v.array(RuleMetadata), removed: v.array(RuleMetadata), changed: v.array(RuleChange) }),
	/** Of the manifest: OPA, language, input contract. */
	manifest: v.array(ValueChange),
	entrypoints: Changes(v.string()),
	roots: Changes(v.string()),
	/** Builtins that the host must supply. */
	builtins: Changes(v.string()),
	/** Functions that policies may call at all. */
	capabilities: Changes(v.string()),
	/** Data other than what `rules` tells; the first ones. */
	data: v.array(ValueChange),
	/** `words`: comments and white space alone. */
	files: v.array(FileChange),
	/** Lists were cut at their bounds. */
	truncated: v.boolean(),
});
export type VersionDiff = v.InferOutput<typeof VersionDiff>;
