// Finds JSON web tokens and reads their header and claims to tell real ones from lookalikes.
import type { Hit } from "../detector.ts";
import { decodeObject } from "./checksum.ts";
import { EXAMPLE_SCORE } from "./tokens.ts";

/** A header is never long; the claims and what follows may be of any length, and are read behind a good header alone. */
const HEADER = /(eyJ[A-Za-z0-9_-]{8,1200})\./y;
const REST = /([A-Za-z0-9_-]{2,})\.([A-Za-z0-9_-]*)(?:\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*)?/y;

/** The token that begins at `at`: proved by a header that decodes to JSON with an algorithm. */
export function jwtAt(text: string, at: number): Hit | undefined {
	HEADER.lastIndex = at;
	const head = HEADER.exec(text);
	const header = head === null ? undefined : decodeObject(head[1] ?? "");
	if (header === undefined || typeof header.alg !== "string") return undefined;
	REST.lastIndex = HEADER.lastIndex;
	const found = REST.exec(text);
	if (found === null) return undefined;
	const base = { type: "secret.jwt", start: at, end: REST.lastIndex, evidence: "format" } as const;
	const claims = decodeObject(found[1] ?? "");
	if (claims === undefined) return { ...base, score: typeof header.enc === "string" ? 930 : 800 };
	// The sample of every tutorial, and a token that nobody signed.
	if (claims.sub === "1234567890" && claims.name === "John Doe") return { ...base, score: EXAMPLE_SCORE };
	if ((found[2] ?? "").length < 16) return { ...base, score: 720 };
	return { ...base, score: 950 };
}
