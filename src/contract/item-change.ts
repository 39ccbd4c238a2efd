// What an event about an exception, a grant or a kill switch left: the thing itself, and the list when it is another from then on.
import * as v from "valibot";
import { ExceptionDocument, GrantDocument } from "./exception.ts";
import { KillDocument } from "./kill.ts";
import { ExceptionList, KillList } from "./pointer.ts";

/** A list by the name that the pointer has it under. */
export const Listed = v.variant("name", [
	v.strictObject({ name: v.literal("exceptions"), list: ExceptionList }),
	v.strictObject({ name: v.picklist(["kill", "kill_global"]), list: KillList }),
]);
export type Listed = v.InferOutput<typeof Listed>;

export const ItemChange = v.strictObject({
	item: v.union([ExceptionDocument, GrantDocument, KillDocument]),
	listed: v.optional(Listed),
});
export type ItemChange = v.InferOutput<typeof ItemChange>;
