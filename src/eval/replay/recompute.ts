// Computes recorded decisions again: each under the version that decided it, or all under another one.
import * as v from "valibot";
import type { ReleaseManifest } from "../../contract/bundle.ts";
import type { Verdict } from "../../contract/finding.ts";
import { PolicyInput } from "../../contract/input.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import type { DecisionRecord } from "../../contract/record.ts";
import type { AnyRecord } from "../../contract/record-data.ts";
import type { NotReplayable } from "../../contract/replay.ts";
import { underKill } from "../../decide/evaluate/kill.ts";
import { readVerdict } from "../../decide/evaluate/verdict.ts";
import { MAX_REPLAY_HOP } from "../../platform/limits.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import { ENTRYPOINT } from "../../policy/bundle.ts";
import type { EvaluationFault, ServingVersion, VersionFault } from "../../policy/version.ts";
import { type Documents, documentsOf, inputOf } from "./input.ts";
import { inputLacks } from "./reads.ts";

export type Sources = {
	/** A version that can be asked. */
	readonly version: (digest: string) => Promise<Result<ServingVersion, VersionFault>>;
	/** Those of the digests that are there, each checked. */
	readonly documents: (digests: readonly string[]) => Promise<Documents>;
	/** Paths of the input that a version reads, for what records may lack; absent: it is what the record's own version read. */
	readonly reads?: (digest: string) => Promise<readonly string[]>;
};

/** What the policy says now: the value it answered, as it is, or the code of the problem in place of one. */
export type Answer = Result<unknown, ProblemCode>;
export type Recomputed = Result<{ readonly answer: Answer; readonly manifest: ReleaseManifest }, NotReplayable>;

/**
 * Answers in the order of the records, each of which must be of the record's schema. `under`: the version to ask in place of each
 * record's own.
 */
export async function recompute(records: readonly AnyRecord[], sources: Sources, under?: string): Promise<Recomputed[]> {
	const done: Recomputed[] = records.map(() => err("version-unknown"));
	const groups = new Map<string, number[]>();
	for (const [at, record] of records.entries()) {
		const reason = unasked(record, under !== undefined);
		if (reason !== undefined) done[at] = err(reason);
		else push(groups, under ?? (record as DecisionRecord).policy.digest, at);
	}
	const asked = [...groups.values()].flat().map((at) => records[at] as DecisionRecord);
	const documents = asked.length === 0 ? new Map() : await sources.documents([...new Set(asked.flatMap(documentsOf))]);
	for (const [digest, places] of groups) {
		const group = places.map((at) => records[at] as DecisionRecord);
		const answered = await recomputeUnder(digest, group, documents, sources, under !== undefined);
		for (const [index, at] of places.entries()) done[at] = answered[index] ?? err("evaluation-lost");
	}
	return done;
}

/** Problems that the policy itself causes, and so causes again. */
const OWN_PROBLEMS: ReadonlySet<string> = new Set([
	"policy-undefined",
	"policy-invalid-verdict",
	"policy-trap",
	"policy-input-invalid",
]);

/** Why the policy cannot be asked again, by the record alone. Another version is asked whatever came of its own. */
function unasked(record: AnyRecord, other: boolean): NotReplayable | undefined {
	if ("kind" in record) return "general-policy";
	if (record.input === undefined) return "not-asked";
	if (record.verdict !== undefined || other) return undefined;
	if (record.problem === "enforcement-failed") return "content-needed";
	return OWN_PROBLEMS.has(record.problem ?? "") ? undefined : "no-answer";
}

async function recomputeUnder(
	digest: string,
	records: readonly DecisionRecord[],
	documents: Documents,
	sources: Sources,
	other: boolean,
): Promise<Recomputed[]> {
	const found = await sources.version(digest);
	if (!found.ok) return records.map(() => err(`version-${found.error}` as const));
	const { manifest } = found.value;
	const reads = other ? ((await sources.reads?.(digest)) ?? []) : [];
	const done: Recomputed[] = [];
	const inputs: string[] = [];
	const given: PolicyInput[] = [];
	const places: number[] = [];
	const valid = new Map<string, boolean>();
	for (const [at, record] of records.entries()) {
		const made = inputFor(record, manifest, documents, reads);
		done.push(err("evaluation-lost"));
		if (!made.ok) done[at] = made;
		else if (!keepsContract(record, made.value, valid)) done[at] = ok({ answer: err("policy-input-invalid"), manifest });
		else {
			inputs.push(JSON.stringify(made.value));
			given.push(made.value as PolicyInput);
			places.push(at);
		}
	}
	for (let from = 0; from < inputs.length; from += MAX_REPLAY_HOP) {
		const hop = inputs.slice(from, from + MAX_REPLAY_HOP);
		const answers = await found.value.evaluate(
			hop.map((input) => ({ entrypoint: ENTRYPOINT, input, mode: "strict", format: "json" }) as const),
		);
		for (const [index, answer] of answers.entries()) {
			const read = readAnswer(answer);
			const asked = given[from + index] as PolicyInput;
			done[places[from + index] as number] = read.ok ? ok({ answer: underSwitches(asked, read.value), manifest }) : read;
		}
	}
	return done;
}

const DocumentsInput = v.pick(PolicyInput, ["config", "exceptions", "scoped_exceptions", "kill"]);

/**
 * The pipeline does not ask the policy for an input that breaks its contract. A record's own part of it is of the contract, or
 * it would be no record, but for the problem that says otherwise; the documents are checked once, however many name them.
 */
function keepsContract(record: DecisionRecord, input: object, valid: Map<string, boolean>): boolean {
	if (record.problem === "policy-input-invalid") return v.is(PolicyInput, input);
	const key = documentsOf(record).join(" ");
	const { config, exceptions, scoped_exceptions, kill } = input as PolicyInput;
	const given = { config, exceptions, kill, ...(scoped_exceptions === undefined ? {} : { scoped_exceptions }) };
	const known = valid.get(key) ?? v.is(DocumentsInput, given);
	valid.set(key, known);
	return known;
}

function inputFor(
	record: DecisionRecord,
	manifest: ReleaseManifest,
	documents: Documents,
	reads: readonly string[],
): Result<object, NotReplayable> {
	if (manifest.input !== record.input?.contract) return err("contract-unread");
	if (reads.some((path) => inputLacks(record.input, path))) return err("input-lacking");
	return inputOf(record, documents);
}

/** As the pipeline reads it, but that nobody can say whether a lost isolate would have answered. */
export function readAnswer(text: Result<string, EvaluationFault>): Result<Answer, NotReplayable> {
	if (text.ok) return ok(soleResult(text.value));
	switch (text.error.reason) {
		case "lost":
			return err("evaluation-lost");
		case "load":
		case "entrypoint-unknown":
			return err("version-unsupported");
		case "input-too-large":
			return ok(err("policy-input-invalid"));
		case "trap":
		case "conflict":
		case "builtin":
			return ok(err("policy-trap"));
	}
}

function soleResult(text: string): Answer {
	let results: unknown;
	try {
		results = JSON.parse(text);
	} catch {
		return err("policy-trap");
	}
	const [only] = Array.isArray(results) && results.length === 1 ? (results as [{ result?: unknown } | null]) : [null];
	return only?.result === undefined ? err("policy-undefined") : ok(only.result);
}

/** Kill switches hold whatever the version knows of them, as when it decided. */
function underSwitches(input: PolicyInput, answer: Answer): Answer {
	if (input.kill.length === 0) return answer;
	const verdict = verdictOf(answer);
	return verdict.ok ? ok(underKill(input, verdict.value)) : answer;
}

/** The verdict in an answer, read as the pipeline reads it. */
export function verdictOf(answer: Answer): Result<Verdict, ProblemCode> {
	return answer.ok ? readVerdict(answer.value) : answer;
}

function push(groups: Map<string, number[]>, key: string, at: number): void {
	const group = groups.get(key);
	if (group === undefined) groups.set(key, [at]);
	else group.push(at);
}
