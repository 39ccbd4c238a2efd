// SHA-256 and HMAC-SHA-256, and the digests that name versions and documents.
import { type Bytes, toHex, utf8 } from "./bytes.ts";
import { canonicalJson } from "./canonical-json.ts";
import { hmacNow, SHORT_MESSAGE_BYTES, sha256Now } from "./sha256.ts";

export async function sha256(bytes: Bytes): Promise<Bytes> {
	return bytes.length <= SHORT_MESSAGE_BYTES ? sha256Now(bytes) : new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** `sha256:` and 64 hex digits of the bytes. */
export async function digestOf(bytes: Bytes): Promise<string> {
	return `sha256:${toHex(await sha256(bytes))}`;
}

/** Digest of a document: of its canonical JSON. */
export async function documentDigest(document: unknown): Promise<string> {
	return digestOf(utf8(canonicalJson(document)));
}

/** Imports a raw HMAC-SHA-256 key, not extractable. */
export function hmacKey(raw: Bytes): Promise<CryptoKey> {
	return crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

/** HMAC-SHA-256 by a key of at most 64 bytes that is at hand. */
export async function hmacRaw(raw: Bytes, message: Bytes): Promise<Bytes> {
	return message.length <= SHORT_MESSAGE_BYTES ? hmacNow(raw, message) : hmac(await hmacKey(raw), message);
}

export async function hmac(key: CryptoKey, message: Bytes): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
}
