// JSON Web Tokens (RFC 7519): decoding, verifying with constraints, signing.
import { createSecretKey, type KeyObject } from "node:crypto";
import { toHex, utf8 } from "../../platform/bytes.ts";
import { compareNumbers, numberOf } from "../decimal.ts";
import {
	isArray,
	isNumber,
	isObject,
	literalOf,
	numberFrom,
	type OpaNumber,
	type OpaObject,
	parseValue,
	type Value,
} from "../value.ts";
import { type Builtin, type Builtins, builtinError, type EvaluationContext } from "./builtin.ts";
import { base64Url, base64UrlDecode, goJson } from "./encoding.ts";
import { signs, verifies, verifiesStrictly } from "./jws.ts";
import { ALGORITHMS, field, jsonWebKeys, type VerificationKey, verificationKeys } from "./keys.ts";
import { objectOperand, operand, stringOperand } from "./operand.ts";

type Token = { readonly header: string; readonly payload: string; readonly signature: string };

const decoder = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true });
const ASYMMETRIC = ["rs256", "rs384", "rs512", "ps256", "ps384", "ps512", "es256", "es384", "es512", "eddsa"] as const;

export const JWT: Builtins = {
	"io.jwt.decode": (args) => decode(stringOperand(args, 1)),
	"io.jwt.decode_verify": (args, context) => {
		// OPA looks at the constraints first.
		const constraints = constraintsOf(objectOperand(args, 2), context);
		return decodeVerify(stringOperand(args, 1), constraints);
	},
	"io.jwt.encode_sign": (args) => encodeSign(goJson(operand(args, 1)), goJson(operand(args, 2)), goJson(operand(args, 3))),
	"io.jwt.encode_sign_raw": (args) => {
		const key = stringOperand(args, 3);
		return encodeSign(stringOperand(args, 1), stringOperand(args, 2), key);
	},
	...Object.fromEntries(
		ASYMMETRIC.map((name) => [`io.jwt.verify_${name}`, verifyWithKeys(name === "eddsa" ? "EdDSA" : name.toUpperCase())]),
	),
	...Object.fromEntries(
		["hs256", "hs384", "hs512"].map((name) => [`io.jwt.verify_${name}`, verifyWithSecret(name.toUpperCase())]),
	),
};

function split(encoded: string): Token {
	if (!encoded.includes(".")) throw builtinError("encoded JWT had no period separators");
	const parts = encoded.split(".");
	if (parts.length !== 3) throw builtinError(`encoded JWT must have 3 sections, found ${parts.length}`);
	const [header = "", payload = "", signature = ""] = parts;
	return { header, payload, signature };
}

/** Runs a reading and puts what was read in front of its error. */
function about<T>(what: string, read: () => T): T {
	try {
		return read();
	} catch (error) {
		throw builtinError(`${what}: ${error instanceof Error ? error.message : ""}`);
	}
}

function objectIn(text: string): OpaObject {
	const parsed = parseValue(text);
	if (!parsed.ok) throw builtinError("invalid JSON: the text is no JSON value");
	if (!isObject(parsed.value)) throw builtinError("decoded JSON type was not an Object");
	return parsed.value;
}

function decodeHeader({ header }: Token): OpaObject {
	const text = about("JWT header had invalid encoding", () => decoder.decode(base64UrlDecode(header)));
	const object = about("bad JWT header", () => objectIn(text));
	if (object.has("enc")) throw builtinError("JWT is a JWE object, which is not supported");
	return object;
}

function decodePayload({ payload }: Token): string {
	return about("JWT payload had invalid encoding", () => decoder.decode(base64UrlDecode(payload)));
}

function decode(encoded: string): Value {
	const token = split(encoded);
	const header = decodeHeader(token);
	const payload = decodePayload(token);
	// A token in a token may stand in quotes.
	if (header.get("cty") === "JWT") return decode(payload.replace(/^["']+|["']+$/g, ""));
	const object = objectIn(payload);
	const signature = about("JWT signature had invalid encoding", () => base64UrlDecode(token.signature));
	return [header, object, toHex(signature)];
}

type Header = { readonly alg: string; readonly kid: string; readonly cty: string; readonly valid: boolean };

const KNOWN: ReadonlySet<Value> = new Set(["alg", "kid", "typ", "cty", "crit"]);

function readHeader(header: OpaObject): Header {
	for (const name of ["alg", "kid", "typ", "cty"]) {
		const value = header.get(name);
		if (value !== undefined && typeof value !== "string") throw builtinError(`${name}: must be a string`);
	}
	const critical = header.get("crit");
	if (critical !== undefined && !isArray(critical)) throw builtinError("crit: must be a list");
	if (critical?.length === 0 || typeof critical?.[0] === "number") throw builtinError("crit: must be a nonempty list");
	const understood = critical?.every((name) => KNOWN.has(name) || !header.has(name)) ?? true;
	const alg = field(header, "alg");
	return { alg, kid: field(header, "kid"), cty: field(header, "cty"), valid: alg !== "" && understood };
}

function signedBytes({ header, payload }: Token): Uint8Array {
	return utf8(`${header}.${payload}`);
}

/** The key that the token names, or else any key that may have made it. */
function anyVerifies(keys: readonly VerificationKey[], header: Header, check: (key: KeyObject) => boolean): boolean {
	const named = header.kid === "" ? undefined : keys.find(({ kid }) => kid === header.kid);
	if (named !== undefined) return check(named.key);
	return keys.some(({ alg, key }) => (alg === "" || alg === header.alg) && check(key));
}

function verifyWithKeys(alg: string): Builtin {
	return (args) => {
		const token = split(stringOperand(args, 1));
		const keys = verificationKeys(stringOperand(args, 2));
		const signature = base64UrlDecode(token.signature);
		const header = readHeader(decodeHeader(token));
		return anyVerifies(keys, header, (key) => verifies(alg, key, signedBytes(token), signature));
	};
}

function verifyWithSecret(alg: string): Builtin {
	return (args) => {
		const encoded = stringOperand(args, 1);
		const secret = createSecretKey(utf8(stringOperand(args, 2)));
		const token = split(encoded);
		return verifies(alg, secret, signedBytes(token), base64UrlDecode(token.signature));
	};
}

type Constraints = {
	keys?: readonly VerificationKey[];
	secret: string;
	alg: string;
	iss: string;
	aud: string;
	/** Nanoseconds; the evaluation's clock unless given. */
	time?: OpaNumber;
};

function constraintsOf(object: OpaObject, { timeNs }: EvaluationContext): Constraints {
	const constraints: Constraints = { secret: "", alg: "", iss: "", aud: "" };
	for (const [name, value] of object) {
		if (name === "time") constraints.time = timeConstraint(value);
		else if (name === "cert") {
			if (typeof value !== "string") throw builtinError("cert constraint: must be a string");
			constraints.keys = verificationKeys(value);
		} else if (name === "secret" || name === "alg" || name === "iss" || name === "aud") {
			if (typeof value !== "string") throw builtinError(`${name} constraint: must be a string`);
			constraints[name] = value;
		} else throw builtinError(`unknown token validation constraint: ${name}`);
	}
	if (constraints.keys !== undefined && constraints.secret !== "") throw builtinError("duplicate key constraints");
	if (constraints.keys === undefined && constraints.secret === "") throw builtinError("no key constraint");
	if (constraints.time === undefined && timeNs !== undefined) constraints.time = numberOf(timeNs);
	return constraints;
}

function timeConstraint(value: Value): OpaNumber {
	if (!isNumber(value)) throw builtinError("token time constraint: must be a number");
	if (compareNumbers(value, 0) < 0) throw builtinError("token time constraint: must not be negative");
	return value;
}

function unverified(): Value {
	return [false, new Map(), new Map()];
}

function decodeVerify(encoded: string, constraints: Constraints): Value {
	let token = split(encoded);
	for (;;) {
		const header = readHeader(decodeHeader(token));
		if (!header.valid || (constraints.alg !== "" && constraints.alg !== header.alg)) return unverified();
		const signature = base64UrlDecode(token.signature);
		const data = signedBytes(token);
		const check = (key: KeyObject) => verifiesStrictly(header.alg, key, data, signature);
		const trusted = constraints.keys;
		if (!(trusted === undefined ? check(createSecretKey(utf8(constraints.secret))) : anyVerifies(trusted, header, check)))
			return unverified();
		if (header.cty.toLowerCase() !== "jwt") break;
		token = split(decodePayload(token));
	}
	const payload = objectIn(decodePayload(token));
	return claimsHold(payload, constraints) ? [true, decodeHeader(token), payload] : unverified();
}

function claimsHold(payload: OpaObject, { iss, aud, time }: Constraints): boolean {
	if (iss !== "" && payload.get("iss") !== iss) return false;
	const audience = payload.get("aud");
	if (audience === undefined ? aud !== "" : !(audience === aud || (isArray(audience) && audience.includes(aud)))) return false;
	const [expires, begins] = [claim(payload, "exp"), claim(payload, "nbf")];
	if (expires === undefined && begins === undefined) return true;
	if (time === undefined) throw builtinError("no clock is declared for this evaluation");
	const seconds = numberFrom(String(Number(literalOf(time)) / 1e9));
	return (
		!(expires !== undefined && compareNumbers(seconds, expires) >= 0) &&
		!(begins !== undefined && compareNumbers(seconds, begins) < 0)
	);
}

function claim(payload: OpaObject, name: string): OpaNumber | undefined {
	const value = payload.get(name);
	if (value !== undefined && !isNumber(value)) throw builtinError(`${name} value must be a number`);
	return value;
}

function encodeSign(headerText: string, payload: string, keyText: string): string {
	const [key] = jsonWebKeys(keyText);
	if (key === undefined) throw builtinError("no keys found in JWK set");
	const parsed = parseValue(headerText);
	const headers = parsed.ok && isObject(parsed.value) ? parsed.value : undefined;
	const alg = headers?.get("alg");
	if (typeof alg !== "string") throw builtinError(`missing or invalid 'alg' header: ${noAlgorithm(headerText, parsed.ok)}`);
	if (!ALGORITHMS.has(alg)) throw builtinError(`unknown JWS algorithm: ${alg}`);
	const type = headers?.get("typ");
	if ((typeof type !== "string" || type === "JWT") && !parseValue(payload).ok)
		throw builtinError("type is JWT but payload is not JSON");
	const signing = `${base64Url(utf8(headerText))}.${base64Url(utf8(payload))}`;
	return `${signing}.${base64Url(signs(alg, key, utf8(signing)))}`;
}

/** In the words of OPA's reader of headers. */
function noAlgorithm(headerText: string, isJson: boolean): string {
	if (headerText === "") return "cannot parse JSON: cannot parse empty string";
	return isJson || /^[a-z]/.test(headerText) ? 'jwsbb: header "alg" not found' : "cannot parse JSON: the text is no JSON value";
}
