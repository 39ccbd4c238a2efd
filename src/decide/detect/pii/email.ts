// E-mail addresses: as written, quoted, in other scripts, and spelled out to escape harvesters.

import type { Candidate } from "./candidate.ts";
import { compile } from "./letters.ts";
import type { Reading } from "./tokens.ts";

const MAX_LOCAL = 64;
const MAX_DOMAIN = 253;
const LOCAL_CHAR = compile(String.raw`[\p{L}\p{M}\p{N}!#$%&'*+/=?^_\x60{|}~.-]`);
const DOMAIN_CHAR = compile(String.raw`[\p{L}\p{M}\p{N}.-]`);
const DOMAIN = compile(
	String.raw`^(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+(?:xn--[a-z0-9-]{2,59}|[\p{L}\p{M}]{2,24})$`,
	"i",
);
// Endings of file names: `icon@2x.png` and `pkg@latest.js` are not addresses.
const FILE_ENDING =
	/\.(?:png|jpe?g|gif|svg|webp|ico|css|js|mjs|ts|tsx|jsx|json|ya?ml|py|rb|go|rs|java|html?|php|zip|gz|txt|md|lock)$/i;
const TLD =
	"com|net|org|edu|gov|info|io|co|ai|app|dev|me|biz|de|at|ch|fr|es|it|nl|be|pt|br|uk|ie|pl|se|no|dk|fi|ru|ua|cn|jp|kr|in|au|nz|ca|us|mx|ar|cl|eu|tr|gr|cz|ro|hu|za";

function expand(text: string, at: number, step: 1 | -1, limit: number, char: RegExp): number {
	let end = at;
	while (Math.abs(end - at) < limit && char.test(text[step === 1 ? end : end - 1] ?? " ")) end += step;
	return end;
}

function quotedStart(text: string, at: number): number {
	if (text[at - 1] !== '"') return -1;
	const floor = Math.max(0, at - MAX_LOCAL - 2);
	const open = floor + text.slice(floor, at - 1).lastIndexOf('"');
	const inside = open < floor ? "" : text.slice(open + 1, at - 1);
	return compile(String.raw`^[\p{L}\p{N}][^\r\n"]*$`).test(inside) && /^[\s<(,;:]?$/.test(text[open - 1] ?? "") ? open : -1;
}

function localStart(text: string, at: number): number {
	const quoted = quotedStart(text, at);
	if (quoted >= 0) return quoted;
	let start = expand(text, at, -1, MAX_LOCAL, LOCAL_CHAR);
	// Marks that may stand in a local part, but rather belong to the text around it.
	while (start < at && /[!#$%&'*/=?^`{|}~.]/.test(text[start] ?? "")) start++;
	// `to=ana@example.org`: what stands before the sign is a name of the text around.
	return start + text.slice(start, at).lastIndexOf("=") + 1;
}

function domainEnd(text: string, at: number): number {
	let end = expand(text, at + 1, 1, MAX_DOMAIN, DOMAIN_CHAR);
	while (end > at + 1 && /[.-]/.test(text[end - 1] ?? "")) end--;
	return end;
}

function plain(text: string, at: number): Candidate | undefined {
	const start = localStart(text, at);
	if (start >= at || text[at - 1] === ".") return undefined;
	const end = domainEnd(text, at);
	const domain = text.slice(at + 1, end);
	if (!DOMAIN.test(domain) || domain.includes("..") || FILE_ENDING.test(domain)) return undefined;
	// Credentials in a URL (`https://name:word@host`) are another detector's.
	if (/:\/\/\S*$/.test(text.slice(Math.max(0, start - MAX_LOCAL), start))) return undefined;
	let score = 960;
	if (text[start - 1] === "@") score = 600;
	else if (text[end] === ":" && text.slice(start, at) === "git") score = 350;
	else if (start === at - 1 && text.length - start > 1) score = 900;
	return { type: "pii.email", start, end, score, evidence: "format" };
}

const MARKER = compile(
	String.raw`\s?[[({<]\s?(?:at|@|arroba|ät|bei|chez|chiocciola|собака)\s?[\])}>]\s?| @ |\s(?:at|arroba)\s`,
	"gi",
);
const SPELLED_DOMAIN = compile(
	String.raw`[\p{L}\p{N}-]{1,63}(?:(?:\s?[[({<]\s?(?:dot|\.|punkt|point|punto|ponto|точка)\s?[\])}>]\s?|\sd[o0]t\s|\s(?:punkt|punto|ponto)\s|\.)[\p{L}\p{N}-]{1,63}){1,4}`,
	"iy",
);
const KNOWN_ENDING = compile(`[^\\p{L}\\p{N}](?:${TLD})$`, "i");

function spelled(text: string, found: Candidate[]): void {
	MARKER.lastIndex = 0;
	for (let match = MARKER.exec(text); match !== null; match = MARKER.exec(text)) {
		const end = MARKER.lastIndex;
		const start = expand(text, match.index, -1, MAX_LOCAL, LOCAL_CHAR);
		SPELLED_DOMAIN.lastIndex = end;
		const domain = start < match.index ? SPELLED_DOMAIN.exec(text)?.[0] : undefined;
		if (domain !== undefined && KNOWN_ENDING.test(domain)) {
			const marked = /[[({<@]/.test(match[0]);
			// Plain ` at ` with a plain dot is ordinary prose: "meet me at example.com".
			if (marked || /\s|[[({<]/.test(domain)) {
				found.push({ type: "pii.email", start, end: end + domain.length, score: marked ? 780 : 700, evidence: "pattern" });
			}
		}
		MARKER.lastIndex = Math.max(end - 1, match.index + 1);
	}
}

/** E-mail addresses. The text around each `@` is walked within the lengths that RFC 5321 allows. */
export function emails(reading: Reading): Candidate[] {
	const { text } = reading;
	const found: Candidate[] = [];
	for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
		const hit = plain(text, at);
		if (hit !== undefined) found.push(hit);
	}
	if (!reading.decoded) spelled(text, found);
	return found;
}
