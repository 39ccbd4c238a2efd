// Routes of kill switches.
import * as v from "valibot";
import { ChangeKey, ChangeReason } from "./event.ts";
import { DrillReport, KillBody, KillInfo, KillMade } from "./kill.ts";
import { Name } from "./names.ts";
import { ChangeEntry } from "./registry.ts";
import type { RouteSpec } from "./route.ts";

const READERS = ["auditor", "operator", "approver", "author", "admin"] as const;
const THROWERS = ["operator", "admin"] as const;
const WRITE = [
	...["invalid-json", "invalid-request", "invalid-encoding", "unsupported-media-type", "body-too-large"],
	...["service-unavailable", "forbidden", "conflict", "idempotency-mismatch"],
] as unknown as RouteSpec["problems"];
const Count = v.pipe(v.number(), v.integer(), v.minValue(1));

export const KILL_ROUTES = {
	throwKillSwitch: {
		method: "POST",
		path: "/v1/kill-switches",
		roles: THROWERS,
		tag: "Kill switches",
		summary: "Stop, hold or pin all tenants, the tenant, an app, a stage, a tool or a cohort",
		description:
			"Before all else, and within two seconds, also while the database is away. `refuse` refuses, `block` does so for one tool, " +
			"`review` holds for a person's grant, `pin` lets a version that was in force before decide. Without `expires_at` it holds " +
			"until it is lifted. `global` belongs to the operator's tenant.",
		request: v.strictObject({ switch: KillBody, idempotency_key: v.optional(ChangeKey) }),
		example: { switch: { scope: "stage", value: "tool_result", state: "review", reason: "tool answers are being looked at" } },
		status: 201,
		response: KillMade,
		problems: WRITE,
	},
	listKillSwitches: {
		method: "GET",
		path: "/v1/kill-switches",
		roles: READERS,
		tag: "Kill switches",
		summary: "Kill switches, those that changed last first; they are read where they hold, not from the database",
		query: {
			on: { description: "`true`: those that hold now alone", schema: v.picklist(["true"]) },
			from: { description: "The newest epoch to tell; absent: the newest there is", schema: Count },
			limit: { description: "Switches looked at for a page, 50 when absent", schema: v.pipe(Count, v.maxValue(200)) },
		},
		status: 200,
		response: v.strictObject({ switches: v.array(KillInfo), next: v.optional(Count) }),
		problems: ["service-unavailable", "invalid-request"],
	},
	killSwitchHistory: {
		method: "GET",
		path: "/v1/kill-switches/:id/history",
		roles: READERS,
		tag: "Kill switches",
		summary: "Every step of a kill switch: who, when, why, newest first",
		status: 200,
		response: v.strictObject({ changes: v.array(ChangeEntry) }),
		problems: ["service-unavailable", "not-found"],
	},
	releaseKillSwitch: {
		method: "POST",
		path: "/v1/kill-switches/:id/release",
		roles: THROWERS,
		tag: "Kill switches",
		summary: "Lift a kill switch; a global one without an end takes two people",
		description: "While `on` is true after the first, another principal must say so too.",
		request: v.strictObject({ reason: ChangeReason, idempotency_key: v.optional(ChangeKey) }),
		example: { reason: "cause removed" },
		status: 200,
		response: KillMade,
		problems: [...WRITE, "not-found"],
	},
	drillKillSwitch: {
		method: "POST",
		path: "/v1/kill-switches/drill",
		roles: THROWERS,
		tag: "Kill switches",
		summary: "Throw a switch that only the drill's own requests meet, and measure how soon it refuses them",
		request: v.strictObject({ app: Name, reason: ChangeReason }),
		example: { app: "support-bot", reason: "monthly drill" },
		status: 200,
		response: DrillReport,
		problems: [...WRITE, "not-found"],
	},
} as const satisfies Record<string, RouteSpec>;
