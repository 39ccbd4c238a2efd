// Routes for OPA agents, which speak OPA's management protocols to them, and the view of the fleet that results.
import * as v from "valibot";
import { AgentList } from "./agent.ts";
import { Name } from "./names.ts";
import type { RouteSpec } from "./route.ts";

const AGENT = ["agent"] as const;
const UPLOAD = ["invalid-json", "unsupported-media-type", "body-too-large", "service-unavailable"] as const;
const BUNDLE = {
	method: "GET",
	roles: AGENT,
	errors: "opa",
	tag: "Agents",
	status: 200,
	mediaType: "application/vnd.openpolicyagent.bundles",
	problems: ["not-found", "policy-unavailable", "service-unavailable"],
} as const;
const POLL =
	"A gzipped tarball; its `ETag` is the version. With `If-None-Match` and `Prefer: wait=<seconds>` the answer waits until there is another version, at most 30 seconds, and is 304 when there is none.";

export const OPA_MANAGEMENT_ROUTES = {
	agentBundle: {
		...BUNDLE,
		path: "/opa/bundles/:policy",
		summary: "The bundle of the version that the policy's stable channel leads to",
		description: POLL,
	},
	agentBundleOfChannel: {
		...BUNDLE,
		path: "/opa/bundles/:policy/:channel",
		summary: "The bundle of the version that a channel of the policy leads to",
		description: POLL,
	},
	agentDiscovery: {
		...BUNDLE,
		path: "/opa/discovery",
		summary: "A bundle whose data configures an agent: bundles of all the tenant's policies, decision logs and status",
		description: "Services are left out: the agent uses the first of its own configuration.",
	},
	agentDiscoveryForService: {
		...BUNDLE,
		path: "/opa/discovery/:service",
		summary: "The same, for agents whose configuration calls this service by the given name",
	},
	agentStatus: {
		method: "POST",
		path: "/opa/status",
		roles: AGENT,
		errors: "opa",
		tag: "Agents",
		summary: "An agent's status: which bundles it runs, and what went wrong",
		request: v.looseObject({ labels: v.looseObject({ id: v.string() }) }),
		example: {
			labels: { id: "agent-1", version: "1.22.2" },
			bundles: { guard: { name: "guard", active_revision: "2026.11.1" } },
		},
		status: 204,
		problems: UPLOAD,
	},
	agentStatusOfPartition: {
		method: "POST",
		path: "/opa/status/:partition*",
		roles: AGENT,
		errors: "opa",
		tag: "Agents",
		summary: "The same, of an agent that is configured with a partition name, which may hold slashes",
		request: v.looseObject({ labels: v.looseObject({ id: v.string() }) }),
		example: { labels: { id: "agent-1" } },
		status: 204,
		problems: UPLOAD,
	},
	agentLogs: {
		method: "POST",
		path: "/opa/logs",
		roles: AGENT,
		errors: "opa",
		tag: "Agents",
		summary: "Decisions of an agent, each recorded as its record: digests in place of inputs and results",
		description:
			"Answered with 200 only when every decision is stored or queued; the same again is stored once. An entry that cannot be read is kept as a dead letter, by digest, and counted in the answer: it does not keep its neighbours out.",
		request: v.array(v.looseObject({})),
		example: [
			{ labels: { id: "agent-1" }, decision_id: "d-1", path: "authz/allow", timestamp: "2026-11-24T12:00:00.123456789Z" },
		],
		status: 200,
		response: v.strictObject({ received: v.number(), rejected: v.number() }),
		problems: UPLOAD,
	},
	agentLogsOfPartition: {
		method: "POST",
		path: "/opa/logs/:partition*",
		roles: AGENT,
		errors: "opa",
		tag: "Agents",
		summary: "The same, of an agent that is configured with a partition name, which may hold slashes",
		request: v.array(v.looseObject({})),
		example: [],
		status: 200,
		response: v.strictObject({ received: v.number(), rejected: v.number() }),
		problems: UPLOAD,
	},
	agents: {
		method: "GET",
		path: "/v1/agents",
		roles: ["auditor", "operator", "approver", "author", "admin"],
		tag: "Agents",
		summary: "OPA agents: which version each runs, and how far behind the pointer it is",
		query: {
			limit: { description: "Agents of a page, at most 200", schema: v.string() },
			cursor: { description: "`next_cursor` of the page before", schema: Name },
		},
		status: 200,
		response: AgentList,
		problems: ["invalid-request", "service-unavailable"],
	},
} as const satisfies Record<string, RouteSpec>;
