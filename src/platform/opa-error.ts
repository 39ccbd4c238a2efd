// Failures in the shape of OPA's REST API, where its clients expect that one: code, message and, of evaluations, errors.
import type { OpaErrorCode } from "../contract/api-opa.ts";
import type { Problem, ProblemCode } from "../contract/problem.ts";

/** One of the errors that an evaluation met. */
export type OpaErrorItem = { readonly code: string; readonly message: string };

export type OpaError = { readonly code: OpaErrorCode; readonly message: string; readonly errors?: readonly OpaErrorItem[] };

/** The response, indented as OPA does it. */
export function opaErrorResponse(status: number, error: OpaError, headers: Record<string, string> = {}): Response {
	return new Response(opaErrorText(error), { status, headers: { ...headers, "content-type": "application/json" } });
}

export function opaErrorText(error: OpaError): string {
	const { code, message, errors } = error;
	return `${goEscaped(JSON.stringify({ code, message, ...(errors === undefined ? {} : { errors }) }, null, 2))}\n`;
}

const ESCAPED = /[<>&\u2028\u2029]/g;

/** Escapes within JSON text what Go's encoder escapes; none of these characters has a meaning outside of strings. */
export function goEscaped(json: string): string {
	return json.replace(ESCAPED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** OPA's words for a request that its authorisation turns away. */
const REJECTED = "request rejected by administrative policy";

const CODES: Partial<Record<ProblemCode, OpaErrorCode>> = {
	unauthenticated: "unauthorized",
	forbidden: "unauthorized",
	"app-unknown": "unauthorized",
	"rate-limited": "invalid_operation",
	"quota-exceeded": "invalid_operation",
	"body-too-large": "invalid_parameter",
};

/** A problem of the router's in OPA's shape; the status stays. */
export function opaProblemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
	const code = CODES[problem.code] ?? "internal_error";
	const detail = problem.detail === undefined ? "" : `: ${problem.detail}`;
	const message = code === "unauthorized" ? REJECTED : problem.title;
	const retry = problem.retry_after === undefined ? {} : { "retry-after": String(Math.ceil(problem.retry_after)) };
	return opaErrorResponse(problem.status, { code, message: message + detail }, { ...headers, ...retry });
}
