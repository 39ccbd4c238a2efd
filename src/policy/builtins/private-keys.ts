// Private keys from PEM, in the shapes of Go's structures and of JSON Web Keys.
import { createPrivateKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { numberOf } from "../decimal.ts";
import type { Value } from "../value.ts";
import { builtinError } from "./builtin.ts";
import { base64UrlDecode } from "./encoding.ts";
import { pemBlocks } from "./pem.ts";

const FORMS: Readonly<Record<string, "pkcs1" | "pkcs8" | "sec1">> = {
	"RSA PRIVATE KEY": "pkcs1",
	"PRIVATE KEY": "pkcs8",
	"EC PRIVATE KEY": "sec1",
};

/** Keys of the blocks that hold one; other blocks are passed over. */
export function privateKeys(pem: string): KeyObject[] {
	return pemBlocks(pem).flatMap(({ type, bytes }) => {
		const form = FORMS[type];
		if (form === undefined) return [];
		try {
			return [createPrivateKey({ key: Buffer.from(bytes), format: "der", type: form })];
		} catch {
			throw builtinError("x509: failed to parse private key");
		}
	});
}

function jwkOf(key: KeyObject): JsonWebKey {
	return key.export({ format: "jwk" });
}

function big(part: string | undefined): bigint {
	const hex = [...base64UrlDecode(part ?? "")].map((byte) => byte.toString(16).padStart(2, "0")).join("");
	return BigInt(`0x${hex || "0"}`);
}

/** JSON Web Key of a private key, with the members that its type has. */
export function jwkValue(key: KeyObject): Value {
	const members = ["crv", "d", "dp", "dq", "e", "kty", "n", "p", "q", "qi", "x", "y"] as const;
	const jwk = jwkOf(key);
	return new Map(members.flatMap((name): [Value, Value][] => (typeof jwk[name] === "string" ? [[name, jwk[name]]] : [])));
}

/** As Go prints `rsa.PrivateKey`, `ecdsa.PrivateKey` and Ed25519 keys. */
export function privateKeyValue(key: KeyObject): Value {
	const jwk = jwkOf(key);
	const integer = (name: "n" | "e" | "d" | "p" | "q" | "dp" | "dq" | "qi" | "x" | "y") =>
		numberOf(big(jwk[name] as string | undefined));
	if (jwk.kty === "RSA") {
		const precomputed: Value = new Map<Value, Value>([
			["Dp", integer("dp")],
			["Dq", integer("dq")],
			["Qinv", integer("qi")],
			["CRTValues", []],
		]);
		return new Map<Value, Value>([
			...[["N", integer("n")] as const, ["E", integer("e")] as const, ["D", integer("d")] as const],
			["Primes", [integer("p"), integer("q")]],
			["Precomputed", precomputed],
		]);
	}
	if (jwk.kty === "EC") {
		return new Map<Value, Value>([
			["Curve", new Map()],
			["X", integer("x")],
			["Y", integer("y")],
			["D", integer("d")],
		]);
	}
	const bytes = [...base64UrlDecode(jwk.d ?? ""), ...base64UrlDecode(jwk.x ?? "")];
	return btoa(String.fromCharCode(...bytes));
}
