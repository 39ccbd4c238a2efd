// Why WASM itself cannot tell what a case asks for: the only grounds to call a case not applicable.

import { NATIVE } from "../../src/policy/builtins/native.ts";
import type { Case } from "./cases.ts";

/** Cases whose expectation OPA has changed since: `opa eval` 1.22.2 answers as this host does. */
const SUPERSEDED: ReadonlySet<string> = new Set(["reachable_paths/cycle_1022_3"]);

/** Cases that the module itself decides otherwise, whatever host it has. */
const MODULE: ReadonlyMap<string, string> = new Map([
	["data/toplevel integer", "OPA's WASM looks a number up in a base document as a number, its interpreter as text"],
	["data/nested integer", "OPA's WASM looks a number up in a base document as a number, its interpreter as text"],
]);

export function decidedByModule(one: Case): string | undefined {
	if (SUPERSEDED.has(one.note)) return "the expectation of an earlier OPA; `opa eval` 1.22.2 answers as this host does";
	return MODULE.get(one.note);
}

/** The reason why an expected error cannot be observed, if there is one. */
export function notObservable(one: Case): string | undefined {
	const raised = one.builtins.filter((name) => one.error?.message === undefined || one.error.message.includes(name));
	const suspects = raised.length > 0 ? raised : one.builtins;
	return suspects.some((name) => NATIVE.has(name))
		? "an error of a builtin that OPA compiles into the module, which gives undefined instead"
		: undefined;
}
