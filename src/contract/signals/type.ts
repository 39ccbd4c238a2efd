// What the registry says of one signal type.
import type { Severity } from "../names.ts";

export type SignalType = {
	/** What was seen, in the words of a report. */
	readonly title: string;
	/** Harm if it passes, before any policy speaks. */
	readonly severity: Severity;
	/** What replaces the span when a policy asks for masking. */
	readonly mask: string;
};
export type SignalTypes = { readonly [type: string]: SignalType };
