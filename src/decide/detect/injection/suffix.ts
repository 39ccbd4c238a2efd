// Machine-made endings of prompts: glued words, stray markup and brackets that do not close, counted and by a trained model.
import type { Hit } from "../detector.ts";
import { type Anchored, piecewise } from "./calibration.ts";
import type { Bags } from "./grams.ts";
import { dot, type LinearModel } from "./linear.ts";
import { hashNoise } from "./noise.ts";

/** Longest text that is looked at as a prompt with an ending: optimisers work on short goals. */
const MAX_TEXT = 1000;
/** An ending has about 20 model tokens, so about 100 characters. */
export const SUFFIX_WINDOW = 140;
const STRIDE = 70;
const NOTHING = new Float32Array(0);

/** The stretch that looks most like a machine-made ending; `null` for texts that are none's prompt. Linear. */
export function noisiestStretch(
	model: LinearModel,
	text: string,
	bags: Bags,
): { logit: number; start: number; end: number } | null {
	if (text.length > MAX_TEXT || text.length < 30) return null;
	let best = { logit: -Infinity, start: 0, end: 0 };
	for (let start = 0; start === 0 || start + SUFFIX_WINDOW - STRIDE < text.length; start += STRIDE) {
		const end = Math.min(text.length, start + SUFFIX_WINDOW);
		hashNoise(text, start, end, bags);
		const logit = dot(model, bags, NOTHING);
		if (logit > best.logit) best = { logit, start, end };
	}
	return best;
}

/** Scores at the anchors of the noise model: 1, 0.3, 0.1 and 0.04 % of innocent prompts pass them. */
const SCORES = [300, 600, 750, 900];
const TAIL = 4;

/** A hit where a short text holds a machine-made ending. */
export function suffixHit(noise: Anchored, text: string, bags: Bags): Hit | null {
	const best = noisiestStretch(noise.model, text, bags);
	if (best === null) return null;
	const score = piecewise(best.logit, noise.anchors, SCORES, TAIL, 950);
	return score < 300 ? null : { type: "injection.suffix", start: best.start, end: best.end, score, evidence: "statistic" };
}
