// Apps and tools of the caller's tenant.
import * as v from "valibot";
import { CONTROL_ROUTES } from "../../contract/api-control.ts";
import { ChangeReason } from "../../contract/registry.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { readBody } from "../../platform/body.ts";
import { MAX_REGISTERED, MAX_REGISTRY_BODY_BYTES } from "../../platform/limits.ts";
import { problemResponse } from "../../platform/problem.ts";
import type { OrderFault } from "../change.ts";
import { TENANT_SCOPE } from "../names.ts";
import { type Kind, listRegistered, putRegistered, retireRegistered } from "../registry.ts";
import { toolSchemaFault } from "../tool-schema.ts";
import type { ControlDeps } from "./deps.ts";
import { actor, answer, done, mayName, nameOf, refuse, refuseOrder, wrong } from "./reply.ts";

type RegisteredRoutes = Pick<typeof CONTROL_ROUTES, "listApps" | "putApp" | "deleteApp" | "listTools" | "putTool" | "deleteTool">;

export function registeredHandlers(deps: ControlDeps): Handlers<RegisteredRoutes> {
	return {
		listApps: async ({ caller }) => {
			const apps = await listRegistered(deps.db, "app", caller.tenant);
			return answer({ apps: apps.filter((app) => mayName(caller, app.name)) });
		},
		putApp: (request) => putApp(deps, request),
		deleteApp: (request) => retire(deps, request, "app"),
		listTools: async ({ caller }) => answer({ tools: await listRegistered(deps.db, "tool", caller.tenant) }),
		putTool: (request) => putTool(deps, request),
		deleteTool: (request) => retire(deps, request, "tool"),
	};
}

async function putApp(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const name = nameOf(request);
	if (!name.ok) return name.error;
	if (name.value === TENANT_SCOPE) return wrong("/name", `"${TENANT_SCOPE}" names the tenant's own configuration`);
	const body = await readBody(request.raw, CONTROL_ROUTES.putApp.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const { reason, ...app } = body.value;
	const made = await putRegistered(deps.authority, "app", { ...actor(request), reason }, name.value, app);
	return made.ok ? answer({ name: name.value, ...app }) : refusePut(made.error, "apps");
}

async function putTool(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const name = nameOf(request);
	if (!name.ok) return name.error;
	const body = await readBody(request.raw, CONTROL_ROUTES.putTool.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const { reason, ...tool } = body.value;
	const fault = tool.schema === undefined ? undefined : toolSchemaFault(tool.schema);
	if (fault !== undefined) return wrong("/schema", fault);
	const made = await putRegistered(deps.authority, "tool", { ...actor(request), reason }, name.value, tool);
	return made.ok ? answer({ name: name.value, ...tool }) : refusePut(made.error, "tools");
}

async function retire(deps: ControlDeps, request: ApiRequest, kind: Kind): Promise<Response> {
	const name = nameOf(request);
	const reason = request.query.get("reason") ?? undefined;
	if (reason !== undefined && !v.is(ChangeReason, reason)) return wrong("/reason", "must have 1 to 512 characters");
	if (!name.ok) return refuse("not-found", `The tenant has no ${kind} of that name.`);
	const made = await retireRegistered(deps.authority, kind, { ...actor(request), reason }, name.value);
	if (made.ok) return done();
	return made.error === "unknown" ? refuse("not-found", `The tenant has no ${kind} of that name.`) : refuseOrder(made.error);
}

function refusePut(fault: OrderFault, things: string): Response {
	if (fault !== "full") return refuseOrder(fault);
	return refuse("conflict", `A tenant has at most ${MAX_REGISTERED} ${things}; retire one first.`);
}
