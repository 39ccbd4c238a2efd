// Finds links and images of Markdown: inline, by reference, in angle brackets.
import type { Link } from "./link.ts";

const MAX_LABEL = 512;
const TARGET =
	/\s{0,8}(?:<([^<>\n]{1,2048})>|((?:\[[A-Za-z][\w -]{2,60}\]|\{[A-Za-z][\w -]{2,60}\}|(?<=[=/])<[A-Za-z][\w -]{2,60}>|[^\s()<>]){1,2048}(?:\([^\s()<>]{0,256}\)[^\s()<>]{0,512})?))/y;
const DEFINITION = /[ \t]{0,8}<?((?:\[[A-Za-z][\w -]{2,60}\]|\{[A-Za-z][\w -]{2,60}\}|[^\s<>]){1,2048})>?/y;
const IMAGE_REFERENCE = /!\[([^[\]]{0,256})\](?:\[([^[\]]{0,256})\])?(?![([:])/y;

/** Where the label that ends at `close` begins, brackets balanced; -1 when it does not within reason. */
function labelStart(text: string, close: number): number {
	let depth = 0;
	for (let at = close - 1; at >= 0 && close - at <= MAX_LABEL; at--) {
		const code = text.charCodeAt(at);
		if (code === 93) depth++;
		else if (code === 91 && depth-- === 0) return at;
		else if (code === 10 && text.charCodeAt(at - 1) === 10) return -1;
	}
	return -1;
}

function inlineAt(text: string, close: number): Link | undefined {
	const open = labelStart(text, close);
	if (open < 0) return undefined;
	TARGET.lastIndex = close + 2;
	const found = TARGET.exec(text);
	const url = found?.[1] ?? found?.[2];
	if (url === undefined) return undefined;
	const end = TARGET.lastIndex - (found?.[1] === undefined ? 0 : 1);
	const carrier = text.charCodeAt(open - 1) === 33 ? "markdown_image" : "link";
	return { carrier, start: end - url.length, end, url, label: text.slice(open + 1, close) };
}

type Definition = { readonly start: number; readonly end: number; readonly url: string };

function key(name: string): string {
	return name.trim().toLowerCase().replace(/\s+/g, " ");
}

function definitionAt(text: string, close: number): [string, Definition] | undefined {
	const open = labelStart(text, close);
	if (open < 0 || !/(?:^|\n)[ \t>]{0,8}$/.test(text.slice(Math.max(0, open - 9), open))) return undefined;
	DEFINITION.lastIndex = close + 2;
	const url = DEFINITION.exec(text)?.[1];
	if (url === undefined || !/[:/.#]/.test(url)) return undefined;
	const start = text.indexOf(url, close + 2);
	return [key(text.slice(open + 1, close)), { start, end: start + url.length, url }];
}

/** Names that images refer to. */
function imageReferences(text: string): ReadonlySet<string> {
	const names = new Set<string>();
	for (let at = text.indexOf("!["); at >= 0; at = text.indexOf("![", at + 2)) {
		IMAGE_REFERENCE.lastIndex = at;
		const found = IMAGE_REFERENCE.exec(text);
		if (found !== null) names.add(key(found[2] === undefined || found[2] === "" ? (found[1] ?? "") : found[2]));
	}
	return names;
}

/** All Markdown links of a text, in no order; a definition counts as an image when an image refers to it. */
export function markdownLinks(text: string): Link[] {
	const links: Link[] = [];
	const definitions: [string, Definition][] = [];
	for (let at = text.indexOf("]"); at >= 0; at = text.indexOf("]", at + 1)) {
		const next = text.charCodeAt(at + 1);
		if (next === 40) {
			const link = inlineAt(text, at);
			if (link !== undefined) links.push(link);
		} else if (next === 58) {
			const definition = definitionAt(text, at);
			if (definition !== undefined) definitions.push(definition);
		}
	}
	if (definitions.length === 0) return links;
	const images = imageReferences(text);
	for (const [name, definition] of definitions)
		links.push({ carrier: images.has(name) ? "markdown_image" : "link", ...definition });
	return links;
}
