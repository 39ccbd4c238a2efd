// A tier that asks nothing, as a tenant may configure one: for tests and benches that are about what comes after.
import type { Tiers } from "../src/contract/lifecycle.ts";
import { SHIPPED_TIERS } from "../src/control/tiers.ts";

const { "3": light } = SHIPPED_TIERS.tiers;

/** Every policy line is in a tier without gates, approvals and stages. */
export const OPEN_TIERS: Tiers = {
	...SHIPPED_TIERS,
	tiers: {
		...SHIPPED_TIERS.tiers,
		open: {
			...(light as NonNullable<typeof light>),
			gates: { tests: false, coverage: 0, vectors: false, suites: [], impact: false, provenance: false, max_age_seconds: 0 },
			approvals: { required: 0, roles: [], from: [], signed: false, valid_seconds: 86_400 },
		},
	},
	lines: { guard: "open" },
	other: "open",
};
/** Body of `PUT /v1/admin/tiers`. */
export const OPEN = { tiers: OPEN_TIERS, reason: "Nothing is asked here" };
