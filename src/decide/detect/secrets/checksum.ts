// Checks that prove a token: CRC-32 tails in base 62, and JSON or text hidden in base64 segments.
import type { CheckResult } from "./kind.ts";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const CRC_TABLE = new Uint32Array(256);
for (let n = 0; n < 256; n++) {
	let c = n;
	for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
	CRC_TABLE[n] = c >>> 0;
}

/** CRC-32 (IEEE) of a string of characters below U+0100, as an unsigned number. */
export function crc32(text: string): number {
	let crc = 0xffffffff;
	for (let i = 0; i < text.length; i++) crc = (CRC_TABLE[(crc ^ text.charCodeAt(i)) & 0xff] as number) ^ (crc >>> 8);
	return (crc ^ 0xffffffff) >>> 0;
}

/** A number in base 62 (digits, capitals, small letters), padded on the left to `width`. */
export function base62(value: number, width: number): string {
	let rest = value;
	let digits = "";
	while (rest > 0) {
		digits = BASE62.charAt(rest % 62) + digits;
		rest = Math.floor(rest / 62);
	}
	return digits.padStart(width, "0");
}

/**
 * Tokens of the form prefix, 30 random characters, 6 characters of checksum (GitHub, npm):
 * the checksum is the CRC-32 of the 30 characters in base 62.
 */
export function crcTail(token: string): CheckResult {
	const body = token.slice(token.indexOf("_") + 1);
	if (body.length !== 36) return "broken";
	return base62(crc32(body.slice(0, 30)), 6) === body.slice(30) ? "proved" : "broken";
}

/** Decodes base64 or base64url to a string of bytes; undefined when it is not base64. */
export function decodeBase64(text: string): string | undefined {
	try {
		return atob(text.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, ""));
	} catch {
		return undefined;
	}
}

/** The JSON object that a base64url segment holds, or undefined. */
export function decodeObject(segment: string): Readonly<Record<string, unknown>> | undefined {
	const bytes = decodeBase64(segment);
	if (bytes === undefined) return undefined;
	try {
		const value: unknown = JSON.parse(bytes);
		return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}

/** Discord: the first part of a bot token is the bot's numeric id in base64. */
export function discordToken(token: string): CheckResult {
	const id = decodeBase64(token.slice(0, token.indexOf(".")));
	return id !== undefined && /^\d{17,20}$/.test(id) ? "proved" : "reject";
}
