// Routes of the ledger: what was decided, and by which version.
import * as v from "valibot";
import { Feedback } from "./record.ts";
import type { RouteSpec } from "./route.ts";
import { DeadLetter, FeedbackEntry, SearchRequest, SearchResponse, StoredDecision } from "./search.ts";

const READERS = ["auditor", "operator", "approver", "author", "admin"] as const;
const ASK = ["invalid-json", "invalid-request", "invalid-encoding", "unsupported-media-type", "body-too-large"] as const;

export const LEDGER_ROUTES = {
	decision: {
		method: "GET",
		path: "/v1/decisions/:id",
		roles: READERS,
		tag: "Decisions",
		summary: "The record of one decision, with what opens its commitment",
		description: "How to check it against the receipt that the application was given: docs/receipts.md.",
		status: 200,
		response: StoredDecision,
		problems: ["not-found", "record-damaged", "service-unavailable"],
	},
	searchDecisions: {
		method: "POST",
		path: "/v1/decisions/search",
		roles: READERS,
		tag: "Decisions",
		summary: "Find decisions; newest first, pages by cursor, stable while new ones arrive",
		request: SearchRequest,
		example: { app: "support-bot", decision: "refuse", from: "2026-11-01T00:00:00Z", limit: 10 },
		status: 200,
		response: SearchResponse,
		problems: [...ASK, "service-unavailable"],
	},
	feedback: {
		method: "POST",
		path: "/v1/decisions/:id/feedback",
		roles: ["app", "author", "approver", "operator", "auditor", "admin"],
		tag: "Decisions",
		summary: "Say that a decision was wrong, or right",
		request: Feedback,
		example: { kind: "wrongly_refused", note: "false_positive" },
		status: 201,
		response: FeedbackEntry,
		problems: [...ASK, "not-found", "conflict", "service-unavailable"],
	},
	deadLetters: {
		method: "GET",
		path: "/v1/dead-letters",
		roles: ["operator", "admin"],
		tag: "Operations",
		summary: "Records that could not be stored",
		status: 200,
		response: v.strictObject({ dead_letters: v.array(DeadLetter) }),
		problems: ["service-unavailable"],
	},
	replayDeadLetters: {
		method: "POST",
		path: "/v1/dead-letters/replay",
		roles: ["operator", "admin"],
		tag: "Operations",
		summary: "Try to store them again",
		request: v.strictObject({ ids: v.optional(v.pipe(v.array(v.string()), v.maxLength(100))) }),
		example: {},
		status: 200,
		response: v.strictObject({ replayed: v.number(), failed: v.number() }),
		problems: [...ASK, "service-unavailable"],
	},
} as const satisfies Record<string, RouteSpec>;
