// Parts a document into sentences and lines: the stretches in which an instruction that somebody put there stands.
import { endsSentence } from "../phrases/fold.ts";

/** Shorter sentences are joined with the next: a heading or a greeting says nothing by itself. */
const LEAST = 32;
/** Longer ones are cut, so that nothing hides in a text without sentences. */
const MOST = 280;

/** Start and end of each stretch, one after the other, in order. Linear. */
export function unitsOf(text: string): number[] {
	const out: number[] = [];
	let from = 0;
	let i = 0;
	while (i < text.length) {
		const code = text.charCodeAt(i);
		const next = text.charCodeAt(i + 1);
		// A stop within a number, a name or an address ends no sentence; one element of a page after another begins anew.
		const ends =
			code === 0x0a ||
			(code === 0x3e && next === 0x3c) ||
			(endsSentence(code) && code !== 0x7c && (code > 0x7f || next <= 0x20 || Number.isNaN(next)));
		i++;
		const size = i - from;
		if ((ends && size >= LEAST) || size >= MOST) {
			if (text.slice(from, i).trim() !== "") out.push(from, i);
			from = i;
		}
	}
	if (from < text.length && text.slice(from).trim() !== "") {
		// A short rest belongs to the sentence before, unless it stands alone.
		if (text.length - from < LEAST && out.length > 0 && text[from - 1] !== "\n") out[out.length - 1] = text.length;
		else out.push(from, text.length);
	}
	return out;
}
