// What is ordered of exceptions, grants and kill switches, and what comes of it.
import type { ExceptionBody, GrantFault } from "../contract/exception.ts";
import type { GrantFact } from "../contract/input.ts";
import type { KillBody, KillDocument } from "../contract/kill.ts";
import type { Result } from "../platform/result.ts";
import type { ChangeMade, Ordered, OrderFault } from "./change.ts";
import type { ItemOf } from "./tenant/items.ts";

export type ExceptionOrder = Ordered &
	(
		| { readonly step: "propose"; readonly exception: Omit<ExceptionBody, "reason" | "ticket"> }
		| { readonly step: "approve" | "reject" | "revoke"; readonly id: string }
	);
export type GrantOrder = Ordered & {
	readonly app: string;
	readonly request: string;
	readonly rules: readonly string[];
	/** ms */
	readonly lasts: number;
};
export type KillOrder = Ordered &
	(
		| {
				readonly step: "on";
				readonly kill: Omit<KillBody, "reason" | "ticket" | "scope"> & Pick<KillDocument, "scope">;
		  }
		| { readonly step: "off"; readonly id: string }
	);

/**
 * `own`: whoever asked for it cannot allow it, nor does one person's word count twice. `state`: it is over, or not there yet.
 * `duration`: it ends too late for its tier, or in the past. `never-active`: the guard's channels never led to the version.
 * `operator`: the operator's tenant alone may.
 */
export type ItemFault = OrderFault | "own" | "state" | "duration" | "never-active" | "operator";
export type ItemMade<K extends keyof ItemOf> = ChangeMade & { readonly item: ItemOf[K] };

/** A decision that would use a grant. */
export type GrantUse = {
	readonly id: string;
	readonly app: string;
	readonly request: string;
	readonly decision: string;
	/** Principal that asks for the decision. */
	readonly by: string;
	readonly at: number;
};
export type UseGrant = (tenant: string, use: GrantUse) => Promise<Result<GrantFact, GrantFault>>;
