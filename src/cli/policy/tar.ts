// Reads the tarballs that OPA writes: name and bytes of every regular file.
import { gunzipSync } from "node:zlib";
import type { Bytes } from "../../platform/bytes.ts";

const BLOCK = 512;

/** Files of a gzipped ustar archive by path, without a leading slash. */
export function readTarball(tarball: Uint8Array): Map<string, Bytes> {
	const tar = new Uint8Array(gunzipSync(tarball));
	const files = new Map<string, Bytes>();
	for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
		const header = tar.subarray(at, at + BLOCK);
		const prefix = field(header, 345, 155);
		const name = [prefix, field(header, 0, 100)].filter(Boolean).join("/");
		const size = Number.parseInt(field(header, 124, 12), 8);
		const start = at + BLOCK;
		const type = String.fromCharCode(header[156] ?? 0);
		if (type === "0" || type === "\0") files.set(name.replace(/^\/+/, ""), tar.slice(start, start + size));
		at = start + Math.ceil(size / BLOCK) * BLOCK;
	}
	return files;
}

function field(header: Uint8Array, offset: number, length: number): string {
	const bytes = header.subarray(offset, offset + length);
	const end = bytes.indexOf(0);
	return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end)).trim();
}
