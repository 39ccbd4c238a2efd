// The key that signs a deployment's checkpoints, as a private JWK of its own purpose; it never signs receipts.
import { type Bytes, fromBase64Url } from "../bytes.ts";
import { ED25519, type Sign, type VerifierKey, verifierKey } from "./note.ts";

export type LogKey = {
	readonly sign: Sign;
	/** The key under the name of one log: its origin. */
	readonly under: (origin: string) => Promise<VerifierKey>;
};

/** Imports an Ed25519 private JWK (members kty, crv, x, d), not extractable. Throws when it is not one. */
export async function importLogKey(json: string): Promise<LogKey> {
	const jwk = JSON.parse(json) as JsonWebKey & { readonly kid?: string };
	const publicKey: Bytes | undefined = fromBase64Url(jwk.x ?? "");
	if (jwk.kty !== "OKP" || jwk.crv !== "Ed25519" || jwk.d === undefined || publicKey?.length !== 32) {
		throw new TypeError("the log key must be an Ed25519 private JWK");
	}
	const { kty, crv, x, d } = jwk;
	const key = await crypto.subtle.importKey("jwk", { kty, crv, x, d } as JsonWebKey, "Ed25519", false, ["sign"]);
	return {
		sign: async (message) => new Uint8Array(await crypto.subtle.sign("Ed25519", key, message)),
		under: (origin) => verifierKey(origin, ED25519, publicKey),
	};
}
