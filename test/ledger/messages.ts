// Record messages for the ledger's tests: valid by default, every field open to change.
import type { DecisionRecord, RecordMessage } from "../../src/contract/record.ts";
import type { AnyRecord, DataRecord } from "../../src/contract/record-data.ts";
import { toBase64Url } from "../../src/platform/bytes.ts";
import { commit, newCommitmentKey } from "../../src/platform/commitment.ts";
import { uuidv7 } from "../../src/platform/id.ts";

export const NOW = Date.UTC(2026, 10, 24, 12);

export function digest(seed: string): string {
	return `sha256:${seed.repeat(64).slice(0, 64)}`;
}

let counter = 0;

/** A fresh id whose random part counts, so that ids of one millisecond are in order of making. */
export function nextId(time = NOW): string {
	const random = new Uint8Array(10);
	new DataView(random.buffer).setUint32(6, ++counter);
	return uuidv7(time, random);
}

export type RecordParts = Partial<DecisionRecord> & {
	readonly subject?: string;
	readonly session?: string;
	readonly rules?: readonly string[];
	readonly suppressed?: readonly string[];
	/** Signals in the input: what makes a record large. */
	readonly signals?: number;
};

function finding(rule: string) {
	return {
		rule,
		title: "Personal data in a model's answer",
		action: "redact" as const,
		severity: "medium" as const,
		owner: "privacy",
		risks: ["owasp:LLM02:2025"],
		exemptible: true,
		targets: [{ target: "/content/0/text", type: "pii.email", span: { start: 9, end: 24 } }],
	};
}

export function recordOf(parts: RecordParts = {}): DecisionRecord {
	const { subject, session, rules = [], suppressed = [], signals = 1, ...fields } = parts;
	const time = fields.time ?? NOW;
	const tenant = fields.tenant ?? "acme";
	const app = fields.app ?? "support-bot";
	const decision = fields.decision ?? "allow";
	return {
		v: 1,
		decision_id: nextId(time),
		time,
		tenant,
		app,
		tier: 2,
		stage: "output",
		principal: "support-bot-backend",
		policy: { name: "guard", channel: "stable", revision: "2026.11.1", digest: digest("a"), config: digest("b") },
		bundle: digest("c"),
		documents: { defaults: digest("1"), tenant: digest("2"), app: digest("3"), exceptions: digest("4"), kill: digest("5") },
		epoch: 7,
		detectors: "pii@1 secrets@1 injection@1",
		host: "1.0.0",
		input: {
			contract: "1",
			stage: fields.stage ?? "output",
			time,
			tenant,
			app: { id: app, tier: 2, channel: "stable", models: [], locales: ["en"], tools: [], hosts: [] },
			subject: { known: subject !== undefined, ...(subject && { token: subject }), roles: [], scopes: [], age_class: "unknown" },
			session: { known: session !== undefined, ...(session && { token: session }) },
			locale: { declared: "en" },
			context: {},
			content: [{ role: "assistant", trust: "internal", chars: 40, parts: 1 }],
			history: [],
			documents: [],
			approval: { declared: false },
			usage: {},
			citations: { unknown: 0 },
			signals: Array.from({ length: signals }, (_, at) => ({
				detector: "pii",
				type: "pii.email" as const,
				target: "/content/0/text",
				span: { start: at * 30, end: at * 30 + 15 },
				score: 990,
				evidence: "format" as const,
			})),
		},
		verdict: {
			action: decision,
			findings: rules.map(finding),
			suppressed: suppressed.map((rule) => ({ ...finding(rule), exception: "EX-1" })),
			obligations: [],
			redactions: [],
			...(decision === "refuse" ? { refusal: { hazard: "generic" as const } } : {}),
		},
		decision,
		outcome: "decided",
		work: { chars: 40, views: 2, units: 12_000, signals },
		...fields,
	};
}

/** A record of a general policy, by default one that an agent reported. */
export function dataRecordOf(parts: Partial<DataRecord> = {}): DataRecord {
	const time = parts.time ?? NOW;
	return {
		v: 1,
		kind: "data",
		decision_id: nextId(time),
		time,
		tenant: "acme",
		principal: "fleet",
		source: "agent",
		agent: { id: "agent-1", decision_id: "d-1", version: "1.22.2", labels: { region: "eu" }, labels_token: token("l") },
		policy: { name: "authz", digest: digest("d"), revision: "2026.11.2" },
		bundles: { authz: { digest: digest("d"), revision: "2026.11.2" } },
		path: "authz/allow",
		input: token("i"),
		result: token("r"),
		replayable: false,
		outcome: "decided",
		metrics: { timer_rego_query_eval_ns: 41_000 },
		requested_by: token("q"),
		host: "1.22.2",
		...parts,
	};
}

export function token(seed: string): string {
	return `t1.1.${seed.repeat(22).slice(0, 22)}`;
}

export async function messageOf(parts: RecordParts = {}): Promise<RecordMessage> {
	return commitTo(recordOf(parts));
}

export async function commitTo<R extends AnyRecord>(
	record: R,
): Promise<{ record: R; commitment_key: string; commitment: string }> {
	const key = await newCommitmentKey();
	return { record, commitment_key: toBase64Url(key), commitment: await commit(key, record) };
}
