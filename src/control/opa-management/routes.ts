// Handlers of the routes for OPA agents and of the fleet's view.
import type { OPA_MANAGEMENT_ROUTES } from "../../contract/api-opa-management.ts";
import type { ApiRequest, Handler, Handlers } from "../../platform/api.ts";
import { MAX_AGENT_STATUS_BYTES, MAX_PAGE } from "../../platform/limits.ts";
import { failureName } from "../../platform/log.ts";
import { opaProblemResponse } from "../../platform/opa-error.ts";
import { problem, problemResponse } from "../../platform/problem.ts";
import { done, wrong } from "../routes/reply.ts";
import { serveBundle } from "./bundle.ts";
import type { AgentDeps } from "./deps.ts";
import { createDiscovery } from "./discovery.ts";
import { digestsRun, formerRevisions, keepStatus, readAgents, viewOf } from "./fleet.ts";
import { takeLogs } from "./logs.ts";
import { readStatus } from "./status.ts";
import { readUpload } from "./upload.ts";

const DEFAULT_PAGE = 50;

/** One handler for each route of `OPA_MANAGEMENT_ROUTES`. */
export function opaManagementHandlers(deps: AgentDeps): Handlers<typeof OPA_MANAGEMENT_ROUTES> {
	const bundle = guard(deps, opaProblemResponse, (request) => serveBundle(deps, request));
	const discovery = guard(deps, opaProblemResponse, createDiscovery(deps));
	const status = guard(deps, opaProblemResponse, (request) => takeStatus(deps, request));
	const logs = guard(deps, opaProblemResponse, (request) => takeLogs(deps, request));
	return {
		agentBundle: bundle,
		agentBundleOfChannel: bundle,
		agentDiscovery: discovery,
		agentDiscoveryForService: discovery,
		agentStatus: status,
		agentStatusOfPartition: status,
		agentLogs: logs,
		agentLogsOfPartition: logs,
		agents: guard(deps, problemResponse, (request) => listAgents(deps, request)),
	};
}

/** What cannot be reached is tried again by agents; nothing was answered that was not done. */
function guard({ log }: AgentDeps, refused: typeof problemResponse, handler: Handler): Handler {
	return async (request) => {
		try {
			return await handler(request);
		} catch (error) {
			log("error", "agents.failed", { failure: failureName(error) });
			return refused(problem("service-unavailable"));
		}
	};
}

async function takeStatus(deps: AgentDeps, { raw, caller, now }: ApiRequest): Promise<Response> {
	const text = await readUpload(raw, { packed: MAX_AGENT_STATUS_BYTES, unpacked: MAX_AGENT_STATUS_BYTES });
	if (!text.ok) return opaProblemResponse(text.error);
	const status = await readStatus(deps.tokens, caller.tenant, text.value);
	if (status === undefined)
		return opaProblemResponse(problem("invalid-json", { detail: "it is not the status of an agent with a label `id`" }));
	const kept = await keepStatus(deps.db, caller.tenant, caller.principal, status, now);
	if (kept.ok) return done();
	deps.log("error", "agents.fleet-full", { tenant: caller.tenant });
	return opaProblemResponse(problem("conflict", { detail: "the tenant has as many agents as are kept; see /docs" }));
}

async function listAgents(deps: AgentDeps, request: ApiRequest): Promise<Response> {
	const { query, caller, now } = request;
	const limit = Number(query.get("limit") ?? DEFAULT_PAGE);
	if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) return wrong("/limit", `must be 1 to ${MAX_PAGE}`);
	const { tenant } = caller;
	const [found, pointer] = await Promise.all([
		readAgents(deps.db, tenant, query.get("cursor") ?? "", limit),
		deps.pointer(request),
	]);
	const rows = found.slice(0, limit);
	const former = formerRevisions(rows, pointer);
	const digests = former.length === 0 ? new Map<string, string>() : await deps.digests(tenant, former);
	const run = digestsRun(rows, pointer, digests);
	const trusted = await Promise.all(run.map((digest) => deps.isTrusted(pointer, digest)));
	const facts = { digests, untrusted: new Set(run.filter((_, at) => !trusted[at])) };
	const last = found.length > limit ? rows.at(-1)?.id : undefined;
	return Response.json({
		agents: rows.map((row) => viewOf(row, pointer, facts, now)),
		...(last === undefined ? {} : { next_cursor: last }),
	});
}
