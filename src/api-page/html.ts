// HTML as a template literal in which every value is escaped unless it is HTML itself.

/** Text that is HTML already. */
export type Safe = { readonly text: string };
type Value = Safe | string | number | boolean | undefined | readonly Value[];

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? "");
}

/** Marks text of our own as HTML. */
export function raw(text: string): Safe {
	return { text };
}

export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Safe {
	return raw(parts.reduce((text, part, index) => text + render(values[index - 1]) + part));
}

function render(value: Value): string {
	if (value === undefined || value === false) return "";
	if (Array.isArray(value)) return value.map((item: Value) => render(item)).join("\n");
	return typeof value === "object" ? (value as Safe).text : escapeHtml(String(value));
}

/** The little Markdown that descriptions use: paragraphs, lists, `code` and **bold**. */
export function paragraphs(markdown: string): Safe {
	const blocks = markdown.split(/\n\n+/).map((block) => {
		const lines = block.split("\n");
		if (!lines.every((line) => line.startsWith("- "))) return html`<p>${inline(block)}</p>`;
		return html`<ul>${lines.map((line) => html`<li>${inline(line.slice(2))}</li>`)}</ul>`;
	});
	return html`${blocks}`;
}

export function inline(markdown: string): Safe {
	return raw(
		escapeHtml(markdown)
			.replace(/`([^`]+)`/g, "<code>$1</code>")
			.replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>"),
	);
}
