// What a builtin is to the host: a pure function of its operands and of what the caller declared for this evaluation.
import type { OnPlace } from "../abi.ts";
import type { Value } from "../value.ts";

/** Declared by the caller and frozen for one evaluation, so that the same declaration gives the same answer. */
export type EvaluationContext = {
	/** What `time.now_ns` answers, nanoseconds since 1970. */
	readonly timeNs?: bigint;
	/** What `rand.intn` and `uuid.rfc4122` derive their answers from. */
	readonly seed?: string;
	/** What `opa.runtime` answers. */
	readonly runtime?: Value;
	/** Receives what `print` writes. */
	readonly print?: (line: string) => void;
	/** Receives what `trace` notes. */
	readonly note?: (text: string) => void;
	/** Receives the places that a debug rendition comes to. */
	readonly place?: OnPlace;
};

/** `undefined` leaves the expression undefined without being an error. Fails by throwing `builtinError` or `operandError`. */
export type Builtin = (args: readonly Value[], context: EvaluationContext) => Value | undefined;

export type Builtins = Readonly<Record<string, Builtin>>;

/** OPA's codes of errors of builtins. */
export type ErrorCode = "eval_builtin_error" | "eval_type_error" | "eval_conflict_error" | "eval_internal_error";

export type BuiltinError = { readonly code: ErrorCode; readonly message: string };

const RAISED = Symbol("builtin error");

/**
 * An error that OPA reports as this builtin's: strict evaluation fails with it, lenient evaluation leaves the expression
 * undefined. Thrown, since builtins call one another's parts deeply; the host catches each at the call's boundary.
 */
export function builtinError(message: string, code: ErrorCode = "eval_builtin_error"): Error {
	return Object.assign(new Error(message), { [RAISED]: code });
}

/** Code and message when `error` was made by `builtinError`; anything else is a bug. */
export function readBuiltinError(error: unknown): BuiltinError | undefined {
	if (!(error instanceof Error) || !(RAISED in error)) return undefined;
	return { code: error[RAISED] as ErrorCode, message: error.message };
}
