// Tar archives in the form that bundles have: regular files, ustar headers (POSIX.1-1988).
import { type Bytes, concatBytes, utf8 } from "../platform/bytes.ts";

const BLOCK = 512;

export type TarFile = { readonly path: string; readonly bytes: Bytes };

/** Regular files in order, paths without a leading slash. Of an archive that is cut short, those that are whole. */
export function readTar(tar: Bytes): TarFile[] {
	const files: TarFile[] = [];
	for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
		const header = tar.subarray(at, at + BLOCK);
		const path = [text(header, 345, 155), text(header, 0, 100)].filter((part) => part !== "").join("/");
		const size = Number.parseInt(text(header, 124, 12), 8);
		const start = at + BLOCK;
		if (!Number.isSafeInteger(size) || start + size > tar.length) return files;
		const type = header[156] ?? 0;
		if (type === 0x30 || type === 0) files.push({ path: path.replace(/^\/+/, ""), bytes: tar.slice(start, start + size) });
		at = start + Math.ceil(size / BLOCK) * BLOCK;
	}
	return files;
}

/** The same files, the same bytes: no owner, no time. Paths have at most 100 bytes: throws on a longer one. */
export function writeTar(files: readonly TarFile[]): Bytes {
	const parts = files.flatMap(({ path, bytes }) => {
		const padding = new Uint8Array((BLOCK - (bytes.length % BLOCK)) % BLOCK);
		return [headerOf(path, bytes.length), bytes, padding];
	});
	return concatBytes(...parts, new Uint8Array(2 * BLOCK));
}

function headerOf(path: string, size: number): Bytes {
	const name = utf8(path);
	if (name.length > 100) throw new RangeError("tar: a path of more than 100 bytes");
	const header = new Uint8Array(BLOCK);
	const put = (at: number, value: string) => header.set(utf8(value), at);
	header.set(name);
	put(100, "0000644\0");
	put(108, "0000000\0");
	put(116, "0000000\0");
	put(124, `${size.toString(8).padStart(11, "0")}\0`);
	put(136, "00000000000\0");
	put(148, "        ");
	put(156, "0");
	put(257, "ustar\u000000");
	const sum = header.reduce((total, byte) => total + byte, 0);
	put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
	return header;
}

function text(header: Bytes, offset: number, length: number): string {
	const field = header.subarray(offset, offset + length);
	const end = field.indexOf(0);
	return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end)).trim();
}
