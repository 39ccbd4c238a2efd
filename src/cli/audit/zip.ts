// Zip archives in one spelling: stored, in order of names, no times, no extra fields; so that every byte of one is checked.
import { type Bytes, concatBytes, utf8 } from "../../platform/bytes.ts";
import { err, ok, type Result } from "../../platform/result.ts";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 1980-01-01, the first day that the format knows. */
const DATE = 0x21;
const LOCAL_BYTES = 30;
const END_BYTES = 22;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,200}$/;
/** Beyond it the format needs extensions, and this reader memory. */
const MAX_BYTES = 0xffff_fffe;

export type ZipFile = { readonly path: string; readonly bytes: Bytes };

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
	let value = n;
	for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
	return value >>> 0;
});

export function crc32(bytes: Uint8Array): number {
	let value = 0xffffffff;
	for (const byte of bytes) value = (TABLE[(value ^ byte) & 255] as number) ^ (value >>> 8);
	return (value ^ 0xffffffff) >>> 0;
}

/** Throws on names that no pack has, or what is too large. */
export function writeZip(files: readonly ZipFile[]): Bytes {
	const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
	const parts: Uint8Array[] = [];
	const central: Uint8Array[] = [];
	let at = 0;
	for (const [place, { path, bytes }] of sorted.entries()) {
		if (!NAME.test(path) || path.includes("..") || path === sorted[place - 1]?.path)
			throw new RangeError(`zip: the name ${path}`);
		const [name, sum] = [utf8(path), crc32(bytes)];
		const common = [VERSION, FLAGS, 0, 0, DATE];
		const sizes = [sum, bytes.length, bytes.length];
		const local = record([[4, LOCAL], ...twos(common), ...fours(sizes), ...twos([name.length, 0])]);
		parts.push(local, name, bytes);
		central.push(
			record([
				[4, CENTRAL],
				...twos([VERSION, ...common]),
				...fours(sizes),
				...twos([name.length, 0, 0, 0, 0]),
				...fours([0, at]),
			]),
			name,
		);
		at += local.length + name.length + bytes.length;
	}
	const directory = concatBytes(...central);
	if (at + directory.length > MAX_BYTES || sorted.length > 65_534) throw new RangeError("zip: too large");
	const end = record([[4, END], ...twos([0, 0, sorted.length, sorted.length]), ...fours([directory.length, at]), [2, 0]]);
	return concatBytes(...parts, directory, end);
}

/** The files of an archive that is, byte for byte, what `writeZip` makes of them. Bytes are views into it. */
export function readZip(zip: Bytes): Result<ReadonlyMap<string, Bytes>, "zip"> {
	const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
	if (zip.length < END_BYTES || view.getUint32(zip.length - END_BYTES, true) !== END) return err("zip");
	const directory = view.getUint32(zip.length - 6, true);
	const files = new Map<string, Bytes>();
	let at = 0;
	while (at < directory) {
		if (at + LOCAL_BYTES > zip.length || view.getUint32(at, true) !== LOCAL) return err("zip");
		const [size, length] = [view.getUint32(at + 18, true), view.getUint16(at + 26, true)];
		const from = at + LOCAL_BYTES + length;
		if (from + size > zip.length) return err("zip");
		const path = new TextDecoder().decode(zip.subarray(at + LOCAL_BYTES, from));
		if (!NAME.test(path) || files.has(path)) return err("zip");
		files.set(path, zip.subarray(from, from + size));
		at = from + size;
	}
	try {
		return same(zip, writeZip([...files].map(([path, bytes]) => ({ path, bytes })))) ? ok(files) : err("zip");
	} catch {
		return err("zip");
	}
}

function same(a: Uint8Array, b: Uint8Array): boolean {
	if (a.length !== b.length) return false;
	for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
	return true;
}

const twos = (values: readonly number[]) => values.map((value): [2 | 4, number] => [2, value]);
const fours = (values: readonly number[]) => values.map((value): [2 | 4, number] => [4, value]);

function record(fields: readonly (readonly [number, number])[]): Bytes {
	const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + width, 0));
	const view = new DataView(bytes.buffer);
	let at = 0;
	for (const [width, value] of fields) {
		if (width === 2) view.setUint16(at, value, true);
		else view.setUint32(at, value, true);
		at += width;
	}
	return bytes;
}
