// Commitments to records and the leaves that carry them: what receipt, ledger and log agree on, made in one place.
import type { Leaf } from "../contract/record.ts";
import { type Bytes, concatBytes, toBase64Url, utf8 } from "./bytes.ts";
import { canonicalJson } from "./canonical-json.ts";
import { hmac, hmacRaw, sha256 } from "./digest.ts";

/** HMAC-SHA-256 takes keys of any length by hashing or padding them; one fixed length keeps a key from having a twin. */
export const COMMITMENT_KEY_BYTES = 32;

/**
 * The key that opens one record's commitment, 32 bytes: `HMAC(K_subject, decision_id)` where there is a subject,
 * else random. It is kept beside the record and nowhere else: destroying both leaves a commitment that tells nothing.
 */
export async function newCommitmentKey(subjectKey?: CryptoKey, decisionId?: string): Promise<Bytes> {
	if (subjectKey === undefined) return crypto.getRandomValues(new Uint8Array(COMMITMENT_KEY_BYTES));
	if (decisionId === undefined) throw new TypeError("commitment key: a subject's key needs the decision id");
	return hmac(subjectKey, utf8(decisionId));
}

/** base64url of HMAC-SHA-256(key, canonical JSON of the record). Throws unless the key has 32 bytes. */
export function commit(key: Bytes, record: unknown): Promise<string> {
	return commitCanonical(key, canonicalJson(record));
}

/** The same, for a record whose canonical JSON is at hand already. */
export async function commitCanonical(key: Bytes, canonicalRecord: string): Promise<string> {
	if (key.length !== COMMITMENT_KEY_BYTES) throw new RangeError("commitment key: not 32 bytes");
	return toBase64Url(await hmacRaw(key, utf8(canonicalRecord)));
}

/**
 * Whether the commitment is the one of this key and canonical record. Compared as text, so that a second base64url
 * spelling of the same bytes is refused; both sides are known to whoever asks, so time tells nothing.
 */
export async function verifyCommitment(key: Bytes, canonicalRecord: string, commitment: string): Promise<boolean> {
	return key.length === COMMITMENT_KEY_BYTES && (await commitCanonical(key, canonicalRecord)) === commitment;
}

/** Leaf v1 of a decision: no time, policy or token in it, since tiles of the log may be public. */
export function leafOf(decisionId: string, commitment: string): Leaf {
	return { v: 1, type: "decision", id: decisionId, commitment };
}

/** The log's entry for a leaf: its canonical JSON. */
export function leafEntry(leaf: Leaf): Bytes {
	return utf8(canonicalJson(leaf));
}

/** base64url of the RFC 6962 leaf hash: SHA-256(0x00 ‖ canonical JSON of the leaf). */
export async function leafHash(leaf: Leaf): Promise<string> {
	return toBase64Url(await sha256(concatBytes(LEAF_PREFIX, leafEntry(leaf))));
}

/** Tells leaves from inner nodes (0x01), so that neither can pose as the other (RFC 6962, section 2.1). */
const LEAF_PREFIX = new Uint8Array([0]);
