// One route on the page: who may call it, what it takes, a request to copy, what it answers.
import type { ApiContent, ApiDocument, ApiOperation, ApiParameter, ApiSchema } from "./document.ts";
import { html, inline, paragraphs, type Safe } from "./html.ts";
import { schemaTable, valueLine } from "./schema.ts";

export type RouteOnPage = {
	readonly path: string;
	readonly method: string;
	readonly operation: ApiOperation;
	readonly document: ApiDocument;
};

export function operationSection(route: RouteOnPage): Safe {
	const { path, method, operation, document } = route;
	const roles = operation["x-edict-roles"];
	const request = operation.requestBody?.content["application/json"];
	const parameters = (operation.parameters ?? []).map((parameter) => resolve(parameter, document));
	return html`<section class="route" aria-labelledby="${operation.operationId}">
<h3 id="${operation.operationId}"><b class="method">${method}</b> <code>${path}</code></h3>
<p>${inline(operation.summary)}.</p>
${operation.description === undefined ? undefined : paragraphs(operation.description)}
<p class="who"><strong>Who:</strong> ${typeof roles === "string" ? "anyone, without a key" : roles.join(", ")}${
		operation["x-edict-browser"] === true ? "; browser keys too" : ""
	}</p>
${
	parameters.length === 0
		? undefined
		: html`<h4>Parameters</h4>
<dl>${parameters.map((parameter) => parameterItem(parameter))}</dl>`
}
${request?.schema === undefined ? undefined : html`<h4>Body</h4>${schemaTable(request.schema)}`}
<h4>Try it</h4>
<pre tabindex="0"><code>${curl(route, request?.example)}</code></pre>
<h4>Answers</h4>
<dl>${Object.entries(operation.responses).map(
		([status, { description, content }]) => html`<dt>${status}</dt><dd>${description}${answer(content)}</dd>`,
	)}</dl>
</section>`;
}

function resolve(parameter: ApiParameter, document: ApiDocument): ApiParameter {
	if (parameter.$ref === undefined) return parameter;
	return document.components.parameters[parameter.$ref.slice(parameter.$ref.lastIndexOf("/") + 1)] ?? parameter;
}

function parameterItem({ name, in: place, required, description, schema }: ApiParameter): Safe {
	return html`<dt><code>${name}</code> <small>${place}${required === true ? ", required" : ""}</small></dt>
<dd>${schema === undefined ? undefined : valueLine(schema)}${description === undefined ? undefined : html`. ${inline(description)}`}</dd>`;
}

/** A request that can be pasted into a shell: the key is read from a variable and never stands on the page. */
function curl({ path, method, operation }: RouteOnPage, example: unknown): string {
	const open = operation["x-edict-roles"] === "public";
	const lines = [
		`curl${method === "GET" ? "" : ` -X ${method}`} "$EDICT_URL${path.replaceAll(/\{(\w+)\}/g, "$$$1")}"`,
		...(open ? [] : ['-H "authorization: Bearer $EDICT_KEY"']),
		...(example === undefined
			? []
			: ["-H 'content-type: application/json'", `-d '${JSON.stringify(example).replaceAll("'", "'\\''")}'`]),
	];
	return lines.join(" \\\n  ");
}

function answer(content: ApiContent | undefined): Safe {
	const parts = Object.entries(content ?? {}).map(([type, { schema, example }]) => {
		const codes = problemCodes(schema);
		if (codes.length > 0) return html`: ${codes.map((code) => html`<a href="#${code}"><code>${code}</code></a>`)}`;
		return html`; <code>${type}</code> ${schema === undefined ? undefined : shapeOf(schema)}${
			example === undefined
				? undefined
				: html`<details><summary>Example</summary><pre tabindex="0"><code>${JSON.stringify(example, null, 2)}</code></pre></details>`
		}`;
	});
	return html`${parts}`;
}

function shapeOf(schema: ApiSchema): Safe {
	return schema.properties === undefined
		? html`${valueLine(schema)}`
		: html`<details><summary>Members</summary>${schemaTable(schema)}</details>`;
}

function problemCodes(schema: ApiSchema | undefined): readonly string[] {
	const code = (schema?.properties as { code?: { enum?: unknown } } | undefined)?.code;
	return schema?.$ref !== undefined && Array.isArray(code?.enum) ? (code.enum as string[]) : [];
}
