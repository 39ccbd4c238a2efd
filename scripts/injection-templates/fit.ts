// Fits the linear model of the injection score: logistic regression by AdaGrad, samples in seeded order, weights in bytes.
import type { ScanContext } from "../../src/decide/detect/detector.ts";
import type { Anchored } from "../../src/decide/detect/injection/calibration.ts";
import { INJECTION_LEXICON } from "../../src/decide/detect/injection/concepts.ts";
import { injectionEvidence } from "../../src/decide/detect/injection/evidence.ts";
import { HAND, handFeatures } from "../../src/decide/detect/injection/features.ts";
import { hashGrams, newBags } from "../../src/decide/detect/injection/grams.ts";
import { LETTER_PRIOR, type LinearModel, WORD_PRIOR } from "../../src/decide/detect/injection/linear.ts";
import { hashNoise } from "../../src/decide/detect/injection/noise.ts";
import { readWords } from "../../src/decide/detect/phrases/lexicon.ts";
import type { Labelled } from "./augment.ts";

const EPOCHS = 5;
const RATE = 0.35;
const HAND_RATE = 0.05;
const L2_HAND = 1e-4;
const MAX_TRAIN_CHARS = 2000;

export const MESSAGE: ScanContext = {
	stage: "input",
	kind: "message",
	role: "user",
	trust: "untrusted",
	hosts: [],
	decoded: false,
};

export type Sample = { letters: Int32Array; words: Int32Array; hand: Float32Array; y: 0 | 1; weight: number };
export type Tables = { readonly letters: number; readonly words: number };

const bags = newBags();
const NOTHING = new Float32Array(0);

/** A text as the main and the sentence model see it. */
export function sampleOf({ text, y, weight }: Labelled, context: ScanContext, noise: Anchored): Sample {
	const cut = text.slice(0, MAX_TRAIN_CHARS);
	const words = readWords(INJECTION_LEXICON, cut);
	const hits = injectionEvidence(cut, words, context, noise, bags);
	hashGrams(cut, 0, cut.length, bags);
	return {
		letters: bags.letters.slice(0, bags.letterCount),
		words: bags.words.slice(0, bags.wordCount),
		hand: handFeatures(cut, words, hits, 0, cut.length),
		y,
		weight,
	};
}

/** A stretch as the noise model sees it. */
export function noiseSampleOf({ text, y, weight }: Labelled): Sample {
	hashNoise(text, 0, text.length, bags);
	return {
		letters: bags.letters.slice(0, bags.letterCount),
		words: bags.words.slice(0, bags.wordCount),
		hand: NOTHING,
		y,
		weight,
	};
}

type Layer = { readonly weights: Float32Array; readonly squares: Float32Array };
const layer = (size: number, start: number): Layer => ({
	weights: new Float32Array(size),
	squares: new Float32Array(size).fill(start),
});

function sumOf({ weights }: Layer, buckets: Int32Array): number {
	const last = weights.length - 1;
	let sum = 0;
	for (let i = 0; i < buckets.length; i++) sum += weights[(buckets[i] as number) & last] as number;
	return sum;
}

function step({ weights, squares }: Layer, buckets: Int32Array, gradient: number): void {
	const last = weights.length - 1;
	const square = gradient * gradient;
	for (let i = 0; i < buckets.length; i++) {
		const b = (buckets[i] as number) & last;
		squares[b] = (squares[b] as number) + square;
		weights[b] = (weights[b] as number) - (RATE * gradient) / Math.sqrt(squares[b] as number);
	}
}

/** Trains on samples in seeded order; the weights come as bytes. */
export function fitModel(samples: readonly Sample[], tables: Tables, random: () => number): LinearModel {
	const letters = layer(tables.letters, 1);
	const words = layer(tables.words, 1);
	const hand = layer(HAND, 1e-2);
	let bias = -1;
	const order = samples.map((_, i) => i);
	for (let epoch = 0; epoch < EPOCHS; epoch++) {
		for (let i = order.length - 1; i > 0; i--) {
			const j = Math.floor(random() * (i + 1));
			[order[i], order[j]] = [order[j] as number, order[i] as number];
		}
		for (const at of order) {
			const s = samples[at] as Sample;
			const letterNorm = 1 / Math.sqrt(s.letters.length + LETTER_PRIOR);
			const wordNorm = 1 / Math.sqrt(s.words.length + WORD_PRIOR);
			let logit = bias + sumOf(letters, s.letters) * letterNorm + sumOf(words, s.words) * wordNorm;
			for (let k = 0; k < s.hand.length; k++) logit += (hand.weights[k] as number) * (s.hand[k] as number);
			const error = s.weight * (1 / (1 + Math.exp(-logit)) - s.y);
			bias -= 0.02 * error;
			step(letters, s.letters, error * letterNorm);
			step(words, s.words, error * wordNorm);
			for (let k = 0; k < s.hand.length; k++) {
				const h = s.hand[k] as number;
				if (h === 0) continue;
				const g = error * h + L2_HAND * (hand.weights[k] as number);
				hand.squares[k] = (hand.squares[k] as number) + g * g;
				hand.weights[k] = (hand.weights[k] as number) - (HAND_RATE * g) / Math.sqrt(hand.squares[k] as number);
			}
		}
	}
	return quantise({ bias, letters: letters.weights, words: words.weights, letterScale: 1, wordScale: 1, hand: hand.weights });
}

/** Weights as signed bytes; the few largest are clipped, so that the rest keep their resolution. */
function bytesOf(weights: Float32Array): { bytes: Int8Array; scale: number } {
	const sorted = Float32Array.from(weights, Math.abs).sort();
	const scale = (sorted[Math.floor(weights.length * 0.9995)] as number) / 127;
	return { bytes: Int8Array.from(weights, (w) => Math.max(-127, Math.min(127, Math.round(w / scale)))), scale };
}

function quantise(model: LinearModel): LinearModel {
	const letters = bytesOf(model.letters as Float32Array);
	const words = bytesOf(model.words as Float32Array);
	return { ...model, letters: letters.bytes, letterScale: letters.scale, words: words.bytes, wordScale: words.scale };
}
