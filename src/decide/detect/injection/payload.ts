// Finds, in documents and tool results, the sentences that read like instructions to a model among content that does not.
import type { Hit, ScanContext } from "../detector.ts";
import type { Words } from "../phrases/lexicon.ts";
import { type Anchored, piecewise } from "./calibration.ts";
import { handFeatures } from "./features.ts";
import { type Bags, hashGrams } from "./grams.ts";
import { dot, type LinearModel } from "./linear.ts";
import { unitsOf } from "./units.ts";

/** Where an innocent sentence lies at least: lower says nothing more. */
const FLOOR = -4;
/** How much of what the other sentences score is taken off: in a manual every sentence is an order. */
const CONTRAST = 0.3;
/** Scores at the anchors: 2, 0.7, 0.3 and 0.1 % of innocent documents have a sentence that passes them. */
const SCORES = [450, 600, 750, 900];
const TAIL = 4;
const LEAST = 400;
/** Sentences reported: more of the same says nothing new. */
const MOST = 16;

/** Whether nobody should address the model in such a text. */
export function isContent(context: ScanContext): boolean {
	return (
		context.kind === "document" || context.kind === "result" || (context.trust === "untrusted" && context.kind !== "message")
	);
}

export type Unit = { readonly start: number; readonly end: number; readonly logit: number };

/** Each sentence with its logit, contrasted with the others'. `hits` are those of the whole text. Linear. */
export function unitLogits(model: LinearModel, text: string, words: Words, hits: readonly Hit[], bags: Bags): Unit[] {
	const bounds = unitsOf(text);
	const logits = new Float64Array(bounds.length / 2);
	let sum = 0;
	for (let i = 0; i < logits.length; i++) {
		const [start, end] = [bounds[2 * i] as number, bounds[2 * i + 1] as number];
		hashGrams(text, start, end, bags);
		const logit = dot(model, bags, handFeatures(text, words, hits, start, end));
		logits[i] = logit;
		sum += Math.max(FLOOR, logit);
	}
	return Array.from(logits, (logit, i) => {
		const rest = logits.length < 2 ? FLOOR : (sum - Math.max(FLOOR, logit)) / (logits.length - 1);
		return { start: bounds[2 * i] as number, end: bounds[2 * i + 1] as number, logit: logit - CONTRAST * (rest - FLOOR) };
	});
}

/** Hits of the sentences that stand out, and the score of the most suspicious one. */
export function payloadHits(
	unit: Anchored,
	text: string,
	words: Words,
	hits: readonly Hit[],
	bags: Bags,
): { readonly hits: Hit[]; readonly top: number } {
	const found: Hit[] = [];
	let top = 0;
	for (const { start, end, logit } of unitLogits(unit.model, text, words, hits, bags)) {
		const score = piecewise(logit, unit.anchors, SCORES, TAIL, 950);
		top = Math.max(top, score);
		if (score < LEAST) continue;
		const sentence = text.slice(start, end);
		const from = start + sentence.length - sentence.trimStart().length;
		found.push({
			type: "injection.payload_instruction",
			start: from,
			end: from + sentence.trim().length,
			score,
			evidence: "model",
		});
	}
	found.sort((a, b) => b.score - a.score || (a.start ?? 0) - (b.start ?? 0));
	return { hits: found.slice(0, MOST), top };
}
