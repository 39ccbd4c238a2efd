// JSON Web Signatures (RFC 7515, 7518, 8037): making and checking one by its algorithm.

import type { JsonWebKey } from "node:crypto";
import {
	constants,
	createHmac,
	createPrivateKey,
	createSign,
	createVerify,
	type KeyObject,
	sign,
	timingSafeEqual,
	verify,
} from "node:crypto";
import type { OpaObject } from "../value.ts";
import { toPlain } from "../value-json.ts";
import { builtinError } from "./builtin.ts";
import { base64UrlDecode } from "./encoding.ts";
import { field, signOptions, verifyOptions } from "./keys.ts";

/** Curve and length of a coordinate, by the size of the algorithm's digest. */
const CURVES: Readonly<Record<string, readonly [name: string, bytes: number]>> = {
	"256": ["prime256v1", 32],
	"384": ["secp384r1", 48],
	"512": ["secp521r1", 66],
};

/** Is this the signature? A key that does not fit the algorithm verifies nothing. */
export function verifies(alg: string, key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
	const hash = `sha${alg.slice(2)}`;
	const check = (type: string, use: Parameters<typeof verifyOptions>[1]) =>
		key.asymmetricKeyType === type && createVerify(hash).update(data).verify(verifyOptions(key, use), signature);
	try {
		switch (alg.slice(0, 2)) {
			case "HS":
				return key.type === "secret" && sameBytes(createHmac(hash, key).update(data).digest(), signature);
			case "RS":
				return check("rsa", { padding: constants.RSA_PKCS1_PADDING });
			case "PS":
				return check("rsa", { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO });
			case "ES":
				return check("ec", { dsaEncoding: "ieee-p1363" });
			case "Ed":
				return key.asymmetricKeyType === "ed25519" && verify(null, data, key, signature);
			default:
				return false;
		}
	} catch {
		return false;
	}
}

/** As `verifies`, and the key's curve is the algorithm's. */
export function verifiesStrictly(alg: string, key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
	const curve = alg.startsWith("ES") ? CURVES[alg.slice(2)]?.[0] : undefined;
	if (curve !== undefined && key.asymmetricKeyDetails?.namedCurve !== curve) return false;
	return verifies(alg, key, data, signature);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && timingSafeEqual(a, b);
}

export function signs(alg: string, jwk: OpaObject, data: Uint8Array): Uint8Array {
	const hash = `sha${alg.slice(2)}`;
	if (alg.startsWith("HS")) {
		if (field(jwk, "kty") !== "oct") throw mismatch(alg);
		return createHmac(hash, base64UrlDecode(field(jwk, "k")))
			.update(data)
			.digest();
	}
	const key = privateKey(jwk, alg);
	const made = (use: Parameters<typeof signOptions>[1]) => createSign(hash).update(data).sign(signOptions(key, use));
	try {
		switch (alg.slice(0, 2)) {
			case "RS":
				return made({ padding: constants.RSA_PKCS1_PADDING });
			case "PS":
				return made({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
			case "ES":
				return made({ dsaEncoding: "ieee-p1363" });
			default:
				return sign(null, data, key);
		}
	} catch {
		throw mismatch(alg);
	}
}

function mismatch(alg: string): Error {
	return builtinError(`the key does not sign ${alg}`);
}

const KEY_TYPE: Readonly<Record<string, string>> = { RS: "RSA", PS: "RSA", ES: "EC", Ed: "OKP" };

function privateKey(jwk: OpaObject, alg: string): KeyObject {
	if (field(jwk, "kty") !== KEY_TYPE[alg.slice(0, 2)]) throw mismatch(alg);
	try {
		return createPrivateKey({ key: toPlain(jwk) as JsonWebKey, format: "jwk" });
	} catch {
		throw builtinError("failed to parse a JWK key (set): the key is not valid");
	}
}
