// Credentials in HTTP headers: `Authorization: Bearer …` and `Basic …`.
import type { Hit } from "../detector.ts";
import { decodeBase64 } from "./checksum.ts";
import { isPlaceholder, looksRandom } from "./entropy.ts";

const BEARER = /bearer(?:\s*[:=]\s*|\s+)["'`]?([A-Za-z0-9._~+/-]{16,}={0,2})/iy;
const BASIC = /basic\s+["'`]?([A-Za-z0-9+/_-]{8,400}={0,2})(?![A-Za-z0-9+/=])/iy;

function named(text: string, at: number): boolean {
	return /authorization["'`\s:=,>]*$/i.test(text.slice(Math.max(0, at - 32), at));
}

/** The bearer token announced by the word at `at`. */
export function bearerAt(text: string, at: number): Hit | undefined {
	BEARER.lastIndex = at;
	const found = BEARER.exec(text);
	const value = found?.[1];
	if (value === undefined || isPlaceholder(value) || !looksRandom(value)) return undefined;
	const start = BEARER.lastIndex - value.length;
	return { type: "secret.bearer_token", start, end: BEARER.lastIndex, score: named(text, at) ? 860 : 760, evidence: "context" };
}

/** The user and password in base64 announced by the word at `at`. */
export function basicAt(text: string, at: number): Hit | undefined {
	BASIC.lastIndex = at;
	const found = BASIC.exec(text);
	const value = found?.[1];
	if (value === undefined) return undefined;
	const pair = decodeBase64(value);
	if (pair === undefined || !/^[\x20-\x7e]{1,100}:[\x20-\x7e]{1,200}$/.test(pair) || isPlaceholder(pair)) return undefined;
	const start = BASIC.lastIndex - value.length;
	return {
		type: "secret.basic_credentials",
		start,
		end: BASIC.lastIndex,
		score: named(text, at) ? 950 : 880,
		evidence: "format",
	};
}
