// Checks an evidence pack with nothing but its bytes and the keys that the reader trusts: offline, every byte of it.
import { gunzipSync } from "node:zlib";
import * as v from "valibot";
import type { AnyRecord } from "../../contract/record-data.ts";
import { checkedDocument, documentsAtHand, localVersion } from "../../eval/replay/local-version.ts";
import { replay } from "../../eval/replay/replay.ts";
import { type Bytes, fromBase64Url } from "../../platform/bytes.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { digestOf } from "../../platform/digest.ts";
import { importVerifyingKey, readEnvelope, verifyEnvelope } from "../../platform/dsse.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import { fromCanonicalBase64 } from "../../platform/tlog/base64.ts";
import { type OpenedCheckpoint, openCheckpoint } from "../../platform/tlog/checkpoint.ts";
import { hashLeaf, verifyInclusion } from "../../platform/tlog/merkle.ts";
import { parseVkey } from "../../platform/tlog/note.ts";
import { readRelease } from "../../policy/bundle.ts";
import { checkRecord, checkVersion, entryOf, followChain, type SigningKeys } from "./checks.ts";
import {
	ENVELOPE,
	EVIDENCE_PAYLOAD,
	LeafLine,
	MANIFEST,
	newReporter,
	PACK,
	PackManifest,
	RecordLine,
	type Report,
	type Reporter,
} from "./format.ts";
import { readZip } from "./zip.ts";

/** Keys that the reader has from elsewhere; what is absent is taken from the pack, and the report says so. */
export type Anchors = { readonly evidenceKey?: string | undefined; readonly vkey?: string | undefined };
export type PackOptions = Anchors & {
	/** Decisions that are computed again. */
	readonly sample?: number;
	readonly onProgress?: (done: number, all: number) => void;
};

type Files = ReadonlyMap<string, Bytes>;
const decode = (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

/** Never throws for what a pack holds: whatever cannot be read is a finding. */
export async function verifyPack(zip: Bytes, options: PackOptions = {}): Promise<Report> {
	const report = newReporter();
	const files = readZip(zip);
	if (!files.ok) {
		report.fail("zip", "the archive", "is not the one spelling of its files: bytes were changed, added or taken away");
		return report.report();
	}
	try {
		const manifest = await checkManifest(report, files.value, options);
		if (manifest !== undefined && report.report().findings.length === 0)
			await checkContents(report, files.value, manifest, options);
	} catch (error) {
		report.fail("unreadable", "the pack", error instanceof Error ? error.name : "unknown");
	}
	return report.report();
}

/** Signature, then every file by the manifest, and no file besides. */
async function checkManifest(report: Reporter, files: Files, anchors: Anchors): Promise<PackManifest | undefined> {
	const [bytes, envelope, key] = [files.get(MANIFEST), files.get(ENVELOPE), files.get(PACK.evidenceKey)];
	if (bytes === undefined || envelope === undefined || key === undefined) {
		report.fail("manifest", "the pack", `lacks ${MANIFEST}, ${ENVELOPE} or ${PACK.evidenceKey}`);
		return undefined;
	}
	const parsed = v.safeParse(PackManifest, JSON.parse(decode(bytes)));
	if (!parsed.success || canonicalJson(parsed.output) !== decode(bytes)) {
		report.fail("manifest", MANIFEST, "is no manifest of a pack in canonical JSON");
		return undefined;
	}
	const jwk = JSON.parse(decode(key)) as { x?: string };
	const raw = fromBase64Url(jwk.x ?? "");
	const verifying = raw && (await importVerifyingKey(raw));
	const opened = readEnvelope(envelope);
	const spelled = opened.ok && canonicalJson(opened.value) === decode(envelope) && isSpelled(opened.value);
	const signed = verifying && spelled ? await verifyEnvelope(opened.value, EVIDENCE_PAYLOAD, [verifying]) : undefined;
	if (verifying === undefined || !signed?.ok || (await digestOf(signed.value.payload)) !== (await digestOf(bytes))) {
		report.fail("signature", ENVELOPE, "does not sign this manifest by the pack's evidence key");
		return undefined;
	}
	if (anchors.evidenceKey === undefined)
		report.note(`The evidence key ${verifying.keyid} was taken from the pack: compare it with what its maker told you.`);
	else if (anchors.evidenceKey !== verifying.keyid) report.fail("signature", ENVELOPE, `is signed by ${verifying.keyid}`);
	const named = new Map(parsed.output.files.map((file) => [file.path, file]));
	if (named.size !== parsed.output.files.length) report.fail("manifest", MANIFEST, "names a file twice");
	for (const { path, digest, bytes: size } of named.values()) {
		const file = files.get(path);
		if (file === undefined) report.fail("file", path, "is missing");
		else if (file.length !== size || (await digestOf(file)) !== digest) report.fail("file", path, "was changed");
		report.count("files");
	}
	for (const path of files.keys()) {
		if (!named.has(path) && path !== MANIFEST && path !== ENVELOPE) report.fail("file", path, "is not named by the manifest");
	}
	for (const path of Object.values(PACK)) if (!named.has(path)) report.fail("file", path, "is missing");
	return parsed.output;
}

/** Base64 in its one spelling, so that no byte of an envelope can be another. */
function isSpelled({ payload, signatures }: { payload: string; signatures: readonly { sig: string }[] }): boolean {
	return [payload, ...signatures.map(({ sig }) => sig)].every((text) => fromCanonicalBase64(text) !== undefined);
}

async function checkContents(report: Reporter, files: Files, manifest: PackManifest, options: PackOptions): Promise<void> {
	const need = (path: string) => files.get(path) ?? new Uint8Array();
	const checkpoint = await checkpointOf(report, files, manifest, options);
	if (checkpoint === undefined) return;
	const chain = followChain(report, manifest.tenant);
	const keys = (JSON.parse(decode(need(PACK.signingKeys))) as { signing_keys: SigningKeys }).signing_keys;
	let tombstones = 0;
	let access = false;
	for (const text of linesOf(need(PACK.leaves))) {
		const { proof, index, id, type, body, commitment, commitment_key } = v.parse(LeafLine, JSON.parse(text));
		const entry = await entryOf(report, { type, id, commitment }, body, commitment_key);
		if (entry === undefined || !included(report, id, entry, index, proof, checkpoint)) continue;
		if (type === "event") await chain.add(body, index);
		if (type === "tombstone") tombstones++;
		if (id === manifest.access) access = true;
		report.count("leaves");
	}
	if (!access) report.note("The access under which this pack was made is younger than its checkpoint.");
	if (tombstones > 0) report.note(`${tombstones} tombstones: erased entries have no record here, as they tell.`);
	const [records, named] = await checkRecords(report, need(PACK.records), manifest, checkpoint, chain);
	for (const digest of named.versions) await checkVersion(report, digest, versionFiles(files, digest), keys);
	for (const digest of named.documents) {
		const bytes = files.get(documentPath(digest));
		if (bytes === undefined) report.fail("document", digest, "is missing");
		else if ((await digestOf(bytes)) !== digest) report.fail("document", digest, "is not what its digest says");
		else report.count("documents");
	}
	await recomputeSample(report, records.slice(0, options.sample ?? 100), files, options);
}

async function checkpointOf(
	report: Reporter,
	files: Files,
	manifest: PackManifest,
	anchors: Anchors,
): Promise<OpenedCheckpoint | undefined> {
	const held = decode(files.get(PACK.logKey) ?? new Uint8Array()).trim();
	if (anchors.vkey === undefined) report.note(`The log's key ${held} was taken from the pack: compare it with the one you know.`);
	else if (anchors.vkey.trim() !== held) report.fail("log key", PACK.logKey, "is not the one you trust");
	const key = await parseVkey(held);
	const witnesses = decode(files.get(PACK.witnesses) ?? new Uint8Array())
		.split("\n")
		.filter((line) => line !== "");
	const trusted = (await Promise.all(witnesses.map(parseVkey))).flatMap((each) => (each.ok ? [each.value] : []));
	const opened = key.ok ? await openCheckpoint(decode(files.get(PACK.checkpoint) ?? new Uint8Array()), key.value, trusted) : key;
	if (!opened.ok) {
		report.fail("checkpoint", PACK.checkpoint, opened.error);
		return undefined;
	}
	const { size, origin, cosigned } = opened.value;
	if (size !== manifest.size || origin !== manifest.origin) report.fail("checkpoint", PACK.checkpoint, "is not the manifest's");
	report.count("cosignatures", cosigned.length);
	if (cosigned.length === 0)
		report.note("No witness has cosigned the checkpoint: whether others are shown the same log is not shown here.");
	return opened.value;
}

function included(
	report: Reporter,
	id: string,
	entry: Bytes,
	index: number,
	proof: readonly string[],
	{ size, root }: OpenedCheckpoint,
): boolean {
	const hashes = proof.map(fromCanonicalBase64).filter((hash) => hash !== undefined);
	const holds = hashes.length === proof.length && verifyInclusion(index, size, hashLeaf(entry), hashes, root);
	if (!holds) report.fail("inclusion", id, "is not where it is said to be in the log");
	return holds;
}

type Named = { readonly versions: Set<string>; readonly documents: Set<string> };

async function checkRecords(
	report: Reporter,
	gzip: Bytes,
	manifest: PackManifest,
	checkpoint: OpenedCheckpoint,
	chain: ReturnType<typeof followChain>,
): Promise<[AnyRecord[], Named]> {
	const named: Named = { versions: new Set(), documents: new Set() };
	const records: AnyRecord[] = [];
	const seen = new Set<number>();
	for (const text of linesOf(gzip)) {
		const { record, commitment, commitment_key, index, proof } = v.parse(RecordLine, JSON.parse(text));
		const { decision_id: id, time, tenant } = record;
		const entry = await entryOf(report, { type: "decision", id, commitment }, record, commitment_key);
		if (entry === undefined || !included(report, id, entry, index, proof, checkpoint)) continue;
		if (seen.has(index)) report.fail("records", id, "is there twice");
		seen.add(index);
		const { app, from = 0, to = Number.MAX_SAFE_INTEGER } = manifest;
		if (tenant !== manifest.tenant || time < from || time >= to || (app !== undefined && record.app !== app)) {
			report.fail("records", id, "is not one that the pack is about");
		}
		checkRecord(report, record as never, index, chain);
		nameIn(record, named);
		records.push(record as unknown as AnyRecord);
		report.count("records");
	}
	if (records.length !== manifest.records)
		report.fail("records", MANIFEST, `says ${manifest.records} records, not ${records.length}`);
	for (const id of manifest.damaged)
		report.fail("damaged", id, "was stored, but did not open its commitment when the pack was made");
	return [records, named];
}

/** Versions and documents that a record names. */
export function nameIn(record: object, named: Named): void {
	const { policy, documents = {}, kind, source } = record as Record<string, unknown> & { documents?: Record<string, string> };
	const digest = (policy as { digest?: string } | undefined)?.digest;
	if (digest !== undefined && source !== "agent") named.versions.add(digest);
	if (kind !== undefined) return;
	const { defaults: _, ...others } = documents;
	for (const each of Object.values(others)) if (each !== undefined) named.documents.add(each);
}

export const documentPath = (digest: string) => `documents/${digest.replace("sha256:", "")}.json`;
export const versionPath = (digest: string, file: string) => `versions/${digest.replace("sha256:", "")}/${file}`;

function versionFiles(files: Files, digest: string) {
	const of = (name: string) => files.get(versionPath(digest, name));
	return {
		manifest: of("manifest.json"),
		wasm: of("policy.wasm"),
		data: of("data.json"),
		sources: of("sources.json"),
		envelope: of("envelope.json"),
	};
}

async function recomputeSample(
	report: Reporter,
	records: readonly AnyRecord[],
	files: Files,
	{ onProgress }: PackOptions,
): Promise<void> {
	const versions = new Map<string, Awaited<ReturnType<typeof localVersion>>>();
	const sources = {
		version: async (digest: string) => {
			if (!versions.has(digest)) {
				const { manifest, wasm, data } = versionFiles(files, digest);
				const read = manifest && wasm && data && (await readRelease({ manifest, wasm, data }, digest));
				versions.set(digest, read?.ok ? await localVersion(read.value) : undefined);
			}
			const found = versions.get(digest);
			return found === undefined ? err({ reason: "unknown" } as never) : ok(found);
		},
		documents: async (digests: readonly string[]) => {
			const all = new Map<string, Result<unknown, "document-unknown" | "document-damaged">>(await documentsAtHand([]));
			for (const digest of digests) {
				const bytes = files.get(documentPath(digest));
				if (bytes !== undefined) all.set(digest, await checkedDocument(digest, JSON.parse(decode(bytes))));
			}
			return all;
		},
	};
	for (let at = 0; at < records.length; at += 50) {
		for (const { decision_id, status, reason } of await replay(records.slice(at, at + 50), sources)) {
			if (status === "differs") report.fail("recomputed", decision_id, "computed again, the verdict is another");
			else report.count(status === "same" ? "decisions computed again, the same" : `not computed again: ${reason}`);
		}
		onProgress?.(Math.min(records.length, at + 50), records.length);
	}
}

/** Lines of gzipped NDJSON. */
export function linesOf(gzip: Uint8Array): string[] {
	return gzip.length === 0
		? []
		: decode(gunzipSync(gzip))
				.split("\n")
				.filter((line) => line !== "");
}
