// Configuration layers of the caller's tenant.
import { CONTROL_ROUTES } from "../../contract/api-control.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { readBody } from "../../platform/body.ts";
import { MAX_REGISTRY_BODY_BYTES } from "../../platform/limits.ts";
import { problemResponse } from "../../platform/problem.ts";
import { configHistory, putLayer } from "../config.ts";
import { TENANT_SCOPE } from "../names.ts";
import { appAt } from "../registry.ts";
import type { ControlDeps } from "./deps.ts";
import { activeRelease } from "./policies.ts";
import { actor, answer, mayName, refuse, wrong } from "./reply.ts";

type ConfigRoutes = Pick<typeof CONTROL_ROUTES, "getConfig" | "putConfig">;

export function configHandlers(deps: ControlDeps): Handlers<ConfigRoutes> {
	return {
		getConfig: async ({ caller }) => {
			const history = await configHistory(deps.db, caller.tenant);
			return answer({ history: history.filter(({ scope }) => scope === TENANT_SCOPE || mayName(caller, scope)) });
		},
		putConfig: (request) => put(deps, request),
	};
}

async function put(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const body = await readBody(request.raw, CONTROL_ROUTES.putConfig.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const { app, layer, reason } = body.value;
	const known = new Set(activeRelease(deps).manifest.rules.map((rule) => rule.id));
	// A rule that does not exist would restrict nothing, and whoever wrote it would believe otherwise.
	if (!Object.keys(layer.rules).every((rule) => known.has(rule))) {
		return wrong("/layer/rules", "names a rule that the active version does not have");
	}
	if (app !== undefined) {
		const registered = await appAt(deps.db, request.caller.tenant, app, Number.MAX_SAFE_INTEGER);
		if (registered === undefined || registered === "never") return refuse("not-found", "The tenant has no app of that name.");
	}
	return answer(await putLayer(deps.db, actor(request), app ?? TENANT_SCOPE, layer, reason));
}
