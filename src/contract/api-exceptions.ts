// Routes of exceptions and of grants for single requests.
import * as v from "valibot";
import { ChangeKey, ChangeReason } from "./event.ts";
import { EXCEPTION_STATES, ExceptionBody, ExceptionInfo, ExceptionMade, GrantBody, GrantMade } from "./exception.ts";
import { Millis, Name } from "./names.ts";
import { ChangeEntry } from "./registry.ts";
import type { RouteSpec } from "./route.ts";

const READERS = ["auditor", "operator", "approver", "author", "admin"] as const;
const APPROVERS = ["approver", "admin"] as const;
const WRITE = [
	...["invalid-json", "invalid-request", "invalid-encoding", "unsupported-media-type", "body-too-large"],
	...["service-unavailable", "forbidden", "conflict", "idempotency-mismatch", "not-found"],
] as unknown as RouteSpec["problems"];
const Count = v.pipe(v.number(), v.integer(), v.minValue(1));
const Word = v.strictObject({ reason: ChangeReason, idempotency_key: v.optional(ChangeKey) });
const word = (path: string, roles: RouteSpec["roles"], summary: string, description: string) => ({
	...{ method: "POST" as const, path, roles, tag: "Exceptions", summary, description, request: Word },
	...{ example: { reason: "reviewed" }, status: 200 as const, problems: WRITE },
	response: ExceptionMade,
});

export const EXCEPTION_ROUTES = {
	proposeException: {
		method: "POST",
		path: "/v1/exceptions",
		roles: ["author", "operator", "approver", "admin"],
		tag: "Exceptions",
		summary: "Ask for an exception to a rule",
		description:
			"Only for a rule that the version in force says is exemptible, and for so long as the strictest tier of the apps that it " +
			"covers allows: 30 days in tier 1, 90 in others. It holds when as many others as the tier asks for have approved it, five " +
			"seconds later at the earliest. What it covers stays visible in decisions as suppressed.",
		request: v.strictObject({ ...ExceptionBody.entries, idempotency_key: v.optional(ChangeKey) }),
		status: 201,
		response: ExceptionMade,
		problems: WRITE,
	},
	listExceptions: {
		method: "GET",
		path: "/v1/exceptions",
		roles: READERS,
		tag: "Exceptions",
		summary: "Exceptions, those that changed last first",
		query: {
			state: { description: "Those in this state alone", schema: v.picklist(EXCEPTION_STATES) },
			app: { description: "Those that cover the app", schema: Name },
			rule: { description: "Those of the rule", schema: v.string() },
			expiring_before: { description: "Those that are not over and end before this, ms", schema: Millis },
			from: { description: "The newest epoch to tell; absent: the newest there is", schema: Count },
			limit: { description: "Exceptions looked at for a page, 50 when absent", schema: v.pipe(Count, v.maxValue(200)) },
		},
		status: 200,
		response: v.strictObject({ exceptions: v.array(ExceptionInfo), next: v.optional(Count) }),
		problems: ["service-unavailable", "invalid-request"],
	},
	exceptionHistory: {
		method: "GET",
		path: "/v1/exceptions/:id/history",
		roles: READERS,
		tag: "Exceptions",
		summary: "Every step of an exception: who, when, why, newest first",
		status: 200,
		response: v.strictObject({ changes: v.array(ChangeEntry) }),
		problems: ["service-unavailable", "not-found"],
	},
	approveException: word(
		"/v1/exceptions/:id/approve",
		APPROVERS,
		"Approve an exception",
		"Whoever asked for it cannot, and each approver counts once. The last approval that it takes schedules it.",
	),
	rejectException: word("/v1/exceptions/:id/reject", APPROVERS, "Reject a proposed exception", "It can be proposed anew."),
	revokeException: word(
		"/v1/exceptions/:id/revoke",
		["author", "operator", "approver", "admin"],
		"Take an exception back",
		"Decisions follow within two seconds.",
	),
	issueGrant: {
		method: "POST",
		path: "/v1/grants",
		roles: APPROVERS,
		tag: "Exceptions",
		summary: "Let one held request pass, once",
		description:
			"`request` is what the obligation `await_approval` of its decision tells. The application sends the very same request again " +
			"with `grant`; one decision uses it up. It lifts findings of the named rules that ask for review, and exemptible ones; never " +
			"a kill switch that refuses. Whoever issues it cannot use it. At the most 15 minutes.",
		request: v.strictObject({ ...GrantBody.entries, idempotency_key: v.optional(ChangeKey) }),
		example: {
			app: "support-bot",
			request: "t1.1.AAAAAAAAAAAAAAAAAAAAAA",
			rules: ["tools.irreversible_without_approval"],
			reason: "checked with the customer",
		},
		status: 201,
		response: GrantMade,
		problems: WRITE,
	},
} as const satisfies Record<string, RouteSpec>;
