// Sections of a generated page: two commands write one page, each its own part.

/** The page with the section of this title (level two) replaced, or put before `By folder`, or at the end. */
export function replaceSection(page: string, title: string, text: string): string {
	const [before, after] = around(page, `## ${title}\n`) ?? around(page, "## By folder\n", true) ?? [`${page.trimEnd()}\n\n`, ""];
	return `${before}${text.trim()}\n${after === "" ? "" : `\n${after}`}`;
}

/** The section with its title; `undefined` when the page has none. */
export function sectionOf(page: string, title: string): string | undefined {
	const parts = around(page, `## ${title}\n`);
	return parts === undefined ? undefined : page.slice(parts[0].length, page.length - parts[1].length).trim();
}

/** What stands before a heading, and from the next heading of its level on; with `kept`, from this one on. */
function around(page: string, heading: string, kept = false): [string, string] | undefined {
	const at = page.startsWith(heading) ? 0 : page.indexOf(`\n${heading}`) + 1;
	if (at === 0 && !page.startsWith(heading)) return undefined;
	const next = kept ? at : page.indexOf("\n## ", at + heading.length);
	return [page.slice(0, at), next < 0 ? "" : page.slice(kept ? at : next + 1)];
}
