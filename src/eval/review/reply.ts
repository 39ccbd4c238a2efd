// Answers that are problems, of the routes that look at decisions again.
import type { ProblemCode } from "../../contract/problem.ts";
import { problem, problemResponse } from "../../platform/problem.ts";
import type { VersionFault } from "../../policy/version.ts";

/** A version that cannot be compared or asked. */
export function unreadable(fault: VersionFault): Response {
	switch (fault) {
		case "unknown":
			return refuse("not-found");
		case "untrusted":
			return refuse("conflict", "No signature of this version counts any more: its keys were revoked.");
		case "corrupt":
		case "unsupported":
			return refuse("policy-unavailable");
		case "unavailable":
			return refuse("service-unavailable");
	}
}

export function refuse(code: ProblemCode, detail?: string): Response {
	return problemResponse(problem(code, detail === undefined ? {} : { detail }));
}

export function wrong(pointer: string, detail: string): Response {
	return problemResponse(problem("invalid-request", { errors: [{ pointer, detail }] }));
}
