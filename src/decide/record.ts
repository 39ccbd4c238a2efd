// Makes the record of a decision, its commitment, and the receipt that promises it; sends it before anything is answered.

import type { PolicyVersion } from "../contract/decision.ts";
import type { Verdict } from "../contract/finding.ts";
import type { ConfigManifest, PolicyInput, RecordedInput } from "../contract/input.ts";
import type { Outcome, Stage } from "../contract/names.ts";
import type { ProblemCode } from "../contract/problem.ts";
import { type DecisionRecord, RECORD_VERSION, type ReceiptClaims, type RecordMessage } from "../contract/record.ts";
import type { AppContext } from "../contract/registry.ts";
import { type Bytes, toBase64Url } from "../platform/bytes.ts";
import { commit, leafHash, leafOf } from "../platform/commitment.ts";
import { MAX_MERGE_DELAY_S } from "../platform/limits.ts";
import { type ReceiptKey, signReceipt } from "../platform/receipt.ts";
import { HOST_VERSION } from "../platform/version.ts";
import type { Work } from "./detect/run.ts";

export type RecordParts = {
	readonly id: string;
	readonly time: number;
	readonly tenant: string;
	readonly app: AppContext;
	readonly stage: Stage;
	readonly principal: string;
	readonly policy: PolicyVersion;
	readonly bundle: string;
	readonly documents: ConfigManifest;
	readonly epoch: number;
	readonly detectors: string;
	readonly input: PolicyInput | undefined;
	readonly verdict: Verdict | undefined;
	readonly outcome: Outcome;
	readonly problem: ProblemCode | undefined;
	/** Fingerprint of the request, when a person's approval was asked for. */
	readonly held?: string | undefined;
	readonly work: Work;
	readonly traceId: string | undefined;
};

/** INVARIANT 3: a record holds what Rego saw and nothing that identifies content; documents are named by digest. */
export function decisionRecord(parts: RecordParts): DecisionRecord {
	return {
		v: RECORD_VERSION,
		decision_id: parts.id,
		time: parts.time,
		tenant: parts.tenant,
		app: parts.app.name,
		tier: parts.app.tier,
		stage: parts.stage,
		principal: parts.principal,
		policy: parts.policy,
		bundle: parts.bundle,
		documents: parts.documents,
		epoch: parts.epoch,
		detectors: parts.detectors,
		host: HOST_VERSION,
		...(parts.input === undefined ? {} : { input: recordedInput(parts.input) }),
		...(parts.verdict === undefined ? {} : { verdict: parts.verdict }),
		decision: parts.verdict?.action ?? "refuse",
		outcome: parts.outcome,
		...(parts.problem === undefined ? {} : { problem: parts.problem }),
		...(parts.held === undefined ? {} : { request: parts.held }),
		work: parts.work,
		...(parts.traceId === undefined ? {} : { trace_id: parts.traceId }),
	};
}

function recordedInput(input: PolicyInput): RecordedInput {
	const { config: _config, exceptions: _exceptions, scoped_exceptions: _scoped, kill: _kill, ...rest } = input;
	return rest;
}

/** The record with its commitment, ready to travel. */
export async function recordMessage(record: DecisionRecord, key: Bytes): Promise<RecordMessage> {
	return { record, commitment_key: toBase64Url(key), commitment: await commit(key, record) };
}

/** The receipt of a message: what the answer promises. `origin` names the tenant's log. */
export async function receiptOf(message: RecordMessage, key: ReceiptKey, origin: string): Promise<string> {
	const { record } = message;
	const claims: ReceiptClaims = {
		v: 1,
		origin,
		decision_id: record.decision_id,
		decision: record.decision,
		outcome: record.outcome,
		leaf: await leafHash(leafOf(record.decision_id, message.commitment)),
		policy: record.policy.digest,
		config: record.policy.config,
		exceptions: record.documents.exceptions,
		kill: record.documents.kill,
		epoch: record.epoch,
		time: record.time,
		mmd: MAX_MERGE_DELAY_S,
	};
	return signReceipt(key, claims);
}
