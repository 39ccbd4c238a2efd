// The log's side of the bucket: objects that are made once and never changed, and the heads claimed there.
import { type Bytes, utf8 } from "../../platform/bytes.ts";
import { equalBytes } from "../../platform/tlog/merkle.ts";
import { type Tile, tilePath } from "../../platform/tlog/tiles.ts";

/** What the log asks of a bucket. */
export type LogBucket = Pick<R2Bucket, "get" | "put" | "list">;

/** Enough for every size that can be counted to; with it names sort as sizes do. */
const SIZE_DIGITS = 16;

/** A tenant's name may have slashes; encoded, no log's objects lie among another's. */
function prefixOf(tenant: string): string {
	return `log/${encodeURIComponent(tenant)}/`;
}

export function tileKey(tenant: string, tile: Tile): string {
	return prefixOf(tenant) + tilePath(tile);
}

/** Where the head of a size is claimed. One claim a size: whoever comes second must find its own. */
export function headKey(tenant: string, size: number): string {
	return `${prefixOf(tenant)}head/${String(size).padStart(SIZE_DIGITS, "0")}`;
}

/** Makes an object, or finds it made with the same bytes; `differs` when it holds others. Throws when the bucket fails. */
export async function putOnce(bucket: LogBucket, key: string, bytes: Bytes, type: string): Promise<"there" | "differs"> {
	const made = await bucket.put(key, bytes, {
		// Without this a second writer would replace what the first has signed.
		onlyIf: { etagDoesNotMatch: "*" },
		httpMetadata: { contentType: type },
	});
	if (made !== null) return "there";
	return (await holds(bucket, key, bytes)) ? "there" : "differs";
}

/** Whether the object is there with these bytes. */
export async function holds(bucket: LogBucket, key: string, bytes: Uint8Array): Promise<boolean> {
	const object = await bucket.get(key);
	return object !== null && equalBytes(new Uint8Array(await object.arrayBuffer()), bytes);
}

export function claimHead(bucket: LogBucket, tenant: string, size: number, text: string): Promise<"there" | "differs"> {
	return putOnce(bucket, headKey(tenant, size), utf8(text), "text/plain; charset=utf-8");
}

/** Sizes of heads claimed after a size (`undefined`: all), the smallest first, a few of them. */
export async function headsAfter(bucket: LogBucket, tenant: string, size: number | undefined): Promise<number[]> {
	const { objects } = await bucket.list({
		prefix: `${prefixOf(tenant)}head/`,
		...(size === undefined ? {} : { startAfter: headKey(tenant, size) }),
		limit: 3,
	});
	return objects.map(({ key }) => Number(key.slice(-SIZE_DIGITS)));
}
