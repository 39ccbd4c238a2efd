// Routes for auditors and witnesses: records in bulk with what opens them, other leaves with theirs, and cosigning.
import * as v from "valibot";
import { Instant } from "./instant.ts";
import { Digest, Name } from "./names.ts";
import type { RouteSpec } from "./route.ts";

const AUDITORS = ["auditor", "admin"] as const;
const ASK = ["invalid-json", "invalid-request", "invalid-encoding", "unsupported-media-type", "body-too-large"] as const;
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const ExportRequest = v.strictObject({
	/** What it is for: recorded with who asked, as a leaf of the log. */
	purpose: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
	app: v.optional(Name),
	/** Inclusive. */
	from: v.optional(Instant),
	/** Exclusive. */
	to: v.optional(Instant),
	policy: v.optional(Digest),
	/** Of the line `end` of the call before. */
	cursor: v.optional(v.pipe(v.string(), v.maxLength(80))),
});
export type ExportRequest = v.InferOutput<typeof ExportRequest>;

/** A leaf that is no decision, with what opens it. */
export const OpenedLeaf = v.strictObject({
	id: Name,
	type: v.picklist(["event", "access", "tombstone"]),
	/** In the log; absent until it has its place. */
	index: v.optional(Count),
	/** What was committed to. */
	body: v.record(v.string(), v.unknown()),
	commitment: v.string(),
	commitment_key: v.string(),
});
export type OpenedLeaf = v.InferOutput<typeof OpenedLeaf>;

export const AUDIT_ROUTES = {
	exportDecisions: {
		method: "POST",
		path: "/v1/decisions/export",
		roles: AUDITORS,
		tag: "Audit",
		summary: "Records in bulk with what opens their commitments, as NDJSON",
		description:
			"First line `export`: what was asked, the id of the access as it was recorded, and the checkpoint up to which the answer is complete. Then one line a record: `record`, `commitment`, `commitment_key`, `index` in the log. Last line `end`: how many, which are damaged, how many came after the checkpoint and are left out, and `cursor` where there is more. An answer without `end` was cut off.",
		request: ExportRequest,
		example: { purpose: "Quarterly audit", from: "2026-11-01T00:00:00Z" },
		status: 200,
		mediaType: "application/x-ndjson",
		problems: [...ASK, "forbidden", "log-halted", "service-unavailable"],
	},
	logLeaves: {
		method: "GET",
		path: "/v1/log/leaves",
		roles: AUDITORS,
		tag: "Audit",
		summary: "Leaves that are no decisions, with what opens them: events of the chain of changes, accesses, tombstones",
		query: {
			type: {
				description: "`event`, `access` or `tombstone`",
				required: true,
				schema: v.picklist(["event", "access", "tombstone"]),
			},
			after: {
				description: "`next` of the page before",
				schema: v.pipe(v.string(), v.regex(/^\d{1,16}:[\w:.-]{1,128}$/, "must be a `next`")),
			},
		},
		status: 200,
		response: v.strictObject({ leaves: v.array(OpenedLeaf), next: v.optional(v.string()) }),
		problems: ["invalid-request", "forbidden", "service-unavailable"],
	},
	addCheckpoint: {
		method: "POST",
		path: "/witness/add-checkpoint",
		roles: "public",
		tag: "Audit",
		summary: "Cosign another log's checkpoint (C2SP tlog-witness)",
		description:
			"Only where the deployment is a witness, and only of logs that it knows. 200: cosignatures, one a line. 409 with " +
			"`text/x.tlog.size`: the size it last cosigned. 403: no signature of the log's key. 422: the proof does not hold.",
		status: 200,
		mediaType: "text/plain",
		problems: ["not-found", "service-unavailable"],
	},
} as const satisfies Record<string, RouteSpec>;
