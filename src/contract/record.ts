// The decision record: everything needed to recompute and audit one decision, nothing that identifies content.
import * as v from "valibot";
import { PolicyVersion } from "./decision.ts";
import { RuleId, Verdict } from "./finding.ts";
import { ConfigManifest, RecordedInput } from "./input.ts";
import { DECISIONS, DecisionId, Digest, Millis, Name, OUTCOMES, Stage } from "./names.ts";

export const RECORD_VERSION = 1;
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const DecisionRecord = v.strictObject({
	v: v.literal(RECORD_VERSION),
	decision_id: DecisionId,
	time: Millis,
	tenant: Name,
	app: Name,
	tier: v.picklist([1, 2, 3]),
	stage: Stage,
	/** Principal of the credential that asked. */
	principal: Name,
	policy: PolicyVersion,
	/** Digest of the WASM bundle that was evaluated. */
	bundle: Digest,
	/** The documents in force, by digest. */
	documents: ConfigManifest,
	/**
	 * Epoch of the tenant's chain of changes as of which it was decided: every change up to it had been made, none after it
	 * counted. The activation that chose the version is the newest with an epoch at or below it.
	 */
	epoch: Count,
	/** Names the detectors and their versions. */
	detectors: v.string(),
	/** Version of the code that hosted the policy. */
	host: v.string(),
	/** Absent when the policy could not be asked. */
	input: v.optional(RecordedInput),
	verdict: v.optional(Verdict),
	decision: v.picklist(DECISIONS),
	outcome: v.picklist(OUTCOMES),
	/** Code of the problem, when the outcome is not `decided`. */
	problem: v.optional(v.string()),
	/** Fingerprint of the request, when a person's approval was asked for: what a grant is for. */
	request: v.optional(v.string()),
	work: v.strictObject({ chars: Count, views: Count, units: Count, signals: Count }),
	/** Trace id of the caller's `traceparent`. */
	trace_id: v.optional(v.string()),
});
export type DecisionRecord = v.InferOutput<typeof DecisionRecord>;

/** What travels to the ledger: the record, the key of its commitment, and the leaf hash the receipt names. */
export const RecordMessage = v.strictObject({
	record: DecisionRecord,
	/** base64url, 32 bytes; kept beside the record, destroyed on erasure. */
	commitment_key: v.string(),
	/** base64url of HMAC-SHA256(commitment_key, canonical record). */
	commitment: v.string(),
});
export type RecordMessage = v.InferOutput<typeof RecordMessage>;

/**
 * What a leaf stands for: the record of a decision, of whatever kind; an event of the tenant's chain of changes; who exported
 * records, and for which purpose; what was erased, and who approved it.
 */
export const LEAF_TYPES = ["decision", "event", "access", "tombstone"] as const;

/**
 * Leaf v1; its canonical JSON (RFC 8785) is the log's entry, and what is hashed for the receipt. It holds neither time nor
 * policy nor token, since anyone may read a log that is public.
 */
export const Leaf = v.strictObject({
	v: v.literal(1),
	type: v.picklist(LEAF_TYPES),
	/** Of the decision or the event; unique in the log. */
	id: Name,
	commitment: v.string(),
});
export type Leaf = v.InferOutput<typeof Leaf>;

export const Feedback = v.strictObject({
	kind: v.picklist(["wrongly_refused", "wrongly_redacted", "wrongly_allowed", "correct"]),
	/** Class of the note; free text is not taken. */
	note: v.optional(
		v.picklist(["false_positive", "missed_detection", "policy_too_strict", "policy_too_lenient", "wrong_span", "other"]),
	),
	rule: v.optional(RuleId),
});
export type Feedback = v.InferOutput<typeof Feedback>;

/** The receipt's claims: what the answer promises, signed. Payload of a compact JWS (EdDSA) of type `edict-receipt+json`. */
export const ReceiptClaims = v.strictObject({
	v: v.literal(1),
	/** Origin of the tenant's log. */
	origin: v.string(),
	decision_id: DecisionId,
	decision: v.picklist(DECISIONS),
	outcome: v.picklist(OUTCOMES),
	/** base64url of the RFC 6962 leaf hash: SHA-256(0x00 || canonical leaf). */
	leaf: v.string(),
	policy: Digest,
	config: Digest,
	exceptions: Digest,
	kill: Digest,
	/** Epoch of the tenant's chain of changes, as in the record. */
	epoch: Count,
	/** Milliseconds. */
	time: Millis,
	/** Maximum merge delay in seconds after `time`: by then the record is in the ledger. */
	mmd: Count,
});
export type ReceiptClaims = v.InferOutput<typeof ReceiptClaims>;
