// Answers in OPA's form: members in OPA's order, texts escaped and indented as OPA does it.
import { goEscaped, opaErrorText } from "../../../platform/opa-error.ts";
import { HOST_VERSION } from "../../../platform/version.ts";
import type { Failure } from "./decide-data.ts";
import { goIndented } from "./go-text.ts";
import { compressible } from "./gzip.ts";
import { isSet, type Parameters } from "./query.ts";
import type { Served } from "./served.ts";

export type Warning = { readonly code: "api_usage_warning"; readonly message: string };

export function warning(message: string): Warning {
	return { code: "api_usage_warning", message };
}

/** Members of an object as JSON text, in this order; those that are undefined are left out. */
export function objectText(members: Readonly<Record<string, string | undefined>>): string {
	const texts = Object.entries(members).flatMap(([name, text]) =>
		text === undefined ? [] : [`${JSON.stringify(name)}:${text}`],
	);
	return `{${texts.join(",")}}`;
}

/** An answer of the data API that may be zipped. `json` is compact JSON text. */
export function dataResponse(
	request: Request,
	parameters: Parameters,
	json: string,
	more: { status?: number; headers?: Record<string, string> } = {},
): Response {
	const { status = 200, headers = {} } = more;
	return compressible(request, written(json, parameters), {
		status,
		headers: { "content-type": "application/json", ...headers },
	});
}

/** An answer that OPA never zips. */
export function plainResponse(parameters: Parameters, json: string, headers: Record<string, string> = {}): Response {
	return new Response(written(json, parameters), { headers: { "content-type": "application/json", ...headers } });
}

function written(json: string, parameters: Parameters): string {
	const escaped = goEscaped(json);
	return `${isSet(parameters, "pretty") ? goIndented(escaped) : escaped}\n`;
}

export function failureResponse(
	request: Request,
	{ status, error, retryAfter }: Failure,
	headers: Record<string, string> = {},
): Response {
	const retry: Record<string, string> = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
	return compressible(request, opaErrorText(error), {
		status,
		headers: { "content-type": "application/json", ...headers, ...retry },
	});
}

/** Names the decision and the versions that took part, for those who look at headers. */
export function decisionHeaders(id: string, served: readonly Served[]): Record<string, string> {
	const digests = served.map(({ version }) => version.digest).join(", ");
	return { "edict-decision-id": id, ...(digests === "" ? {} : { "edict-policy-digest": digests }) };
}

/** Members that OPA has and that this service cannot fill are empty, but for the time of the build, which clients parse. */
export function provenanceText(served: readonly Served[]): string {
	const bundles = Object.fromEntries(
		served
			.map(({ name, version }) => [name, { revision: version.manifest.revision }] as const)
			.sort(([a], [b]) => (a < b ? -1 : 1)),
	);
	return JSON.stringify({ version: HOST_VERSION, build_commit: "", build_hostname: "", bundles });
}

export type Times = { readonly parsed: number; readonly evaluated: number; readonly handled: number };

/** Under OPA's names, nanoseconds; the platform's clock stands still while it computes, so that what did not wait is 0. */
export function metricsText(times: Times): string {
	const ns = (ms: number) => Math.max(0, Math.round(ms * 1_000_000));
	return JSON.stringify({
		counter_server_query_cache_hit: 1,
		timer_rego_input_parse_ns: ns(times.parsed),
		timer_rego_query_eval_ns: ns(times.evaluated),
		timer_server_handler_ns: ns(times.handled),
	});
}
