// The OpenAPI document: it is what the route table gives, it is valid, its schemas mean what the contract's schemas mean.
import { readFileSync } from "node:fs";
import { Validator as JsonValidator, type Schema as ValidatorSchema } from "@cfworker/json-schema";
import { Validator } from "@seriousme/openapi-schema-validator";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { namedSchemas, OPENAPI_PATH, renderOpenapi } from "../scripts/generate-openapi.ts";
import { ROUTES, type RouteSpec } from "../src/contract/api.ts";
import { PROBLEMS } from "../src/contract/problem.ts";
import { DecideRequest } from "../src/contract/request.ts";

type Operation = {
	operationId: string;
	"x-edict-roles": unknown;
	requestBody?: { content: Record<string, { schema: ValidatorSchema; example?: unknown }> };
	responses: Record<string, { content?: Record<string, { schema: ValidatorSchema; example?: unknown }> }>;
};
type Document = {
	paths: Record<string, Record<string, Operation>>;
	components: { schemas: Record<string, ValidatorSchema> };
	"x-edict-problems": Record<string, { status: number; title: string; description: string }>;
};

const text = readFileSync(OPENAPI_PATH, "utf8");
const document = JSON.parse(text) as Document;
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
const routes = Object.entries<RouteSpec>(ROUTES);

function operationOf(id: string): Operation {
	const found = operations.find((operation) => operation.operationId === id);
	if (found === undefined) throw new Error(`no operation ${id}`);
	return found;
}

/** Whether the document's own schema takes a value. */
function takes(schema: ValidatorSchema, value: unknown): boolean {
	return new JsonValidator({ ...schema, components: document.components }, "2020-12").validate(value).valid;
}

describe("docs/openapi.json", () => {
	it("is what the route table gives", async () => {
		expect(text === (await renderOpenapi()), "run: npm run generate").toBe(true);
	});

	it("is small enough to travel with the Worker", () => {
		expect(JSON.stringify(document).length).toBeLessThan(500_000);
	});

	it("is valid OpenAPI 3.1", async () => {
		const result = await new Validator().validate(structuredClone(document));
		expect(result.errors ?? []).toEqual([]);
		expect(result.valid).toBe(true);
	});

	it("refers to nothing that is not there and keeps nothing that is not used", () => {
		const refs = new Set([...text.matchAll(/"\$ref": "([^"]+)"/g)].map((match) => match[1]));
		for (const ref of refs) {
			const found = (ref ?? "")
				.slice(2)
				.split("/")
				.reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], document);
			expect(found, ref).toBeDefined();
		}
		for (const name of Object.keys(document.components.schemas)) expect(refs).toContain(`#/components/schemas/${name}`);
	});

	it.each(routes)("has route %s with its method, roles, answer and problems", (id, route) => {
		const path = route.path.replaceAll(/:(\w+)\*?/g, "{$1}");
		const operation = document.paths[path]?.[route.method.toLowerCase()];
		expect(operation?.operationId).toBe(id);
		expect(operation?.["x-edict-roles"]).toEqual(route.roles);
		expect(operation?.responses).toHaveProperty(String(route.status));
		for (const code of route.problems) {
			const content = operation?.responses[PROBLEMS[code].status]?.content;
			if (route.errors === "opa")
				expect(content?.["application/json"]?.schema).toEqual({ $ref: "#/components/schemas/OpaError" });
			else expect(JSON.stringify(content?.["application/problem+json"]?.schema)).toContain(`"${code}"`);
		}
	});

	it("explains every problem", () => {
		expect(Object.keys(document["x-edict-problems"])).toEqual(Object.keys(PROBLEMS));
		for (const problem of Object.values(document["x-edict-problems"])) expect(problem.description).toMatch(/\.$/);
	});
});

describe("examples", () => {
	it.each(routes.filter(([, route]) => route.example !== undefined))(
		"of a request to %s fit the contract and the document",
		(id, route) => {
			const body = operationOf(id).requestBody?.content["application/json"];
			expect(v.is(route.request as v.GenericSchema, body?.example)).toBe(true);
			expect(takes(body?.schema ?? {}, body?.example)).toBe(true);
		},
	);

	const answered = routes.flatMap(([id, { status, response }]) => {
		const body = operationOf(id).responses[status]?.content?.["application/json"];
		return body?.example === undefined || response === undefined ? [] : [{ id, response, body }];
	});
	it("exist for the answers that applications read", () => {
		expect(answered.map(({ id }) => id)).toEqual(expect.arrayContaining(["decide", "decideBatch", "whoami", "feedback"]));
	});
	it.each(answered)("of an answer of $id fit the contract and the document", ({ response, body }) => {
		expect(v.safeParse(response, body.example).issues).toBeUndefined();
		expect(takes(body.schema, body.example)).toBe(true);
	});
});

describe("schemas", () => {
	const valid = { stage: "input", app: "support-bot", content: [{ role: "user", text: "Hello" }] };
	const tool = { stage: "tool_call", app: "a", tool: { name: "search", arguments: { q: "x", deep: [{ a: null }] } } };
	it.each([
		["a plain request", valid],
		[
			"parts",
			{
				...valid,
				content: [
					{
						role: "user",
						parts: [
							{ type: "text", text: "x" },
							{ type: "image", media_type: "image/png" },
						],
					},
				],
			},
		],
		["a tool call with any arguments", tool],
		["documents", { stage: "retrieval", app: "a", documents: [{ text: "x", source: "wiki", updated_at: 1 }] }],
		["an unknown member", { ...valid, extra: 1 }],
		["an unknown stage", { ...valid, stage: "middle" }],
		["no app", { stage: "input", content: valid.content }],
		["a name with a space", { ...valid, app: "support bot" }],
		["a name that is too long", { ...valid, app: "a".repeat(129) }],
		["no content at all", { ...valid, content: [] }],
		["both text and parts", { ...valid, content: [{ role: "user", text: "x", parts: [] }] }],
		["an identifier that is empty", { ...valid, session: "" }],
		["arguments that are a list", { ...tool, tool: { name: "search", arguments: [] } }],
		["a fraction of a millisecond", { ...valid, approval: { by: "x", at: 1.5 } }],
		["null for an optional member", { ...valid, session: null }],
	])("agree with the contract about %s", (_name, value) => {
		expect(takes({ $ref: "#/components/schemas/DecideRequest" }, value)).toBe(v.is(DecideRequest, value));
	});

	it("carry the comments of the source", () => {
		expect(document.components.schemas.DecideRequest?.properties?.content).toMatchObject({ description: "Judged." });
		expect(document.components.schemas.Decision?.properties?.receipt).toHaveProperty("description");
	});

	it("are those that the contract exports", () => {
		for (const name of Object.keys(document.components.schemas)) expect(namedSchemas()).toHaveProperty(name);
	});
});
