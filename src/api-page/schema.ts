// A JSON Schema in words: one line for a value, a table for an object.
import type { ApiSchema } from "./document.ts";
import { html, inline, raw, type Safe } from "./html.ts";

/** Longer lists are folded away. */
const MANY = 12;
const SEPARATOR = raw(", ");

/** A table of an object's members, a list of alternatives, or one line. */
export function schemaTable(schema: ApiSchema): Safe {
	const description = typeof schema.description === "string" ? html`<p>${inline(schema.description)}</p>` : undefined;
	return html`${description}${body(schema)}`;
}

function body(schema: ApiSchema): Safe {
	const alternatives = listOf(schema.anyOf ?? schema.oneOf);
	if (alternatives.length > 0 && alternatives.some((item) => item.properties !== undefined)) {
		return html`<p>One of:</p>${alternatives.map((item) => body(item))}`;
	}
	const properties = (schema.properties ?? {}) as Readonly<Record<string, ApiSchema>>;
	if (Object.keys(properties).length === 0) return html`<p>${valueLine(schema)}</p>`;
	const required = new Set(Array.isArray(schema.required) ? schema.required : []);
	return html`<div class="scroll" tabindex="0" role="region" aria-label="Members"><table>
<thead><tr><th scope="col">Member</th><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows(properties, required, "")}</tbody>
</table></div>`;
}

/** Inner objects follow their parent, named by path. */
function rows(properties: Readonly<Record<string, ApiSchema>>, required: ReadonlySet<unknown>, stem: string): Safe[] {
	return Object.entries(properties).flatMap(([name, schema]) => {
		const inner = (schema.type === "array" ? schema.items : schema) as ApiSchema;
		const members = inner.properties as Readonly<Record<string, ApiSchema>> | undefined;
		const mark = schema.type === "array" ? "[]" : "";
		const own = html`<tr><th scope="row"><code>${stem}${name}</code>${required.has(name) ? html` <em>required</em>` : undefined}</th>
<td>${valueLine(schema)}</td><td>${typeof schema.description === "string" ? inline(schema.description) : undefined}</td></tr>`;
		if (members === undefined) return [own];
		return [own, ...rows(members, new Set(listOf(inner.required)), `${stem}${name}${mark}.`)];
	});
}

/** What a value may be, in one line. */
export function valueLine(schema: ApiSchema): Safe {
	const fallback = schema.default === undefined ? undefined : html`; default <code>${JSON.stringify(schema.default)}</code>`;
	return html`${kindOf(schema)}${bounds(schema)}${fallback}`;
}

function kindOf(schema: ApiSchema): Safe {
	if (typeof schema.$ref === "string") {
		const name = schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
		return html`<a href="#schema-${name}">${name}</a>`;
	}
	if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
	const choices = listOf<unknown>(schema.enum);
	if (choices.length > 0) return choiceOf(choices);
	const alternatives = listOf(schema.anyOf ?? schema.oneOf);
	if (alternatives.length > 0)
		return html`${join(
			alternatives.map((item) => valueLine(item)),
			raw(" or "),
		)}`;
	if (schema.type === "array") return html`list of ${valueLine((schema.items ?? {}) as ApiSchema)}`;
	const values = schema.additionalProperties;
	if (schema.type === "object" && typeof values === "object") return html`object of ${valueLine(values as ApiSchema)}`;
	return html`${typeof schema.type === "string" ? schema.type : "any value"}`;
}

function choiceOf(choices: readonly unknown[]): Safe {
	const codes = join(
		choices.map((choice) => html`<code>${JSON.stringify(choice)}</code>`),
		SEPARATOR,
	);
	return choices.length <= MANY ? codes : html`<details><summary>one of ${choices.length}</summary>${codes}</details>`;
}

function bounds(schema: ApiSchema): Safe {
	const said: (string | false)[] = [
		range(schema.minimum, schema.maximum, ""),
		range(schema.minLength, schema.maxLength, " characters"),
		range(schema.minItems, schema.maxItems, " items"),
		typeof schema.format === "string" && schema.format,
	];
	const pattern = typeof schema.pattern === "string" ? html`, <code>${schema.pattern}</code>` : undefined;
	return html`${said.filter((part) => part !== false).map((part) => html`, ${part}`)}${pattern}`;
}

function range(from: unknown, to: unknown, unit: string): string | false {
	const most = typeof to === "number" && to < Number.MAX_SAFE_INTEGER ? to : undefined;
	if (typeof from === "number" && most !== undefined) return `${from} to ${most}${unit}`;
	if (most !== undefined) return `up to ${most}${unit}`;
	return typeof from === "number" && from !== 0 && `at least ${from}${unit}`;
}

function listOf<T = ApiSchema>(value: unknown): readonly T[] {
	return Array.isArray(value) ? (value as T[]) : [];
}

function join(parts: readonly Safe[], separator: Safe): Safe {
	return raw(parts.map(({ text }) => text).join(separator.text));
}
