// The risk tiers as shipped: what is asked of a version where a tenant has not said otherwise.
import type { TierRules, Tiers } from "../contract/lifecycle.ts";
import { GUARD } from "../policy/bundle.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;

const strict: TierRules = {
	gates: { tests: true, coverage: 100, vectors: true, suites: [], impact: true, provenance: true, max_age_seconds: 30 * DAY },
	approvals: { required: 2, roles: ["approver", "admin"], from: [], signed: true, valid_seconds: 14 * DAY },
	stages: {
		shadow: { min_seconds: DAY, min_decisions: 1_000 },
		canary: { min_seconds: 2 * DAY, min_decisions: 10_000 },
	},
	fail_mode: "refuse",
	retention_days: 3_650,
	freeze: [],
	break_glass_seconds: 4 * HOUR,
};
const usual: TierRules = {
	...strict,
	gates: { ...strict.gates, coverage: 80, vectors: false, impact: false },
	approvals: { ...strict.approvals, required: 1, signed: false },
	stages: { canary: { min_seconds: 4 * HOUR, min_decisions: 1_000 } },
	retention_days: 730,
};
const light: TierRules = {
	...usual,
	gates: { ...usual.gates, coverage: 0, provenance: false },
	stages: {},
	fail_mode: "degrade",
	retention_days: 180,
};
/** One authenticated change: the configuration can only restrict. */
const config: TierRules = {
	...light,
	gates: { ...light.gates, tests: false, max_age_seconds: 0 },
	approvals: { ...light.approvals, required: 0 },
};

/** The guard is of the first tier, any other policy of the second until the tenant says otherwise. */
export const SHIPPED_TIERS: Tiers = {
	v: 1,
	tiers: { "1": strict, "2": usual, "3": light, config },
	lines: { [GUARD]: "1" },
	other: "2",
	config: "config",
	restrict: [],
};

/** The tier of a policy line, and what it asks. */
export function tierOf(tiers: Tiers, policy: string): { readonly tier: string; readonly rules: TierRules } {
	const tier = (Object.hasOwn(tiers.lines, policy) ? tiers.lines[policy] : undefined) ?? tiers.other;
	const rules = tiers.tiers[tier];
	if (rules === undefined) throw new Error("a document of tiers has every tier that it names");
	return { tier, rules };
}
