// Reads quoted-printable (RFC 2045 §6.7) as mail carries it: `=40`, `=3D`, lines broken by an equals sign at their end.
import { readEscapes } from "./escapes.ts";
import type { Reader } from "./reader.ts";

/** Capitals, as the standard has it, and not the start of a longer value such as `=40px`. */
const ESCAPE = /(?:=[0-9A-F]{2})+|=\r?\n/g;
/** An address with its sign escaped. In code and queries an equals sign and two digits stand one by one. */
const ADDRESS = /[A-Za-z0-9]=40[A-Za-z]/;
const LIKELY = /=[2-7][0-9A-F](?![0-9])/g;
const FEWEST = 3;
/** What every longer text in this encoding has: its own sign escaped, or a line broken. */
const OWN = /=3D|[^\s=]=\r?\n/;

export const quotedPrintable: Reader = {
	kind: "percent",
	encoding: true,
	read: (text, _census, budget) => {
		if (!text.includes("=")) return [];
		if (!ADDRESS.test(text) && !(OWN.test(text) && (text.match(LIKELY)?.length ?? 0) >= FEWEST)) return [];
		return readEscapes(text, ESCAPE, 3, budget, (escaped) => (escaped.includes("\n") ? "" : undefined)).map((read) => ({
			...read,
			hits: [],
		}));
	},
};
