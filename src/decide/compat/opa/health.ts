// Health as OPA tells it: an empty object, or 500 with what is not well.
import type { Handler } from "../../../platform/api.ts";
import type { OpaDeps } from "./deps.ts";
import { isSet, parametersOf } from "./query.ts";

export function healthHandler(deps: OpaDeps): Handler {
	return async ({ raw }) => {
		const parameters = parametersOf(raw.url);
		const { bundles, plugins } = await deps.health();
		const asked = isSet(parameters, "bundles") || isSet(parameters, "bundle");
		if (asked && bundles.length > 0) return healthResponse(`one or more bundles are not activated: ${bundles.join(", ")}`);
		const excluded = parameters.get("exclude-plugin") ?? [];
		const down = Object.entries(plugins).some(([name, well]) => !well && !excluded.includes(name));
		return healthResponse(isSet(parameters, "plugins") && down ? "one or more plugins are not up" : undefined);
	};
}

/** OPA leaves readiness to a policy of its own; here it is whether everything that a decision needs answers. */
export function readyHandler(deps: OpaDeps): Handler {
	return async () => {
		const { bundles, plugins } = await deps.health();
		const well = bundles.length === 0 && Object.values(plugins).every(Boolean);
		return healthResponse(well ? undefined : "health check (data.system.health.ready) returned unexpected value");
	};
}

export function healthResponse(error: string | undefined): Response {
	const body = error === undefined ? "{}" : JSON.stringify({ error });
	return new Response(`${body}\n`, { status: error === undefined ? 200 : 500, headers: { "content-type": "application/json" } });
}
