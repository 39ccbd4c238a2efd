// DER, the encoding of certificates and keys: a value's tag, its bytes, and readers of the types they use.
import { builtinError } from "./builtin.ts";

export type Der = {
	/** The identifier octet: class, constructed bit and number. */
	readonly tag: number;
	/** Without tag and length. */
	readonly content: Uint8Array<ArrayBuffer>;
	/** With them. */
	readonly whole: Uint8Array<ArrayBuffer>;
};

/** One value and what follows it; `undefined` when the bytes are no DER. */
export function readDer(
	bytes: Uint8Array<ArrayBuffer>,
): { readonly value: Der; readonly rest: Uint8Array<ArrayBuffer> } | undefined {
	const [tag, first] = bytes;
	if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
	let [length, header] = [first, 2];
	if (first >= 0x80) {
		const count = first & 0x7f;
		if (count === 0 || count > 4 || bytes.length < 2 + count) return undefined;
		length = bytes.subarray(2, 2 + count).reduce((value, byte) => value * 256 + byte, 0);
		if (length < 0x80 || bytes[2] === 0) return undefined;
		header += count;
	}
	if (bytes.length < header + length) return undefined;
	const whole = bytes.subarray(0, header + length);
	return { value: { tag, content: whole.subarray(header), whole }, rest: bytes.subarray(header + length) };
}

/** The values inside a constructed one; `undefined` when they do not fill it. */
export function children({ content }: Pick<Der, "content">): Der[] | undefined {
	const found: Der[] = [];
	let rest = content;
	while (rest.length > 0) {
		const next = readDer(rest);
		if (next === undefined) return undefined;
		found.push(next.value);
		rest = next.rest;
	}
	return found;
}

/** As `children`, for what must be a constructed value. */
export function parts(value: Der | undefined, what: string): Der[] {
	const found = value === undefined ? undefined : children(value);
	if (found === undefined) throw builtinError(`x509: malformed ${what}`);
	return found;
}

export function integer({ content }: Der): bigint {
	let value = 0n;
	for (const byte of content) value = (value << 8n) | BigInt(byte);
	return (content[0] ?? 0) >= 0x80 ? value - (1n << BigInt(content.length * 8)) : value;
}

export function objectId({ content }: Der): number[] {
	const numbers: number[] = [];
	let value = 0;
	for (const byte of content) {
		value = value * 128 + (byte & 0x7f);
		if (byte >= 0x80) continue;
		if (numbers.length === 0) {
			const first = Math.min(Math.floor(value / 40), 2);
			numbers.push(first, value - first * 40);
		} else numbers.push(value);
		value = 0;
	}
	return numbers;
}

/** The bytes of a bit string whose bits fill them. */
export function bitString({ content }: Der): Uint8Array<ArrayBuffer> {
	return content.subarray(1);
}

export function text({ tag, content }: Pick<Der, "tag" | "content">): string {
	if (tag === 0x1e) return new TextDecoder("utf-16be").decode(content);
	return tag === 0x14 ? String.fromCharCode(...content) : new TextDecoder().decode(content);
}

/** Milliseconds since 1970 of a UTCTime or GeneralizedTime. */
export function time(value: Der): number {
	const digits = text(value);
	const [, century, year = "", rest = ""] = /^([0-9]{2})?([0-9]{2})([0-9]{10}Z)$/.exec(digits) ?? [];
	const full = century === undefined ? (Number(year) >= 50 ? `19${year}` : `20${year}`) : century + year;
	const iso = rest.replace(/^(..)(..)(..)(..)(..)Z$/, `${full}-$1-$2T$3:$4:$5Z`);
	const moment = Date.parse(iso);
	if (Number.isNaN(moment)) throw builtinError("x509: malformed time");
	return moment;
}
