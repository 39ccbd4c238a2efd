// Who changed what when, in the caller's tenant.
import type { CONTROL_ROUTES } from "../../contract/api-control.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { MAX_PAGE } from "../../platform/limits.ts";
import { readChanges } from "../changes.ts";
import type { ControlDeps } from "./deps.ts";
import { answer, readCount, wrong } from "./reply.ts";

/** Changes of a page when nothing else is asked for. */
const USUAL_PAGE = 50;

export function changeHandlers(deps: ControlDeps): Handlers<Pick<typeof CONTROL_ROUTES, "changes">> {
	return { changes: (request) => changes(deps, request) };
}

async function changes({ db }: ControlDeps, { caller, query }: ApiRequest): Promise<Response> {
	const from = readCount(query.get("from"), Number.MAX_SAFE_INTEGER);
	if (from === undefined) return wrong("/from", "must be an epoch");
	const limit = readCount(query.get("limit"), USUAL_PAGE);
	if (limit === undefined || limit > MAX_PAGE) return wrong("/limit", `must be 1 to ${MAX_PAGE}`);
	const only = caller.apps.includes("*") ? {} : { apps: caller.apps };
	return answer(await readChanges(db, { tenant: caller.tenant, ...only, from, limit }));
}
