// Offsets in the unit the caller counts in: UTF-16 code units, code points, or UTF-8 bytes.

export type OffsetUnit = "utf16" | "codepoint" | "utf8";

/**
 * Turns ascending UTF-16 offsets of a text into another unit, in one pass.
 * An offset inside a surrogate pair counts as the pair's start.
 */
export function convertOffsets(text: string, offsets: readonly number[], unit: OffsetUnit): number[] {
	if (unit === "utf16") return [...offsets];
	const converted: number[] = [];
	let at = 0;
	let count = 0;
	for (const offset of offsets) {
		while (at < offset) {
			const point = text.codePointAt(at) ?? 0;
			const width = point > 0xffff ? 2 : 1;
			if (at + width > offset) break;
			at += width;
			count += unit === "codepoint" ? 1 : utf8Length(point);
		}
		converted.push(count);
	}
	return converted;
}

function utf8Length(point: number): number {
	if (point < 0x80) return 1;
	if (point < 0x800) return 2;
	return point < 0x10000 ? 3 : 4;
}
