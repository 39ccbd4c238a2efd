// Handlers of OPA's REST API, by the route table.
import type { OPA_ROUTES } from "../../../contract/api-opa.ts";
import type { Handlers } from "../../../platform/api.ts";
import { batchHandler } from "./batch.ts";
import { askHandler, bareHandler, defaultHandler, readHandler } from "./data.ts";
import type { OpaDeps } from "./deps.ts";
import { healthHandler, healthResponse, readyHandler } from "./health.ts";
import { configHandler, policiesHandler, policyHandler, statusHandler } from "./inspect.ts";

export function opaHandlers(deps: OpaDeps): Handlers<typeof OPA_ROUTES> {
	const [read, ask, bare] = [readHandler(deps), askHandler(deps), bareHandler(deps)];
	return {
		opaReadAll: read,
		opaRead: read,
		opaAskAll: ask,
		opaAsk: ask,
		opaAskAllBare: bare,
		opaAskBare: bare,
		opaAskDefault: defaultHandler(deps),
		opaAskBatch: batchHandler(deps),
		opaHealth: healthHandler(deps),
		opaLive: async () => healthResponse(undefined),
		opaReady: readyHandler(deps),
		opaMetrics: async () => new Response(deps.metrics.text(), { headers: { "content-type": "text/plain; version=0.0.4" } }),
		opaPolicies: policiesHandler(deps),
		opaPolicy: policyHandler(deps),
		opaConfig: configHandler(deps),
		opaStatus: statusHandler(deps),
	};
}
