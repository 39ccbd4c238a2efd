// Receipts: the signed promise given with an answer, a compact JWS (EdDSA) that anyone can check with the public key.
import { compactVerify, importJWK, type JWK } from "jose";
import * as v from "valibot";
import { ReceiptClaims } from "../contract/record.ts";
import { toBase64Url, utf8 } from "./bytes.ts";
import { canonicalJson } from "./canonical-json.ts";
import { err, ok, type Result } from "./result.ts";

export const RECEIPT_TYPE = "edict-receipt+json";

export type ReceiptKey = {
	readonly kid: string;
	readonly privateKey: CryptoKey;
	readonly publicJwk: JWK;
	/** The protected header of every receipt of this key, base64url. */
	readonly header: string;
};

/** Imports an Ed25519 private JWK (members kty, crv, x, d, kid) for signing, not extractable. Throws when it is not one. */
export async function importReceiptKey(json: string): Promise<ReceiptKey> {
	const jwk = JSON.parse(json) as JWK;
	if (jwk.kty !== "OKP" || jwk.crv !== "Ed25519" || jwk.kid === undefined || jwk.d === undefined || jwk.x === undefined) {
		throw new TypeError("the receipt key must be an Ed25519 private JWK with a kid");
	}
	const privateKey = (await importJWK({ ...jwk, alg: "EdDSA", ext: false }, "EdDSA")) as CryptoKey;
	const publicJwk: JWK = { kty: "OKP", crv: "Ed25519", x: jwk.x, kid: jwk.kid, alg: "EdDSA", use: "sig" };
	const header = toBase64Url(utf8(JSON.stringify({ alg: "EdDSA", kid: jwk.kid, typ: RECEIPT_TYPE })));
	return { kid: jwk.kid, privateKey, publicJwk, header };
}

/**
 * Signs the claims as a compact JWS (RFC 7515). Ed25519 is deterministic: the same claims give the same receipt. Assembled
 * here because the header never changes and this is on the path of every decision.
 */
export async function signReceipt(key: ReceiptKey, claims: ReceiptClaims): Promise<string> {
	const signed = `${key.header}.${toBase64Url(utf8(canonicalJson(claims)))}`;
	const signature = await crypto.subtle.sign("Ed25519", key.privateKey, utf8(signed));
	return `${signed}.${toBase64Url(new Uint8Array(signature))}`;
}

/** Checks a receipt against a public key and gives its claims. */
export async function verifyReceipt(
	receipt: string,
	publicJwk: JWK,
): Promise<Result<ReceiptClaims, "signature" | "type" | "claims">> {
	try {
		const { payload, protectedHeader } = await compactVerify(receipt, await importJWK(publicJwk, "EdDSA"), {
			algorithms: ["EdDSA"],
		});
		if (protectedHeader.typ !== RECEIPT_TYPE) return err("type");
		const claims = v.safeParse(ReceiptClaims, JSON.parse(new TextDecoder().decode(payload)));
		return claims.success ? ok(claims.output) : err("claims");
	} catch {
		return err("signature");
	}
}
