// Published versions: facts in D1, bytes in R2, digests and signatures checked when they are stored and whenever they are read.
import { and, eq } from "drizzle-orm";
import type { ReleaseManifest } from "../contract/bundle.ts";
import type { VersionInfo } from "../contract/versions.ts";
import { type Bytes, toBase64, utf8 } from "../platform/bytes.ts";
import { digestOf } from "../platform/digest.ts";
import { type Envelope, RELEASE_PAYLOAD, type Verified, verifyEnvelope } from "../platform/dsse.ts";
import { failureName, type Log } from "../platform/log.ts";
import { err, ok, type Result } from "../platform/result.ts";
import {
	fileFault,
	RENDITIONS,
	type Release,
	type ReleaseFile,
	type ReleaseFiles,
	type ReleaseProblem,
	type Rendition,
	readManifest,
	readRelease,
} from "../policy/bundle.ts";
import type { VersionFault } from "../policy/version.ts";
import { type BundleBucket, type BytesFault, getBytes, putBytes } from "./bundle-bytes.ts";
import { type ControlDb, persistent } from "./database.ts";
import type { Actor } from "./registry.ts";
import { countingKeys, keysOf } from "./signing-keys.ts";
import { type InsertFault, insertVersion, listVersions } from "./version-rows.ts";
import { versionSignatures, versions } from "./version-schema.ts";

/** A release whose every byte is what its manifest says, and whose manifest a key signed that counts for the tenant. */
export type VerifiedVersion = {
	readonly tenant: string;
	readonly release: Release;
	readonly files: ReleaseFiles;
	readonly signatures: Verified["signatures"];
};

/** `untrusted`: no signature by a key that counts; `envelope`: it is none, or of something else than this manifest. */
export type VerifyFault =
	| ReleaseProblem
	| { readonly reason: "file-missing"; readonly file: ReleaseFile }
	| { readonly reason: "envelope" | "untrusted" | "unavailable" };

export type AddFault =
	| InsertFault
	/** Other bytes lie in R2 under the file's digest. */
	| { readonly reason: "corrupt"; readonly file: ReleaseFile }
	| { readonly reason: "unavailable" };

/** A stored version with the files that were asked for, all verified; the manifest is always among them. */
export type StoredVersion<F extends ReleaseFile> = {
	readonly digest: string;
	readonly manifest: ReleaseManifest;
	readonly bytes: { readonly [file in F | "manifest"]: Bytes };
};

export type VersionStore = {
	/** Checks a release and its envelope for a tenant; stores nothing. */
	readonly verify: (tenant: string, files: ReleaseFiles, envelope: Envelope) => Promise<Result<VerifiedVersion, VerifyFault>>;
	/** Stores what was verified; the same again is no change, but for signatures that are new. `triedOn`: host that loaded it. */
	readonly add: (actor: Actor, version: VerifiedVersion, triedOn?: string) => Promise<Result<VersionInfo, AddFault>>;
	/**
	 * A version's manifest and the files asked for. Nothing is given that is not verified now; `told`, for people who look at a
	 * version: digests are, and whether a signature counts is in its listing.
	 */
	readonly read: <F extends ReleaseFile>(
		tenant: string,
		digest: string,
		files: readonly F[],
		trust?: "demanded" | "told",
	) => Promise<Result<StoredVersion<F>, VersionFault>>;
	/** Versions of a tenant, the newest of each line first; only those of one digest when it is given. Throws when D1 fails. */
	readonly list: (tenant: string, digest?: string) => Promise<VersionInfo[]>;
};

export type StoreDeps = { readonly db: ControlDb; readonly bucket: BundleBucket; readonly log: Log };

export function createVersionStore({ db, bucket, log }: StoreDeps): VersionStore {
	const told = <T>(event: string, work: () => Promise<T>): Promise<Result<T, "unavailable">> =>
		persistent(work).then(ok, (error: unknown) => {
			log("error", event, { failure: failureName(error) });
			return err("unavailable");
		});

	// INVARIANT 15
	async function verify(tenant: string, files: ReleaseFiles, envelope: Envelope): Promise<Result<VerifiedVersion, VerifyFault>> {
		const release = await readRelease(files);
		if (!release.ok) return release;
		const { renditions } = release.value.manifest;
		const missing = RENDITIONS.find((file) => renditions[file] !== undefined && files[file] === undefined);
		if (missing !== undefined) return err({ reason: "file-missing", file: missing });
		const keys = await told("versions.keys-failed", () => keysOf(db, tenant));
		if (!keys.ok) return err({ reason: "unavailable" });
		const verified = await verifyEnvelope(envelope, RELEASE_PAYLOAD, await countingKeys(keys.value));
		if (!verified.ok) return err({ reason: verified.error === "unsigned" ? "untrusted" : "envelope" });
		if (!sameBytes(verified.value.payload, files.manifest)) return err({ reason: "envelope" });
		return ok({ tenant, release: release.value, files, signatures: verified.value.signatures });
	}

	async function add(actor: Actor, version: VerifiedVersion, triedOn?: string): Promise<Result<VersionInfo, AddFault>> {
		if (actor.tenant !== version.tenant) throw new Error("a version is stored for the tenant it was verified for");
		const { digest, manifest } = version.release;
		for (const file of RENDITIONS) {
			const named = manifest.renditions[file];
			const bytes = version.files[file];
			if (named === undefined || bytes === undefined) continue;
			const put = await putBytes(bucket, named.digest, bytes);
			if (put.ok) continue;
			log("error", "versions.put-failed", { tenant: actor.tenant, version: digest, file, reason: put.error });
			return err(put.error === "corrupt" ? { reason: "corrupt", file } : { reason: "unavailable" });
		}
		const manifestText = new TextDecoder().decode(version.files.manifest);
		const inserted = await told("versions.insert-failed", () =>
			insertVersion(db, actor, { digest, manifest, manifestText, signatures: version.signatures, triedOn }),
		);
		if (!inserted.ok) return err({ reason: "unavailable" });
		return inserted.value;
	}

	// INVARIANT 15
	async function read<F extends ReleaseFile>(
		tenant: string,
		digest: string,
		files: readonly F[],
		trust: "demanded" | "told" = "demanded",
	): Promise<Result<StoredVersion<F>, VersionFault>> {
		const found = await told("versions.read-failed", () => readFacts(db, tenant, digest));
		if (!found.ok) return found;
		if (!found.value.ok) return found.value;
		const { manifest, manifestBytes, trusted } = found.value.value;
		if (trust === "demanded" && !trusted) return err("untrusted");
		const wanted = RENDITIONS.filter((file) => (files as readonly string[]).includes(file));
		const got = await Promise.all(wanted.map((file) => fileOf(tenant, digest, manifest, file)));
		const bytes: Partial<Record<ReleaseFile, Bytes>> = { manifest: manifestBytes };
		for (const [at, file] of wanted.entries()) {
			const one = got[at];
			if (one === undefined || !one.ok) return one ?? err("unavailable");
			bytes[file] = one.value;
		}
		const { wasm, data } = bytes;
		const whole = wasm && data ? await readRelease({ ...bytes, manifest: manifestBytes, wasm, data }, digest) : undefined;
		if (whole?.ok === false) return err(whole.error.reason === "input-unsupported" ? "unsupported" : "corrupt");
		return ok({ digest, manifest, bytes: bytes as StoredVersion<F>["bytes"] });
	}

	async function fileOf(
		tenant: string,
		version: string,
		manifest: ReleaseManifest,
		file: Rendition,
	): Promise<Result<Bytes, VersionFault>> {
		const named = manifest.renditions[file];
		if (named === undefined) return err("unknown");
		const got = await getBytes(bucket, named.digest, named.bytes);
		if (got.ok && (await fileFault(manifest, file, got.value)) === undefined) return got;
		const reason: BytesFault = got.ok ? "corrupt" : got.error;
		log("error", "versions.get-failed", { tenant, version, file, reason });
		// R2 shows a write at once: what is not there was lost, and no repeat brings it back.
		return err(reason === "unavailable" ? "unavailable" : "corrupt");
	}

	return { verify, add, read, list: (tenant, digest) => listVersions(db, tenant, digest) };
}

type Facts = {
	readonly manifest: ReleaseManifest;
	readonly manifestBytes: Bytes;
	readonly envelope: Envelope;
	/** Whether a key signed it that counts now. */
	readonly trusted: boolean;
};

/** What D1 holds of a version, its manifest checked against its digest. Throws when D1 fails. */
export async function readFacts(db: ControlDb, tenant: string, digest: string): Promise<Result<Facts, "unknown" | "corrupt">> {
	const [[row], signatures, keys] = await db.batch([
		db
			.select()
			.from(versions)
			.where(and(eq(versions.tenant, tenant), eq(versions.digest, digest))),
		db
			.select()
			.from(versionSignatures)
			.where(and(eq(versionSignatures.tenant, tenant), eq(versionSignatures.digest, digest)))
			.orderBy(versionSignatures.at, versionSignatures.fingerprint),
		keysOf(db, tenant),
	]);
	if (row === undefined) return err("unknown");
	const manifestBytes = utf8(row.manifest);
	const manifest = readManifest(manifestBytes);
	if (!manifest.ok || (await digestOf(manifestBytes)) !== digest) return err("corrupt");
	const envelope: Envelope = {
		payload: toBase64(manifestBytes),
		payloadType: RELEASE_PAYLOAD,
		signatures: signatures.map(({ fingerprint, signature }) => ({ keyid: fingerprint, sig: signature })),
	};
	const verified = await verifyEnvelope(envelope, RELEASE_PAYLOAD, await countingKeys(keys));
	return ok({ manifest: manifest.value, manifestBytes, envelope, trusted: verified.ok });
}

/** What a loader needs of a stored version, verified. */
export async function readLoadable(
	store: Pick<VersionStore, "read">,
	tenant: string,
	digest: string,
	rendition: "wasm" | "debug" = "wasm",
): Promise<Result<{ digest: string; manifest: ReleaseManifest; wasm: Bytes; data: string }, VersionFault>> {
	const stored = await store.read(tenant, digest, [rendition, "data"]);
	if (!stored.ok) return stored;
	const { manifest, bytes } = stored.value;
	return ok({ digest, manifest, wasm: bytes[rendition], data: new TextDecoder().decode(bytes.data) });
}

function sameBytes(a: Bytes, b: Bytes): boolean {
	return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
