// A change of what may influence a tenant's decisions: what is asked for, what comes of it, and the clock of its chain.
import { and, desc, eq, lte, max } from "drizzle-orm";
import type { Evidence } from "../contract/event.ts";
import type { ApprovalStatement, EvidenceInfo, VersionCommand } from "../contract/lifecycle.ts";
import type { Role } from "../contract/names.ts";
import type { ChangeType } from "../contract/registry.ts";
import type { Harm, Rollout } from "../contract/rollout.ts";
import type { RolloutCommandName } from "../contract/rollout-requests.ts";
import type { ControlDb } from "./database.ts";
import type { Illegal, Stage } from "./lifecycle.ts";
import { epochs } from "./schema.ts";

export type Change = {
	readonly tenant: string;
	readonly type: ChangeType;
	/** Name or digest of what changes. */
	readonly subject: string;
	readonly by: string;
	/** Clock of the request, ms. */
	readonly at: number;
	readonly reason: string;
};

/** Who orders a change, why, and by which key a repeat is known. */
export type Ordered = Pick<Change, "by" | "at" | "reason"> & {
	/** The same key with the same content is the same order, and is carried out once. */
	readonly key: string;
	readonly ticket?: string;
	readonly evidence?: readonly Evidence[];
};

/** Registers, changes or retires a thing of the tenant's registry. */
export type RegistryOrder = Ordered & {
	readonly type: "tenant.put" | "app.put" | "app.retire" | "tool.put" | "tool.retire" | "config.put" | "tiers.put";
	readonly subject: string;
	/** What it is from then on, as its schema has read it; absent when it is retired. */
	readonly document?: unknown;
};

/** What the service knows of a version beside what its tenant's chain of changes tells. */
export type Known = {
	/** Principals that published or signed it. */
	readonly authors?: readonly string[];
	/** The deployment that asks carries it. */
	readonly carried?: boolean;
	/** Decisions that each stage has seen. */
	readonly decisions?: { readonly [stage in Stage]?: number };
};

/** A step of a version's life that moves no channel. */
export type VersionOrder = Ordered &
	Known & {
		readonly command: Exclude<VersionCommand, "promote" | "rollback">;
		readonly policy: string;
		readonly digest: string;
		readonly revision: string;
		readonly role: Role;
		/** Of an approval: what was signed, and by which key; absent: by an authenticated call. */
		readonly signed?: { readonly statement: ApprovalStatement; readonly signer: string };
		/** Of an approval: digest of the tier's rules that the approver saw. */
		readonly rules?: string;
	};

/** Evidence whose signature holds. */
export type AttestOrder = Ordered & {
	readonly policy: string;
	readonly digest: string;
	readonly revision: string;
	readonly found: Omit<EvidenceInfo, "epoch" | "at" | "revoked">;
	/** As it was signed. */
	readonly envelope: unknown;
};
export type RevokeEvidenceOrder = Ordered & { readonly policy: string; readonly digest: string; readonly id: string };

export type BreakGlassOrder = Ordered &
	(
		| { readonly step: "ask"; readonly policy: string; readonly digest: string; readonly revision: string }
		| { readonly step: "confirm" | "review"; readonly id: string }
	);

/** A version that a policy's channel shall lead to. */
export type ActivateOrder = Ordered &
	Known & {
		readonly policy: string;
		readonly channel: string;
		readonly digest: string;
		readonly revision: string;
		readonly roots: readonly string[];
		/** Version of the host that will evaluate it. */
		readonly host: string;
		/** Refused when the channel was moved after this epoch. */
		readonly expectedEpoch?: number;
	};

export type RollbackOrder = Ordered &
	Known & {
		readonly policy: string;
		readonly channel: string;
		/** A version that was active on the channel before; absent: the one before the current. */
		readonly to?: string;
		readonly host: string;
		readonly expectedEpoch?: number;
		/** Digest of the version that the caller looked at: when it is no longer the one to go back to, the order is refused. */
		readonly found?: string;
	};

/** Begins a rollout. `decisions`, `authors` and `carried` are of the candidate. */
export type RolloutOrder = Ordered &
	Known & {
		readonly policy: string;
		readonly candidate: Rollout["candidate"];
		readonly plan: Pick<
			Rollout,
			"kind" | "channel" | "sample" | "unit" | "steps" | "margins" | "alpha" | "budget_ms" | "on_harm"
		>;
		/** 16 random bytes, in hex. */
		readonly salt: string;
		readonly role: Role;
	};

/** Steers the rollout of a policy. */
export type SteerOrder = Ordered &
	Known & {
		readonly policy: string;
		readonly command: RolloutCommandName;
		readonly role: Role;
		/** Absent: whichever there is. */
		readonly id?: string;
		/** The step that the caller looked at. */
		readonly step?: string;
		/** Units of the candidate that its monitor has seen in the step. */
		readonly subjects?: number;
		/** Of the guard: what it found. */
		readonly harm?: Harm;
		/** To complete: what of the candidate is activated. */
		readonly version?: Pick<ActivateOrder, "roots" | "host">;
	};

/** The version that a deployment carries in its code. */
export type Baked = {
	readonly policy: string;
	readonly digest: string;
	readonly revision: string;
	readonly roots: readonly string[];
	readonly host: string;
};

/**
 * `made`: false when it was so already, and nothing was written; epoch, time, principal and reason are then of the change
 * that made it so. `projected`: whether D1 shows it yet; it will.
 */
export type ChangeMade = Pick<Change, "at" | "by" | "reason"> & {
	readonly epoch: number;
	readonly made: boolean;
	readonly projected: boolean;
};

export type RolloutFault = "in-force" | "busy" | "ended" | "early" | "last-step";

/**
 * Why an order is refused: `key-reused` its key was another order's; `unknown` there is nothing of that name, or no version to
 * go back to; `full` the tenant has as many as it may; `moved` the channel was moved after the epoch that was expected, or after it was looked at;
 * `overlap` another policy of the tenant owns one of the roots. An object: the version's life does not allow it, and why.
 * Of rollouts: `in-force` the candidate is what the channel leads to; `busy` the policy has another rollout; `ended` it does not
 * run; `early` its step has not lasted long enough or seen enough, or is not the last; `last-step` there is no further step.
 */
export type OrderFault = RolloutFault | "key-reused" | "unknown" | "full" | "moved" | "overlap" | Illegal;

/** Time of the tenant's last change, ms; 0: there was none. No clock of ours is behind it when it asks about now. */
export async function newestTime(db: ControlDb, tenant: string): Promise<number> {
	const rows = await db
		.select({ at: max(epochs.at) })
		.from(epochs)
		.where(eq(epochs.tenant, tenant));
	return rows[0]?.at ?? 0;
}

/** Epoch of the tenant's chain as of an instant (ms): of the newest change at or before it; 0: there was none. */
export async function epochAt(db: ControlDb, tenant: string, at: number): Promise<number> {
	const rows = await db
		.select({ epoch: epochs.epoch })
		.from(epochs)
		.where(and(eq(epochs.tenant, tenant), lte(epochs.at, at)))
		.orderBy(desc(epochs.epoch))
		.limit(1);
	return rows[0]?.epoch ?? 0;
}
