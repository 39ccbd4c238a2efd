// Renders the OpenAPI document as one readable page: no script, works by keyboard, light and dark.
import type { ApiDocument, ApiOperation } from "./api-page/document.ts";
import { html, paragraphs, raw, type Safe } from "./api-page/html.ts";
import { operationSection } from "./api-page/operation.ts";
import { schemaTable } from "./api-page/schema.ts";
import { STYLE } from "./api-page/style.ts";

type Listed = { readonly path: string; readonly method: string; readonly operation: ApiOperation };

/** The page for a document as `scripts/generate-openapi.ts` writes it. All text of the document is escaped. */
export function apiPage(document: ApiDocument): string {
	const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]): Listed => ({ path, method: method.toUpperCase(), operation })),
	);
	return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${document.info.title} API ${document.info.version}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<h1>${document.info.title} API <small>${document.info.version}</small></h1>
<p>${document.info.summary} · <a href="/openapi.json">OpenAPI 3.1</a></p>
</header>
<nav aria-label="Contents">${contents(document, operations)}</nav>
<main id="main">
<section aria-label="About">${paragraphs(document.info.description)}</section>
${document.tags.map(
	(tag) => html`<section aria-labelledby="tag-${tag.name}">
<h2 id="tag-${tag.name}">${tag.name}</h2>
${paragraphs(tag.description)}
${operations
	.filter(({ operation }) => operation.tags.includes(tag.name))
	.map(({ path, method, operation }) => operationSection({ path, method, operation, document }))}
</section>`,
)}
${problemSection(document)}
<section aria-labelledby="schemas">
<h2 id="schemas">Schemas</h2>
${Object.entries(document.components.schemas).map(
	([name, schema]) => html`<section aria-labelledby="schema-${name}">
<h3 id="schema-${name}"><code>${name}</code></h3>
${schemaTable(schema)}
</section>`,
)}
</section>
</main>
</body>
</html>
`.text;
}

function contents(document: ApiDocument, operations: readonly Listed[]): Safe {
	return html`<h2>Contents</h2>
${document.tags.map(
	(tag) => html`<h3><a href="#tag-${tag.name}">${tag.name}</a></h3>
<ul>${operations
		.filter(({ operation }) => operation.tags.includes(tag.name))
		.map(({ path, method, operation }) => html`<li><a href="#${operation.operationId}"><b>${method}</b> ${path}</a></li>`)}</ul>`,
)}
<h3><a href="#problems">Problems</a></h3>
<h3><a href="#schemas">Schemas</a></h3>`;
}

/** Anchors are the codes: the `type` of a problem ends with its code. */
function problemSection(document: ApiDocument): Safe {
	return html`<section aria-labelledby="problems">
<h2 id="problems">Problems</h2>
<p>Every failure is a document of type <code>application/problem+json</code> (RFC 9457) with a code of this list.</p>
${Object.entries(document["x-edict-problems"]).map(
	([code, { status, title, type, description }]) => html`<section aria-labelledby="${code}">
<h3 id="${code}"><code>${code}</code> <small>${status}</small></h3>
<p><strong>${title}.</strong> ${description}</p>
<p><small>${type}</small></p>
</section>`,
)}
</section>`;
}
