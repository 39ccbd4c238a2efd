// Reads a text whole or, when it is long, window by window, and gives the stretch that looks most harmful.
import type { Hit } from "../detector.ts";
import type { Words } from "../phrases/lexicon.ts";
import { type Reading, read } from "./features.ts";
import { type HarmModel, harmLogit } from "./heads.ts";

/** Texts up to this length are read whole; longer ones in windows of it, so that padding hides nothing. */
export const WINDOW_CHARS = 900;
const STRIDE = 600;
/** What a window's logit loses: of many windows one looks harmful by chance. */
const WINDOW_PENALTY = 0.5;

export type Stretch = { readonly logit: number; readonly start: number; readonly end: number };

/** The most harmful stretch. Linear: every character is read once or twice. */
export function mostHarmful(model: HarmModel, reading: Reading, text: string, words: Words, hits: readonly Hit[]): Stretch {
	if (text.length <= WINDOW_CHARS) {
		read(reading, text, words, hits, 0, text.length);
		return { logit: harmLogit(model, reading), start: 0, end: text.length };
	}
	let best = { logit: -Infinity, start: 0, end: 0 };
	for (let from = 0; from === 0 || from + WINDOW_CHARS - STRIDE < text.length; from += STRIDE) {
		const end = Math.min(text.length, from + WINDOW_CHARS);
		read(reading, text, words, hits, from, end);
		const logit = harmLogit(model, reading) - WINDOW_PENALTY;
		if (logit > best.logit) best = { logit, start: from, end };
	}
	return best;
}
