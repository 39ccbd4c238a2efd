// Reads percent escapes (RFC 3986 §2.1), a plus between words of such a token as the space that forms make of it.
import { readEscapes } from "./escapes.ts";
import type { Reader } from "./reader.ts";

export const percent: Reader = {
	kind: "percent",
	encoding: true,
	read: (text, census, budget) => {
		if (!census.percent) return [];
		return readEscapes(text, /(?:%[0-9A-Fa-f]{2})+|\+(?=[A-Za-z0-9%])/g, 3, budget, (escaped, index) =>
			escaped === "+" ? (isInEscapedToken(text, index) ? " " : undefined) : undefined,
		);
	},
};

/** Looks a bounded way back and ahead for an escaped in the same token. */
function isInEscapedToken(text: string, index: number): boolean {
	const before = text.slice(Math.max(0, index - 64), index);
	const after = text.slice(index, index + 64);
	return /%[0-9A-Fa-f]{2}[^\s]*$/.test(before) || /^[^\s%]*%[0-9A-Fa-f]{2}/.test(after);
}
