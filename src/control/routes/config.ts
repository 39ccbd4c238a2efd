// Configuration layers of the caller's tenant.
import { CONTROL_ROUTES } from "../../contract/api-control.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { readBody } from "../../platform/body.ts";
import { MAX_REGISTRY_BODY_BYTES } from "../../platform/limits.ts";
import { problem, problemResponse } from "../../platform/problem.ts";
import { configHistory, layerInForce, putLayer } from "../config.ts";
import { configFaults } from "../config-faults.ts";
import { TENANT_SCOPE } from "../names.ts";
import { appAt } from "../registry.ts";
import type { ControlDeps } from "./deps.ts";
import { actor, answer, mayName, refuse, refuseOrder, ungoverned } from "./reply.ts";

/** Faults told at once, as of any other body. */
const MAX_FIELD_ERRORS = 16;

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
	const may = await deps.govern({ command: "config.put", caller: request.caller, now: request.now });
	if (!may.ok) return ungoverned(may.error);
	const { tenant } = request.caller;
	if (app !== undefined) {
		const registered = await appAt(deps.db, tenant, app, Number.MAX_SAFE_INTEGER);
		if (registered === undefined || registered === "never") return refuse("not-found", "The tenant has no app of that name.");
	}
	const above = app === undefined ? [] : [(await layerInForce(deps.db, tenant, TENANT_SCOPE)).layer];
	const inForce = await deps.guardInForce(await deps.authority(tenant).pointer());
	if (!inForce.ok) return refuse("service-unavailable", `The version in force cannot be read: ${inForce.error}.`);
	// What has no effect restricts nothing, and whoever wrote it would believe otherwise.
	const errors = configFaults(layer, inForce.value.defaults, above).slice(0, MAX_FIELD_ERRORS);
	if (errors.length > 0) return problemResponse(problem("invalid-request", { errors }));
	const made = await putLayer(deps.authority, actor(request), app ?? TENANT_SCOPE, layer, reason);
	return made.ok ? answer(made.value) : refuseOrder(made.error);
}
