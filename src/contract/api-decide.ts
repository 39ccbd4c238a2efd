// Routes of the data plane, and of the service as a whole.
import * as v from "valibot";
import { BatchResponse, Decision } from "./decision.ts";
import { ExplainLevel } from "./explanation.ts";
import { Millis, Name, ROLES } from "./names.ts";
import { BatchRequest, DecideRequest } from "./request.ts";
import type { RouteSpec } from "./route.ts";

const EXAMPLE = {
	stage: "output",
	app: "support-bot",
	content: [{ role: "assistant", text: "Write to ana@example.com" }],
};

export const Whoami = v.strictObject({
	tenant: Name,
	principal: Name,
	role: v.picklist(ROLES),
	apps: v.array(v.string()),
	key_id: v.string(),
});

export const Health = v.strictObject({ status: v.literal("ok") });
const Tenants = v.pipe(v.number(), v.integer(), v.minValue(0));
/**
 * Whether the tenants' changes have reached the database that shows them, as last compared, in numbers of tenants. It does not
 * make the service unready: changes hold before they are shown.
 */
export const ChangesStatus = v.strictObject({
	at: Millis,
	checked: Tenants,
	/** The database lacked changes, which were written. */
	behind: Tenants,
	/** It still lacks some. */
	stalled: Tenants,
	/** It has something that the tenant's control object has not. */
	diverged: Tenants,
	/** The control object did not answer. */
	unreachable: Tenants,
});
export type ChangesStatus = v.InferOutput<typeof ChangesStatus>;
export const Readiness = v.strictObject({
	ready: v.boolean(),
	checks: v.strictObject({
		policy: v.boolean(),
		control: v.boolean(),
		ledger: v.boolean(),
		keys: v.boolean(),
		/** The control objects, which hold the pointers. */
		authority: v.boolean(),
	}),
	changes: v.optional(ChangesStatus),
	/** Rollouts that run, and those of which no isolate tells or whose monitor is silent: an alarm. */
	rollouts: v.optional(v.strictObject({ running: v.number(), stalled: v.number() })),
	/** Stored versions, as the isolate that answers knows them. What is wrong with one does not make the service unready. */
	versions: v.strictObject({
		/** Whether stored versions can serve here; otherwise only the version baked into the Worker does. */
		loader: v.boolean(),
		/** Loaded versions that answer at once. */
		warm: v.pipe(v.number(), v.integer(), v.minValue(0)),
		/** How many versions that a channel leads to could not serve when they were last asked for; which: `GET /opa/v1/status`. */
		faults: v.strictObject({
			corrupt: v.optional(Tenants),
			untrusted: v.optional(Tenants),
			unsupported: v.optional(Tenants),
		}),
	}),
});

const ASK = ["invalid-json", "invalid-request", "invalid-encoding", "unsupported-media-type", "body-too-large"] as const;

export const DECIDE_ROUTES = {
	decide: {
		method: "POST",
		path: "/v1/decide",
		roles: ["app", "author", "approver", "operator", "admin"],
		browser: true,
		tag: "Decide",
		summary: "Decide about one prompt, answer, set of documents, tool call or tool result",
		description:
			"Answers 200 with a decision whenever the request is valid. A policy that cannot speak refuses with `outcome: unavailable`. " +
			"503 means that the decision could not be recorded where it must be: nothing may go on. " +
			"`Idempotency-Key` makes a retry give the same decision and one record.",
		query: {
			explain: {
				description:
					"On a dry run, by an author, approver, operator or admin: how the policy came to it. `fails`: of each rule whether it " +
					"fired and which expression stopped it; `full`: every step, with variables; `notes`: what print wrote. " +
					"Only for stored versions, whose debug rendition is loaded for it.",
				schema: ExplainLevel,
			},
		},
		request: DecideRequest,
		example: EXAMPLE,
		status: 200,
		response: Decision,
		problems: [
			...ASK,
			"forbidden",
			"conflict",
			"app-unknown",
			"idempotency-mismatch",
			"rate-limited",
			"quota-exceeded",
			"record-unavailable",
			"internal",
		],
	},
	decideBatch: {
		method: "POST",
		path: "/v1/decide/batch",
		roles: ["app", "author", "approver", "operator", "admin"],
		browser: true,
		tag: "Decide",
		summary: "Decide up to 100 requests; order is kept, each item is a decision or a problem of its own",
		request: BatchRequest,
		example: { requests: [EXAMPLE] },
		status: 200,
		response: BatchResponse,
		problems: [...ASK, "rate-limited", "quota-exceeded", "internal"],
	},
	whoami: {
		method: "GET",
		path: "/v1/whoami",
		roles: ["app", "author", "approver", "operator", "auditor", "admin"],
		tag: "Service",
		summary: "Tenant, role and apps of the key",
		status: 200,
		response: Whoami,
		problems: [],
	},
	healthz: {
		method: "GET",
		path: "/healthz",
		roles: "public",
		tag: "Service",
		summary: "The process answers",
		status: 200,
		response: Health,
		problems: [],
	},
	readyz: {
		method: "GET",
		path: "/readyz",
		roles: "public",
		tag: "Service",
		summary: "Policy, databases and keys are ready; 503 with the same body when one is not",
		status: 200,
		response: Readiness,
		problems: [],
	},
	openapi: {
		method: "GET",
		path: "/openapi.json",
		roles: "public",
		tag: "Service",
		summary: "This API as OpenAPI 3.1",
		status: 200,
		mediaType: "application/json",
		problems: [],
	},
	docs: {
		method: "GET",
		path: "/docs",
		roles: "public",
		tag: "Service",
		summary: "This API as a page",
		status: 200,
		mediaType: "text/html",
		problems: [],
	},
	jwks: {
		method: "GET",
		path: "/.well-known/jwks.json",
		roles: "public",
		tag: "Service",
		summary: "Public keys with their purposes (receipts, …)",
		status: 200,
		mediaType: "application/jwk-set+json",
		problems: [],
	},
	metrics: {
		method: "GET",
		path: "/v1/metrics",
		roles: ["operator", "admin"],
		tag: "Service",
		summary: "Counters of this isolate in Prometheus text form",
		status: 200,
		mediaType: "text/plain",
		problems: [],
	},
} as const satisfies Record<string, RouteSpec>;
