// E-mail addresses: as written, quoted, in other scripts, and spelled out to escape harvesters.

import type { Candidate } from "./candidate.ts";
import { compile } from "./letters.ts";
import { isRoleAddress } from "./role-address.ts";
import type { Reading } from "./tokens.ts";

const MAX_LOCAL = 64;
const MAX_DOMAIN = 253;
const LOCAL_CHAR = compile(String.raw`[\p{L}\p{M}\p{N}!#$%&'*+/=?^_\x60{|}~.-]`);
const DOMAIN_CHAR = compile(String.raw`[\p{L}\p{M}\p{N}.-]`);
const DOMAIN = compile(
	String.raw`^(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+(?:xn--[a-z0-9-]{2,59}|[\p{L}\p{M}]{2,24})$`,
	"i",
);
// Endings of file names: `icon@2x.png` and `pkg@latest.js` are not addresses. Some are countries too: there a host must not
// look like a version or a size.
const FILE_ENDING = /\.(?:png|jpe?g|gif|svg|webp|ico|css|js|mjs|ts|tsx|jsx|json|ya?ml|rb|go|java|html?|php|gz|txt|lock)$/i;
const FILE_OR_COUNTRY = /^(?:v?\d[^@]*|latest|next|stable|beta|main|master)\.(?:py|rs|zip|md)$/i;
/** A weak claim: it names a desk, not a person. */
const ROLE_SCORE = 420;
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
	// `to=ana@example.org`, `/users/ana@example.org`: what stands before the sign is of the text or address around.
	const before = text.slice(start, at);
	return start + Math.max(before.lastIndexOf("="), before.lastIndexOf("/"), before.lastIndexOf("?"), before.lastIndexOf("&")) + 1;
}

function domainEnd(text: string, at: number): number {
	let end = expand(text, at + 1, 1, MAX_DOMAIN, DOMAIN_CHAR);
	while (end > at + 1 && /[.-]/.test(text[end - 1] ?? "")) end--;
	return end;
}

/** Whether `at` lies in the credentials of a URL (`https://name:word@host`), which are another detector's. */
function inUserinfo(text: string, start: number): boolean {
	return /:\/\/[^\s/?#]*$/.test(text.slice(Math.max(0, start - MAX_LOCAL), start));
}

/** The whole domain, or as much of it as is one where letters or digits are glued to a common ending. */
function domainOf(text: string, at: number): string | undefined {
	const whole = text.slice(at + 1, domainEnd(text, at));
	if (DOMAIN.test(whole) && !whole.includes("..")) return whole;
	const glued = GLUED.exec(whole)?.[0];
	return glued !== undefined && DOMAIN.test(glued) ? glued : undefined;
}

function plain(text: string, at: number): Candidate | undefined {
	const start = localStart(text, at);
	if (start >= at || text[at - 1] === ".") return undefined;
	const domain = domainOf(text, at);
	if (domain === undefined || FILE_ENDING.test(domain) || FILE_OR_COUNTRY.test(domain)) return undefined;
	const end = at + 1 + domain.length;
	if (inUserinfo(text, start)) return undefined;
	let score = 960;
	if (text[start - 1] === "@") score = 600;
	else if (text[end] === ":" && text.slice(start, at) === "git") score = 350;
	else if (start === at - 1 && text.length - start > 1) score = 900;
	if (isRoleAddress(text.slice(start, at), domain)) {
		return { type: "pii.email", start, end, score: Math.min(score, ROLE_SCORE), evidence: "pattern" };
	}
	return { type: "pii.email", start, end, score, evidence: "format" };
}

/** An address written backwards: `moc.elpmaxe@ana`. */
function backwards(text: string, at: number): Candidate | undefined {
	const start = localStart(text, at);
	const turned = [...text.slice(start, at)].reverse().join("");
	if (!KNOWN_ENDING.test(turned) || !DOMAIN.test(turned)) return undefined;
	const end = domainEnd(text, at);
	return end - at < 3 ? undefined : { type: "pii.email", start, end, score: 760, evidence: "pattern" };
}

const MARKER = compile(
	String.raw`\s?[[({<]\s?(?:at|@|arroba|ät|bei|chez|chiocciola|собака)\s?[\])}>]\s?| @ |\s(?:at|arroba)\s`,
	"gi",
);
const SPELLED_DOMAIN = compile(
	String.raw`[\p{L}\p{N}-]{1,63}(?:(?:\s?[[({<]\s?(?:dot|\.|punkt|point|punto|ponto|точка)\s?[\])}>]\s?|\sd[o0]t\s|\s(?:punkt|punto|ponto)\s|\.)[\p{L}\p{N}-]{1,63}){1,4}`,
	"iy",
);
const GLUED = compile(`^(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}?(?:${TLD})(?=[\\p{N}]|[A-Z]|\\.[\\p{N}])`);
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

const BLANKS = /[ \t]/;
const PART = compile(String.raw`[\p{L}\p{M}\p{N}_+-]`);
/** Characters that a spelled address may take, blanks included. */
const SPACED_REACH = 160;

/** Where the name before a sign that stands apart begins: one word, or single characters kept apart. */
function spacedLocal(text: string, at: number): number {
	let start = at;
	let single = true;
	let previous = at;
	while (at - start < SPACED_REACH && single) {
		let end = previous;
		while (at - end < SPACED_REACH && BLANKS.test(text[end - 1] ?? "")) end--;
		if (end === previous && previous !== at) break;
		let from = end;
		while (at - from < SPACED_REACH && (PART.test(text[from - 1] ?? " ") || text[from - 1] === ".")) from--;
		if (from === end || (end - from > 1 && start !== at)) break;
		single = end - from === 1;
		start = from;
		previous = from;
	}
	return start;
}

const SPACED_DOMAIN = compile(
	String.raw`[ \t]{0,3}[\p{L}\p{N}-]+(?:[ \t]{1,3}[\p{L}\p{N}-](?![\p{L}\p{N}-])|[ \t]{0,3}\.[ \t]{0,3}[\p{L}\p{N}-]+)+`,
	"y",
);

/** `a n a @ example . com`, `ana @ e x a m p l e . c o m`: blanks beside the sign, and within or around the dots. */
function spaced(text: string, at: number): Candidate | undefined {
	if (!BLANKS.test(text[at - 1] ?? "") && !BLANKS.test(text[at + 1] ?? "")) return undefined;
	const start = spacedLocal(text, at);
	SPACED_DOMAIN.lastIndex = at + 1;
	const raw = SPACED_DOMAIN.exec(text.slice(0, at + 1 + SPACED_REACH))?.[0];
	if (raw === undefined || start === at) return undefined;
	// Words may follow in the same manner: as far as there is an ending that is known.
	for (let end = raw.length; end > 4; end--) {
		if (end < raw.length && !BLANKS.test(raw[end] ?? "") && raw[end] !== ".") continue;
		const domain = raw.slice(0, end).replace(/[ \t]/g, "");
		if (!/[ \t]\.|\.[ \t]|[^ \t.] [^ \t.](?: |$)/.test(raw.slice(1, end))) return undefined;
		if (KNOWN_ENDING.test(domain) && DOMAIN.test(domain)) {
			return { type: "pii.email", start, end: at + 1 + end, score: 740, evidence: "pattern" };
		}
	}
	return undefined;
}

/** E-mail addresses. The text around each `@` is walked within the lengths that RFC 5321 allows. */
export function emails(reading: Reading): Candidate[] {
	const { text } = reading;
	const found: Candidate[] = [];
	for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
		const hit = plain(text, at) ?? backwards(text, at) ?? (reading.decoded ? undefined : spaced(text, at));
		if (hit !== undefined) found.push(hit);
	}
	if (!reading.decoded) spelled(text, found);
	return found;
}
