// Tenants, which only an administrator of the operator's own tenant may create and change.
import { CONTROL_ROUTES } from "../../contract/api-control.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { readBody } from "../../platform/body.ts";
import { MAX_REGISTRY_BODY_BYTES } from "../../platform/limits.ts";
import { problemResponse } from "../../platform/problem.ts";
import { ensureAdminKey } from "../keys.ts";
import { OPERATOR_TENANT } from "../names.ts";
import { listTenants, putTenant } from "../registry.ts";
import type { ControlDeps } from "./deps.ts";
import { answer, nameOf, refuse, refuseOrder } from "./reply.ts";

type TenantRoutes = Pick<typeof CONTROL_ROUTES, "listTenants" | "putTenant">;

export function tenantHandlers(deps: ControlDeps): Handlers<TenantRoutes> {
	return {
		listTenants: async ({ caller }) => {
			const only = caller.tenant === OPERATOR_TENANT ? undefined : caller.tenant;
			return answer({ tenants: await listTenants(deps.db, only) });
		},
		putTenant: (request) => change(deps, request),
	};
}

/** Also gives a tenant whose admin keys are all dead a new one: the way back in, and the repeat of an answer that got lost. */
async function change(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	if (request.caller.tenant !== OPERATOR_TENANT) return refuse("forbidden", "Only the operator's tenant changes tenants.");
	const name = nameOf(request);
	if (!name.ok) return name.error;
	const body = await readBody(request.raw, CONTROL_ROUTES.putTenant.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const actor = { tenant: name.value, by: `${OPERATOR_TENANT}/${request.caller.principal}`.slice(0, 128), at: request.now };
	const { reason, ...tenant } = body.value;
	const made = await putTenant(deps.authority, { ...actor, reason }, tenant);
	if (!made.ok) return refuseOrder(made.error);
	const adminKey = await ensureAdminKey(deps.db, actor, deps.environment);
	return answer({ name: name.value, ...tenant, ...(adminKey === undefined ? {} : { admin_key: adminKey }) });
}
