// DSSE: signatures over bytes and their type (github.com/secure-systems-lab/dsse, protocol v1), with Ed25519 keys.
import * as v from "valibot";
import { type Bytes, concatBytes, fromBase64, toBase64, toHex, utf8 } from "./bytes.ts";
import { digestOf } from "./digest.ts";
import { MAX_ENVELOPE_BYTES, MAX_SIGNATURES } from "./limits.ts";
import { err, ok, type Result } from "./result.ts";

/** Payload type of a release's envelope; its payload is the manifest's canonical bytes. */
export const RELEASE_PAYLOAD = "application/vnd.edict.release+json";

const Signature = v.object({ keyid: v.optional(v.string(), ""), sig: v.string() });
// Members that it does not know are ignored, as the protocol demands.
const Envelope = v.object({ payload: v.string(), payloadType: v.string(), signatures: v.array(Signature) });

export type Envelope = {
	/** Base64 of the payload. */
	readonly payload: string;
	readonly payloadType: string;
	readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
};

/** A public key, and its fingerprint by which envelopes name it. */
export type VerifyingKey = { readonly keyid: string; readonly publicKey: CryptoKey };
export type SigningKey = { readonly keyid: string; readonly privateKey: CryptoKey; readonly publicRaw: Bytes };
export type SigningJwk = { readonly kty: "OKP"; readonly crv: "Ed25519"; readonly x: string; readonly d: string };

/**
 * `malformed` no envelope, or larger than the bound; `payload-type` of something else; `unsigned` no signature of the keys
 * given holds.
 */
export type EnvelopeFault = "malformed" | "payload-type" | "unsigned";

/** What was signed: the pre-authentication encoding of the protocol. */
export function preAuthEncoding(payloadType: string, payload: Bytes): Bytes {
	const type = utf8(payloadType);
	return concatBytes(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}

/** SubjectPublicKeyInfo (RFC 8410) of an Ed25519 key, up to the key's 32 bytes. */
const SPKI_PREFIX = Uint8Array.from([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]);

/**
 * Fingerprint of an Ed25519 public key (32 bytes): `sha256:` and the digest of its SubjectPublicKeyInfo, the same that
 * `openssl pkey -pubout -outform DER | sha256sum` prints.
 */
export function fingerprintOf(publicRaw: Bytes): Promise<string> {
	return digestOf(concatBytes(SPKI_PREFIX, publicRaw));
}

/** Imports a public key of 32 bytes; `undefined` when it is none that a signature by it would prove anything. */
export async function importVerifyingKey(publicRaw: Bytes): Promise<VerifyingKey | undefined> {
	if (publicRaw.length !== 32 || isSmallOrder(publicRaw)) return undefined;
	try {
		const publicKey = await crypto.subtle.importKey("raw", publicRaw, "Ed25519", true, ["verify"]);
		return { keyid: await fingerprintOf(publicRaw), publicKey };
	} catch {
		return undefined;
	}
}

/** Imports a private JWK for signing, not extractable; `undefined` when it is not one, or its halves do not belong together. */
export async function importSigningKey(jwk: SigningJwk): Promise<SigningKey | undefined> {
	const publicRaw = fromBase64(jwk.x);
	if (publicRaw === undefined || jwk.kty !== "OKP" || jwk.crv !== "Ed25519") return undefined;
	const verifying = await importVerifyingKey(publicRaw);
	if (verifying === undefined) return undefined;
	try {
		const { kty, crv, x, d } = jwk;
		const privateKey = await crypto.subtle.importKey("jwk", { kty, crv, x, d }, "Ed25519", false, ["sign"]);
		const probe = utf8("edict");
		const signature = await crypto.subtle.sign("Ed25519", privateKey, probe);
		const matches = await crypto.subtle.verify("Ed25519", verifying.publicKey, signature, probe);
		return matches ? { keyid: verifying.keyid, privateKey, publicRaw } : undefined;
	} catch {
		return undefined;
	}
}

/** Makes a new signing key as a private JWK. */
export async function newSigningJwk(): Promise<SigningJwk> {
	const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
	const { x = "", d = "" } = (await crypto.subtle.exportKey("jwk", pair.privateKey)) as JsonWebKey;
	return { kty: "OKP", crv: "Ed25519", x, d };
}

/** Signs a payload by each of the keys. */
export async function signEnvelope(payloadType: string, payload: Bytes, keys: readonly SigningKey[]): Promise<Envelope> {
	const signed = preAuthEncoding(payloadType, payload);
	const signatures = keys.map(async ({ keyid, privateKey }) => {
		const signature = await crypto.subtle.sign("Ed25519", privateKey, signed);
		return { keyid, sig: toBase64(new Uint8Array(signature)) };
	});
	return { payload: toBase64(payload), payloadType, signatures: await Promise.all(signatures) };
}

/** Reads an envelope from its bytes; says nothing about its signatures. */
export function readEnvelope(bytes: Bytes): Result<Envelope, EnvelopeFault> {
	if (bytes.length > MAX_ENVELOPE_BYTES) return err("malformed");
	let json: unknown;
	try {
		json = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
	} catch {
		return err("malformed");
	}
	const read = v.safeParse(Envelope, json);
	return read.success ? ok(read.output) : err("malformed");
}

export type Verified = {
	readonly payload: Bytes;
	/** The signatures that hold, one a key, in the order of the envelope. */
	readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
};

/**
 * Checks an envelope against keys. The payload is given only when at least one signature by one of them holds; signatures by
 * others are passed over. The key id is a hint as to which key to try and proves nothing.
 */
export async function verifyEnvelope(
	envelope: Envelope,
	payloadType: string,
	keys: readonly VerifyingKey[],
): Promise<Result<Verified, EnvelopeFault>> {
	if (envelope.payloadType !== payloadType) return err("payload-type");
	const payload = fromBase64(envelope.payload);
	if (payload === undefined || envelope.signatures.length > MAX_SIGNATURES) return err("malformed");
	const signed = preAuthEncoding(payloadType, payload);
	const held = new Map<string, string>();
	for (const { keyid, sig } of envelope.signatures) {
		const signature = fromBase64(sig);
		if (signature?.length !== 64) continue;
		for (const key of keys.filter((each) => keyid === "" || each.keyid === keyid)) {
			if (held.has(key.keyid)) continue;
			if (await crypto.subtle.verify("Ed25519", key.publicKey, signature, signed)) held.set(key.keyid, toBase64(signature));
		}
	}
	if (held.size === 0) return err("unsigned");
	return ok({ payload, signatures: [...held].map(([keyid, sig]) => ({ keyid, sig })) });
}

/** y coordinates (little-endian, sign bit cleared) of the points of small order, by which one signature fits many messages. */
const SMALL_ORDER_Y: readonly string[] = [
	"00".repeat(32),
	`01${"00".repeat(31)}`,
	"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
	"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
	`ec${"ff".repeat(30)}7f`,
	`ed${"ff".repeat(30)}7f`,
	`ee${"ff".repeat(30)}7f`,
];

function isSmallOrder(publicRaw: Bytes): boolean {
	const y = publicRaw.slice();
	y[31] = (y[31] ?? 0) & 0x7f;
	return SMALL_ORDER_Y.includes(toHex(y));
}
