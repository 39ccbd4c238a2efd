// Keys of callers: their form (made so that secret scanners recognise them), their hash, and what one may do.
import type { Role } from "../contract/names.ts";
import { toBase64Url, toHex, utf8 } from "./bytes.ts";
import { sha256 } from "./digest.ts";

/** What a checked credential says about its holder. */
export type Caller = {
	readonly keyId: string;
	readonly tenant: string;
	/** A person or a machine; "distinct people" means distinct principals. */
	readonly principal: string;
	readonly role: Role;
	/** Apps it may name; `*` means all of the tenant's. */
	readonly apps: readonly string[];
	/** Browser keys only: origins it may come from; such a key may only decide. */
	readonly origins: readonly string[];
	/** Requests allowed a minute; absent: the default of the deployment. */
	readonly ratePerMinute?: number;
};

export type KeyEnvironment = "live" | "test";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const KEY_FORM = /^edk_(live|test)_([A-Za-z0-9_-]{43})([0-9A-Za-z]{6})$/;

/** A new key: `edk_<live|test>_`, 32 random bytes in base64url, and a CRC-32 in base62 that tells typos and hits of scanners from keys. */
export function newKey(environment: KeyEnvironment): string {
	const body = `edk_${environment}_${toBase64Url(crypto.getRandomValues(new Uint8Array(32)))}`;
	return body + checksum(body);
}

/** Whether a text has the form of a key and its checksum holds; says nothing about validity. */
export function isKey(text: string): boolean {
	return KEY_FORM.test(text) && checksum(text.slice(0, -6)) === text.slice(-6);
}

/** What is stored and looked up: hex SHA-256 of the key, whose 256 random bits need no salt. */
export async function keyHash(key: string): Promise<string> {
	return toHex(await sha256(utf8(key)));
}

function checksum(text: string): string {
	let value = crc32(utf8(text));
	let digits = "";
	for (let place = 0; place < 6; place++) {
		digits = (BASE62[value % 62] ?? "0") + digits;
		value = Math.floor(value / 62);
	}
	return digits;
}

function crc32(bytes: Uint8Array): number {
	let crc = 0xffffffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	}
	return (crc ^ 0xffffffff) >>> 0;
}
