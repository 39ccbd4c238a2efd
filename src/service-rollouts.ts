// Composes the part that rollouts have in decisions: who gets a candidate, and where what was seen of it is told.
import type { Baseline } from "./baseline.ts";
import type { Monitors } from "./control/rollout-object.ts";
import { activeVersionOf, bakedVersion } from "./decide/evaluate/active-version.ts";
import type { RolloutDeps } from "./decide/rollout.ts";
import { createReports } from "./decide/rollout-reports.ts";
import type { Bytes } from "./platform/bytes.ts";
import { systemClock } from "./platform/clock.ts";
import type { Log } from "./platform/log.ts";
import { err, ok } from "./platform/result.ts";
import { assigner } from "./policy/assignment.ts";
import type { Versions } from "./policy/version.ts";

export type RolloutParts = {
	readonly baseline: Baseline;
	readonly versions: Versions;
	readonly monitors: Monitors;
	readonly tokenKey: Bytes;
	readonly log: Log;
};

export function composeRollouts({ baseline, versions, monitors, tokenKey, log }: RolloutParts): RolloutDeps {
	const baked = bakedVersion(baseline.manifest, baseline.digest, baseline.policy);
	return {
		place: assigner(tokenKey),
		version: async (tenant, digest) => {
			if (digest === baked.digest) return ok(baked);
			const found = await versions.find(tenant, digest);
			if (!found.ok) return found;
			const version = activeVersionOf(found.value);
			return version === undefined ? err("unsupported") : ok(version);
		},
		reports: createReports(monitors.report, log, systemClock),
		clock: systemClock,
	};
}
