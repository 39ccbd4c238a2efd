// The plan of a rollout where its caller does not say otherwise.
import type { Margins, RolloutStep } from "../../contract/rollout.ts";

const DAY = 24 * 60;

/** Whoever has the role `internal`, then `beta`, half of them each so that there is something to compare with; then everybody. */
export const SHIPPED_STEPS: RolloutStep[] = [
	{ name: "internal", cohort: { roles: ["internal"] }, share: 0.5, min_minutes: 60, min_subjects: 10 },
	{ name: "beta", cohort: { roles: ["beta"] }, share: 0.5, min_minutes: 4 * 60, min_subjects: 50 },
	{ name: "1-percent", share: 0.01, min_minutes: 12 * 60, min_subjects: 100 },
	{ name: "10-percent", share: 0.1, min_minutes: DAY, min_subjects: 500 },
	{ name: "50-percent", share: 0.5, min_minutes: DAY, min_subjects: 1_000 },
	{ name: "everybody", share: 1, min_minutes: DAY, min_subjects: 0 },
];

/** What nobody means to change by a release may rise by little; a release that shall refuse more says so in its plan. */
export const SHIPPED_MARGINS: Margins = { refusal: 0.01, redaction: 0.02, error: 0.001, latency: 0.02 };
