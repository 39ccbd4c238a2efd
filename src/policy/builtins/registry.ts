// Every builtin that the host supplies, by family; a family's code is run only when a module needs one of its builtins.
import type { Builtins } from "./builtin.ts";
import { CORE_BUILTINS } from "./core.ts";

const FAMILIES: readonly (() => Promise<Builtins>)[] = [];

/** All builtins; the table `createEngine` takes. */
export async function loadAllBuiltins(): Promise<Builtins> {
	const tables = await Promise.all(FAMILIES.map((load) => load()));
	return Object.assign({}, CORE_BUILTINS, ...tables) as Builtins;
}
