// `POST /v1/batch/data/…`: one path, many inputs, one hop; each is a decision of its own.
import type { ApiRequest, Handler } from "../../../platform/api.ts";
import { newUuidv7 } from "../../../platform/id.ts";
import { MAX_OPA_BATCH } from "../../../platform/limits.ts";
import { opaProblemResponse } from "../../../platform/opa-error.ts";
import { err, ok, type Result } from "../../../platform/result.ts";
import { isObject, parseValue, printValue, type Value } from "../../../policy/value.ts";
import { compareText } from "../../../policy/value-order.ts";
import { dataResponse, decisionHeaders, failureResponse, metricsText, objectText, provenanceText, warning } from "./answer.ts";
import { notAnObject, readDocument } from "./body.ts";
import { merged } from "./compose.ts";
import { invalid, pathOf } from "./data.ts";
import { type Decided, type DecidedAll, decideData, type Failure } from "./decide-data.ts";
import type { OpaDeps } from "./deps.ts";
import { isSet, type Parameters, parametersOf } from "./query.ts";
import { misdirected } from "./redirect.ts";

const MALFORMED = "body contains malformed input document: ";
const INPUTS_MISSING = "'inputs' key missing from the request";

/** The inputs by their ids, in the order of these; `undefined`: there are none. */
type Inputs = readonly (readonly [id: string, input: string | undefined])[] | undefined;

export function batchHandler(deps: OpaDeps): Handler {
	return async (call) => {
		const away = misdirected(call.raw);
		if (away !== undefined) return away;
		const parameters = parametersOf(call.raw.url);
		const inputs = await readInputs(call.raw);
		if (!inputs.ok) return failureResponse(call.raw, invalid(inputs.error));
		const terms = pathOf(call.raw);
		if (!terms.ok) return failureResponse(call.raw, terms.error);
		const id = newUuidv7(call.now);
		if (inputs.value === undefined) return dataResponse(call.raw, parameters, withoutInputs(id));
		const ids = inputs.value.map(([name]) => name);
		if (ids.length > MAX_OPA_BATCH) return failureResponse(call.raw, invalid(`a batch has at most ${MAX_OPA_BATCH} inputs`));
		const limited = ids.length > 1 ? await call.charge(ids.length - 1) : undefined;
		if (limited !== undefined) return opaProblemResponse(limited);
		const mode = isSet(parameters, "strict-builtin-errors") ? "strict" : "lenient";
		const all = await decideData(call, { terms: terms.value, inputs: inputs.value.map(([, input]) => input), mode }, deps);
		if (!all.ok) return failureResponse(call.raw, all.error);
		return answer(call, parameters, { id, ids, all: all.value });
	};
}

function withoutInputs(id: string): string {
	return objectText({ batch_decision_id: JSON.stringify(id), warning: JSON.stringify(warning(INPUTS_MISSING)) });
}

type Batch = { readonly id: string; readonly ids: readonly string[]; readonly all: DecidedAll };

function answer(call: ApiRequest, parameters: Parameters, { id, ids, all }: Batch): Response {
	const failed = all.decided.filter(({ answer: one }) => !one.ok).length;
	const status = failed === 0 ? 200 : failed < ids.length ? 207 : 500;
	const provenance = isSet(parameters, "provenance") ? provenanceText(all.served) : undefined;
	const responses = ids.map((name, index): [string, string] => [
		name,
		responseText(all.decided[index] as Decided, status === 207, provenance),
	]);
	const elapsed = Date.now() - call.now;
	const timed = isSet(parameters, "metrics") || isSet(parameters, "instrument");
	const json = objectText({
		batch_decision_id: JSON.stringify(id),
		metrics: timed ? metricsText({ parsed: 0, evaluated: elapsed, handled: elapsed }) : undefined,
		responses: `{${responses.map(([name, text]) => `${JSON.stringify(name.toWellFormed())}:${text}`).join(",")}}`,
	});
	return dataResponse(call.raw, parameters, json, { status, headers: decisionHeaders(id, all.served) });
}

function responseText({ id, answer: one }: Decided, mixed: boolean, provenance: string | undefined): string {
	if (one.ok) {
		return objectText({
			decision_id: JSON.stringify(id),
			provenance,
			result: one.value,
			http_status_code: mixed ? '"200"' : undefined,
		});
	}
	const { code, message, errors } = (one.error satisfies Failure).error;
	return objectText({
		code: JSON.stringify(code),
		message: JSON.stringify(message),
		errors: errors === undefined ? undefined : JSON.stringify(errors),
		decision_id: JSON.stringify(id),
		http_status_code: mixed ? '"500"' : undefined,
	});
}

async function readInputs(request: Request): Promise<Result<Inputs, string>> {
	const document = await readDocument(request);
	if (!document.ok) return document;
	if (document.value === undefined || document.value.text === "null") return ok(undefined);
	const { text, members } = document.value;
	if (!text.startsWith("{")) return err(MALFORMED + notAnObject(text));
	const inputs = members.get("inputs")?.text ?? "null";
	if (inputs === "null") return ok(undefined);
	if (!inputs.startsWith("{")) return err(MALFORMED + notAnObject(inputs));
	const parsed = parseValue(inputs);
	const common = parseValue(members.get("common_input")?.text ?? "null");
	if (!parsed.ok || !isObject(parsed.value) || !common.ok) return err(`${MALFORMED}'inputs' is not an object`);
	const shared = common.value ?? undefined;
	const entries = [...parsed.value] as [string, Value][];
	return ok(
		entries
			.sort(([a], [b]) => compareText(a, b))
			.map(([id, own]): [string, string | undefined] => {
				const input = merged(shared, own ?? undefined);
				return [id, input === undefined ? undefined : printValue(input)];
			}),
	);
}
