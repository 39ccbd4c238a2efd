// Finds what HTML and style sheets load or link to: tags, their URL attributes, `url(…)`, `@import`.
import type { Carrier, Link } from "./link.ts";

// A tag ends at the next angle bracket outside the quotes of a value; nothing follows that could fail, so it is linear.
const TAG = /<([a-z][a-z0-9:-]{0,20})(?=[\s/])((?:[^<>=]+|(?<=[\w:.-]\s{0,4})=\s{0,4}(?:"[^"]*"|'[^']*')|=)+)>?/iy;
const ATTRIBUTE = /([a-z][a-z:-]{1,20})\s{0,64}=\s{0,64}(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*))/gi;
const CSS_URL = /(?:url|src|image-set)\(\s*(?:"([^"\n<>]{3,})|'([^'\n<>]{3,})|([^\s"'()<>]{3,}))/iy;
const CSS_IMPORT = /@import\s{1,64}["']([^\s"'()<>]{3,})/iy;
const REFRESH = /^\s{0,64}\d{0,9}(?:\.\d{0,9})?\s{0,64}[;,]?\s{0,64}(?:url\s{0,64}=\s{0,64})?["']?([^\s"'].*)$/is;
const LABEL = />(?:\s*<[a-z][^<>]{0,200}>){0,4}([^<]+)<\//iy;

/** Attributes by which a browser loads something without being asked. */
const LOADS: ReadonlySet<string> = new Set(["src", "srcset", "poster", "background", "data", "lowsrc", "dynsrc", "imagesrcset"]);
/** Tags whose `href` is loaded, not followed. */
const LOADING_TAGS: ReadonlySet<string> = new Set(["link", "image", "use", "feimage", "base"]);

function carrierOf(tag: string, attribute: string): Carrier | undefined {
	if (LOADS.has(attribute)) return "html_image";
	if (attribute === "href" || attribute === "xlink:href") return LOADING_TAGS.has(tag) ? "html_image" : "link";
	if (attribute === "ping") return "html_image";
	return attribute === "action" || attribute === "formaction" ? "form_action" : undefined;
}

/** Attributes of the tag at `at` as links, added to `links`; where looking for the next tag goes on. */
function tagLinks(text: string, at: number, links: Link[]): number {
	TAG.lastIndex = at;
	const found = TAG.exec(text);
	if (found === null) return at + 1;
	const next = /[<>]/.test(found[2] ?? "") ? TAG.lastIndex : at + 1;
	const tag = (found[1] ?? "").toLowerCase();
	const attributes = found[2] ?? "";
	const base = at + 1 + tag.length;
	LABEL.lastIndex = TAG.lastIndex - 1;
	const label = tag === "a" ? LABEL.exec(text)?.[1] : undefined;
	for (const match of attributes.matchAll(ATTRIBUTE)) {
		const name = (match[1] ?? "").toLowerCase();
		const value = match[2] ?? match[3] ?? match[4] ?? "";
		const refresh = tag === "meta" && name === "content" ? REFRESH.exec(value)?.[1] : undefined;
		if (/^on[a-z]{3,}$/.test(name) && /[(=`]/.test(value)) {
			const start = base + match.index + match[0].lastIndexOf(value);
			links.push({ carrier: "link", start, end: start + value.length, url: `javascript:${value}` });
			continue;
		}
		const carrier = refresh === undefined ? carrierOf(tag, name) : "refresh";
		if (carrier === undefined) continue;
		const url = refresh ?? (name.endsWith("srcset") ? (value.trim().split(/[\s,]/)[0] ?? "") : value);
		const start = base + match.index + match[0].lastIndexOf(url);
		links.push({ carrier, start, end: start + url.length, url, ...(label === undefined ? {} : { label }) });
	}
	return next;
}

function cssLink(pattern: RegExp, text: string, at: number): Link[] {
	pattern.lastIndex = at;
	const found = pattern.exec(text);
	const url = found?.[1] ?? found?.[2] ?? found?.[3];
	return url === undefined ? [] : [{ carrier: "css_url", start: pattern.lastIndex - url.length, end: pattern.lastIndex, url }];
}

/** All links of tags and style sheets of a text, in no order. */
export function htmlLinks(text: string): Link[] {
	const links: Link[] = [];
	for (let at = text.indexOf("<"); at >= 0; ) at = text.indexOf("<", tagLinks(text, at, links));
	for (const { index } of text.matchAll(/(?:url|src|image-set)\(/gi)) links.push(...cssLink(CSS_URL, text, index));
	for (const { index } of text.matchAll(/@import/gi)) links.push(...cssLink(CSS_IMPORT, text, index));
	return links;
}
