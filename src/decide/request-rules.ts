// Rules between the fields of a request that a schema cannot say: what each stage needs, and how much text there may be.
import type { FieldError, Problem } from "../contract/problem.ts";
import type { DecideRequest } from "../contract/request.ts";
import { MAX_SEGMENTS, MAX_TEXT_CHARS } from "../platform/limits.ts";
import { problem } from "../platform/problem.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { documentSegments, messageSegments, messageText } from "./normalise/messages.ts";
import { argumentSegments, flattenArguments } from "./normalise/tool-call.ts";
import { foreignParts, STAGE_PARTS } from "./stage-parts.ts";

export function checkRequest(request: DecideRequest): Result<DecideRequest, Problem> {
	const errors: FieldError[] = STAGE_PARTS[request.stage].required
		.filter((field) => request[field] === undefined)
		.map((field) => ({ pointer: `/${field}`, detail: `is required at stage ${request.stage}` }));
	// A part that nothing judges must not look as if it had been.
	errors.push(
		...foreignParts(request).map((field) => ({ pointer: `/${field}`, detail: `has no place at stage ${request.stage}` })),
	);
	errors.push(...tooMuch(request));
	return errors.length === 0 ? ok(request) : err(problem("invalid-request", { errors }));
}

function tooMuch(request: DecideRequest): FieldError[] {
	const flat = flattenArguments(request.tool?.arguments ?? {}, undefined);
	const segments = [...messageSegments(request).segments, ...documentSegments(request), ...argumentSegments(flat)];
	const chars = segments.reduce((sum, segment) => sum + segment.text.length, 0);
	const history = (request.history ?? []).reduce((sum, message) => sum + messageText(message).length, 0);
	const errors: FieldError[] = [];
	if (segments.length > MAX_SEGMENTS) errors.push({ pointer: "", detail: `has more than ${MAX_SEGMENTS} texts; split it` });
	if (chars > MAX_TEXT_CHARS)
		errors.push({ pointer: "", detail: `has more than ${MAX_TEXT_CHARS} characters of text; split it` });
	if (history > MAX_TEXT_CHARS)
		errors.push({ pointer: "/history", detail: `has more than ${MAX_TEXT_CHARS} characters; send the latest` });
	return errors;
}
