// Tokens that stand for identifiers in records, signals and searches: keyed, so that nobody without the key can guess.
import { type Bytes, toBase64Url, utf8 } from "./bytes.ts";
import { hmacKey, hmacRaw } from "./digest.ts";
import { MAX_TOKEN_KEYS } from "./limits.ts";

/** What a token is for; the same identifier has unrelated tokens for two purposes. */
export type TokenPurpose =
	| "subject"
	| "session"
	| "document"
	| "host"
	| "value"
	| "call"
	/** Of general policies: whole inputs and results, who asked, and what stands for a name but has not its form. */
	| "input"
	| "result"
	| "requester"
	| "name";

export type Tokeniser = {
	/** The token of the current epoch, `t1.<epoch>.<22 characters of base64url>`. */
	readonly token: (tenant: string, purpose: TokenPurpose, value: string) => Promise<string>;
	/** The tokens of all epochs, newest first: what a search looks for. */
	readonly all: (tenant: string, purpose: TokenPurpose, value: string) => Promise<string[]>;
	/** K_subject of the current epoch, from which a commitment's key is made (see `newCommitmentKey`). */
	readonly subjectKey: (tenant: string, subject: string) => Promise<CryptoKey>;
};

/** 128 bits: no two identifiers of a tenant meet by chance, and a record stays short. */
const TOKEN_BYTES = 16;
const MIN_MASTER_BYTES = 32;

/**
 * Tokens from a master secret (at least 32 bytes). The key of a tenant, purpose and epoch is HKDF-SHA-256 of the master
 * (RFC 5869), so none tells anything of another. The highest epoch is the current one; the others stay for searches,
 * as long as records of theirs live. Keys are cached, at most `MAX_TOKEN_KEYS` of them. Throws on a short master or
 * when there is no epoch.
 */
export function tokeniser(master: Bytes, epochs: readonly number[]): Tokeniser {
	if (master.length < MIN_MASTER_BYTES) throw new RangeError("tokeniser: the master secret has under 32 bytes");
	const ordered = [...new Set(epochs)].sort((a, b) => b - a);
	const [current] = ordered;
	if (current === undefined || ordered.some((epoch) => !Number.isSafeInteger(epoch) || epoch < 1)) {
		throw new RangeError("tokeniser: epochs are positive integers, and there is at least one");
	}
	const keyOf = keyCache(master);
	const tokenOf = async (tenant: string, purpose: TokenPurpose, value: string, epoch: number) => {
		const mac = await hmacRaw(await keyOf(tenant, purpose, epoch), utf8(value));
		return `t1.${epoch}.${toBase64Url(mac.subarray(0, TOKEN_BYTES))}`;
	};
	return {
		token: (tenant, purpose, value) => tokenOf(tenant, purpose, value, current),
		all: (tenant, purpose, value) => Promise.all(ordered.map((epoch) => tokenOf(tenant, purpose, value, epoch))),
		subjectKey: async (tenant, subject) => hmacKey(await hmacRaw(await keyOf(tenant, "commitment", current), utf8(subject))),
	};
}

type KeyOf = (tenant: string, purpose: TokenPurpose | "commitment", epoch: number) => Promise<Bytes>;

/** Derives keys and keeps the ones used last. Keys are kept, promises never: a promise belongs to its request. */
function keyCache(master: Bytes): KeyOf {
	const keys = new Map<string, Bytes>();
	return async (tenant, purpose, epoch) => {
		// Canonical JSON of plain strings and an integer: no two contexts share a text.
		const context = JSON.stringify(["edict token v1", tenant, purpose, epoch]);
		const key = keys.get(context) ?? (await deriveBytes(master, context));
		keys.delete(context);
		keys.set(context, key);
		const [oldest] = keys.keys();
		if (keys.size > MAX_TOKEN_KEYS && oldest !== undefined) keys.delete(oldest);
		return key;
	};
}

/** HKDF-SHA-256 of a master secret: an HMAC key for one context, which tells nothing of any other. */
export async function deriveKey(master: Bytes, context: string): Promise<CryptoKey> {
	return hmacKey(await deriveBytes(master, context));
}

async function deriveBytes(master: Bytes, context: string): Promise<Bytes> {
	const base = await crypto.subtle.importKey("raw", master, "HKDF", false, ["deriveBits"]);
	const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8(context) };
	return new Uint8Array(await crypto.subtle.deriveBits(hkdf, base, 256));
}
