// A request that has been judged, and its record: made once, or found again under an idempotency key.
import type { Verdict } from "../contract/finding.ts";
import type { PolicyInput } from "../contract/input.ts";
import type { Problem, ProblemCode } from "../contract/problem.ts";
import type { RecordMessage } from "../contract/record.ts";
import type { DecideRequest } from "../contract/request.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { newCommitmentKey } from "../platform/commitment.ts";
import { problem } from "../platform/problem.ts";
import { err, ok, type Result } from "../platform/result.ts";
import type { DecideDeps } from "./deps.ts";
import { detectorSet } from "./detect/registry.ts";
import type { Work } from "./detect/run.ts";
import type { Held } from "./grant.ts";
import type { Ask, Grounds } from "./grounds.ts";
import type { Segment } from "./normalise/segment.ts";
import { decisionRecord, recordMessage } from "./record.ts";

export type Judged = {
	readonly request: DecideRequest;
	readonly grounds: Grounds;
	readonly id: string;
	readonly time: number;
	readonly segments: readonly Segment[];
	/** Absent when the content could not be read. */
	readonly input?: PolicyInput;
	readonly work: Work;
	readonly verdict: Result<Verdict, ProblemCode>;
	/** Set when a person's approval was asked for. */
	readonly held?: Held;
	/** What is recorded; absent on a dry run. */
	readonly message?: RecordMessage;
};

/** Gives a judged request its record; under an idempotency key the first record counts, and its verdict is the verdict. */
export async function settle(judged: Result<Judged, Problem>, ask: Ask, deps: DecideDeps): Promise<Result<Judged, Problem>> {
	if (!judged.ok || judged.value.request.dry_run) return judged;
	const made = await makeMessage(judged.value, ask, deps);
	if (ask.idempotencyKey === undefined) return ok({ ...judged.value, message: made });
	const { tenant } = ask.caller;
	const key = {
		tenant,
		app: judged.value.request.app,
		key: await deps.tokens.token(tenant, "call", ask.idempotencyKey),
		fingerprint: await deps.tokens.token(tenant, "call", canonicalJson(judged.value.request)),
	};
	const settled = await deps.idempotency.settle(key, made, ask.now);
	if (!settled.ok) {
		return err(problem(settled.error === "mismatch" ? "idempotency-mismatch" : "record-unavailable", { decision: "refuse" }));
	}
	return ok(asRecorded(judged.value, settled.value));
}

/** The judgement that a record states, over the same content. */
function asRecorded(judged: Judged, message: RecordMessage): Judged {
	const { record } = message;
	const verdict = record.verdict === undefined ? err(record.problem as ProblemCode) : ok(record.verdict);
	const { held: mine, ...rest } = judged;
	const first = record.request === undefined || record.decision_id === judged.id ? mine : { request: record.request };
	const held = first === undefined ? {} : { held: first };
	return { ...rest, id: record.decision_id, time: record.time, verdict, message, ...held };
}

async function makeMessage(judged: Judged, ask: Ask, deps: DecideDeps): Promise<RecordMessage> {
	const { grounds, verdict } = judged;
	const subject = judged.request.subject?.id;
	const subjectKey = subject === undefined ? undefined : await deps.tokens.subjectKey(ask.caller.tenant, subject);
	const record = decisionRecord({
		id: judged.id,
		time: judged.time,
		tenant: ask.caller.tenant,
		app: grounds.app,
		stage: judged.request.stage,
		principal: ask.caller.principal,
		policy: grounds.policy,
		bundle: grounds.version.bundle,
		documents: grounds.documents,
		epoch: grounds.context.epoch,
		detectors: detectorSet(deps.detectors),
		input: judged.input,
		verdict: verdict.ok ? verdict.value : undefined,
		outcome: outcomeOf(judged),
		problem: verdict.ok ? undefined : verdict.error,
		held: judged.held?.request,
		work: judged.work,
		traceId: ask.traceId,
	});
	return recordMessage(record, await newCommitmentKey(subjectKey, judged.id));
}

export function outcomeOf(judged: Judged): "decided" | "degraded" | "unavailable" {
	if (!judged.verdict.ok) return "unavailable";
	return judged.grounds.degraded ? "degraded" : "decided";
}
