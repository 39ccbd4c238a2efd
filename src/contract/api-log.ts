// Routes of the transparency log: what a witness, a monitor or an auditor's tools read, and the proof of one decision.
import * as v from "valibot";
import type { RouteSpec } from "./route.ts";

const READERS = ["auditor", "operator", "approver", "author", "admin"] as const;
const PROVERS = [...READERS, "app"] as const;
const COUNT = v.pipe(v.string(), v.regex(/^(?:0|[1-9]\d{0,15})$/, "must be a number of leaves"));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const LogStatus = v.strictObject({
	/** Name of the log, fixed for ever; also the first line of its checkpoints. */
	origin: v.string(),
	/** The key that signs its checkpoints. */
	vkey: v.string(),
	/** Whether anyone may read it without a key. */
	public: v.boolean(),
	/** Leaves that have their place. */
	sequenced: Count,
	/** Leaves that the newest checkpoint covers. */
	size: Count,
	/** How long the oldest leaf has been waiting for a checkpoint, ms. */
	waiting_ms: Count,
	/** What came of the last asking of each witness: `cosigned`, `unreachable`, `refused`, `ahead`. */
	witnesses: v.record(v.string(), v.string()),
	/** Why nothing is signed any more until people have looked; absent: all is well. */
	halted: v.optional(v.string()),
});

export const Consistency = v.strictObject({
	from: Count,
	to: Count,
	/** Consistency proof of RFC 6962, base64. */
	proof: v.array(v.string()),
});

const CHECKPOINT = {
	method: "GET",
	tag: "Log",
	status: 200,
	mediaType: "text/plain",
	problems: ["not-found", "log-halted", "service-unavailable"],
} as const;
const TILE = { method: "GET", tag: "Log", status: 200, mediaType: "application/octet-stream", problems: ["not-found"] } as const;
const VKEY = { method: "GET", tag: "Log", status: 200, mediaType: "text/plain", problems: ["not-found"] } as const;

export const LOG_ROUTES = {
	publicCheckpoint: {
		...CHECKPOINT,
		path: "/log/:tenant/checkpoint",
		roles: "public",
		summary: "Newest checkpoint of a public log, a signed note",
	},
	publicTile: {
		...TILE,
		path: "/log/:tenant/tile/:path*",
		roles: "public",
		summary: "Tile or entry bundle of a public log (C2SP tlog-tiles): `0/000`, `entries/x001/234.p/7`",
		description: "What is served once never changes; it may be kept for ever.",
	},
	publicVkey: {
		...VKEY,
		path: "/log/:tenant/vkey",
		roles: "public",
		summary: "Verifier key of a public log, in the form of signed notes",
	},
	logCheckpoint: {
		...CHECKPOINT,
		path: "/v1/log/checkpoint",
		roles: PROVERS,
		summary: "Newest checkpoint of the tenant's log, public or not",
	},
	logTile: {
		...TILE,
		path: "/v1/log/tile/:path*",
		roles: READERS,
		summary: "Tile or entry bundle of the tenant's log, public or not",
	},
	logVkey: { ...VKEY, path: "/v1/log/vkey", roles: PROVERS, summary: "Verifier key of the tenant's log" },
	logStatus: {
		method: "GET",
		path: "/v1/log",
		roles: READERS,
		tag: "Log",
		summary: "How the tenant's log is: its name and key, how far its checkpoint goes, what waits, and whether it is halted",
		status: 200,
		response: LogStatus,
		problems: ["service-unavailable"],
	},
	logConsistency: {
		method: "GET",
		path: "/v1/log/consistency",
		roles: READERS,
		tag: "Log",
		summary: "Proof that the log of one size begins with all of the log of a smaller one",
		query: {
			from: { description: "The smaller size", required: true, schema: COUNT },
			to: { description: "The larger size; absent: that of the newest checkpoint", schema: COUNT },
		},
		status: 200,
		response: Consistency,
		problems: ["invalid-request", "log-halted", "service-unavailable"],
	},
	decisionProof: {
		method: "GET",
		path: "/v1/decisions/:id/proof",
		roles: PROVERS,
		tag: "Log",
		summary: "Proof that a decision's leaf is in the log: a tlog-proof, to be checked offline",
		description:
			"`not-covered`: the newest checkpoint does not cover the decision yet; ask again after `retry-after`. " +
			"How it is checked with tools of others: docs/proof.md.",
		status: 200,
		mediaType: "text/plain",
		problems: ["not-found", "not-covered", "log-halted", "service-unavailable"],
	},
} as const satisfies Record<string, RouteSpec>;
