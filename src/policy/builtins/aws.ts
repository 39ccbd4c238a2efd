// AWS Signature Version 4 for a described request, at a time that the policy gives.
import { createHash, createHmac } from "node:crypto";
import { utf8 } from "../../platform/bytes.ts";
import { isObject, type OpaObject, type Value } from "../value.ts";
import type { Builtins } from "./builtin.ts";
import { momentAt } from "./calendar.ts";
import { goJson } from "./encoding.ts";
import { int64, numberOperand, objectOperand, operandError, typeError } from "./operand.ts";
import { termText } from "./text.ts";
import { formatMoment } from "./time-layout.ts";
import { escapedPath, parseUrl } from "./url.ts";

const REQUIRED = ["aws_service", "aws_access_key", "aws_secret_access_key", "aws_region"] as const;
/** Headers that proxies change or that carry the signature itself. */
const UNSIGNED: ReadonlySet<string> = new Set(["authorization", "user-agent", "x-amzn-trace-id"]);
/** Keys that a request of `http.send` may have. */
const REQUEST_KEYS: ReadonlySet<Value> = new Set([
	...[
		"method",
		"url",
		"body",
		"enable_redirect",
		"force_json_decode",
		"force_yaml_decode",
		"headers",
		"raw_body",
		"tls_use_system_certs",
	],
	...["tls_ca_cert", "tls_ca_cert_file", "tls_ca_cert_env_variable", "tls_client_cert", "tls_client_cert_file"],
	...["tls_client_cert_env_variable", "tls_client_key", "tls_client_key_file", "tls_client_key_env_variable"],
	...[
		"tls_insecure_skip_verify",
		"tls_server_name",
		"timeout",
		"cache",
		"force_cache",
		"force_cache_duration_seconds",
		"raise_error",
	],
	...["caching_mode", "max_retry_attempts", "cache_ignored_headers"],
]);

export const AWS: Builtins = {
	"providers.aws.sign_req": (args) => {
		const request = objectOperand(args, 1);
		const config = objectOperand([args[1] as Value], 1);
		checkConfig(config);
		const time = int64(numberOperand([args[2] as Value], 1));
		if (time === undefined) throw operandError(3, "could not convert time_ns value into a unix timestamp");
		checkRequest(request);
		const headers = request.get("headers");
		if (headers !== undefined && !isObject(headers)) throw typeError(0, headers, "object");
		return new Map(request).set("headers", signedHeaders(request, headers ?? new Map(), config, time));
	},
};

function text(object: OpaObject, name: string): string {
	const value = object.get(name);
	return typeof value === "string" ? value : "";
}

function checkConfig(config: OpaObject): void {
	const missing = REQUIRED.filter((name) => !config.has(name));
	if (missing.length > 0) throw operandError(2, `missing required AWS config parameters(s): ${termText(new Set(missing))}`);
	const invalid = REQUIRED.filter((name) => typeof config.get(name) !== "string");
	if (invalid.length > 0)
		throw operandError(2, `invalid values for required AWS config parameters(s): ${termText(new Set(invalid))}`);
}

function checkRequest(request: OpaObject): void {
	const unknown = [...request.keys()].filter((key) => !REQUEST_KEYS.has(key));
	if (unknown.length > 0) throw operandError(1, `invalid request parameters(s): ${termText(new Set(unknown))}`);
	const missing = ["method", "url"].filter((name) => !request.has(name));
	if (missing.length > 0) throw operandError(1, `missing required request parameters(s): ${termText(new Set(missing))}`);
	const invalid = ["method", "url"].filter((name) => typeof request.get(name) !== "string");
	if (invalid.length > 0)
		throw operandError(1, `invalid values for required request parameters(s): ${termText(new Set(invalid))}`);
}

function sha256(data: string): string {
	return createHash("sha256").update(utf8(data)).digest("hex");
}

function bodyOf(request: OpaObject): string {
	const raw = request.get("raw_body");
	if (raw !== undefined) return typeof raw === "string" ? raw : "";
	const body = request.get("body");
	return body === undefined ? "" : goJson(body);
}

function signedHeaders(request: OpaObject, headers: OpaObject, config: OpaObject, time: bigint): Value {
	const unsigned = config.get("disable_payload_signing") ?? false;
	if (typeof unsigned !== "boolean") throw operandError(2, "invalid value for 'disable_payload_signing' in AWS config");
	const url = parseUrl(text(request, "url"));
	const service = text(config, "aws_service");
	const moment = momentAt(time, "UTC");
	const [date, stamp] = [formatMoment(moment, "20060102"), formatMoment(moment, "20060102T150405Z")];
	const content = unsigned ? "UNSIGNED-PAYLOAD" : sha256(bodyOf(request));
	const own = new Map([
		["host", url.host],
		["x-amz-date", stamp],
	]);
	if (service === "s3" || service === "glacier") own.set("x-amz-content-sha256", content);
	const token = text(config, "aws_session_token");
	if (token !== "") own.set("x-amz-security-token", token);
	const given = [...headers].map(([key, value]): [string, string] => [String(key), typeof value === "string" ? value : ""]);
	const signed = new Map(own);
	for (const [key, value] of given) if (!UNSIGNED.has(key.toLowerCase())) signed.set(key.toLowerCase(), value);
	const names = [...signed.keys()].sort();
	const canonical = [
		...[text(request, "method"), escapedPath(url), url.query],
		...[...names.map((name) => `${name}:${signed.get(name)}`), ""],
		...[names.join(";"), content],
	].join("\n");
	const scope = `${date}/${text(config, "aws_region")}/${service}/aws4_request`;
	const signature = sign(
		["AWS4-HMAC-SHA256", stamp, scope, sha256(canonical)].join("\n"),
		scope,
		text(config, "aws_secret_access_key"),
	);
	const credential = `${text(config, "aws_access_key")}/${scope}`;
	const authorization = `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${names.join(";")},Signature=${signature}`;
	return new Map<Value, Value>([...given, ["Authorization", authorization], ...own]);
}

/** The key is derived over the parts of the scope. */
function sign(statement: string, scope: string, secret: string): string {
	let key: Uint8Array = utf8(`AWS4${secret}`);
	for (const part of scope.split("/")) key = createHmac("sha256", key).update(utf8(part)).digest();
	return createHmac("sha256", key).update(utf8(statement)).digest("hex");
}
