// Who may call a route: the key's form and validity, the role, the browser's origin. One place, walked by a test.
import type { RouteSpec } from "../contract/api.ts";
import type { Problem } from "../contract/problem.ts";
import type { Caller } from "./credential.ts";
import { problem } from "./problem.ts";
import { err, ok, type Result } from "./result.ts";

export type FindCaller = (key: string, now: number) => Promise<Result<Caller, "unauthenticated" | "unavailable">>;

/** Nobody: what a public route's handler is given. Its tenant is no tenant's name. */
export const NOBODY: Caller = { keyId: "", tenant: "", principal: "", role: "app", apps: [], origins: [] };

export async function authorise(
	route: RouteSpec,
	request: Request,
	now: number,
	findCaller: FindCaller,
): Promise<Result<Caller, Problem>> {
	if (route.roles === "public") return ok(NOBODY);
	const key = /^Bearer ([\x21-\x7e]{1,256})$/i.exec(request.headers.get("authorization") ?? "")?.[1];
	if (key === undefined) return err(problem("unauthenticated", { detail: "Send `Authorization: Bearer edk_…`." }));
	const found = await findCaller(key, now);
	if (!found.ok && found.error === "unavailable") return err(problem("service-unavailable", { decision: "refuse" }));
	if (!found.ok) return err(problem("unauthenticated"));
	const caller = found.value;
	if (!route.roles.includes(caller.role))
		return err(problem("forbidden", { detail: `The role ${caller.role} may not call this route.` }));
	if (caller.origins.length === 0) return ok(caller);
	const origin = request.headers.get("origin");
	if (route.browser !== true) return err(problem("forbidden", { detail: "A browser key may only decide." }));
	if (origin === null || !caller.origins.includes(origin))
		return err(problem("forbidden", { detail: "This origin is not one of the key's." }));
	return ok(caller);
}
