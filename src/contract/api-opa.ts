// Routes of OPA's REST API, at OPA's own paths and whole under `/opa`. Bodies and errors are OPA's, to the byte.
import * as v from "valibot";
import type { RouteSpec } from "./route.ts";

export const OPA_ERROR_CODES = [
	"internal_error",
	"evaluation_error",
	"unauthorized",
	"invalid_parameter",
	"invalid_operation",
	"resource_not_found",
	"resource_conflict",
	"undefined_document",
] as const;
export type OpaErrorCode = (typeof OPA_ERROR_CODES)[number];

export const OpaError = v.strictObject({
	code: v.picklist(OPA_ERROR_CODES),
	message: v.string(),
	/** What the evaluation met. */
	errors: v.optional(v.array(v.strictObject({ code: v.string(), message: v.string() }))),
});

const Warning = v.strictObject({ code: v.string(), message: v.string() });
const Numbers = v.record(v.string(), v.number());

export const OpaProvenance = v.strictObject({
	/** Of this service. */
	version: v.string(),
	build_commit: v.string(),
	build_hostname: v.string(),
	/** Of the policies that took part. */
	bundles: v.record(v.string(), v.strictObject({ revision: v.string() })),
});

/** `result` is absent where the document is undefined. */
export const OpaData = v.strictObject({
	decision_id: v.string(),
	provenance: v.optional(OpaProvenance),
	explanation: v.optional(v.array(v.unknown())),
	metrics: v.optional(Numbers),
	result: v.optional(v.unknown()),
	warning: v.optional(Warning),
});

/** Where some fail and some do not (207), each answer says its status, as text. */
export const OpaBatch = v.strictObject({
	batch_decision_id: v.string(),
	metrics: v.optional(Numbers),
	responses: v.optional(v.record(v.string(), v.looseObject({ http_status_code: v.optional(v.picklist(["200", "500"])) }))),
	warning: v.optional(Warning),
});

const OpaHealth = v.strictObject({ error: v.optional(v.string()) });
const OpaPolicy = v.strictObject({ id: v.string(), raw: v.string(), ast: v.null() });
const OpaResult = v.strictObject({ result: v.unknown() });

const ASKERS = ["app", "author", "approver", "operator", "admin"] as const;
const READERS = ["auditor", "operator", "approver", "author", "admin"] as const;

const FLAG = v.optional(v.string());
const PRETTY = { description: "Indented; as `pretty` or `pretty=true`", schema: FLAG };
const QUERY = {
	pretty: PRETTY,
	provenance: { description: "Names this service and the revisions of the policies that took part", schema: FLAG },
	metrics: { description: "Tells how long it took, under OPA's names", schema: FLAG },
	instrument: { description: "The same: this service measures no more than that", schema: FLAG },
	"strict-builtin-errors": { description: "An error of a builtin fails the evaluation", schema: FLAG },
	explain: { description: "`notes`, `fails`, `full` or `debug`", schema: FLAG },
};
const OPA = { tag: "OPA", errors: "opa", alsoUnder: "/opa", status: 200 } as const;
const ASK = { ...OPA, roles: ASKERS, problems: ["quota-exceeded", "record-unavailable", "body-too-large"] } as const;
const LOOK = { ...OPA, method: "GET", roles: READERS, problems: [] } as const;

export const OPA_ROUTES = {
	opaReadAll: {
		...ASK,
		method: "GET",
		path: "/v1/data",
		summary: "Every document of the tenant's policies",
		query: { ...QUERY, input: { description: "The input, as JSON", schema: FLAG } },
		response: OpaData,
	},
	opaRead: {
		...ASK,
		method: "GET",
		path: "/v1/data/:path*",
		summary: "The document at a path, for the input in the query",
		query: { ...QUERY, input: { description: "The input, as JSON", schema: FLAG } },
		response: OpaData,
	},
	opaAskAll: {
		...ASK,
		method: "POST",
		path: "/v1/data",
		summary: "Every document of the tenant's policies, for an input",
		query: QUERY,
		response: OpaData,
	},
	opaAsk: {
		...ASK,
		method: "POST",
		path: "/v1/data/:path*",
		summary: "The document at a path, for the input in the body",
		description:
			'The body is `{"input": …}`, as JSON or YAML, zipped or not. The header `edict-channel` names another channel than `stable`. ' +
			"Each answer is a decision with a record; the answer's headers name the decision and the versions. See docs/opa.md.",
		query: QUERY,
		response: OpaData,
	},
	opaAskAllBare: {
		...ASK,
		method: "POST",
		path: "/v0/data",
		summary: "The same without envelopes: the body is the input, the answer is the document",
		query: { pretty: PRETTY },
	},
	opaAskBare: {
		...ASK,
		method: "POST",
		path: "/v0/data/:path*",
		summary: "The document at a path without envelopes; 404 where it is undefined",
		query: { pretty: PRETTY },
	},
	opaAskDefault: {
		...ASK,
		method: "POST",
		path: "/",
		summary: "The default decision of the tenant, `system/main` unless it has set another; without envelopes",
		query: { pretty: PRETTY },
	},
	opaAskBatch: {
		...ASK,
		method: "POST",
		path: "/v1/batch/data/:path*",
		summary: "The document at a path for many inputs at once",
		description:
			'The body is `{"inputs": {"<id>": …}, "common_input": …}`; what all have in common lies under each input. ' +
			"200 when none fails, 207 when some do, 500 when all do.",
		query: QUERY,
		response: OpaBatch,
	},
	opaHealth: {
		...OPA,
		method: "GET",
		path: "/health",
		roles: "public",
		problems: [],
		summary: "Whether policies can be evaluated; 500 when not",
		query: {
			bundles: { description: "… and those that this Worker carries are ready", schema: FLAG },
			plugins: { description: "… and what it needs answers: `control`, `ledger`", schema: FLAG },
			"exclude-plugin": { description: "… except this one", schema: FLAG },
		},
		response: OpaHealth,
	},
	opaLive: {
		...OPA,
		method: "GET",
		path: "/health/live",
		roles: "public",
		problems: [],
		summary: "The process answers",
		response: OpaHealth,
	},
	opaReady: {
		...OPA,
		method: "GET",
		path: "/health/ready",
		roles: "public",
		problems: [],
		summary: "All that it needs answers; 500 when not",
		response: OpaHealth,
	},
	opaMetrics: {
		...OPA,
		method: "GET",
		path: "/metrics",
		roles: ["operator", "admin"],
		summary: "Counters of this isolate, as at `/v1/metrics`",
		mediaType: "text/plain",
		problems: [],
	},
	opaPolicies: {
		...LOOK,
		path: "/opa/v1/policies",
		alsoUnder: undefined,
		summary: "The sources of the versions in force",
		query: { pretty: PRETTY },
		response: v.strictObject({ result: v.array(OpaPolicy) }),
	},
	opaPolicy: {
		...LOOK,
		path: "/opa/v1/policies/:path*",
		alsoUnder: undefined,
		summary: "One of these sources",
		query: { pretty: PRETTY },
		response: v.strictObject({ result: OpaPolicy }),
		problems: ["not-found"],
	},
	opaConfig: {
		...LOOK,
		path: "/opa/v1/config",
		alsoUnder: undefined,
		summary: "What an agent's configuration would say; no secrets",
		query: { pretty: PRETTY },
		response: OpaResult,
	},
	opaStatus: {
		...LOOK,
		path: "/opa/v1/status",
		alsoUnder: undefined,
		summary: "Which version of each policy is in force, and since when",
		query: { pretty: PRETTY },
		response: OpaResult,
	},
} as const satisfies Record<string, RouteSpec>;
