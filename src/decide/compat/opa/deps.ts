// What OPA's surface is given: the tenant's policies, how to record, what the service says of itself.
import type { LedgerMessage } from "../../../contract/record-data.ts";
import type { TenantContext } from "../../../contract/registry.ts";
import type { Log } from "../../../platform/log.ts";
import type { Result } from "../../../platform/result.ts";
import type { Tokeniser } from "../../../platform/token.ts";
import type { ServingVersion } from "../../../policy/version.ts";
import type { DecideDeps } from "../../deps.ts";
import type { Metrics } from "../../metrics.ts";
import type { Question } from "./ask.ts";
import type { Term } from "./path.ts";
import type { Served, ServedDeps } from "./served.ts";

export type Source = { readonly path: string; readonly text: string };

export type ServiceHealth = {
	/** Policies that this Worker carries and that cannot serve. */
	readonly bundles: readonly string[];
	/** Whether each thing that it needs answers. */
	readonly plugins: Readonly<Record<string, boolean>>;
};

export const EXPLAIN_MODES = ["notes", "fails", "full", "debug"] as const;
export type ExplainMode = (typeof EXPLAIN_MODES)[number];

/** Explains how a document came about, as `explanation` of the answer: JSON text of an array. */
export type Explain = (
	tenant: string,
	served: readonly Served[],
	terms: readonly Term[],
	question: Question,
	how: { readonly mode: ExplainMode; readonly pretty: boolean },
) => Promise<Result<string, "unavailable">>;

export type OpaDeps = ServedDeps & {
	readonly loadContext: DecideDeps["loadContext"];
	readonly tokens: Pick<Tokeniser, "token" | "subjectKey">;
	/** Awaited: resolves only when every record is stored durably or in the queue. False: it is not. */
	readonly record: (messages: readonly LedgerMessage[]) => Promise<boolean>;
	readonly health: () => Promise<ServiceHealth>;
	readonly metrics: Metrics;
	/** Sources of a version; `undefined`: they cannot be read. */
	readonly sources: (tenant: string, version: Pick<ServingVersion, "digest">) => Promise<readonly Source[] | undefined>;
	/** Absent where no version can be explained. */
	readonly explain?: Explain | undefined;
	/** Path of the default decision. */
	readonly defaultDecision: (context: TenantContext) => string;
	readonly log: Log;
};
