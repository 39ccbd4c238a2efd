// Why WASM itself cannot tell what a case asks for: the only grounds to call a case not applicable.
import type { Case } from "./cases.ts";
import { NATIVE } from "./native.ts";

/** The reason why an expected error cannot be observed, if there is one. */
export function notObservable(one: Case): string | undefined {
	const raised = one.builtins.filter((name) => one.error?.message === undefined || one.error.message.includes(name));
	const suspects = raised.length > 0 ? raised : one.builtins;
	return suspects.some((name) => NATIVE.has(name))
		? "an error of a builtin that OPA compiles into the module, which gives undefined instead"
		: undefined;
}
