// Reading a request body: size, encoding, JSON and schema, each failure a problem that names the field and no content.
import * as v from "valibot";
import type { FieldError, Problem } from "../contract/problem.ts";
import { concatBytes } from "./bytes.ts";
import { MAX_BODY_BYTES } from "./limits.ts";
import { problem } from "./problem.ts";
import { err, ok, type Result } from "./result.ts";
import { type JsonFault, parseStrictJson } from "./strict-json.ts";

const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;
const MAX_FIELD_ERRORS = 16;

const FAULTS: Record<JsonFault, string> = {
	syntax: "The body is not JSON.",
	"duplicate-name": "An object has the same member name twice.",
	"too-deep": "Objects and arrays nest too deep.",
	"lone-surrogate": "A string holds half of a surrogate pair.",
	"number-range": "A number is outside of what JSON readers agree on (integers up to 2^53 - 1); send it as a string.",
	"reserved-name": "The member name __proto__ is not taken.",
};

/** Reads and checks a JSON body against a schema. */
export async function readBody<S extends v.GenericSchema>(
	request: Request,
	schema: S,
	maxBytes: number = MAX_BODY_BYTES,
): Promise<Result<v.InferOutput<S>, Problem>> {
	const json = await readJson(request, maxBytes);
	return json.ok ? checkShape(schema, json.value) : json;
}

/** Reads a JSON body of any shape. */
export async function readJson(request: Request, maxBytes: number = MAX_BODY_BYTES): Promise<Result<unknown, Problem>> {
	if (!JSON_TYPE.test(request.headers.get("content-type") ?? "")) return err(problem("unsupported-media-type"));
	if (!/^(?:identity)?$/i.test(request.headers.get("content-encoding") ?? "")) {
		return err(problem("unsupported-media-type", { detail: "Send the body as it is, without a content encoding." }));
	}
	const bytes = await readBytes(request, maxBytes);
	if (bytes === undefined) return err(problem("body-too-large", { detail: `The limit is ${maxBytes} bytes.` }));
	let text: string;
	try {
		text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
	} catch {
		return err(problem("invalid-encoding"));
	}
	const parsed = parseStrictJson(text);
	return parsed.ok ? parsed : err(problem("invalid-json", { detail: FAULTS[parsed.error] }));
}

/** Checks a value against a schema; the problem points to each wrong field, down to the last name the schema knows. */
export function checkShape<S extends v.GenericSchema>(schema: S, value: unknown): Result<v.InferOutput<S>, Problem> {
	if (Array.isArray(value)) return err(problem("invalid-request", { errors: [{ pointer: "", detail: "must be an object" }] }));
	const checked = v.safeParse(schema, value);
	if (checked.success) return ok(checked.output);
	const errors = checked.issues.slice(0, MAX_FIELD_ERRORS).map((issue) => fieldError(issue));
	return err(problem("invalid-request", { errors }));
}

/** `undefined` when there is more than the limit; never reads further than that. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array | undefined> {
	const declared = Number(request.headers.get("content-length") ?? Number.NaN);
	if (declared > maxBytes) return undefined;
	// The platform delivers no more than was declared: a body of known length is read in one go, no stream made of it.
	if (declared > 0) return new Uint8Array(await request.arrayBuffer());
	if (request.body === null) return new Uint8Array();
	const chunks: Uint8Array[] = [];
	let length = 0;
	const reader = request.body.getReader();
	for (;;) {
		const { done, value } = await reader.read();
		if (done) break;
		length += value.byteLength;
		if (length > maxBytes) {
			await reader.cancel();
			return undefined;
		}
		chunks.push(value);
	}
	return concatBytes(...chunks);
}

/** Issue of the schema library → pointer and a sentence. Values and unknown names never appear. */
function fieldError(issue: v.BaseIssue<unknown>): FieldError {
	const { path, issue: told } = tellingIssue(issue, []);
	const unknown = isUnknownMember(told);
	const known = unknown ? path.slice(0, -1) : path;
	const pointer = known.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
	return { pointer, detail: unknown ? "has a member that is not known" : describe(told) };
}

type Told = { readonly path: readonly string[]; readonly issue: v.BaseIssue<unknown> };

/** Of a union's branches (their paths start at the union) the issue that is deepest and most specific says what was meant. */
function tellingIssue(issue: v.BaseIssue<unknown>, outer: readonly string[]): Told {
	const path = [...outer, ...(issue.path ?? []).map((item) => String(item.key))];
	let best: Told = { path, issue };
	for (const inner of issue.issues ?? []) {
		const candidate = tellingIssue(inner, path);
		if (weight(candidate) > weight(best)) best = candidate;
	}
	return best;
}

function weight({ path, issue }: Told): number {
	return path.length * 2 + (isUnknownMember(issue) || issue.received === "undefined" ? 0 : 1);
}

function isUnknownMember(issue: v.BaseIssue<unknown>): boolean {
	return issue.type === "strict_object" && issue.expected === "never";
}

/** The schema library's words for types, as a sentence has them. */
const EXPECTED: Readonly<Record<string, string>> = {
	Array: "an array",
	Object: "an object",
	string: "a string",
	number: "a number",
	boolean: "true or false",
};

function describe(issue: v.BaseIssue<unknown>): string {
	if (issue.kind === "schema") {
		if (issue.received === "undefined") return "is required";
		if (issue.type === "custom") return issue.message;
		return issue.expected === null ? "is not valid" : `must be ${EXPECTED[issue.expected] ?? issue.expected}`;
	}
	switch (issue.type) {
		case "max_length":
			return `must have at most ${String(issue.requirement)} items or characters`;
		case "min_length":
			return `must have at least ${String(issue.requirement)} items or characters`;
		case "min_value":
			return `must be at least ${String(issue.requirement)}`;
		case "max_value":
			return `must be at most ${String(issue.requirement)}`;
		case "integer":
			return "must be an integer";
		case "regex":
		case "check":
			return issue.message;
		default:
			return "is not valid";
	}
}
