// Handlers of the control plane's routes.
import type { CONTROL_ROUTES } from "../contract/api-control.ts";
import type { DOCUMENT_ROUTES } from "../contract/api-documents.ts";
import type { EXCEPTION_ROUTES } from "../contract/api-exceptions.ts";
import type { KILL_ROUTES } from "../contract/api-kill.ts";
import type { LIFECYCLE_ROUTES } from "../contract/api-lifecycle.ts";
import type { ROLLOUT_ROUTES } from "../contract/api-rollout.ts";
import type { VERSION_ROUTES } from "../contract/api-versions.ts";
import type { Handler, Handlers } from "../platform/api.ts";
import { failureName } from "../platform/log.ts";
import { activationHandlers } from "./routes/activations.ts";
import { breakGlassHandlers } from "./routes/break-glass.ts";
import { changeHandlers } from "./routes/changes.ts";
import { configHandlers } from "./routes/config.ts";
import type { ControlDeps } from "./routes/deps.ts";
import { documentHandlers } from "./routes/documents.ts";
import { exceptionHandlers } from "./routes/exceptions.ts";
import { keyHandlers } from "./routes/keys.ts";
import { killHandlers } from "./routes/kill.ts";
import { lifecycleHandlers } from "./routes/lifecycle.ts";
import { policyHandlers } from "./routes/policies.ts";
import { registeredHandlers } from "./routes/registered.ts";
import { refuse } from "./routes/reply.ts";
import { type RolloutDeps, rolloutHandlers } from "./routes/rollouts.ts";
import { signingKeyHandlers } from "./routes/signing-keys.ts";
import { tenantHandlers } from "./routes/tenants.ts";
import { versionHandlers } from "./routes/versions.ts";

type ControlRoutes = typeof CONTROL_ROUTES &
	typeof VERSION_ROUTES &
	typeof LIFECYCLE_ROUTES &
	typeof ROLLOUT_ROUTES &
	typeof DOCUMENT_ROUTES &
	typeof EXCEPTION_ROUTES &
	typeof KILL_ROUTES;

/** One handler for each route of the control plane. Each works in the caller's own tenant and no other. */
export function controlHandlers(deps: RolloutDeps): Handlers<ControlRoutes> {
	const handlers: Handlers<ControlRoutes> = {
		...policyHandlers(deps),
		...activationHandlers(deps),
		...tenantHandlers(deps),
		...registeredHandlers(deps),
		...keyHandlers(deps),
		...configHandlers(deps),
		...changeHandlers(deps),
		...signingKeyHandlers(deps),
		...versionHandlers(deps),
		...lifecycleHandlers(deps),
		...breakGlassHandlers(deps),
		...rolloutHandlers(deps),
		...documentHandlers(deps),
		...exceptionHandlers(deps),
		...killHandlers(deps),
	};
	const guarded = Object.entries(handlers).map(([route, handler]) => [route, guard(deps, route, handler)] as const);
	return Object.fromEntries(guarded) as unknown as Handlers<ControlRoutes>;
}

/** The one place where a database that fails becomes an answer. */
function guard({ log }: ControlDeps, route: string, handler: Handler): Handler {
	return async (request) => {
		try {
			return await handler(request);
		} catch (error) {
			log("error", "control.failed", { route, failure: failureName(error) });
			return refuse("service-unavailable");
		}
	};
}
