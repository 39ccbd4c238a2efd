// Cursors of searches: where a page ended, bound to the filters it was found with.
import { fromBase64Url, toBase64Url, utf8 } from "../platform/bytes.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { sha256 } from "../platform/digest.ts";

/** A place in the order (time, decision id), both falling. */
export type Position = { readonly time: number; readonly id: string };

export type Cursor = {
	/** The last row seen. */
	readonly after: Position;
	/** ms; rows that arrived later were not there at the first page and stay out of the others. */
	readonly recordedUntil: number;
};

const VERSION = 1;
const DIGEST_BYTES = 16;

/**
 * What binds a cursor to a search: 16 bytes of the digest of its filters, in base64url. It goes back to the caller,
 * so the filters hold tokens of identifiers, never the identifiers.
 */
export async function filterDigest(filters: unknown): Promise<string> {
	return toBase64Url((await sha256(utf8(canonicalJson(filters)))).subarray(0, DIGEST_BYTES));
}

/** Opaque to callers, under 256 characters. Holds nothing secret: what a caller may see is decided by the key alone. */
export function writeCursor(cursor: Cursor, digest: string): string {
	return toBase64Url(utf8(JSON.stringify([VERSION, digest, cursor.recordedUntil, cursor.after.time, cursor.after.id])));
}

/** `undefined` when it is no cursor, or one of other filters. */
export function readCursor(text: string, digest: string): Cursor | undefined {
	const parts = parse(text);
	if (!Array.isArray(parts) || parts.length !== 5) return undefined;
	const [version, bound, recordedUntil, time, id] = parts as unknown[];
	if (version !== VERSION || bound !== digest) return undefined;
	if (!isMillis(recordedUntil) || !isMillis(time) || typeof id !== "string") return undefined;
	return { after: { time, id }, recordedUntil };
}

function parse(text: string): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(fromBase64Url(text)));
	} catch {
		return undefined;
	}
}

function isMillis(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}
