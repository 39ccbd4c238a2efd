// The record of a decision of a general policy: which version answered which question, with digests in place of content.
import * as v from "valibot";
import { DecisionId, Digest, Millis, Name, OUTCOMES } from "./names.ts";
import { DecisionRecord } from "./record.ts";

export const DATA_RECORD_VERSION = 1;

/** A keyed digest or token of the tenant's: `t1.<epoch>.<22 characters of base64url>`. Nobody without the key can guess its value. */
export const Token = v.pipe(v.string(), v.regex(/^t1\.[1-9]\d{0,8}\.[A-Za-z0-9_-]{22}$/, "must be a token"));

/** A name where it has a name's form; what has not may be content, and is a token. Tokens have a name's form. */
const NameOrToken = Name;
const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const Decimal = v.pipe(v.string(), v.regex(/^\d{1,20}$/, "must be a decimal integer"));

export const RECORD_SOURCES = ["edict", "agent"] as const;

/** Bounds of what one record lists: more is cut, and `cut` says so. */
export const MAX_RECORD_BUNDLES = 32;
export const MAX_RECORD_LABELS = 16;
export const MAX_RECORD_METRICS = 64;
export const MAX_RECORD_RULES = 64;

function bounded<K extends v.GenericSchema<string>, V extends v.GenericSchema>(key: K, value: V, most: number) {
	return v.pipe(v.record(key, value), v.maxEntries(most));
}

/** The version of the policy that answered, as far as it is known. */
export const DataPolicy = v.strictObject({
	/** Name of the policy line. */
	name: NameOrToken,
	/** Digest of the release manifest: the version. Absent: of an agent's bundle whose revision names no version of the tenant's. */
	digest: v.optional(Digest),
	revision: v.optional(NameOrToken),
	channel: v.optional(Name),
});

/** The OPA agent that decided, in its own words where those are names. */
export const DataAgent = v.strictObject({
	/** Its label `id`. */
	id: NameOrToken,
	/** Its own id of the decision. */
	decision_id: NameOrToken,
	batch_decision_id: v.optional(NameOrToken),
	/** Of OPA. */
	version: v.optional(NameOrToken),
	/** Labels whose names and values are names, without `id` and `version`. */
	labels: bounded(Name, Name, MAX_RECORD_LABELS),
	/** Of all labels, as they were sent. */
	labels_token: Token,
});

/**
 * INVARIANT 3: inputs and results of general policies may hold content, so of them only keyed digests are kept, and such a
 * decision cannot be recomputed from its record.
 */
export const DataRecord = v.strictObject({
	v: v.literal(DATA_RECORD_VERSION),
	kind: v.literal("data"),
	/** Of an agent's decision: made of the agent's own id and time, so that a repeated upload is the same record. */
	decision_id: DecisionId,
	/** The decision's clock. */
	time: Millis,
	tenant: Name,
	/** Principal of the credential that asked, or under which the agent reported. */
	principal: Name,
	/** `edict`: decided here; `agent`: by an OPA agent that reported it, and whose word this is. */
	source: v.picklist(RECORD_SOURCES),
	agent: v.optional(DataAgent),
	/** Absent when several policies or none answered: see `bundles`. */
	policy: v.optional(DataPolicy),
	/** All versions that took part, by the name of the policy or of the agent's bundle. */
	bundles: bounded(NameOrToken, v.omit(DataPolicy, ["name"]), MAX_RECORD_BUNDLES),
	/** What was asked for, `a/b/c` under `data`; a token where it has not a name's form. Empty: all of `data`. */
	path: v.union([v.literal(""), NameOrToken]),
	/** Epoch of the tenant's chain of changes as of which it was decided, where that is known. */
	epoch: v.optional(Count),
	/** Keyed digest of the input with its numbers as written; absent: there was none. */
	input: v.optional(Token),
	/** Keyed digest of the result; absent: undefined. */
	result: v.optional(Token),
	replayable: v.literal(false),
	/** What `time.now_ns` answered, nanoseconds. */
	clock: v.optional(Decimal),
	/** What chance was derived from. */
	seed: v.optional(Name),
	/** `decided`: the policy spoke, be it that the result is undefined; `unavailable`: an error took its place. */
	outcome: v.picklist(OUTCOMES),
	/** Code of the error, OPA's where it is one of OPA's. */
	error: v.optional(Name),
	/** Labels of the rules that were evaluated, where the agent reports them and they are names. */
	rules: v.optional(v.pipe(v.array(bounded(Name, Name, MAX_RECORD_LABELS)), v.maxLength(MAX_RECORD_RULES))),
	/** Numbers that the evaluation reported of itself, by OPA's names. */
	metrics: v.optional(bounded(Name, v.number(), MAX_RECORD_METRICS)),
	/** Token of who asked, as the host of the evaluation saw it: often an address. */
	requested_by: v.optional(Token),
	/** Version of the code that hosted the policy; of an agent's decision: OPA's. */
	host: v.optional(NameOrToken),
	trace_id: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, "must be 32 hex digits"))),
	/** The agent masked or erased parts before it reported: the digests are of what it sent. */
	masked: v.optional(v.literal(true)),
	/** Something was left out: more bundles, labels, rules or metrics than a record lists, or such that are not names. */
	cut: v.optional(v.literal(true)),
});
export type DataRecord = v.InferOutput<typeof DataRecord>;

/** A record of either kind; only those of general policies say `kind`. */
export const AnyRecord = v.union([DecisionRecord, DataRecord]);
export type AnyRecord = v.InferOutput<typeof AnyRecord>;

export const RECORD_KINDS = ["decision", "data"] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** Which kind a record is of. */
export function recordKind(record: AnyRecord): RecordKind {
	return "kind" in record ? record.kind : "decision";
}

/** What travels to the ledger, of either kind; its members are those of `RecordMessage`. */
export const LedgerMessage = v.strictObject({ record: AnyRecord, commitment_key: v.string(), commitment: v.string() });
export type LedgerMessage = v.InferOutput<typeof LedgerMessage>;
