// What every reading has in common: text in, the text read differently out, or nothing when it does not look like it.
import type { ViewKind } from "../../contract/signal.ts";
import type { Hit } from "../detect/detector.ts";
import type { Budget } from "./budget.ts";
import type { Census } from "./census.ts";
import type { Rewritten } from "./rewrite.ts";

/** `hits` carry offsets of the text that was read. */
export type Read = Rewritten & { readonly hits: readonly Hit[] };

export type Reader = {
	readonly kind: ViewKind;
	/** True when the reading undoes an encoding, so that what it yields may hold another one. */
	readonly encoding: boolean;
	/** Linear in the text; never throws. Several results are alternatives. */
	readonly read: (text: string, census: Census, budget: Budget) => Read[];
};
