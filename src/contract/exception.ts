// Exceptions and grants: what is asked for, who allowed it, in which state it is.
import * as v from "valibot";
import { ChangeReason, Ticket, Tier } from "./event.ts";
import { RuleId } from "./finding.ts";
import { AGE_CLASSES, Millis, Name } from "./names.ts";

const names = v.optional(v.pipe(v.array(Name), v.maxLength(64)), []);

/** What an exception lets pass, for whom and until when. */
export const ExceptionBody = v.strictObject({
	/** A rule's id; `*`, for watching alone: every exemptible rule of the apps that it names. */
	rule: v.union([RuleId, v.literal("*")]),
	/** `suppress`: the finding is accepted; `monitor`: it is watched, not enforced. In both it stays visible as suppressed. */
	mode: v.picklist(["suppress", "monitor"]),
	/** Empty: all apps of the tenant. */
	apps: names,
	/** The subject declares one of them; empty: any. */
	roles: names,
	age_classes: v.optional(v.pipe(v.array(v.picklist(AGE_CLASSES)), v.maxLength(4)), []),
	/** Sources of documents: every place of the finding lies in one of them; empty: anywhere. */
	sources: names,
	reason: ChangeReason,
	ticket: v.optional(Ticket),
	/** What keeps the risk down meanwhile. */
	compensating_control: ChangeReason,
	/** Who answers for it. */
	owner: Name,
	/** Absent: as soon as it may be, some seconds after it is approved. */
	not_before: v.optional(Millis),
	expires_at: Millis,
});
export type ExceptionBody = v.InferOutput<typeof ExceptionBody>;

/** `approved` is told as `scheduled` until it begins, as `active` then, and as `expired` from its end on. */
export const EXCEPTION_STATES = ["proposed", "scheduled", "active", "expired", "revoked", "rejected"] as const;
export type ExceptionState = (typeof EXCEPTION_STATES)[number];

export const Consent = v.strictObject({ by: Name, at: Millis, reason: v.string() });
export type Consent = v.InferOutput<typeof Consent>;

/** An exception as an event left it; the next event makes another one of it, and nothing is edited. */
export const ExceptionDocument = v.strictObject({
	id: Name,
	...ExceptionBody.entries,
	state: v.picklist(["proposed", "approved", "rejected", "revoked", "expired"]),
	/** The strictest tier of the apps that it covers, and so many approvals it takes. */
	tier: Tier,
	approvals_needed: v.pipe(v.number(), v.integer(), v.minValue(1)),
	requested_by: Name,
	requested_at: Millis,
	approvals: v.array(Consent),
	/** Who rejected or revoked it. */
	ended: v.optional(Consent),
	/** Days before its end at which it was warned of. */
	warned: v.array(v.number()),
});
export type ExceptionDocument = v.InferOutput<typeof ExceptionDocument>;

export const ExceptionInfo = v.strictObject({
	...ExceptionDocument.entries,
	state: v.picklist(EXCEPTION_STATES),
	/** Of its newest event. */
	epoch: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type ExceptionInfo = v.InferOutput<typeof ExceptionInfo>;

/** `made`: false when it was so already. `projected`: whether the database shows it yet; it will. */
const MADE = { made: v.boolean(), projected: v.boolean() };
export const ExceptionMade = v.strictObject({ ...ExceptionInfo.entries, ...MADE });

/** Fingerprint of a request, as the obligation `await_approval` tells it. */
export const RequestToken = v.pipe(
	v.string(),
	v.regex(/^t1\.[A-Za-z0-9._-]{1,120}$/, "must be the request of an await_approval"),
);

/** A person's permission for exactly one request, once. */
export const GrantBody = v.strictObject({
	app: Name,
	request: RequestToken,
	/** Rules whose findings it lifts: those that ask for review, and exemptible ones. */
	rules: v.pipe(v.array(RuleId), v.minLength(1), v.maxLength(16)),
	reason: ChangeReason,
	ticket: v.optional(Ticket),
	expires_in_seconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 300),
});
export type GrantBody = v.InferOutput<typeof GrantBody>;

export const GrantDocument = v.strictObject({
	id: Name,
	app: Name,
	request: RequestToken,
	rules: v.array(RuleId),
	by: Name,
	at: Millis,
	expires_at: Millis,
});
export type GrantDocument = v.InferOutput<typeof GrantDocument>;

export const GrantMade = v.strictObject({
	...GrantDocument.entries,
	epoch: v.pipe(v.number(), v.integer(), v.minValue(1)),
	...MADE,
});

/** Why a grant lets nothing pass: `other` it is for another request or app; `own` whoever granted it asks. */
export const GRANT_FAULTS = ["unknown", "expired", "used", "other", "own", "unavailable"] as const;
export type GrantFault = (typeof GRANT_FAULTS)[number];

/** As told now: in the list of what holds, a change of state by the clock alone needs no event. */
export function stateAt(document: ExceptionDocument, now: number): ExceptionState {
	const { state, not_before = 0, expires_at } = document;
	if (state === "rejected" || state === "revoked" || state === "expired") return state;
	if (expires_at <= now) return "expired";
	if (state === "proposed") return "proposed";
	return now < not_before ? "scheduled" : "active";
}
