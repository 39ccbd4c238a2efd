// Kill switches: what is stopped, how, until when, and who threw and lifted it.
import * as v from "valibot";
import { ChangeReason, Ticket } from "./event.ts";
import { Consent } from "./exception.ts";
import { Cohort } from "./input.ts";
import { Digest, Millis, Name } from "./names.ts";

export const KILL_SCOPES = ["global", "tenant", "app", "stage", "tool", "cohort"] as const;
/** `block` is `refuse` for one tool. */
export const KILL_STATES = ["refuse", "review", "pin", "block"] as const;

const FIELDS = {
	/** `global`: all tenants; the operator's tenant alone has it. */
	scope: v.picklist(KILL_SCOPES),
	/** Name of the app, stage or tool. */
	value: v.optional(Name),
	/** Which subjects and channels, of scope `cohort`. */
	cohort: v.optional(Cohort),
	state: v.picklist(KILL_STATES),
	/** Of `pin`: the version that decides meanwhile; one that the guard's channels led to before. */
	version: v.optional(Digest),
	/** Absent: it holds until it is lifted, a global one by two people. */
	expires_at: v.optional(Millis),
};

export const KillBody = v.strictObject({ ...FIELDS, reason: ChangeReason, ticket: v.optional(Ticket) });
export type KillBody = v.InferOutput<typeof KillBody>;

/** What one part of it asks of another; the first fault, at the member that has it. */
export function killFault({ scope, value, cohort, state, version }: KillBody): { member: string; detail: string } | undefined {
	if ((value !== undefined) !== ["app", "stage", "tool"].includes(scope)) {
		return { member: "value", detail: "is the name of an app, stage or tool, for those scopes alone" };
	}
	if ((cohort !== undefined && Object.keys(cohort).length > 0) !== (scope === "cohort")) {
		return { member: "cohort", detail: "says who, for the scope cohort alone" };
	}
	if ((version !== undefined) !== (state === "pin")) {
		return { member: "version", detail: "is the version that is pinned, for the state pin alone" };
	}
	if (state === "block" && scope !== "tool") return { member: "state", detail: "block is for a tool" };
	if (state === "pin" && scope === "global") return { member: "state", detail: "pins no version in all tenants" };
	return undefined;
}

/** A kill switch as an event left it. */
export const KillDocument = v.strictObject({
	id: Name,
	...FIELDS,
	scope: v.picklist([...KILL_SCOPES, "drill"]),
	reason: v.string(),
	on: v.boolean(),
	/** Who threw it. */
	by: Name,
	since: Millis,
	/** Whoever asked first for a sticky global one to be lifted; another person's word lifts it. */
	release: v.optional(Consent),
	/** Who lifted it. */
	ended: v.optional(Consent),
});
export type KillDocument = v.InferOutput<typeof KillDocument>;

export const KillInfo = v.strictObject({
	...KillDocument.entries,
	/** Of its newest event. */
	epoch: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type KillInfo = v.InferOutput<typeof KillInfo>;

export const KillMade = v.strictObject({ ...KillInfo.entries, made: v.boolean(), projected: v.boolean() });

/** What a drill found. Times in ms, as seen by one isolate; a second at the most lies between two looks at the pointer. */
export const DrillReport = v.strictObject({
	drill: Name,
	app: Name,
	/** Until the object had it. */
	committed_ms: v.number(),
	/** From the order to the first refusing decision; absent: there was none in time. */
	refused_ms: v.optional(v.number()),
	/** From the order to lift it to the first decision that it did not refuse. */
	released_ms: v.optional(v.number()),
	decisions: v.number(),
	passed: v.boolean(),
});
export type DrillReport = v.InferOutput<typeof DrillReport>;
