// What the client throws: one error class that says why there is no answer.
import type { Problem } from "../contract/problem.ts";

/**
 * `problem`: the service answered with a problem document; `network`: no answer came; `timeout`: none in time;
 * `aborted`: the caller's own signal fired; `invalid-answer`: something answered, but not as Edict does.
 */
export type FailureKind = "problem" | "network" | "timeout" | "aborted" | "invalid-answer";

export class EdictError extends Error {
	override readonly name = "EdictError";
	readonly kind: FailureKind;
	/** HTTP status, when there was an answer. */
	readonly status: number | undefined;
	/** The problem document of the service, when it gave one. */
	readonly problem: Problem | undefined;

	constructor(kind: FailureKind, message: string, more: { status?: number; problem?: Problem; cause?: unknown } = {}) {
		super(message, more.cause === undefined ? undefined : { cause: more.cause });
		this.kind = kind;
		this.status = more.status;
		this.problem = more.problem;
	}
}
