// Finds links and images of Markdown: inline, by reference, in angle brackets. One pass; no label or target is too long.
import type { Link } from "./link.ts";

const TARGET =
	/\s*(?:<([^<>\n]+)>|((?:\[[A-Za-z][\w -]{2,60}\]|\{[A-Za-z][\w -]{2,60}\}|(?<=[=/])<[A-Za-z][\w -]{2,60}>|[^\s()<>])+(?:\([^\s()<>]*\)[^\s()<>]*)?))/y;
const DEFINITION = /[ \t]*(?:\r?\n[ \t]*)?<?((?:\[[A-Za-z][\w -]{2,60}\]|\{[A-Za-z][\w -]{2,60}\}|[^\s<>])+)>?/y;
/** CommonMark gives a reference's label at most 999 characters. */
const LONGEST_NAME = 999;
const BANG = 33;

type Definition = { readonly start: number; readonly end: number; readonly url: string };
/** A bracketed stretch: `open` is its `[`, `close` its `]`. */
type Bracketed = { readonly open: number; readonly close: number; readonly image: boolean };

/**
 * Every closed bracket, in the order of closing. Escaped brackets and blank lines count as they do for renderers; a
 * bracket that nothing opened (`![a\]b]`, a code span) closes the last image that is still open in its paragraph.
 */
function brackets(text: string): Bracketed[] {
	const found: Bracketed[] = [];
	let open: number[] = [];
	let image = -1;
	const marks = /\\.|[[\]]|\n[ \t\r]*\n/g;
	for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
		const at = mark.index;
		if (mark[0] === "[") {
			open.push(at);
			if (text.charCodeAt(at - 1) === BANG) image = at;
		} else if (mark[0] === "]") {
			const start = open.pop() ?? image;
			if (start < 0) continue;
			found.push({ open: start, close: at, image: text.charCodeAt(start - 1) === BANG });
			if (/[([:]/.test(text.charAt(at + 1))) image = open.findLast((one) => text.charCodeAt(one - 1) === BANG) ?? -1;
		} else if (mark[0].startsWith("\n")) {
			open = [];
			image = -1;
		}
	}
	return found;
}

function inline(text: string, { open, close, image }: Bracketed): Link | undefined {
	TARGET.lastIndex = close + 2;
	const found = TARGET.exec(text);
	const url = found?.[1] ?? found?.[2];
	if (url === undefined) return undefined;
	const end = TARGET.lastIndex - (found?.[1] === undefined ? 0 : 1);
	const label = text.slice(open + 1, Math.min(close, open + 1 + LONGEST_NAME));
	return { carrier: image ? "markdown_image" : "link", start: end - url.length, end, url, label };
}

function key(name: string): string {
	return name.trim().toLowerCase().replace(/\s+/g, " ");
}

function definition(text: string, { open, close }: Bracketed): [string, Definition] | undefined {
	if (close - open > LONGEST_NAME + 1) return undefined;
	if (!/(?:^|\n)[ \t>*+-]{0,12}$/.test(text.slice(Math.max(0, open - 13), open))) return undefined;
	DEFINITION.lastIndex = close + 2;
	const url = DEFINITION.exec(text)?.[1];
	if (url === undefined || !/[:/.#]/.test(url)) return undefined;
	const start = text.indexOf(url, close + 2);
	return [key(text.slice(open + 1, close)), { start, end: start + url.length, url }];
}

/** What an image that is closed at `close` refers to: the name behind it, or its own text. */
function referred(text: string, { open, close }: Bracketed): string {
	const end = text.charAt(close + 1) === "[" ? text.slice(close + 2, close + 3 + LONGEST_NAME).indexOf("]") : -1;
	return end > 0 ? text.slice(close + 2, close + 2 + end) : text.slice(open + 1, Math.min(close, open + 2 + LONGEST_NAME));
}

/** All Markdown links of a text, in no order; a definition counts as an image when an image refers to it. */
export function markdownLinks(text: string): Link[] {
	if (!text.includes("](") && !text.includes("]:")) return [];
	const links: Link[] = [];
	const definitions: [string, Definition][] = [];
	const images: Bracketed[] = [];
	for (const bracketed of brackets(text)) {
		const next = text.charAt(bracketed.close + 1);
		if (next === "(") {
			const link = inline(text, bracketed);
			if (link !== undefined) links.push(link);
		} else {
			const defined = next === ":" ? definition(text, bracketed) : undefined;
			if (defined !== undefined) definitions.push(defined);
			else if (bracketed.image) images.push(bracketed);
		}
	}
	if (definitions.length === 0) return links;
	const shown = new Set(images.map((image) => key(referred(text, image))));
	for (const [name, defined] of definitions) links.push({ carrier: shown.has(name) ? "markdown_image" : "link", ...defined });
	return links;
}
