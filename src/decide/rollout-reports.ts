// What this isolate has seen of rollouts and not told yet: gathered over many decisions, told in one call, best effort.
import type { Rollout } from "../contract/rollout.ts";
import type { RolloutReport } from "../contract/rollout-report.ts";
import { MAX_DISAGREEMENTS, MAX_ROLLOUT_BUFFER, ROLLOUT_FLUSH_MS } from "../platform/limits.ts";
import { failureName, type Log } from "../platform/log.ts";

export type SendReport = (tenant: string, rollout: Rollout, report: RolloutReport) => Promise<unknown>;
type WaitUntil = (work: Promise<unknown>) => void;
export type Reports = {
	readonly add: (tenant: string, rollout: Rollout, waitUntil: WaitUntil, change: (report: RolloutReport) => void) => void;
};

type Gathered = { readonly tenant: string; readonly rollout: Rollout; readonly report: RolloutReport; readonly dueAt: number };

/** A report that the request which promised it never sent is another's to send after this long, ms. */
const FORGOTTEN_MS = 5_000;

/**
 * The first decision that adds to an empty report sends it some time later, with all that came meanwhile. Nothing is told twice;
 * what an isolate has not told when it ends, or when its call fails, is lost: counts are best effort, and no decision waits.
 */
export function createReports(send: SendReport, log: Log, clock: () => number, flushMs: number = ROLLOUT_FLUSH_MS): Reports {
	const gathered = new Map<string, Gathered>();

	async function flush(key: string, after: number): Promise<void> {
		if (after > 0) await new Promise((done) => setTimeout(done, after));
		const ready = gathered.get(key);
		if (ready === undefined) return;
		gathered.delete(key);
		try {
			await send(ready.tenant, ready.rollout, ready.report);
		} catch (error) {
			log("warn", "rollout.report-lost", { tenant: ready.tenant, rollout: ready.rollout.id, failure: failureName(error) });
		}
	}

	return {
		add: (tenant, rollout, waitUntil, change) => {
			// Of another step, or after a change, contributions belong to another report.
			const key = `${tenant} ${rollout.id} ${rollout.epoch}`;
			const known = gathered.get(key);
			const entry = known ?? { tenant, rollout, report: emptyReport(), dueAt: clock() + flushMs };
			gathered.set(key, entry);
			change(entry.report);
			if (known === undefined) waitUntil(flush(key, flushMs));
			const { contributions, shadow } = entry.report;
			const full = contributions.length >= MAX_ROLLOUT_BUFFER || shadow.disagreements.length >= MAX_DISAGREEMENTS;
			if (full || clock() > entry.dueAt + FORGOTTEN_MS) waitUntil(flush(key, 0));
		},
	};
}

export function emptyReport(): RolloutReport {
	return {
		decisions: { candidate: 0, baseline: 0 },
		contributions: [],
		shadow: { compared: 0, agreed: 0, failed: 0, dropped: 0, matrix: {}, rules: {}, apps: {}, disagreements: [] },
	};
}
