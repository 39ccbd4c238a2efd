// No text of repeated pieces is dear: whoever repeats a piece that some pattern begins with finds every reader linear.
import { expect, it } from "vitest";
import type { ScanContext } from "../../src/decide/detect/detector.ts";
import { DETECTORS } from "../../src/decide/detect/registry.ts";
import { readText } from "../../src/decide/normalise/text.ts";
import { cpuTime } from "../linear-time.ts";

/** What patterns of all detectors and decoders begin with, or go on with. */
const PIECES = [
	...[":", "a.", "../", "a@", "@a", "$(", "[", "<a ", "`a", " ", "0x", "http://", "%2e", "\\\\", "{{", "a=", '"', "'", "("],
	...[
		"1-",
		"1 ",
		"+1",
		"00",
		"0 ",
		"f",
		"1.",
		"1,",
		"ab12",
		"DE",
		"AKIA",
		"eyJ",
		"Zz9+/",
		"-----BEGIN ",
		"password: ",
		"![",
		"](",
	],
	...["data:", "<img ", "&#", "\\u", "a\u0301", "\u200b", "union ", "exec(", "://a", "a:b@", "_", "-", "=", "#", "*", "\n> "],
	...[
		"user: ",
		"<|",
		"Street 1 ",
		"Mr. ",
		"how to ",
		";",
		"|",
		"~/",
		"//",
		"'='",
		"$" + "{",
		"é",
		"中",
		"/*",
		"<!--",
		"url(",
		"xn--",
		"www.",
	],
];
const LENGTH = 16 * 1024;
/** Milliseconds of CPU: several times what the slowest linear reader takes, a fraction of what a quadratic one does. */
const MOST_MS = 400;

const READERS: readonly (readonly [name: string, read: (text: string, context: ScanContext) => unknown])[] = [
	["normaliser", (text) => readText(text)],
	...DETECTORS.map(({ name, scan }) => [name, scan] as const),
];

it.each(READERS)("%s", (_, read) => {
	const context: ScanContext = {
		...{ stage: "tool_call", kind: "argument", role: "user", trust: "untrusted" },
		...{ hosts: [], decoded: false },
	};
	const dear: string[] = [];
	for (const piece of PIECES) {
		const text = `${piece.repeat(LENGTH / piece.length)}!`;
		const time = cpuTime(() => read(text, context));
		if (time > MOST_MS) dear.push(`${JSON.stringify(piece)}: ${Math.round(time)} ms`);
	}
	expect(dear).toEqual([]);
});
