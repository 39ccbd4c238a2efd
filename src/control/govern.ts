// Who may give which command of change control: asked of the governance policy, recorded as any other decision, closed on failure.
import * as v from "valibot";
import type { GovernanceCommand, Restriction, TierRules } from "../contract/lifecycle.ts";
import type { LedgerMessage } from "../contract/record-data.ts";
import type { Caller } from "../platform/credential.ts";
import { dataMessage } from "../platform/data-record.ts";
import { newUuidv7 } from "../platform/id.ts";
import { failureName, type Log } from "../platform/log.ts";
import { err, ok, type Result } from "../platform/result.ts";
import type { Policy } from "../policy/host.ts";

export type GovernAsked = {
	readonly command: GovernanceCommand;
	readonly caller: Caller;
	/** Clock of the request, ms. */
	readonly now: number;
	readonly version?: {
		readonly policy: string;
		readonly digest: string;
		readonly authors: readonly string[];
		readonly state?: string;
	};
	readonly tier?: { readonly name: string } & Pick<TierRules["approvals"], "required" | "roles">;
	/** Principals that asked for a break-glass and confirmed it. */
	readonly glass?: { readonly by: readonly string[] };
};
export type GovernFault =
	| { readonly reason: "refused"; readonly reasons: readonly string[] }
	/** The policy could not be asked, or what it said could not be recorded. */
	| { readonly reason: "unavailable" };
/** Whether the command may be given. Never throws. */
export type Govern = (asked: GovernAsked) => Promise<Result<void, GovernFault>>;

export type GovernDeps = {
	readonly policy: Policy;
	readonly version: { readonly digest: string; readonly revision: string };
	readonly restrictions: (tenant: string) => Promise<readonly Restriction[]>;
	readonly tokens: Parameters<typeof dataMessage>[0];
	/** True when the record is safe. */
	readonly record: (messages: readonly LedgerMessage[]) => Promise<boolean>;
	readonly host: string;
	readonly log: Log;
};

export const GOVERNANCE_ENTRYPOINT = "governance/decision";
const Decision = v.strictObject({ allow: v.boolean(), reasons: v.array(v.string()) });

/** INVARIANT 17: what the policy does not say is refused, and so is what cannot be recorded. */
export function createGovern(deps: GovernDeps): Govern {
	return async (asked) => {
		const { caller } = asked;
		try {
			const input = inputOf(asked, await deps.restrictions(caller.tenant));
			const result = deps.policy.evaluate(input);
			const said = result.ok ? v.safeParse(Decision, result.value) : undefined;
			const decision = said?.success ? said.output : undefined;
			const kept = await deps.record([await recordOf(deps, asked, input, decision)]);
			if (decision === undefined || !kept) return err({ reason: "unavailable" });
			// An objection that is told is one, whatever is said beside it.
			const allowed = decision.allow && decision.reasons.length === 0;
			return allowed ? ok(undefined) : err({ reason: "refused", reasons: decision.reasons });
		} catch (error) {
			deps.log("error", "governance.failed", { tenant: caller.tenant, command: asked.command, failure: failureName(error) });
			return err({ reason: "unavailable" });
		}
	};
}

function inputOf({ command, caller, version, tier, glass }: GovernAsked, restrict: readonly Restriction[]) {
	return {
		...{ command, principal: caller.principal, role: caller.role, all_apps: caller.apps.includes("*"), restrict },
		version: version ?? {},
		tier: tier ?? { required: 0, roles: [] },
		glass: glass ?? { by: [] },
	};
}

function recordOf(
	{ tokens, version, host }: GovernDeps,
	{ caller, now }: GovernAsked,
	input: object,
	decision: object | undefined,
): Promise<LedgerMessage> {
	const policy = { digest: version.digest, revision: version.revision };
	return dataMessage(tokens, {
		...{ decision_id: newUuidv7(now), time: now, tenant: caller.tenant, principal: caller.principal, source: "edict" },
		...{ policy: { name: "governance", ...policy }, bundles: { governance: policy }, path: GOVERNANCE_ENTRYPOINT, host },
		inputText: JSON.stringify(input),
		resultText: decision === undefined ? undefined : JSON.stringify(decision),
		...(decision === undefined ? { outcome: "unavailable", error: "policy_error" } : { outcome: "decided" }),
	});
}
