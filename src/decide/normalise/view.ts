// A view: one way to read a text, with the way back to the original's offsets.
import type { ViewKind } from "../../contract/signal.ts";

export type View = {
	/** Readings applied, outermost first; empty: the text as it stands. */
	readonly kinds: readonly ViewKind[];
	readonly text: string;
	/**
	 * The smallest range of the original that covers what stands at `start..end` of this view
	 * (whole quanta where the reading is an encoding). UTF-16 code units, end exclusive.
	 */
	readonly range: (start: number, end: number) => { start: number; end: number };
};
