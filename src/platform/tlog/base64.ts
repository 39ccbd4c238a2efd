// Base64 as logs write it: one spelling for some bytes, so that nobody can change a text without changing what it says.
import { type Bytes, toBase64 } from "../bytes.ts";

/** Reads padded base64 (RFC 4648, section 4); `undefined` unless the text is the one spelling of its bytes. */
export function fromCanonicalBase64(text: string): Bytes | undefined {
	if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
	const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
	return toBase64(bytes) === text ? bytes : undefined;
}
