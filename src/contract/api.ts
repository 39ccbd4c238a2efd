// The route table: every route, who may call it, what goes in and out. The router, the OpenAPI document, the API page
// and the access test are all made from it.
import { AUDIT_ROUTES } from "./api-audit.ts";
import { CONTROL_ROUTES } from "./api-control.ts";
import { DECIDE_ROUTES } from "./api-decide.ts";
import { DOCUMENT_ROUTES } from "./api-documents.ts";
import { EXCEPTION_ROUTES } from "./api-exceptions.ts";
import { KILL_ROUTES } from "./api-kill.ts";
import { LEDGER_ROUTES } from "./api-ledger.ts";
import { LIFECYCLE_ROUTES } from "./api-lifecycle.ts";
import { LOG_ROUTES } from "./api-log.ts";
import { OPA_ROUTES } from "./api-opa.ts";
import { OPA_MANAGEMENT_ROUTES } from "./api-opa-management.ts";
import { REVIEW_ROUTES } from "./api-review.ts";
import { ROLLOUT_ROUTES } from "./api-rollout.ts";
import { VERSION_ROUTES } from "./api-versions.ts";
import type { RouteSpec } from "./route.ts";

export type { RouteSpec, Schema } from "./route.ts";

export const ROUTES = {
	...DECIDE_ROUTES,
	...LEDGER_ROUTES,
	...LOG_ROUTES,
	...AUDIT_ROUTES,
	...CONTROL_ROUTES,
	...VERSION_ROUTES,
	...LIFECYCLE_ROUTES,
	...ROLLOUT_ROUTES,
	...DOCUMENT_ROUTES,
	...REVIEW_ROUTES,
	...EXCEPTION_ROUTES,
	...KILL_ROUTES,
	...OPA_ROUTES,
	...OPA_MANAGEMENT_ROUTES,
} as const satisfies Record<string, RouteSpec>;
export type RouteId = keyof typeof ROUTES;
