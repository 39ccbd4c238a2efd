// The values of base64's characters, of the common alphabet and the one for URLs (RFC 4648 §4 and §5).

export const NONE = 255;

/** By character code below 128; `NONE` for others. */
export const VALUE = new Uint8Array(128).fill(NONE);
for (const [value, character] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries()) {
	VALUE[character.charCodeAt(0)] = value;
}
VALUE["-".charCodeAt(0)] = 62;
VALUE["_".charCodeAt(0)] = 63;
