// What a loaded version tells of itself, as it crosses from its isolate.
import type { EngineFault } from "../engine.ts";

export type Description = {
	readonly entrypoints: readonly string[];
	/** Builtins that the module leaves to the host; the host has them all. */
	readonly builtins: readonly string[];
	/** How a first evaluation, over the empty object, ended. */
	readonly trial: "answered" | EngineFault["reason"];
};

/** In place of a list of builtins: every one that the host has. */
export const ALL_BUILTINS = "*";
