// Reads and questions of OPA's data API: the envelope of version 1, the bare documents of version 0, the default decision.
import type { ApiRequest, Handler } from "../../../platform/api.ts";
import { pathnameOf } from "../../../platform/pathname.ts";
import { err, ok, type Result } from "../../../platform/result.ts";
import { EXPLAIN_ROLES } from "../../explain.ts";
import {
	dataResponse,
	decisionHeaders,
	failureResponse,
	metricsText,
	objectText,
	plainResponse,
	provenanceText,
	warning,
} from "./answer.ts";
import { type Given, readBareInput, readInput, readParameter } from "./body.ts";
import { planOf } from "./compose.ts";
import { contextOf, type Decided, type DecidedAll, decideData, type Failure } from "./decide-data.ts";
import type { OpaDeps } from "./deps.ts";
import { refText, type Term, termsOf } from "./path.ts";
import { explainMode, isSet, type Parameters, parametersOf } from "./query.ts";
import { misdirected } from "./redirect.ts";

export const INPUT_MISSING = "'input' key missing from the request";

/** Terms of the path behind `/v1/data` and the like. */
export function pathOf(request: Request): Result<Term[], Failure> {
	const terms = termsOf(pathnameOf(request).replace(/^(?:\/opa)?\/(?:v[01]|v1\/batch)\/data/, ""));
	if (terms.ok) return terms;
	const why = terms.error.reason === "not-utf8" ? "failed to parse query" : `invalid ref term '${terms.error.term}'`;
	const message = `invalid_parameter: invalid path: ${why}`;
	return { ok: false, error: { status: 500, error: { code: "internal_error", message } } };
}

export function invalid(message: string): Failure {
	return { status: 400, error: { code: "invalid_parameter", message } };
}

/** `GET /v1/data/…`: the input stands in the query. */
export function readHandler(deps: OpaDeps): Handler {
	return async (call) => {
		const away = misdirected(call.raw);
		if (away !== undefined) return away;
		const parameters = parametersOf(call.raw.url);
		const text = parameters.get("input")?.at(-1);
		const input = text === undefined ? ok(undefined) : readParameter(text);
		if (!input.ok) return failureResponse(call.raw, invalid(input.error));
		const given = input.value === undefined ? undefined : { text: input.value };
		return answerOne(call, deps, parameters, given, undefined);
	};
}

/** `POST /v1/data/…`: the input stands in the body. */
export function askHandler(deps: OpaDeps): Handler {
	return async (call) => {
		const away = misdirected(call.raw);
		if (away !== undefined) return away;
		const input = await readInput(call.raw);
		if (!input.ok) return failureResponse(call.raw, invalid(input.error));
		const missing = input.value === undefined ? INPUT_MISSING : undefined;
		return answerOne(call, deps, parametersOf(call.raw.url), input.value, missing);
	};
}

async function answerOne(
	call: ApiRequest,
	deps: OpaDeps,
	parameters: Parameters,
	input: Given | undefined,
	missing: string | undefined,
): Promise<Response> {
	const terms = pathOf(call.raw);
	if (!terms.ok) return failureResponse(call.raw, terms.error);
	const parsed = Date.now();
	const mode = isSet(parameters, "strict-builtin-errors") ? "strict" : "lenient";
	const all = await decideData(call, { terms: terms.value, inputs: [input?.text], canonical: [input?.canonical], mode }, deps);
	const one = all.ok ? all.value.decided[0] : undefined;
	if (!all.ok || one === undefined) return failureResponse(call.raw, all.ok ? NOTHING : all.error);
	const headers = decisionHeaders(one.id, all.value.served);
	if (!one.answer.ok) return failureResponse(call.raw, one.answer.error, headers);
	const now = Date.now();
	const times = { parsed: parsed - call.now, evaluated: now - parsed, handled: now - call.now };
	const explained = await explain(call.caller, parameters, terms.value, all.value, one, deps);
	const message = missing ?? (explained?.ok === false ? explained.error : undefined);
	const json = objectText({
		decision_id: JSON.stringify(one.id),
		provenance: isSet(parameters, "provenance") ? provenanceText(all.value.served) : undefined,
		explanation: explained?.ok ? explained.value : undefined,
		metrics: isSet(parameters, "metrics") || isSet(parameters, "instrument") ? metricsText(times) : undefined,
		result: one.answer.value,
		warning: message === undefined ? undefined : JSON.stringify(warning(message)),
	});
	return dataResponse(call.raw, parameters, json, { headers });
}

const NOTHING: Failure = { status: 500, error: { code: "internal_error", message: "nothing was decided" } };
const NOT_EXPLAINED = "'explain' is not available for the versions that answered";
const NOT_FOR_APPS = "'explain' is not for the key of an app: it tells the policy's text and data";

/** JSON text, or why there is none; `undefined`: nobody asked for it. */
async function explain(
	{ tenant, role }: ApiRequest["caller"],
	parameters: Parameters,
	terms: readonly Term[],
	all: DecidedAll,
	one: Decided,
	deps: OpaDeps,
): Promise<Result<string, string> | undefined> {
	const mode = explainMode(parameters);
	if (mode === undefined) return undefined;
	if (!EXPLAIN_ROLES.has(role)) return err(NOT_FOR_APPS);
	const told = await deps.explain?.(tenant, all.served, terms, one.question, { mode, pretty: isSet(parameters, "pretty") });
	return told?.ok ? told : err(NOT_EXPLAINED);
}

/** `POST /v0/data/…`: the body is the input, the answer is the document. */
export function bareHandler(deps: OpaDeps): Handler {
	return async (call) => {
		const away = misdirected(call.raw);
		if (away !== undefined) return away;
		const input = await readBareInput(call.raw);
		if (!input.ok) return failureResponse(call.raw, invalid(input.error));
		const terms = pathOf(call.raw);
		if (!terms.ok) return failureResponse(call.raw, terms.error);
		return answerBare(call, deps, terms.value, input.value, (...parts) => dataResponse(call.raw, ...parts));
	};
}

/** `POST /`: the same for the default decision, which OPA never zips. */
export function defaultHandler(deps: OpaDeps): Handler {
	return async (call) => {
		const input = await readBareInput(call.raw);
		if (!input.ok) return plainFailure(invalid(input.error));
		const context = await contextOf(call, deps);
		if (!context.ok) return plainFailure(context.error);
		const terms = termsOf(deps.defaultDecision(context.value.context));
		if (!terms.ok) return plainFailure(invalid("the default decision is no path"));
		const answer = await answerBare(call, deps, terms.value, input.value, (parameters, json, more) =>
			plainResponse(parameters, json, more.headers),
		);
		answer.headers.delete("vary");
		return answer;
	};
}

function plainFailure(failure: Failure): Response {
	const response = failureResponse(new Request("http://localhost/"), failure);
	response.headers.delete("vary");
	return response;
}

async function answerBare(
	call: ApiRequest,
	deps: OpaDeps,
	terms: readonly Term[],
	input: string,
	reply: (parameters: Parameters, json: string, more: { headers: Record<string, string> }) => Response,
): Promise<Response> {
	const all = await decideData(call, { terms, inputs: [input], mode: "lenient" }, deps);
	const one = all.ok ? all.value.decided[0] : undefined;
	if (!all.ok || one === undefined) return failureResponse(call.raw, all.ok ? NOTHING : all.error);
	const headers = decisionHeaders(one.id, all.value.served);
	if (!one.answer.ok) return failureResponse(call.raw, one.answer.error, headers);
	if (one.answer.value !== undefined) return reply(parametersOf(call.raw.url), one.answer.value, { headers });
	const ruled = all.value.served.some(({ version }) => planOf(version.manifest.entrypoints, terms).kind === "within");
	const message = `document ${ruled ? "undefined" : "missing"}: ${refText(terms)}`;
	return failureResponse(call.raw, { status: 404, error: { code: "undefined_document", message } }, headers);
}
