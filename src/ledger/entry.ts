// What a message must be before it becomes a row: of the right shape, not too large, and opening its own commitment.
import * as v from "valibot";
import type { DecisionRecord } from "../contract/record.ts";
import { type DataRecord, LedgerMessage } from "../contract/record-data.ts";
import { fromBase64Url, utf8 } from "../platform/bytes.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { verifyCommitment } from "../platform/commitment.ts";
import { MAX_STORED_RECORD_BYTES } from "../platform/limits.ts";
import { err, ok, type Result } from "../platform/result.ts";

/** A row of `decisions` on its way there, and the rules that fired; members are named like the columns. */
export type Entry = {
	readonly tenant: string;
	readonly decision_id: string;
	readonly time: number;
	readonly app: string;
	readonly tier: number;
	readonly stage: string;
	readonly decision: string;
	readonly outcome: string;
	readonly policy: string;
	readonly config: string;
	readonly epoch: number;
	readonly kind: string;
	readonly policy_name: string;
	readonly path: string | null;
	readonly agent: string | null;
	readonly agent_decision_id: string | null;
	readonly subject_token: string | null;
	readonly session_token: string | null;
	readonly commitment: string;
	readonly commitment_key: string;
	/** Canonical JSON. */
	readonly record: string;
	readonly rules: readonly string[];
};

/** Why a message can never become a row. */
export type Rejection = "invalid-shape" | "too-large" | "wrong-commitment";

/** Checks one message's body and makes its row. Commits to the record as it was sent, not as a schema would rewrite it. */
export async function examine(body: unknown): Promise<Result<Entry, Rejection>> {
	if (!v.safeParse(LedgerMessage, body, { abortEarly: true }).success) return err("invalid-shape");
	const { record, commitment, commitment_key } = body as LedgerMessage;
	const canonical = canonicalOrUndefined(record);
	if (canonical === undefined) return err("invalid-shape");
	if (utf8(canonical).length > MAX_STORED_RECORD_BYTES) return err("too-large");
	// INVARIANT 10: what is stored is what was committed.
	const key = fromBase64Url(commitment_key);
	if (key === undefined || !(await verifyCommitment(key, canonical, commitment))) return err("wrong-commitment");
	const columns = "kind" in record ? dataColumns(record) : decisionColumns(record);
	return ok({ ...columns, commitment, commitment_key, record: canonical });
}

type Columns = Omit<Entry, "commitment" | "commitment_key" | "record">;

function decisionColumns(record: DecisionRecord): Columns {
	return {
		kind: "decision",
		policy_name: record.policy.name,
		path: null,
		agent: null,
		agent_decision_id: null,
		tenant: record.tenant,
		decision_id: record.decision_id,
		time: record.time,
		app: record.app,
		tier: record.tier,
		stage: record.stage,
		decision: record.decision,
		outcome: record.outcome,
		policy: record.policy.digest,
		config: record.policy.config,
		epoch: record.epoch,
		subject_token: record.input?.subject.token ?? null,
		session_token: record.input?.session.token ?? null,
		rules: firedRules(record),
	};
}

function dataColumns(record: DataRecord): Columns {
	return {
		kind: record.kind,
		policy_name: record.policy?.name ?? "",
		path: record.path,
		agent: record.agent?.id ?? null,
		agent_decision_id: record.agent?.decision_id ?? null,
		tenant: record.tenant,
		decision_id: record.decision_id,
		time: record.time,
		app: "",
		tier: 0,
		stage: "",
		decision: "",
		outcome: record.outcome,
		policy: record.policy?.digest ?? "",
		config: "",
		epoch: record.epoch ?? -1,
		subject_token: null,
		session_token: null,
		rules: [],
	};
}

/** Suppressed findings count: an exception never hides that a rule fired. */
function firedRules(record: DecisionRecord): string[] {
	const { findings = [], suppressed = [] } = record.verdict ?? {};
	return [...new Set([...findings, ...suppressed].map((finding) => finding.rule))];
}

/** A schema takes strings that canonical JSON does not, with half of a surrogate pair; a queue takes more than JSON. */
export function canonicalOrUndefined(value: unknown): string | undefined {
	try {
		return canonicalJson(value);
	} catch {
		return undefined;
	}
}
