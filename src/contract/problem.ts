// RFC 9457 problems: the closed list of what can go wrong, with the status each answers.
import * as v from "valibot";

/** Stem of every problem type; the tail is the code, the page of that name in the API docs explains it. */
export const PROBLEM_BASE = "https://edict.dev/problems/";

export const PROBLEMS = {
	// the request
	"invalid-json": { status: 400, title: "The body is not valid JSON" },
	"invalid-request": { status: 422, title: "A field of the request is not valid" },
	"invalid-encoding": { status: 400, title: "The body is not valid UTF-8" },
	"unsupported-media-type": { status: 415, title: "The content type is not the one that is taken here" },
	"body-too-large": { status: 413, title: "The body is larger than the limit" },
	"not-found": { status: 404, title: "There is nothing here" },
	"method-not-allowed": { status: 405, title: "This path does not take that method" },
	conflict: { status: 409, title: "The state of the thing does not allow this" },
	"illegal-transition": { status: 409, title: "The version's life does not allow this, or not yet" },
	"idempotency-mismatch": { status: 422, title: "The idempotency key was used with another request" },
	// the caller
	unauthenticated: { status: 401, title: "A valid key is needed" },
	forbidden: { status: 403, title: "This key may not do that" },
	"app-unknown": { status: 403, title: "The app is not registered, or not one of this key's" },
	"rate-limited": { status: 429, title: "Too many requests" },
	"quota-exceeded": { status: 429, title: "The quota of the tenant is used up" },
	// the service: each of these refuses
	"policy-undefined": { status: 503, title: "The policy gave no result" },
	"policy-invalid-verdict": { status: 503, title: "The policy gave a result of the wrong shape" },
	"policy-trap": { status: 503, title: "The policy stopped while it was evaluated" },
	"policy-input-invalid": { status: 503, title: "The input built for the policy breaks its contract" },
	"policy-unavailable": { status: 503, title: "The policy version could not be loaded" },
	"context-unavailable": { status: 503, title: "Registry and configuration could not be read" },
	"detection-failed": { status: 503, title: "The content could not be read" },
	"enforcement-failed": { status: 503, title: "The decision could not be carried out on the content" },
	"record-unavailable": { status: 503, title: "The decision could not be recorded" },
	"service-unavailable": { status: 503, title: "A part of the service is not available" },
	"not-covered": { status: 409, title: "The log's newest checkpoint does not cover it yet" },
	"log-halted": { status: 503, title: "The log signs nothing until its operator has looked" },
	"record-damaged": { status: 500, title: "The stored record does not open its commitment" },
	internal: { status: 500, title: "An error inside the service" },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof PROBLEMS;

export const FieldError = v.strictObject({
	/** JSON pointer into the request, down to the last name the schema knows. */
	pointer: v.string(),
	detail: v.string(),
});
export type FieldError = v.InferOutput<typeof FieldError>;

/** What a version's life did not allow, and what is missing for it. */
export const TransitionFault = v.strictObject({
	state: v.string(),
	command: v.string(),
	missing: v.array(v.strictObject({ requirement: v.string(), detail: v.string() })),
});

export const Problem = v.strictObject({
	type: v.pipe(v.string(), v.url()),
	title: v.string(),
	status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
	code: v.picklist(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
	/** What to do about it; never repeats content. */
	detail: v.optional(v.string()),
	errors: v.optional(v.array(FieldError)),
	/** `urn:uuid:` and the decision id, when there is one. */
	instance: v.optional(v.string()),
	transition: v.optional(TransitionFault),
	/** Seconds. */
	retry_after: v.optional(v.number()),
	/** Stated where a caller might otherwise go on. */
	decision: v.optional(v.literal("refuse")),
});
export type Problem = v.InferOutput<typeof Problem>;
