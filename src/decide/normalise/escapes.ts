// What percent and backslash escapes share: runs of escaped bytes are UTF-8, and an escape nobody needs is a sign of hiding.
import type { Hit } from "../detect/detector.ts";
import type { Budget } from "./budget.ts";
import { putStretch, readableStretches, textOf } from "./readable.ts";
import type { Read } from "./reader.ts";
import { rewrite } from "./rewrite.ts";

/** Escaping this many letters and digits, which no format asks for, is worth a signal. */
const NEEDLESS = 4;

/**
 * Decodes every match of `pattern`. `single` reads a match as characters; where it says nothing the match is a run of
 * byte escapes, each `width` characters with its two hexadecimal digits last.
 */
export function readEscapes(
	text: string,
	pattern: RegExp,
	width: number,
	budget: Budget,
	single: (escaped: string, index: number) => string | undefined,
): Read[] {
	const out = rewrite(text);
	const needless = needlessEscapes();
	let position = 0;
	for (const match of text.matchAll(pattern)) {
		const escaped = match[0];
		const end = match.index + escaped.length;
		const characters = single(escaped, match.index);
		if (characters !== undefined) {
			if (budget.take(1) === 0) break;
			out.copy(position, match.index);
			out.put(characters, match.index, end);
			needless.add(characters, match.index, end);
			position = end;
			continue;
		}
		if (escaped.length < width || escaped.length % width !== 0) continue;
		const bytes = new Uint8Array(escaped.length / width);
		for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(escaped.slice((i + 1) * width - 2, (i + 1) * width), 16);
		for (const stretch of readableStretches(bytes, 1)) {
			if (budget.take(stretch.to - stretch.from) < stretch.to - stretch.from) break;
			const start = match.index + stretch.from * width;
			out.copy(position, start);
			putStretch(out, { bytes, start: (at) => match.index + at * width, end: (at) => match.index + (at + 1) * width }, stretch);
			position = match.index + stretch.to * width;
			needless.add(textOf(bytes, stretch), start, position);
		}
	}
	if (position === 0) return [];
	out.copy(position, text.length);
	return [{ ...out.finish(), hits: needless.hits() }];
}

/** Counts escaped letters and digits of ASCII: nothing needs them escaped. */
export function needlessEscapes() {
	let count = 0;
	let start = -1;
	let end = 0;
	return {
		add: (characters: string, from: number, to: number): void => {
			let found = 0;
			for (let i = 0; i < characters.length; i++) {
				const code = characters.charCodeAt(i) | 0x20;
				if ((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)) found++;
			}
			if (found === 0) return;
			count += found;
			if (start < 0) start = from;
			end = to;
		},
		hits: (): Hit[] =>
			count < NEEDLESS ? [] : [{ type: "text.encoded", start, end, score: Math.min(900, 500 + count * 25), evidence: "format" }],
	};
}
