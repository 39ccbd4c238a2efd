// One entry of an agent's decision log → the record of that decision: names as they are, everything else as keyed digests.
import * as v from "valibot";
import type { LedgerMessage } from "../../contract/record-data.ts";
import {
	type DataRecord,
	MAX_RECORD_BUNDLES,
	MAX_RECORD_LABELS,
	MAX_RECORD_METRICS,
	MAX_RECORD_RULES,
} from "../../contract/record-data.ts";
import { utf8 } from "../../platform/bytes.ts";
import { type DataRecordParts, dataMessage, isPlainName, nameOrToken } from "../../platform/data-record.ts";
import { sha256 } from "../../platform/digest.ts";
import { uuidv7 } from "../../platform/id.ts";
import { literalJson, rawMembers } from "../../platform/literal-json.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import { type AgentDeps, type EntryFault, type NamedRevision, revisionKey } from "./deps.ts";
import { plainLabels } from "./status.ts";

/** An entry as far as it is read before the versions it names are known. */
export type LogEntry = {
	readonly text: string;
	readonly fields: v.InferOutput<typeof Fields>;
	/** Canonical texts; `undefined`: absent. */
	readonly input: string | undefined;
	readonly result: string | undefined;
	readonly labels: string;
	readonly time: number;
};

const Text = v.optional(v.string(), "");
/** What is read of OPA's event; an entry may hold more. */
const Fields = v.object({
	labels: v.optional(v.record(v.string(), v.unknown()), {}),
	decision_id: Text,
	batch_decision_id: Text,
	trace_id: Text,
	bundles: v.optional(v.nullable(v.record(v.string(), v.object({ revision: Text })))),
	path: Text,
	query: Text,
	error: v.optional(v.unknown()),
	erased: v.optional(v.nullable(v.array(v.unknown()))),
	masked: v.optional(v.nullable(v.array(v.unknown()))),
	requested_by: Text,
	timestamp: v.string(),
	metrics: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
	rule_labels: v.optional(v.nullable(v.array(v.unknown()))),
});

/** Reads an entry by its text. The fault names no content. */
export function readEntry(text: string): Result<LogEntry, EntryFault> {
	const members = rawMembers(text);
	if (members === undefined) return err("entry-syntax");
	const values = Object.fromEntries(
		Object.keys(Fields.entries).flatMap((name) => {
			const raw = members.get(name);
			return raw === undefined ? [] : [[name, JSON.parse(raw) as unknown]];
		}),
	);
	const fields = v.safeParse(Fields, values);
	if (!fields.success) return err("entry-shape");
	const time = Date.parse(fields.output.timestamp);
	if (!Number.isSafeInteger(time) || time < 0) return err("entry-time");
	const canonical = ["input", "result", "labels"].map((name) => {
		const raw = members.get(name);
		return raw === undefined ? undefined : literalJson(raw);
	});
	if (canonical.some((written) => written?.ok === false)) return err("entry-too-deep");
	const [input, result, labels = "{}"] = canonical.map((written) => (written?.ok ? written.value : undefined));
	return ok({ text, fields: fields.output, input, result, labels, time });
}

/** The versions that an entry names. */
export function revisionsOf({ fields }: LogEntry): NamedRevision[] {
	return Object.entries(fields.bundles ?? {})
		.filter(([name, { revision }]) => isPlainName(name) && isPlainName(revision))
		.map(([name, { revision }]) => ({ policy: policyOf(name), revision }));
}

export type EntryContext = {
	readonly tokens: AgentDeps["tokens"];
	readonly tenant: string;
	readonly principal: string;
	/** By `revisionKey`. */
	readonly digests: ReadonlyMap<string, string>;
	/** Name of the tenant's policy that owns a path under `data`; tells which of an agent's bundles answered. */
	readonly owner: (path: string) => string | undefined;
};

/**
 * The entry's record with its commitment. All of it follows from the entry, the tenant's keys and the versions that there are,
 * so that a repeated upload gives the same message, and the ledger keeps one.
 */
export async function entryMessage(entry: LogEntry, context: EntryContext): Promise<LedgerMessage> {
	const { tokens, tenant, principal } = context;
	const { fields, time, text } = entry;
	const name = (value: string) => nameOrToken(tokens, tenant, value);
	const given = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
	const labels = plainLabels(fields.labels, MAX_RECORD_LABELS);
	// An agent without an id, of a program of one's own, is its key's holder; a decision without one is its text.
	const agentId = await name(given(fields.labels.id) ?? principal);
	const ownId = await name(given(fields.decision_id) ?? text);
	const version = given(fields.labels.version);
	const bundles = await bundlesOf(entry, context);
	const metrics = numbers(fields.metrics ?? {});
	const rules = ruleLabels(fields.rule_labels ?? []);
	const path = await pathOf(fields.path, fields.query, name);
	const policy = answering(bundles, context.owner(path));
	const error = errorCode(fields.error);
	const parts: DataRecordParts = {
		decision_id: await decisionId([tenant, principal, agentId, ownId, fields.timestamp], time),
		time,
		tenant,
		principal,
		source: "agent",
		agent: {
			id: agentId,
			decision_id: ownId,
			...(fields.batch_decision_id === "" ? {} : { batch_decision_id: await name(fields.batch_decision_id) }),
			...(version === undefined ? {} : { version: await name(version) }),
			labels: labels.labels,
			labels_token: await tokens.token(tenant, "value", entry.labels),
		},
		...(policy === undefined ? {} : { policy }),
		bundles: bundles.kept,
		path,
		outcome: error === undefined ? "decided" : "unavailable",
		...(error === undefined ? {} : { error }),
		...(rules.kept.length === 0 ? {} : { rules: rules.kept }),
		...(Object.keys(metrics.kept).length === 0 ? {} : { metrics: metrics.kept }),
		...(version === undefined ? {} : { host: await name(version) }),
		...(/^[0-9a-f]{32}$/.test(fields.trace_id) ? { trace_id: fields.trace_id } : {}),
		...(fields.erased?.length || fields.masked?.length ? { masked: true as const } : {}),
		...(labels.cut || bundles.cut || metrics.cut || rules.cut ? { cut: true as const } : {}),
		inputText: entry.input,
		resultText: entry.result,
		requestedBy: fields.requested_by,
	};
	return dataMessage(tokens, parts, `agent ${agentId}`);
}

/**
 * UUIDv7 of the entry's clock whose random part is a digest of what makes the entry that one: sent again, it is the same. Not
 * keyed, so that a change of token keys between two uploads makes no second record. The key's holder is part of it: nobody
 * takes the place of a decision that another uploads.
 */
async function decisionId(identity: readonly string[], time: number): Promise<string> {
	const named = JSON.stringify(["edict agent decision v2", ...identity]);
	return uuidv7(time, (await sha256(utf8(named))).subarray(0, 10));
}

/** A bundle `guard/canary` is one of the policy `guard`. */
function policyOf(bundle: string): string {
	return bundle.split("/")[0] ?? bundle;
}

async function bundlesOf({ fields }: LogEntry, { tokens, tenant, digests }: EntryContext) {
	const all = Object.entries(fields.bundles ?? {});
	const kept: DataRecord["bundles"] = {};
	for (const [bundle, { revision }] of all.slice(0, MAX_RECORD_BUNDLES)) {
		const digest = digests.get(revisionKey({ policy: policyOf(bundle), revision }));
		kept[await nameOrToken(tokens, tenant, bundle)] = {
			...(revision === "" ? {} : { revision: await nameOrToken(tokens, tenant, revision) }),
			...(digest === undefined ? {} : { digest }),
		};
	}
	return { kept, all: all.length, cut: all.length > MAX_RECORD_BUNDLES };
}

/** The version that answered: of an agent's only bundle, or of the one whose policy owns the path. */
function answering({ kept, all }: { readonly kept: DataRecord["bundles"]; readonly all: number }, owner: string | undefined) {
	const candidates = Object.entries(kept).filter(([bundle]) => all === 1 || policyOf(bundle) === owner);
	const [only] = candidates;
	return only !== undefined && candidates.length === 1 ? { ...only[1], name: policyOf(only[0]) } : undefined;
}

/** A query of one's own instead of a path is text that may hold anything: its token. */
async function pathOf(path: string, query: string, name: (text: string) => string | Promise<string>): Promise<string> {
	const slashed = path.replace(/^\/+|\/+$/g, "");
	if (slashed !== "") return name(slashed);
	return query === "" ? "" : name(`query ${query}`);
}

function errorCode(error: unknown): string | undefined {
	if (error === undefined || error === null) return undefined;
	const code = typeof error === "object" ? (error as { code?: unknown }).code : undefined;
	return typeof code === "string" && isPlainName(code) ? code : "evaluation_error";
}

function numbers(metrics: Readonly<Record<string, unknown>>) {
	const all = Object.entries(metrics);
	const plain = all.filter((entry): entry is [string, number] => isPlainName(entry[0]) && Number.isFinite(entry[1]));
	const kept = Object.fromEntries(plain.slice(0, MAX_RECORD_METRICS));
	return { kept, cut: Object.keys(kept).length < all.length };
}

function ruleLabels(labels: readonly unknown[]) {
	const kept = labels.slice(0, MAX_RECORD_RULES).map((each) => {
		const entries = typeof each === "object" && each !== null ? (each as Record<string, unknown>) : {};
		const plain = Object.entries(entries).filter(
			(entry): entry is [string, string] => isPlainName(entry[0]) && typeof entry[1] === "string" && isPlainName(entry[1]),
		);
		const cut = plain.length < Object.keys(entries).length || plain.length > MAX_RECORD_LABELS;
		return { labels: Object.fromEntries(plain.slice(0, MAX_RECORD_LABELS)), cut };
	});
	return { kept: kept.map((each) => each.labels), cut: labels.length > MAX_RECORD_RULES || kept.some((each) => each.cut) };
}
