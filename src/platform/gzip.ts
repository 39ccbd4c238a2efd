// Gzip both ways through the platform's streams; unpacking stops at a bound, since a few bytes can become gigabytes.
import { type Bytes, concatBytes } from "./bytes.ts";
import { err, ok, type Result } from "./result.ts";

/** Unpacks at most `maxBytes`; `corrupt`: not gzip, cut short, or its checksum does not hold. */
export async function gunzip(packed: Bytes, maxBytes: number): Promise<Result<Bytes, "corrupt" | "too-large">> {
	const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
	const chunks: Uint8Array[] = [];
	let length = 0;
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return ok(concatBytes(...chunks));
			length += value.byteLength;
			if (length > maxBytes) {
				await reader.cancel();
				return err("too-large");
			}
			chunks.push(value);
		}
	} catch {
		return err("corrupt");
	}
}

export async function gzip(bytes: Bytes): Promise<Bytes> {
	const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
	return new Uint8Array(await new Response(packed).arrayBuffer());
}
