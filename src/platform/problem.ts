// Failures on the wire: RFC 9457 problems from the closed list of the contract.
import { type FieldError, PROBLEM_BASE, PROBLEMS, type Problem, type ProblemCode } from "../contract/problem.ts";

export type ProblemExtra = {
	readonly detail?: string;
	readonly errors?: FieldError[];
	readonly instance?: string;
	readonly retry_after?: number;
	readonly decision?: "refuse";
	readonly transition?: Problem["transition"];
};

/** The problem document for a code. */
export function problem(code: ProblemCode, extra: ProblemExtra = {}): Problem {
	const { status, title } = PROBLEMS[code];
	return { type: PROBLEM_BASE + code, title, status, code, ...extra };
}

/** The response that carries it. */
export function problemResponse(body: Problem, headers: Record<string, string> = {}): Response {
	const all = new Headers(headers);
	all.set("content-type", "application/problem+json");
	if (body.retry_after !== undefined) all.set("retry-after", String(Math.ceil(body.retry_after)));
	return new Response(JSON.stringify(body), { status: body.status, headers: all });
}
