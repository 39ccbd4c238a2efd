// Finds URLs that stand in running text, and gathers the links of all forms without counting one twice.
import { MAX_LINKS_PER_SCAN } from "../../../platform/limits.ts";
import { htmlLinks } from "./html.ts";
import type { Link } from "./link.ts";
import { markdownLinks } from "./markdown.ts";

const URL_REST = /[^\s<>"`{}|\\^]+/y;
/** With braces, for templates, whose names may hold blanks: `https://host/?q=[chat history]`. */
const URL_TEMPLATE = /(?:\[[A-Za-z][\w -]{2,60}\]|\{[A-Za-z][\w -]{2,60}\}|(?<=[=/])<[A-Za-z][\w -]{2,60}>|[^\s<>"`])+/y;
const SCHEME = /(?:^|[^A-Za-z0-9])((?:https?|ftps?|wss?|file|smb|h(?:xx|tt)ps?|gopher|dict|ldap)):$/i;
const OPAQUE = /(?:^|[^A-Za-z0-9])(javascript|vbscript|data):$/i;
const OPAQUE_REST = /[^\s"'<>`]{3,}/y;

/** Takes off the punctuation of the sentence, and a bracket that the URL did not open. */
function trimmed(url: string): string {
	const round = url.indexOf("(");
	const square = url.indexOf("[");
	const opened = (at: number, end: number): boolean => at >= 0 && at < end;
	let end = url.length;
	for (;;) {
		const last = url.charAt(end - 1);
		if (/[.,;:!?'’”»*_]/.test(last) || (last === ")" && !opened(round, end)) || (last === "]" && !opened(square, end))) end--;
		else return url.slice(0, end);
	}
}

/** What follows a scheme; where a place to fill in may stand, it belongs to the URL. */
function restOf(text: string, from: number): string {
	URL_REST.lastIndex = from;
	const rest = URL_REST.exec(text)?.[0] ?? "";
	if (!/[{<]/.test(text.charAt(from + rest.length)) && !/[[$]/.test(rest)) return rest;
	URL_TEMPLATE.lastIndex = from;
	return URL_TEMPLATE.exec(text)?.[0] ?? "";
}

function urlAt(text: string, colon: number): Link | undefined {
	const before = text.slice(Math.max(0, colon - 11), colon + 1);
	const scheme = SCHEME.exec(before)?.[1];
	if (scheme !== undefined && text.startsWith("//", colon + 1)) {
		const url = trimmed(`${scheme}:${restOf(text, colon + 1)}`);
		const start = colon - scheme.length;
		// In angle brackets it is a link to click, as Markdown has it.
		const carrier = text.charAt(start - 1) === "<" && text.charAt(start + url.length) === ">" ? "link" : "plain";
		return url.length > scheme.length + 3 ? { carrier, start, end: start + url.length, url } : undefined;
	}
	const opaque = OPAQUE.exec(before)?.[1];
	if (opaque === undefined) return undefined;
	OPAQUE_REST.lastIndex = colon + 1;
	const rest = OPAQUE_REST.exec(text)?.[0];
	if (rest === undefined) return undefined;
	const start = colon - opaque.length;
	return { carrier: "plain", start, end: OPAQUE_REST.lastIndex, url: opaque + text.slice(colon, OPAQUE_REST.lastIndex) };
}

/** URLs of running text that no structured link covers. */
function plainLinks(text: string, taken: readonly Link[]): Link[] {
	const links: Link[] = [];
	let next = 0;
	let covered = 0;
	for (let colon = text.indexOf(":"); colon >= 0; colon = text.indexOf(":", colon + 1)) {
		while (next < taken.length && (taken[next] as Link).start <= colon) covered = Math.max(covered, (taken[next++] as Link).end);
		if (colon < covered) continue;
		const link = urlAt(text, colon);
		if (link === undefined) continue;
		links.push(link);
		covered = Math.max(covered, link.end);
	}
	return links;
}

/** Hosts that renderers link without a scheme: `www.host/path`. */
function bareLinks(text: string, taken: readonly Link[]): Link[] {
	const links: Link[] = [];
	let next = 0;
	let covered = 0;
	for (const { index: at } of text.matchAll(/www\./gi)) {
		while (next < taken.length && (taken[next] as Link).start <= at) covered = Math.max(covered, (taken[next++] as Link).end);
		if (at < covered || /[\p{L}\p{N}./@_-]/u.test(text.charAt(at - 1))) continue;
		URL_TEMPLATE.lastIndex = at;
		const url = trimmed(URL_TEMPLATE.exec(text)?.[0] ?? "");
		links.push({ carrier: "plain", start: at, end: at + url.length, url });
		covered = at + url.length;
	}
	return links;
}

/** What a reader need not click, and scripts: judged first where a text has more links than can be judged. */
function rank({ carrier, url }: Link): number {
	if (/^[\0-\x20]*(?:javascript|vbscript|data):/i.test(url)) return 0;
	return carrier === "plain" ? 3 : carrier === "link" ? 2 : 1;
}

/**
 * Every link of a text, in order of place. Of more than `MAX_LINKS_PER_SCAN` the more dangerous kinds are taken, and
 * `more` says that there were others.
 */
export function findLinks(text: string): { links: Link[]; more: boolean } {
	if (!text.includes(":") && !text.includes("](") && !text.includes("<") && !/www\./i.test(text))
		return { links: [], more: false };
	const structured = [...markdownLinks(text), ...htmlLinks(text)].sort((a, b) => a.start - b.start || b.end - a.end);
	const known = [...structured, ...plainLinks(text, structured)].sort((a, b) => a.start - b.start);
	const links = [...known, ...bareLinks(text, known)].sort((a, b) => a.start - b.start);
	if (links.length <= MAX_LINKS_PER_SCAN) return { links, more: false };
	const taken = links.sort((a, b) => rank(a) - rank(b)).slice(0, MAX_LINKS_PER_SCAN);
	return { links: taken.sort((a, b) => a.start - b.start), more: true };
}
