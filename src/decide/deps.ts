// What the pipeline is given: the policy that is in force, how to tokenise, sign and record, and the clock.
import type { RecordMessage } from "../contract/record.ts";
import type { TenantContext } from "../contract/registry.ts";
import type { Log } from "../platform/log.ts";
import type { ReceiptKey } from "../platform/receipt.ts";
import type { Result } from "../platform/result.ts";
import type { Tokeniser } from "../platform/token.ts";
import type { Detector } from "./detect/detector.ts";
import type { ChooseVersion } from "./evaluate/active-version.ts";
import type { ExplainDecision } from "./explain.ts";
import type { UseGrant } from "./grant.ts";
import type { Idempotency } from "./idempotency.ts";
import type { Metrics } from "./metrics.ts";
import type { RolloutDeps } from "./rollout.ts";

export type LoadedContext = {
	readonly context: TenantContext /** Older than it should be: D1 could not be reached. */;
	readonly degraded: boolean;
};

export type DecideDeps = {
	readonly activeVersion: ChooseVersion;
	readonly detectors: readonly Detector[];
	readonly loadContext: (
		tenant: string,
		now: number,
		waitUntil: (work: Promise<unknown>) => void,
	) => Promise<Result<LoadedContext, "unknown" | "unavailable">>;
	readonly tokens: Tokeniser;
	readonly receiptKey: ReceiptKey;
	/** Name of a tenant's log; part of every receipt. */
	readonly origin: (tenant: string) => string;
	/** Awaited: resolves only when every record is stored durably or in the queue. False: it is not. */
	readonly record: (messages: readonly RecordMessage[]) => Promise<boolean>;
	readonly idempotency: Idempotency;
	/** Absent where there are no grants: none counts. */
	readonly useGrant?: UseGrant;
	/** Absent where no version can be explained; never part of a decision. */
	readonly explain?: ExplainDecision;
	/** Absent where there is nowhere to tell of rollouts: the versions in force decide alone. */
	readonly rollouts?: RolloutDeps;
	readonly metrics: Metrics;
	readonly log: Log;
};
