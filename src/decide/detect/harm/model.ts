// The trained score: decodes the weights at first use and says how likely a text is harmful, and of which hazard.
import type { Hit } from "../detector.ts";
import type { Words } from "../phrases/lexicon.ts";
import { newReading, type Reading, read } from "./features.ts";
import { HAZARDS, type HarmModel, type Hazard, hazardShares } from "./heads.ts";
import { BIAS, GRAMS, HAND_WEIGHTS, INTERCEPT, SCALE, SLOPE, TOPIC_GRAMS, TOPIC_HAND_WEIGHTS, TOPIC_SCALE } from "./weights.ts";
import { mostHarmful } from "./windows.ts";

export type Judgement = {
	/** Probability of harm × 1000, calibrated on sources left out whole with one harmful text in five. */
	readonly score: number;
	/** The stretch that was judged: the whole text, or the most harmful window. */
	readonly start: number;
	readonly end: number;
	/** Which hazards it may be, with their shares; they add up to 1. */
	readonly hazards: readonly { readonly hazard: Hazard; readonly share: number }[];
};

let loaded: { model: HarmModel; reading: Reading } | undefined;

function bytes(base64: string): Int8Array {
	const text = atob(base64);
	const out = new Int8Array(text.length);
	for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
	return out;
}

function load(): { model: HarmModel; reading: Reading } {
	loaded ??= {
		model: {
			bias: BIAS,
			scale: SCALE,
			grams: bytes(GRAMS),
			hand: Float32Array.from(HAND_WEIGHTS),
			topics: bytes(TOPIC_GRAMS),
			topicScale: TOPIC_SCALE,
			topicHand: Float32Array.from(TOPIC_HAND_WEIGHTS),
		},
		reading: newReading(),
	};
	return loaded;
}

/**
 * Judges a text by its n-grams, its concepts and the wordings already found in it. Hazards are told apart from
 * `least` on only: below, there is none.
 */
export function judge(text: string, words: Words, hits: readonly Hit[], least: number): Judgement {
	const { model, reading } = load();
	const { logit, start, end } = mostHarmful(model, reading, text, words, hits);
	const score = Math.round(1000 / (1 + Math.exp(-(SLOPE * logit + INTERCEPT))));
	if (score < least) return { score, start, end, hazards: [] };
	read(reading, text, words, hits, start, end);
	const shares = hazardShares(model, reading);
	return { score, start, end, hazards: HAZARDS.map((hazard, at) => ({ hazard, share: shares[at] as number })) };
}
