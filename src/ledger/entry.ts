// What a message must be before it becomes a row: of the right shape, not too large, and opening its own commitment.
import * as v from "valibot";
import { type DecisionRecord, RecordMessage } from "../contract/record.ts";
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
	if (!v.safeParse(RecordMessage, body, { abortEarly: true }).success) return err("invalid-shape");
	const { record, commitment, commitment_key } = body as RecordMessage;
	const canonical = canonicalOrUndefined(record);
	if (canonical === undefined) return err("invalid-shape");
	if (utf8(canonical).length > MAX_STORED_RECORD_BYTES) return err("too-large");
	// INVARIANT 10: what is stored is what was committed.
	const key = fromBase64Url(commitment_key);
	if (key === undefined || !(await verifyCommitment(key, canonical, commitment))) return err("wrong-commitment");
	return ok({ ...columnsOf(record), commitment, commitment_key, record: canonical });
}

function columnsOf(record: DecisionRecord): Omit<Entry, "commitment" | "commitment_key" | "record"> {
	return {
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
