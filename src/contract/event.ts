// A control event: one step of a tenant's history of change, chained by hash to the one before it.
import * as v from "valibot";
import { Digest, Millis, Name } from "./names.ts";

const Count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What a change stands on: an approval, a test result, an impact analysis; by digest. */
export const Evidence = v.strictObject({ kind: Name, digest: Digest });
export type Evidence = v.InferOutput<typeof Evidence>;

/** Key by which a repeat of a call is known. */
export const ChangeKey = v.pipe(v.string(), v.minLength(1), v.maxLength(255));
/** Why something is changed; kept with the change for good. */
export const ChangeReason = v.pipe(v.string(), v.minLength(1), v.maxLength(512));
/** Risk tier: 1 must be recorded before it is answered and never degrades; 3 may go on degraded. */
export const Tier = v.picklist([1, 2, 3]);
export const Ticket = v.pipe(v.string(), v.minLength(1), v.maxLength(128));

export const ControlEvent = v.strictObject({
	v: v.literal(1),
	tenant: Name,
	/** Its number in the tenant's chain of events, growing by one. */
	seq: Count,
	/** SHA-256 of the canonical JSON of the event before it; of the empty text for the first. */
	prev: Digest,
	/** Of the change that it is. */
	epoch: Count,
	type: Name,
	/** Who did it: a person or a machine. */
	principal: v.string(),
	at: Millis,
	reason: v.string(),
	ticket: v.optional(Ticket),
	evidence: v.array(Evidence),
	/** Name or digest of what changed. */
	subject: v.string(),
	/** Of the document that holds from then on; absent of what was retired. */
	digest: v.optional(Digest),
	key: ChangeKey,
});
export type ControlEvent = v.InferOutput<typeof ControlEvent>;

/** What an auditor needs beside a change to compute its event's hash and to see that the chain is unbroken. */
export const ChainLink = v.strictObject({
	seq: Count,
	prev: Digest,
	/** SHA-256 of the event's canonical JSON; the `prev` of the next. */
	hash: Digest,
	key: ChangeKey,
	ticket: v.optional(Ticket),
	evidence: v.array(Evidence),
	/** Of the change's document. */
	document: v.optional(Digest),
});
export type ChainLink = v.InferOutput<typeof ChainLink>;
