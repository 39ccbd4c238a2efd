// What each problem means and what a caller does about it, in a sentence or two; the API page shows it under the code.
import type { ProblemCode } from "../../src/contract/problem.ts";

const REFUSE = "Treat it as a refusal: nothing may go on.";

export const ADVICE: Readonly<Record<ProblemCode, string>> = {
	"invalid-json":
		"The body breaks JSON, names a member twice, nests too deep, holds half of a surrogate pair or a number that JSON readers do not agree on. `detail` says which. Correct the request; repeating it does not help.",
	"invalid-request":
		"`errors` points to each wrong field by JSON pointer, down to the last name that the schema knows; values are never repeated. Correct the request.",
	"invalid-encoding": "Send UTF-8, without replacing what cannot be encoded.",
	"unsupported-media-type": "Send `content-type: application/json`.",
	"body-too-large": "`detail` names the limit. Split the request; a batch takes up to 100 of them.",
	"not-found": "The path is not served, or the thing is not there for this tenant and key. Which of the two is not told.",
	"method-not-allowed": "The `allow` header lists the methods of the path.",
	conflict: "The state of the thing forbids the change, or a bound on how many there may be is reached; `detail` says which.",
	"illegal-transition":
		"The version is not in a state that takes the command, or something that its tier asks for is missing. `transition` names the state, the command and what is missing, each with what to do about it.",
	"idempotency-mismatch": "An idempotency key stands for one request of one app for 24 hours. Use a new key for a new request.",
	unauthenticated: "Send `authorization: Bearer edk_…`. An unknown, expired or revoked key is answered like a missing one.",
	forbidden:
		"The key's role may not call the route, or a browser key came from an origin that is not its own. `detail` says which.",
	"app-unknown": "Register the app, or use a key that may name it.",
	"rate-limited": "Wait for the seconds of `retry-after`, then repeat with the same idempotency key.",
	"quota-exceeded": "The tenant's decisions of this UTC day are used up. `retry-after` tells when the next day begins.",
	"policy-undefined": `The policy gave no result for this input. Found in a decision of outcome \`unavailable\`. ${REFUSE} Operators should be told.`,
	"policy-invalid-verdict": `The policy's result has not the shape of a verdict. Found in a decision of outcome \`unavailable\`. ${REFUSE} Operators should be told.`,
	"policy-trap": `The evaluation stopped: an error, a missing builtin or a bound on memory. Found in a decision of outcome \`unavailable\`. ${REFUSE} Operators should be told.`,
	"policy-input-invalid": `What was to be given to the policy broke its own contract. Found in a decision of outcome \`unavailable\`. ${REFUSE} It is an error of Edict: please report it.`,
	"policy-unavailable": `The version that should decide could not be loaded. ${REFUSE} Repeat later.`,
	"context-unavailable": `The tenant's registry and configuration could not be read. ${REFUSE} Repeat later with the same idempotency key.`,
	"detection-failed": `A detector failed, so the content was not fully seen. Found in a decision of outcome \`unavailable\`. ${REFUSE} It is an error of Edict: please report it.`,
	"enforcement-failed": `The policy asked for a redaction that cannot be made. Found in a decision of outcome \`unavailable\`. ${REFUSE} Operators should be told.`,
	"record-unavailable": `The decision could not be recorded where it must be, so it does not count. ${REFUSE} Repeat later with the same idempotency key.`,
	"service-unavailable": `A database or a setting is missing; \`/readyz\` says which part. ${REFUSE} Repeat later.`,
	"not-covered":
		"The decision has its place in the log, or will have; the next checkpoint covers it. Ask again after `retry-after`.",
	"log-halted":
		"What the log knows and what its bucket holds are not one history. Nothing is signed and nothing is taken until the operator has looked; docs/operations.md says how.",
	"record-damaged":
		"The stored record was changed after it was written: it does not open its commitment. Tell the operator and the auditor.",
	internal: `It is an error of Edict: please report it with the time. ${REFUSE}`,
};
