// Routes of rollouts: shadow and canary of a candidate beside the version in force.
import type { Role } from "./names.ts";
import { RolloutStatus } from "./rollout.ts";
import { RolloutChange, RolloutCommand, RolloutStart } from "./rollout-requests.ts";
import type { RouteSpec } from "./route.ts";

const READERS = ["auditor", "operator", "approver", "author", "admin"] as const satisfies readonly Role[];
const MOVERS = ["operator", "approver", "admin"] as const satisfies readonly Role[];
const WRITE = [
	"invalid-json",
	"invalid-request",
	"invalid-encoding",
	"unsupported-media-type",
	"body-too-large",
	"service-unavailable",
	"conflict",
	"not-found",
	"forbidden",
	"idempotency-mismatch",
] as const;

export const ROLLOUT_ROUTES = {
	rollout: {
		method: "GET",
		path: "/v1/policies/:name/rollout",
		roles: READERS,
		tag: "Policies",
		summary: "The newest rollout of a policy, what its monitor has seen, and the evidence of each test so far",
		description:
			"Counts of decisions are best effort: what an isolate had not told when it ended is missing. Units count once a step, by " +
			"their first decision in it.",
		status: 200,
		response: RolloutStatus,
		problems: ["invalid-request", "service-unavailable"],
	},
	startRollout: {
		method: "POST",
		path: "/v1/policies/:name/rollout",
		roles: MOVERS,
		tag: "Policies",
		summary: "Begin a shadow or a canary of a version beside the one that a channel leads to",
		description:
			"A shadow is asked about a sample of decisions and answers nobody. A canary answers the units of its first step. A guard " +
			"watches it and pauses or aborts it where a metric is worse than the baseline's plus its margin; only people promote.",
		request: RolloutStart,
		example: { kind: "shadow", candidate: `sha256:${"0".repeat(64)}`, reason: "see what it would say" },
		status: 201,
		response: RolloutChange,
		problems: WRITE,
	},
	steerRollout: {
		method: "POST",
		path: "/v1/policies/:name/rollout/commands",
		roles: MOVERS,
		tag: "Policies",
		summary: "Promote a rollout to its next step, pause, resume, abort or complete it",
		description:
			"While it is paused, and once it is aborted, the version in force decides for everybody. `complete` lets the channel lead to " +
			"the candidate, after its last step.",
		request: RolloutCommand,
		example: { command: "abort", reason: "not what was meant" },
		status: 200,
		response: RolloutChange,
		problems: WRITE,
	},
} as const satisfies Record<string, RouteSpec>;
