// The bytes of releases in R2: under their digest, written once, and never given without being what their name says.
import type { Bytes } from "../platform/bytes.ts";
import { digestOf } from "../platform/digest.ts";
import { err, ok, type Result } from "../platform/result.ts";

export type BundleBucket = Pick<R2Bucket, "get" | "put">;

/** `corrupt`: what lies there is not what its name says; `missing`: nothing lies there; `unavailable`: R2 does not answer. */
export type BytesFault = "corrupt" | "missing" | "unavailable";

/** Where the bytes of a digest lie. */
export function pathOf(digest: string): string {
	return digest.replace(":", "/");
}

/**
 * Stores bytes under their digest, which the caller has checked; the same bytes again are no change. `corrupt`: other bytes
 * lie there, which are left as they are: how that came about is for people to find out.
 */
export async function putBytes(bucket: BundleBucket, digest: string, bytes: Bytes): Promise<Result<void, BytesFault>> {
	try {
		// R2 refuses what arrives damaged.
		const sha256 = digest.slice("sha256:".length);
		const made = await bucket.put(pathOf(digest), bytes, { onlyIf: { etagDoesNotMatch: "*" }, sha256 });
		if (made !== null) return ok(undefined);
	} catch {
		return err("unavailable");
	}
	const there = await getBytes(bucket, digest, bytes.length);
	return there.ok ? ok(undefined) : there;
}

/** The bytes of a digest, of the size that is known of them. */
export async function getBytes(bucket: BundleBucket, digest: string, size: number): Promise<Result<Bytes, BytesFault>> {
	let bytes: Bytes;
	try {
		const object = await bucket.get(pathOf(digest));
		if (object === null) return err("missing");
		if (object.size !== size) {
			await object.body.cancel();
			return err("corrupt");
		}
		bytes = new Uint8Array(await object.arrayBuffer());
	} catch {
		return err("unavailable");
	}
	return (await digestOf(bytes)) === digest ? ok(bytes) : err("corrupt");
}
