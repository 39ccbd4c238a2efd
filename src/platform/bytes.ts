// Bytes to text and back: UTF-8, base64url, hex.

const encoder = new TextEncoder();

export type Bytes = Uint8Array<ArrayBuffer>;

export function utf8(text: string): Bytes {
	return encoder.encode(text) as Bytes;
}

export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
	const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export function toBase64Url(bytes: Uint8Array): string {
	let text = "";
	for (let at = 0; at < bytes.length; at += 3) {
		const left = bytes.length - at;
		const group = ((bytes[at] as number) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
		text += BASE64URL.charAt(group >>> 18) + BASE64URL.charAt((group >>> 12) & 63);
		if (left > 1) text += BASE64URL.charAt((group >>> 6) & 63);
		if (left > 2) text += BASE64URL.charAt(group & 63);
	}
	return text;
}

/** `undefined` when the text is not base64url. */
export function fromBase64Url(text: string): Bytes | undefined {
	if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
	return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}

/** Base64 (RFC 4648 §4), padded; unlike `toBase64Url` for bytes of any number. */
export function toBase64(bytes: Uint8Array): string {
	let text = "";
	// As many characters at a time as every engine takes for arguments.
	for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
	return btoa(text);
}

/** Reads base64 of either alphabet, padded or not; `undefined` when it is neither. */
export function fromBase64(text: string): Bytes | undefined {
	return fromBase64Url(
		text
			.replace(/={1,2}$/, "")
			.replaceAll("+", "-")
			.replaceAll("/", "_"),
	);
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function toHex(bytes: Uint8Array): string {
	let hex = "";
	for (let at = 0; at < bytes.length; at++) hex += HEX[bytes[at] as number];
	return hex;
}
