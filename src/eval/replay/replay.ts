// Replay: recorded decisions computed again and compared with what was recorded, bit for bit.
import type { ReleaseManifest } from "../../contract/bundle.ts";
import type { DecisionRecord } from "../../contract/record.ts";
import type { AnyRecord } from "../../contract/record-data.ts";
import type { ReplayDifference, Replayed, ReplaySummary } from "../../contract/replay.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { documentDigest } from "../../platform/digest.ts";
import { MAX_REPLAY_DIFFERENCES } from "../../platform/limits.ts";
import { HOST_VERSION } from "../../platform/version.ts";
import { type Answer, recompute, type Sources, verdictOf } from "./recompute.ts";
import { differencesOf, same } from "./same.ts";

/** Digests of manifests of documents, by their canonical JSON: many decisions stand on the same documents. */
export type ConfigDigests = Map<string, string>;

/** In the order of the records, each under the version that decided it. */
export async function replay(
	records: readonly AnyRecord[],
	sources: Sources,
	configs: ConfigDigests = new Map(),
): Promise<Replayed[]> {
	const recomputed = await recompute(records, sources);
	const done: Replayed[] = [];
	for (const [at, record] of records.entries()) {
		const made = recomputed[at];
		const { decision_id } = record;
		if (made === undefined || !made.ok || "kind" in record) {
			done.push({ decision_id, status: "not_replayable", ...(made?.ok === false ? { reason: made.error } : {}) });
			continue;
		}
		const { answer, manifest } = made.value;
		const config = await configDigest(record, configs);
		const differences = isSame(record, answer, manifest, config) ? [] : compared(record, answer, manifest, config);
		done.push({
			decision_id,
			status: differences.length === 0 ? "same" : "differs",
			...(differences.length === 0 ? {} : { differences }),
			...(record.host === HOST_VERSION ? {} : { recorded_host: record.host }),
		});
	}
	return done;
}

async function configDigest({ documents }: DecisionRecord, known: ConfigDigests): Promise<string> {
	const text = canonicalJson(documents);
	const found = known.get(text);
	if (found !== undefined) return found;
	const digest = await documentDigest(documents);
	known.set(text, digest);
	return digest;
}

/** Whether everything that follows from release, documents and input is as it was recorded. */
function isSame(record: DecisionRecord, answer: Answer, manifest: ReleaseManifest, config: string): boolean {
	const named =
		record.policy.config === config &&
		record.bundle === manifest.renditions.wasm.digest &&
		record.policy.revision === manifest.revision &&
		record.policy.name === manifest.policy &&
		("defaults" in manifest ? manifest.defaults : undefined) === record.documents.defaults;
	if (!named) return false;
	if (!answer.ok) return record.problem === answer.error && record.verdict === undefined && record.decision === "refuse";
	if (record.verdict === undefined) return false;
	// Reading the verdict anew costs more than computing it; what was recorded was read before it was recorded.
	return record.problem === undefined && record.decision === record.verdict.action && same(record.verdict, answer.value);
}

function compared(record: DecisionRecord, answer: Answer, manifest: ReleaseManifest, config: string): ReplayDifference[] {
	const verdict = verdictOf(answer);
	const recomputed = {
		policy: { ...record.policy, name: manifest.policy, revision: manifest.revision, config },
		bundle: manifest.renditions.wasm.digest,
		documents: { ...record.documents, ...("defaults" in manifest ? { defaults: manifest.defaults } : {}) },
		decision: verdict.ok ? verdict.value.action : "refuse",
		problem: verdict.ok ? undefined : verdict.error,
		verdict: verdict.ok ? verdict.value : undefined,
	};
	const { policy, bundle, documents, decision, problem } = record;
	const recorded = { policy, bundle, documents, decision, problem, verdict: record.verdict };
	return differencesOf("", recorded, recomputed, MAX_REPLAY_DIFFERENCES);
}

export function emptySummary(): ReplaySummary {
	return { records: 0, same: 0, differs: 0, damaged: 0, not_replayable: 0, reasons: {} };
}

/** Counts outcomes into a summary. */
export function count(summary: ReplaySummary, outcomes: readonly Pick<Replayed, "status" | "reason">[]): void {
	for (const { status, reason } of outcomes) {
		summary.records++;
		summary[status]++;
		if (reason !== undefined) summary.reasons[reason] = (summary.reasons[reason] ?? 0) + 1;
	}
}

/** Adds a summary of other records to a summary. */
export function addSummary(to: ReplaySummary, from: ReplaySummary): void {
	for (const name of ["records", "same", "differs", "damaged", "not_replayable"] as const) to[name] += from[name];
	for (const [reason, n] of Object.entries(from.reasons)) to.reasons[reason] = (to.reasons[reason] ?? 0) + n;
}
