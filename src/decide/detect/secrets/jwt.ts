// Finds JSON web tokens and reads their header and claims to tell real ones from lookalikes.
import type { Hit } from "../detector.ts";
import { decodeObject } from "./checksum.ts";
import { EXAMPLE_SCORE } from "./tokens.ts";

/** Header and two or four more parts; a header is never long, the claims may be. */
const JWT =
	/(eyJ[A-Za-z0-9_-]{8,600})\.([A-Za-z0-9_-]{2,4096})\.([A-Za-z0-9_-]{0,1024})(?:\.[A-Za-z0-9_-]{0,4096}\.[A-Za-z0-9_-]{0,64})?/y;

/** The token that begins at `at`: proved by a header that decodes to JSON with an algorithm. */
export function jwtAt(text: string, at: number): Hit | undefined {
	JWT.lastIndex = at;
	const found = JWT.exec(text);
	if (found === null) return undefined;
	const header = decodeObject(found[1] ?? "");
	if (header === undefined || typeof header.alg !== "string") return undefined;
	const base = { type: "secret.jwt", start: at, end: JWT.lastIndex, evidence: "format" } as const;
	const claims = decodeObject(found[2] ?? "");
	if (claims === undefined) return { ...base, score: typeof header.enc === "string" ? 930 : 800 };
	// The sample of every tutorial, and a token that nobody signed.
	if (claims.sub === "1234567890" && claims.name === "John Doe") return { ...base, score: EXAMPLE_SCORE };
	if ((found[3] ?? "").length < 16) return { ...base, score: 720 };
	return { ...base, score: 950 };
}
