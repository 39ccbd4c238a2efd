// Keys for signatures: from certificates, public keys in PEM, JSON Web Keys and sets of them.
import {
	createPublicKey,
	createSecretKey,
	type JsonWebKey,
	type KeyObject,
	type SignPrivateKeyInput,
	type VerifyPublicKeyInput,
} from "node:crypto";
import { isObject, type OpaObject, parseValue } from "../value.ts";
import { toPlain } from "../value-json.ts";
import { builtinError } from "./builtin.ts";
import { base64UrlDecode } from "./encoding.ts";
import { nextPem } from "./pem.ts";
import { parseCertificates } from "./x509-certificate.ts";

/** `alg` and `kid` are empty where the key does not say. */
export type VerificationKey = { readonly alg: string; readonly kid: string; readonly key: KeyObject };

export const ALGORITHMS: ReadonlySet<string> = new Set([
	...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512", "EdDSA"],
]);

/** A PEM block alone, or a JSON Web Key (set). */
export function verificationKeys(text: string): VerificationKey[] {
	const pem = nextPem(text);
	if (pem === undefined) return jsonWebKeys(text).flatMap(verificationKey);
	if (pem.rest.length > 0) throw builtinError("extra data after a PEM certificate block");
	const { type, bytes } = pem.block;
	if (type === "CERTIFICATE") {
		const [certificate] = certificates(bytes);
		if (certificate === undefined) throw builtinError("failed to parse a PEM certificate: x509: malformed certificate");
		return [{ alg: "", kid: "", key: publicKey(certificate.publicKeyInfo) }];
	}
	if (type === "PUBLIC KEY") return [{ alg: "", kid: "", key: publicKey(bytes) }];
	throw builtinError("failed to extract a Key from the PEM certificate");
}

function certificates(bytes: Uint8Array<ArrayBuffer>) {
	try {
		return parseCertificates(bytes);
	} catch (error) {
		throw builtinError(`failed to parse a PEM certificate: ${error instanceof Error ? error.message : ""}`);
	}
}

/** From a SubjectPublicKeyInfo in DER. */
export function publicKey(info: Uint8Array): KeyObject {
	try {
		return createPublicKey({ key: Buffer.from(info), format: "der", type: "spki" });
	} catch {
		throw builtinError("failed to parse a PEM public key");
	}
}

type Use = { readonly padding?: number; readonly saltLength?: number; readonly dsaEncoding?: "ieee-p1363" };

/**
 * Options of a signature's check. The key stands in it as bytes, and the classes that take them are used rather than the
 * functions: workerd refuses key objects beside options, and its functions pass over the options.
 */
export function verifyOptions(key: KeyObject, use: Use): VerifyPublicKeyInput & Use {
	return { key: key.export({ format: "der", type: "spki" }), format: "der", type: "spki", ...use } as VerifyPublicKeyInput & Use;
}

/** As `verifyOptions`, to sign. */
export function signOptions(key: KeyObject, use: Use): SignPrivateKeyInput & Use {
	return { key: key.export({ format: "der", type: "pkcs8" }), format: "der", type: "pkcs8", ...use } as SignPrivateKeyInput & Use;
}

function verificationKey(key: OpaObject): VerificationKey[] {
	const [alg, kid] = [field(key, "alg"), field(key, "kid")];
	if (alg !== "" && !ALGORITHMS.has(alg)) return [];
	return [{ alg, kid, key: importJwk(key) }];
}

/** The keys of a set, or the one key. */
export function jsonWebKeys(text: string): OpaObject[] {
	const parsed = parseValue(text);
	if (!parsed.ok || !isObject(parsed.value)) throw builtinError("failed to parse a JWK key (set): not a JSON object");
	const keys = parsed.value.get("keys");
	const found = Array.isArray(keys) ? keys.filter(isObject) : [parsed.value];
	if (found.some((key) => field(key, "kty") === "")) throw builtinError("failed to parse a JWK key (set): the key has no kty");
	return found;
}

export function field(object: OpaObject, name: string): string {
	const value = object.get(name);
	return typeof value === "string" ? value : "";
}

/** The public half of an asymmetric key, or the secret. */
function importJwk(key: OpaObject): KeyObject {
	if (field(key, "kty") === "oct") return createSecretKey(base64UrlDecode(field(key, "k")));
	try {
		return createPublicKey({ key: toPlain(key) as JsonWebKey, format: "jwk" });
	} catch {
		throw builtinError("failed to parse a JWK key (set): the key is not valid");
	}
}
