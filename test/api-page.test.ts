// The API page: whole, linked within itself, and nothing of the document is taken for HTML.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { OPENAPI_PATH } from "../scripts/generate-openapi.ts";
import type { ApiDocument } from "../src/api-page/document.ts";
import { apiPage } from "../src/api-page.ts";
import { ROUTES, type RouteSpec } from "../src/contract/api.ts";
import { PROBLEMS } from "../src/contract/problem.ts";

const document = JSON.parse(readFileSync(OPENAPI_PATH, "utf8")) as ApiDocument;
const page = apiPage(document);
const VOID = new Set(["meta", "!doctype"]);

describe("apiPage", () => {
	it("shows every route with its method and path", () => {
		for (const [id, route] of Object.entries<RouteSpec>(ROUTES)) {
			const path = route.path.replaceAll(/:(\w+)\*?/g, "{$1}");
			expect(page).toContain(`<h3 id="${id}"><b class="method">${route.method}</b> <code>${path}</code></h3>`);
		}
	});

	it("has an anchor for each problem code, since problem types end with it", () => {
		for (const code of Object.keys(PROBLEMS)) expect(page).toContain(`<h3 id="${code}">`);
	});

	it("has each anchor once, and leads nowhere that is not there", () => {
		const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
		expect(new Set(ids).size).toBe(ids.length);
		for (const [, target] of page.matchAll(/(?:href="#|aria-labelledby=")([^"]+)"/g)) expect(ids).toContain(target);
	});

	it("closes what it opens", () => {
		const open: string[] = [];
		for (const [, slash, name = ""] of page.matchAll(/<(\/?)([a-z!][a-z0-9]*)[^>]*>/g)) {
			if (VOID.has(name)) continue;
			if (slash === "/") expect(open.pop(), `</${name}>`).toBe(name);
			else open.push(name);
		}
		expect(open).toEqual([]);
	});

	it("has headings in order, a language, a skip link and no script", () => {
		const levels = [...page.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
		expect(levels.filter((level) => level === 1)).toHaveLength(1);
		for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
		expect(page).toContain('<html lang="en">');
		expect(page).toContain('href="#main"');
		expect(page).not.toMatch(/<script|\son\w+=|javascript:|https?:\/\/(?!edict\.dev)[^<"]*"/i);
	});

	it("never shows a key in the requests to copy", () => {
		expect(page).toContain("authorization: Bearer $EDICT_KEY");
		expect(page).not.toMatch(/edk_(live|test)_[A-Za-z0-9]/);
	});

	it("escapes every text of the document", () => {
		const evil = `</p><script>alert("1")</script>'&`;
		const poisoned = JSON.parse(JSON.stringify(document), (key, value: unknown) =>
			typeof value === "string" && !["$ref", "in", "type"].includes(key) ? evil : value,
		) as ApiDocument;
		const named = {
			...poisoned,
			components: { ...poisoned.components, schemas: { [evil]: { description: evil, enum: [evil] } } },
		};
		const shown = apiPage(named);
		expect(shown).not.toContain("<script");
		expect(shown).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;");
	});
});
