// Answers of the control plane, and the parts of a request that its handlers share.
import * as v from "valibot";
import { Name } from "../../contract/names.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import type { ApiRequest } from "../../platform/api.ts";
import type { Caller } from "../../platform/credential.ts";
import { problem, problemResponse } from "../../platform/problem.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import type { OrderFault } from "../change.ts";
import type { GovernFault } from "../govern.ts";
import type { Illegal } from "../lifecycle.ts";
import type { Actor } from "../registry.ts";

export function answer(body: unknown, status: 200 | 201 = 200): Response {
	return Response.json(body, { status });
}

export function done(): Response {
	return new Response(null, { status: 204 });
}

export function refuse(code: ProblemCode, detail?: string): Response {
	return problemResponse(problem(code, detail === undefined ? {} : { detail }));
}

/** A field that its schema lets pass and its meaning does not. */
export function wrong(pointer: string, detail: string): Response {
	return problemResponse(problem("invalid-request", { errors: [{ pointer, detail }] }));
}

/** Who acts, within the caller's own tenant. */
export function actor(request: ApiRequest): Actor {
	return { tenant: request.caller.tenant, by: request.caller.principal, at: request.now };
}

/** A path parameter that must be a name. */
export function nameOf(request: ApiRequest): Result<string, Response> {
	const name = request.params.name;
	return v.is(Name, name) ? ok(name) : err(wrong("/name", "must be a name"));
}

/** Whether the caller may name an app; what it may not name is not there for it. */
export function mayName(caller: Caller, app: string): boolean {
	return caller.apps.includes("*") || caller.apps.includes(app);
}

/** What the tenant's control object refuses. */
export function refuseOrder(fault: OrderFault): Response {
	if (typeof fault === "object") return illegal(fault);
	switch (fault) {
		case "key-reused":
			return refuse("idempotency-mismatch");
		case "unknown":
			return refuse("not-found");
		case "full":
			return refuse("conflict", "The tenant has as many of these as it may; retire one first.");
		case "moved":
			return refuse("conflict", "The channel was moved after the epoch that was expected; read the pointer again.");
		case "in-force":
			return refuse("conflict", "The channel leads to that version already.");
		case "busy":
			return refuse("conflict", "The policy has another rollout; complete or abort it first.");
		case "ended":
			return refuse("conflict", "The rollout does not run: it is paused or over, or its channel was moved.");
		case "early":
			return refuse("conflict", "The step has not lasted as long or seen as many units as its plan asks, or is not the last.");
		case "last-step":
			return refuse("conflict", "There is no further step; complete the rollout.");
		case "overlap":
			return refuse("conflict", "Another policy of the tenant owns one of the version's roots.");
	}
}

/** A step that the life of a version does not allow: the state, the command, and what is missing. */
export function illegal({ state, command, missing }: Illegal): Response {
	const detail = `A version that is ${state} cannot take the command ${command}${missing.length > 0 ? `: ${missing.map((each) => each.detail).join(" ")}` : "."}`;
	const transition = { state, command, missing: missing.map((each) => ({ ...each })) };
	return problemResponse(problem("illegal-transition", { detail, transition }));
}

/** What the governance policy refuses. */
export function ungoverned(fault: GovernFault): Response {
	if (fault.reason === "unavailable") return refuse("service-unavailable", "Who may do this could not be decided or recorded.");
	return refuse("forbidden", `The governance policy refuses it: ${fault.reasons.join(", ")}.`);
}

/** A whole number from 1 on; absent: the usual; `undefined`: it is none. */
export function readCount(text: string | null, usual: number): number | undefined {
	if (text === null) return usual;
	return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
