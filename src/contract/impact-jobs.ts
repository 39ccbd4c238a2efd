// A job that asks a draft about recorded decisions, as it is kept between its steps: whoever runs one and whatever keeps it agree here.
import type { ImpactCounts, ImpactFilter } from "./impact.ts";
import type { ChangedDecision } from "./replay.ts";

/** What a job asks: fixed when it is made. `apps`: those that whoever asked may see; absent: all. */
export type AskedImpact = {
	readonly filter: ImpactFilter;
	readonly sample: number;
	readonly apps?: readonly string[] | undefined;
};

export type ImpactJobState = {
	readonly tenant: string;
	readonly id: string;
	readonly policy: string;
	readonly digest: string;
	readonly asked: AskedImpact;
	readonly createdAt: number;
	readonly createdBy: string;
	readonly steps: number;
	readonly cursor: string;
	readonly done: boolean;
	readonly counts: ImpactCounts;
};

export type ImpactJobs = {
	/** False: the tenant has as many jobs as are kept. */
	readonly create: (job: ImpactJobState) => Promise<boolean>;
	readonly find: (tenant: string, id: string) => Promise<ImpactJobState | undefined>;
	/** Takes the job one step on. False: another did that step, and nothing is counted twice. */
	readonly advance: (
		before: ImpactJobState,
		after: Pick<ImpactJobState, "cursor" | "done" | "counts">,
		changed: readonly ChangedDecision[],
	) => Promise<boolean>;
	/** Changed decisions behind a place, and the place of the last one. */
	readonly changes: (
		tenant: string,
		id: string,
		after: number,
		limit: number,
	) => Promise<{ readonly changed: readonly ChangedDecision[]; readonly last: number }>;
};
