// Puts an evidence pack together from a running service; what goes in is checked by the one who reads it.
import { gzipSync } from "node:zlib";
import type { OpenedLeaf } from "../../contract/api-audit.ts";
import { type Bytes, toBase64, toBase64Url, utf8 } from "../../platform/bytes.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { leafEntry } from "../../platform/commitment.ts";
import { digestOf } from "../../platform/digest.ts";
import { type SigningKey, signEnvelope } from "../../platform/dsse.ts";
import { formatProof } from "../../platform/tlog/proof.ts";
import { proveInclusion } from "../../platform/tlog/prove.ts";
import { EXIT, Refusal } from "../command.ts";
import { openSupply } from "../replay/supply.ts";
import type { Service } from "../service.ts";
import { ENVELOPE, EVIDENCE_PAYLOAD, MANIFEST, PACK, type PackManifest } from "./format.ts";
import { packReadme } from "./readme.ts";
import { type ExportLine, exportPage, needed, openRemoteLog, type RemoteLog, remoteLeaves } from "./remote.ts";
import { verifierProgram } from "./verifier.ts";
import { documentPath, nameIn, versionPath } from "./verify-pack.ts";
import { writeZip, type ZipFile } from "./zip.ts";

export type PackAsked = {
	readonly purpose: string;
	readonly app?: string;
	readonly from?: number;
	readonly to?: number;
	readonly witnesses: readonly string[];
	readonly vkey?: string;
	readonly key: SigningKey;
	readonly now: number;
	readonly onProgress: (what: string, n: number) => void;
};

/** Gzipped, one canonical JSON a line. */
const ndjson = (lines: readonly unknown[]): Bytes =>
	new Uint8Array(gzipSync(lines.map((line) => `${canonicalJson(line)}\n`).join("")));

export async function makePack(service: Service, asked: PackAsked): Promise<Bytes> {
	const { purpose, app, from, to, key } = asked;
	const filter = {
		purpose,
		...(app ? { app } : {}),
		...(from === undefined ? {} : { from }),
		...(to === undefined ? {} : { to }),
	};
	const log = await openRemoteLog(service, asked.witnesses, asked.vkey);
	const { size, origin } = log.checkpoint;
	const first = await exportPage(service, filter);
	const { access, tenant } = first.head;
	const records: unknown[] = [];
	const damaged: string[] = [];
	const named = { versions: new Set<string>(), documents: new Set<string>() };
	let example: ExportLine | undefined;
	for (let page: typeof first | undefined = first; page !== undefined; ) {
		damaged.push(...page.end.damaged);
		// The pack speaks of one checkpoint; what came after it is for the next pack.
		for (const line of page.lines.filter(({ index }) => index < size)) {
			records.push({ ...line, proof: await proofOf(log, line.index) });
			nameIn(line.record, named);
			example ??= line;
			asked.onProgress("records", records.length);
		}
		const { cursor }: { readonly cursor?: string } = page.end;
		page = cursor === undefined ? undefined : await exportPage(service, { ...filter, cursor });
	}
	const leaves = [
		...(await leavesUpTo(service, log, "event")),
		...(await leavesUpTo(service, log, "access")),
		...(await leavesUpTo(service, log, "tombstone")),
	];
	asked.onProgress("leaves", leaves.length);
	const files: ZipFile[] = [
		{ path: PACK.records, bytes: ndjson(records) },
		{ path: PACK.leaves, bytes: ndjson(leaves) },
		{ path: PACK.checkpoint, bytes: utf8(log.note) },
		{ path: PACK.logKey, bytes: utf8(`${log.vkey}\n`) },
		{ path: PACK.witnesses, bytes: utf8(asked.witnesses.map((vkey) => `${vkey}\n`).join("")) },
		{
			path: PACK.evidenceKey,
			bytes: utf8(
				canonicalJson({ kty: "OKP", crv: "Ed25519", x: toBase64Url(key.publicRaw), kid: key.keyid, purpose: "evidence" }),
			),
		},
		{ path: PACK.receiptKeys, bytes: needed(await service.find("/.well-known/jwks.json"), "the receipt keys") },
		{ path: PACK.signingKeys, bytes: needed(await service.find("/v1/admin/signing-keys"), "the signing keys") },
		{ path: PACK.verifier, bytes: await verifierProgram() },
		...(await versionsAndDocuments(service, named)),
		...(await exampleFiles(log, example)),
	];
	const about = {
		tenant,
		origin,
		purpose,
		access,
		...(app ? { app } : {}),
		...(from === undefined ? {} : { from }),
		...(to === undefined ? {} : { to }),
	};
	files.push({
		path: PACK.readme,
		bytes: utf8(packReadme({ ...about, size, records: records.length, fingerprint: key.keyid, vkey: log.vkey })),
	});
	return sign(
		files,
		{ ...about, v: 1, kind: "edict-evidence", made_at: asked.now, made_by: key.keyid, size, records: records.length, damaged },
		key,
	);
}

async function sign(files: readonly ZipFile[], head: Omit<PackManifest, "files">, key: SigningKey): Promise<Bytes> {
	const listed = await Promise.all(
		files.map(async ({ path, bytes }) => ({ path, digest: await digestOf(bytes), bytes: bytes.length })),
	);
	const manifest = utf8(canonicalJson({ ...head, files: listed.sort((a, b) => (a.path < b.path ? -1 : 1)) }));
	const envelope = utf8(canonicalJson(await signEnvelope(EVIDENCE_PAYLOAD, manifest, [key])));
	return writeZip([...files, { path: MANIFEST, bytes: manifest }, { path: ENVELOPE, bytes: envelope }]);
}

async function proofOf({ read, checkpoint }: RemoteLog, index: number): Promise<string[]> {
	const proof = await proveInclusion(read, index, checkpoint.size);
	if (!proof.ok) throw new Refusal("a tile of the log is missing", EXIT.unavailable);
	return proof.value.map(toBase64);
}

async function leavesUpTo(service: Service, log: RemoteLog, type: OpenedLeaf["type"]): Promise<unknown[]> {
	const found: unknown[] = [];
	for await (const leaf of remoteLeaves(service, type)) {
		if (leaf.index === undefined || leaf.index >= log.checkpoint.size) continue;
		found.push({ ...leaf, proof: await proofOf(log, leaf.index) });
	}
	return found;
}

async function versionsAndDocuments(
	service: Service,
	named: { versions: Set<string>; documents: Set<string> },
): Promise<ZipFile[]> {
	const supply = await openSupply({ releases: [], documents: [] }, service);
	const files: ZipFile[] = [];
	for (const digest of named.versions) {
		const bytes = await supply.version(digest);
		if (bytes === undefined) throw new Refusal(`the version ${digest} cannot be had`, EXIT.unavailable);
		const envelope = await service.find(`/v1/policies/${digest}/files/envelope.json`);
		const all = {
			"manifest.json": bytes.manifest,
			"policy.wasm": bytes.wasm,
			"data.json": bytes.data,
			"sources.json": bytes.sources,
			"envelope.json": envelope,
		};
		for (const [name, content] of Object.entries(all)) {
			if (content !== undefined) files.push({ path: versionPath(digest, name), bytes: content });
		}
	}
	for (const digest of named.documents) {
		const found = await supply.document(digest);
		const document = found === undefined ? unset(digest) : found.document;
		const bytes = utf8(canonicalJson(document));
		if ((await digestOf(bytes)) !== digest) throw new Refusal(`the document ${digest} cannot be had`, EXIT.unavailable);
		files.push({ path: documentPath(digest), bytes });
	}
	return files;
}

/** What is in force where nothing was set stands in no database. */
function unset(digest: string): unknown {
	return digest.startsWith("sha256:4f53cda1") ? [] : { rules: {} };
}

/** One decision as tools of others take it. */
async function exampleFiles(log: RemoteLog, line: ExportLine | undefined): Promise<ZipFile[]> {
	if (line === undefined) return [];
	const hashes = await proveInclusion(log.read, line.index, log.checkpoint.size);
	if (!hashes.ok) return [];
	const entry = leafEntry({ v: 1, type: "decision", id: line.record.decision_id, commitment: line.commitment });
	return [
		{
			path: "log/example.tlog-proof",
			bytes: utf8(formatProof({ index: line.index, hashes: hashes.value, checkpoint: log.note })),
		},
		{ path: "log/example.entry", bytes: entry },
	];
}
