// Builds the OpenAPI document from the route table.
import * as v from "valibot";
import { ROUTES, type RouteId, type RouteSpec, type Schema } from "../../src/contract/api.ts";
import { OpaError } from "../../src/contract/api-opa.ts";
import { DecisionId, Digest, Name } from "../../src/contract/names.ts";
import { PROBLEM_BASE, PROBLEMS, Problem, type ProblemCode } from "../../src/contract/problem.ts";
import { ReceiptClaims } from "../../src/contract/record.ts";
import type { Comments } from "./comments.ts";
import { ANSWERS, PROBLEM_EXAMPLE } from "./examples.ts";
import { ADVICE } from "./problems.ts";
import { createSchemas, type Json, type Schemas } from "./schemas.ts";

export type DocumentParts = {
	readonly version: string;
	readonly named: Readonly<Record<string, Schema>>;
	readonly comments: Comments;
};

const TAGS: Readonly<Record<string, string>> = {
	Decide: "Ask whether something may go on. Fail closed: whatever is not a decision that allows is a refusal.",
	Decisions: "What was decided, by which version, and what people say of it.",
	Log: "The transparency log that every decision enters, and proofs from it.",
	Policies: "Which policies there are, and which version applied when.",
	"Change control": "How a version comes into force: evidence, approvals, stages, and back.",
	Audit: "What an auditor takes away, and computes again; each such access is on record itself.",
	Exceptions: "Time-limited, approved permissions for findings, and grants for single requests.",
	"Kill switches": "What stops, holds or pins before all else.",
	Administration: "Tenants, apps, tools, keys and configuration.",
	OPA: "OPA's REST API: OPA's own clients work unchanged. Also under `/opa`.",
	Operations: "Keeping the service whole.",
	Agents:
		"OPA agents: their bundles, configuration, status and decision logs, by OPA's own protocols; and the view of the fleet.",
	Service: "The service itself.",
};

/** Problems that every route with a key may answer. */
const KEYED: readonly ProblemCode[] = ["unauthenticated", "forbidden", "rate-limited", "service-unavailable", "internal"];
const PUBLIC: readonly ProblemCode[] = ["service-unavailable", "internal"];

const DESCRIPTION = `Edict decides whether a prompt, an answer, a document or a tool call may go on: as it is, with parts removed, or not at all.

- **Keys.** \`authorization: Bearer edk_…\`. The key tells the tenant, the role and the apps; a body never does.
- **Decisions are answers.** A refusal is HTTP 200 with \`"decision": "refuse"\`. Anything but 200 is a problem document (RFC 9457); a caller that gets one must not let its content go on.
- **Retries.** Repeat with the same \`idempotency-key\` on network errors, 429 (after \`retry-after\`) and 5xx: one decision, one record.
- **Versions.** The path's \`v1\` changes only when a caller would break. Members may be added to answers at any time: ignore those you do not know. Members of requests are checked strictly.`;

export function buildOpenapi({ version, named, comments }: DocumentParts): Json {
	const schemas = createSchemas(named, comments);
	const paths: Record<string, Json> = {};
	for (const [id, route] of Object.entries<RouteSpec>(ROUTES)) {
		const path = route.path.replaceAll(/:(\w+)\*?/g, "{$1}");
		paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(id as RouteId, route, schemas) };
	}
	schemas.of(Problem);
	schemas.of(ReceiptClaims);
	return {
		openapi: "3.1.0",
		info: {
			title: "Edict",
			version,
			summary: "Policy decisions for AI applications",
			description: DESCRIPTION,
			license: { name: "Apache-2.0", identifier: "Apache-2.0" },
		},
		servers: [{ url: "/" }],
		tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
		paths,
		components: {
			securitySchemes: {
				key: {
					type: "http",
					scheme: "bearer",
					bearerFormat: "edk",
					description: "A key of the tenant: `edk_live_…` or `edk_test_…`",
				},
			},
			parameters: PARAMETERS,
			headers: HEADERS,
			schemas: withReceipt(withItems(schemas.components())),
		},
		"x-edict-problems": Object.fromEntries(
			Object.entries(PROBLEMS).map(([code, { status, title }]) => [
				code,
				{ type: PROBLEM_BASE + code, status, title, description: ADVICE[code as ProblemCode] },
			]),
		),
	};
}

const PARAMETERS = {
	IdempotencyKey: {
		name: "Idempotency-Key",
		in: "header",
		description: "Makes a repeat give the same decision and one record, for 24 hours. With another request: 422.",
		schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
	},
	traceparent: {
		name: "traceparent",
		in: "header",
		description: "W3C trace context; its trace id is kept in the record.",
		schema: { type: "string" },
	},
};

const HEADERS = {
	DecisionId: { description: "Id of the decision, as in the body", schema: { $ref: "#/components/schemas/DecisionId" } },
	PolicyDigest: { description: "Version that decided, as in the body", schema: { $ref: "#/components/schemas/Digest" } },
	RetryAfter: { description: "Seconds to wait before a repeat", schema: { type: "integer", minimum: 0 } },
};

function operation(id: RouteId, route: RouteSpec, schemas: Schemas): Json {
	const open = route.roles === "public";
	const parameters = [...pathParameters(route, schemas), ...queryParameters(route, schemas), ...headerParameters(id)];
	return {
		operationId: id,
		tags: [route.tag],
		summary: route.summary,
		...(route.description === undefined ? {} : { description: route.description }),
		...(open ? { security: [] } : { security: [{ key: [] }] }),
		"x-edict-roles": open ? "public" : [...route.roles],
		...(route.browser === true ? { "x-edict-browser": true } : {}),
		...(route.alsoUnder === undefined ? {} : { "x-edict-also-under": route.alsoUnder }),
		...(parameters.length === 0 ? {} : { parameters }),
		...(route.request === undefined ? {} : { requestBody: requestBody(route.request, route.example, schemas) }),
		...(route.parts === undefined ? {} : { requestBody: uploadBody(route.parts) }),
		responses: { [route.status]: success(id, route, schemas), ...problems(route, schemas), ...alsoNotReady(id, route, schemas) },
	};
}

function requestBody(schema: Schema, example: unknown, schemas: Schemas): Json {
	return {
		required: true,
		content: {
			"application/json": { schema: schemas.of(schema), ...(example === undefined ? {} : { example }) },
		},
	};
}

/** A body of several parts, each the bytes of one file. */
function uploadBody(parts: NonNullable<RouteSpec["parts"]>): Json {
	const entries = Object.entries(parts);
	const properties = entries.map(([name, { description }]) => [name, { type: "string", format: "binary", description }]);
	const required = entries.filter(([, part]) => part.required).map(([name]) => name);
	return {
		required: true,
		content: {
			"multipart/form-data": {
				schema: { type: "object", properties: Object.fromEntries(properties), required, additionalProperties: false },
				encoding: Object.fromEntries(entries.map(([name, { mediaType }]) => [name, { contentType: mediaType }])),
			},
		},
	};
}

const SUCCESS = { 200: "Done", 201: "Made", 202: "Accepted", 204: "Done; no body" } as const;

function success(id: RouteId, route: RouteSpec, schemas: Schemas): Json {
	const answer = ANSWERS[id];
	const type = route.mediaType ?? "application/json";
	const schema = route.response === undefined ? textSchema(type) : schemas.of(route.response);
	return {
		description: SUCCESS[route.status],
		...(id === "decide"
			? {
					headers: {
						"edict-decision-id": { $ref: "#/components/headers/DecisionId" },
						"edict-policy-digest": { $ref: "#/components/headers/PolicyDigest" },
					},
				}
			: {}),
		...(route.status === 204 ? {} : { content: { [type]: { schema, ...(answer === undefined ? {} : { example: answer }) } } }),
	};
}

const textSchema = (type: string): Json => (type.endsWith("json") ? { type: "object" } : { type: "string" });

/** The problems of a route by status, each with the codes that it may carry. */
function problems(route: RouteSpec, schemas: Schemas): Json {
	const codes = [...new Set([...route.problems, ...(route.roles === "public" ? PUBLIC : KEYED)])];
	const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
	return Object.fromEntries(
		[...byStatus]
			.sort(([a], [b]) => a - b)
			.map(([status, same]) => [
				status,
				{
					description: same.map((code) => PROBLEMS[code].title).join("; "),
					...(status === 429 ? { headers: { "retry-after": { $ref: "#/components/headers/RetryAfter" } } } : {}),
					content: route.errors === "opa" ? { "application/json": { schema: schemas.of(OpaError) } } : problemContent(same),
				},
			]),
	);
}

function problemContent(codes: readonly ProblemCode[]): Json {
	return {
		"application/problem+json": {
			schema: { $ref: "#/components/schemas/Problem", properties: { code: { enum: [...codes] } } },
			...(codes.includes("invalid-request") ? { example: PROBLEM_EXAMPLE } : {}),
		},
	};
}

/** Readiness answers 503 with its own body, where other routes answer a problem. */
function alsoNotReady(id: RouteId, route: RouteSpec, schemas: Schemas): Json {
	if (id !== "readyz" || route.response === undefined) return {};
	const own = { "application/json": { schema: schemas.of(route.response) } };
	const problem = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
	return { 503: { description: "Not ready: a check is false, or the service could not start", content: { ...own, ...problem } } };
}

function pathParameters(route: RouteSpec, schemas: Schemas): Json[] {
	return [...route.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => ({
		name,
		in: "path",
		required: true,
		schema: schemas.of(pathSchema(route, name)),
	}));
}

function pathSchema(route: RouteSpec, name: string): Schema {
	if (name === "digest") return Digest;
	if (name === "name") return Name;
	if (name === "fingerprint") return Digest;
	return route.path.startsWith("/v1/decisions/") ? DecisionId : v.string();
}

function queryParameters(route: RouteSpec, schemas: Schemas): Json[] {
	return Object.entries(route.query ?? {}).map(([name, { description, required, schema }]) => ({
		name,
		in: "query",
		description,
		required: required === true,
		schema: schemas.of(schema),
	}));
}

function headerParameters(id: RouteId): Json[] {
	const trace = { $ref: "#/components/parameters/traceparent" };
	if (id === "decide") return [{ $ref: "#/components/parameters/IdempotencyKey" }, trace];
	return id === "decideBatch" ? [trace] : [];
}

/** The items of a batch are checked one by one, so its own schema leaves them open; the document says what they are. */
function withItems(components: Json): Json {
	const batch = components.BatchRequest as { properties: { requests: Json } };
	batch.properties.requests.items = { $ref: "#/components/schemas/DecideRequest" };
	return components;
}

/** A receipt is a string that holds its claims: header and payload of the JWS, as JSON Schema describes encoded content. */
function withReceipt(components: Json): Json {
	const { properties } = components.Decision as { properties: Record<string, Json> };
	properties.receipt = {
		...properties.receipt,
		contentMediaType: "application/jose",
		contentSchema: {
			type: "array",
			prefixItems: [
				{
					type: "object",
					properties: { alg: { const: "EdDSA" }, kid: { type: "string" }, typ: { const: "edict-receipt+json" } },
					required: ["alg", "kid", "typ"],
				},
				{ $ref: "#/components/schemas/ReceiptClaims" },
			],
			minItems: 2,
		},
	};
	return components;
}
