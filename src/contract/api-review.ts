// Routes that look at decisions again: replay, impact of a draft, what-if, and what differs between versions.
import * as v from "valibot";
import { ImpactAnswer, ImpactRequest } from "./impact.ts";
import type { Role } from "./names.ts";
import { Digest } from "./names.ts";
import { ReplayRequest, ReplayResponse } from "./replay.ts";
import type { RouteSpec } from "./route.ts";
import { VersionDiff } from "./version-diff.ts";
import { WhatIfAnswer, WhatIfRequest } from "./what-if.ts";

const READERS = ["auditor", "operator", "approver", "author", "admin"] as const satisfies readonly Role[];
const ASK = [
	"invalid-json",
	"invalid-request",
	"invalid-encoding",
	"unsupported-media-type",
	"body-too-large",
	"rate-limited",
	"service-unavailable",
] as const;

export const REVIEW_ROUTES = {
	replayDecisions: {
		method: "POST",
		path: "/v1/decisions/replay",
		roles: READERS,
		tag: "Decisions",
		summary: "Compute decisions again from their records, and compare bit for bit",
		description:
			"Each with the version and the documents that its record names. Told are all that are not the same, with the places that " +
			"differ, and why some cannot be replayed. A hundred records cost as much of the rate as ten requests.",
		request: ReplayRequest,
		example: { filter: { app: "support-bot" }, limit: 10 },
		status: 200,
		response: ReplayResponse,
		problems: ASK,
	},
	whatIf: {
		method: "POST",
		path: "/v1/decisions/:id/what-if",
		roles: READERS,
		tag: "Decisions",
		summary: "One past decision with other facts, or under another version; and what would have flipped it",
		description:
			"Nothing is decided or recorded as a decision by it. What is sought for `flips` is bounded, and the answer says so.",
		request: WhatIfRequest,
		example: { set: [{ path: "/subject/age_class", value: "child" }] },
		status: 200,
		response: WhatIfAnswer,
		problems: [...ASK, "not-found", "record-damaged", "conflict"],
	},
	diffVersions: {
		method: "GET",
		path: "/v1/policies/:name/diff",
		roles: READERS,
		tag: "Policies",
		summary: "What differs between two versions of a policy",
		query: {
			from: { description: "Digest of a version", required: true, schema: Digest },
			to: { description: "Digest of another", required: true, schema: Digest },
		},
		status: 200,
		response: VersionDiff,
		problems: ["invalid-request", "not-found", "conflict", "policy-unavailable", "service-unavailable"],
	},
	startImpact: {
		method: "POST",
		path: "/v1/policies/:name/versions/:digest/impact",
		roles: READERS,
		tag: "Policies",
		summary: "Begin to ask a draft about recorded decisions",
		description:
			"Does the first batch. The job goes on with each call of `POST …/impact/:id`, whoever calls, and each batch counts once.",
		request: ImpactRequest,
		example: { filter: { app: "support-bot" }, sample: 100 },
		status: 201,
		response: ImpactAnswer,
		problems: [...ASK, "not-found", "conflict", "policy-unavailable"],
	},
	continueImpact: {
		method: "POST",
		path: "/v1/policies/:name/versions/:digest/impact/:id",
		roles: READERS,
		tag: "Policies",
		summary: "One more batch of an impact job; of a job that is done, its result",
		request: v.strictObject({}),
		example: {},
		status: 200,
		response: ImpactAnswer,
		problems: [...ASK, "not-found", "policy-unavailable"],
	},
	getImpact: {
		method: "GET",
		path: "/v1/policies/:name/versions/:digest/impact/:id",
		roles: READERS,
		tag: "Policies",
		summary: "How far an impact job is, what it has counted, and the decisions that change, page by page",
		query: { after: { description: "`next_after` of the page before", schema: v.pipe(v.string(), v.regex(/^\d{1,15}$/)) } },
		status: 200,
		response: ImpactAnswer,
		problems: ["not-found", "invalid-request", "service-unavailable"],
	},
} as const satisfies Record<string, RouteSpec>;
