// Reads backslash escapes of programming languages (\uXXXX, \u{X}, \UXXXXXXXX, \xXX, octal \NNN) and code points written as U+XXXX.
import { readEscapes } from "./escapes.ts";
import type { Reader } from "./reader.ts";

const ESCAPE =
	/(?:\\x[0-9A-Fa-f]{2})+|\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\}|\\U[0-9A-Fa-f]{8}|\\[0-7]{2,3}|U\+[0-9A-Fa-f]{4,6}[ ,;]?/g;

export const unicodeEscapes: Reader = {
	kind: "unicode_escapes",
	encoding: true,
	read: (text, census, budget) => {
		if (!census.backslash && !text.includes("U+")) return [];
		return readEscapes(text, ESCAPE, 4, budget, (escaped) => {
			if (escaped.startsWith("\\x")) return undefined;
			if (/^\\[0-7]/.test(escaped)) {
				const byte = Number.parseInt(escaped.slice(1), 8);
				// Elsewhere such a sign is a back reference or a folder's name.
				return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : escaped;
			}
			const code = Number.parseInt(escaped.replace(/[^0-9A-Fa-f]/g, ""), 16);
			// A lone half of a pair stays what it is: both halves stand next to each other in the view and join there.
			return code > 0x10ffff ? escaped : String.fromCodePoint(code);
		});
	},
};
