// What an evidence pack holds and where: its manifest, its lines, and the findings of whoever checks it.
import * as v from "valibot";
import { OpenedLeaf } from "../../contract/api-audit.ts";
import { Digest, Millis, Name } from "../../contract/names.ts";

export const EVIDENCE_PAYLOAD = "application/vnd.edict.evidence+json";
/** The two files that the manifest does not name: itself, and its signature. */
export const MANIFEST = "manifest.json";
export const ENVELOPE = "manifest.dsse.json";
export const PACK = {
	readme: "README.md",
	verifier: "verify.mjs",
	logKey: "keys/log.vkey",
	witnesses: "keys/witnesses.vkey",
	evidenceKey: "keys/evidence.json",
	receiptKeys: "keys/receipt-keys.json",
	signingKeys: "keys/signing-keys.json",
	checkpoint: "log/checkpoint",
	leaves: "log/leaves.ndjson.gz",
	records: "records.ndjson.gz",
} as const;

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const PackManifest = v.strictObject({
	v: v.literal(1),
	kind: v.literal("edict-evidence"),
	tenant: Name,
	origin: v.string(),
	/** Absent: all apps. */
	app: v.optional(Name),
	from: v.optional(Millis),
	to: v.optional(Millis),
	purpose: v.string(),
	/** Id of the access under which the records were given. */
	access: Name,
	made_at: Millis,
	made_by: v.string(),
	/** Leaves that the checkpoint covers: up to there the pack has every record it is about. */
	size: Count,
	records: Count,
	/** Records that are there but do not open their commitments: named, not contained. */
	damaged: v.array(v.string()),
	files: v.array(v.strictObject({ path: v.string(), digest: Digest, bytes: Count })),
});
export type PackManifest = v.InferOutput<typeof PackManifest>;

const Proof = v.array(v.string());
/** A leaf that is no decision, with its proof to the pack's checkpoint. */
export const LeafLine = v.strictObject({ ...OpenedLeaf.entries, index: Count, proof: Proof });
export type LeafLine = v.InferOutput<typeof LeafLine>;
export const RecordLine = v.strictObject({
	record: v.looseObject({ decision_id: v.string(), time: Millis, tenant: Name }),
	commitment: v.string(),
	commitment_key: v.string(),
	index: Count,
	proof: Proof,
});
export type RecordLine = v.InferOutput<typeof RecordLine>;

/** What does not hold, and of what. */
export type Finding = { readonly check: string; readonly of: string; readonly detail: string };
export type Report = {
	readonly findings: readonly Finding[];
	/** What was checked, and how many of it. */
	readonly checked: Readonly<Record<string, number>>;
	/** What a reader must know: what was taken on trust, what could not be checked. */
	readonly notes: readonly string[];
};
export type Reporter = {
	readonly fail: (check: string, of: string, detail: string) => void;
	readonly count: (what: string, n?: number) => void;
	readonly note: (text: string) => void;
	readonly report: () => Report;
};

/** Findings of one kind beyond this are counted, not listed. */
const MAX_FINDINGS = 200;

export function newReporter(): Reporter {
	const findings: Finding[] = [];
	const checked: Record<string, number> = {};
	const notes: string[] = [];
	let more = 0;
	return {
		fail: (check, of, detail) => {
			if (findings.length < MAX_FINDINGS) findings.push({ check, of, detail });
			else more++;
		},
		count: (what, n = 1) => {
			checked[what] = (checked[what] ?? 0) + n;
		},
		note: (text) => void notes.push(text),
		report: () => ({
			findings: more === 0 ? findings : [...findings, { check: "more", of: "", detail: `${more} more findings` }],
			checked,
			notes,
		}),
	};
}
