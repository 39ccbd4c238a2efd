// A drill's own decision: asked like any other, recorded nowhere, met by the drill's switch alone.
import type { ApiRequest } from "../platform/api.ts";
import { decide } from "./decide.ts";
import type { DecideDeps } from "./deps.ts";

const RULE = "control.kill_switch";

/** Whether a kill switch refused it. */
export function drillProbe(deps: DecideDeps): (request: ApiRequest, app: string, purpose: string) => Promise<boolean> {
	return async ({ caller, waitUntil }, app, purpose) => {
		const request = {
			...{ stage: "input" as const, app, content: [{ role: "user" as const, text: "drill" }] },
			...{ context: { purpose }, offsets: "utf16" as const, dry_run: true },
		};
		const decided = await decide(request, { caller, now: Date.now(), waitUntil }, deps);
		return decided.ok && decided.value.reasons.some(({ rule }) => rule === RULE);
	};
}
