// The linear heads: how harmful a stretch of text is, and which hazard it would be.
import { HAND, type Reading, TOPICS } from "./features.ts";

/** Hazards told apart by the model. Sexual exploitation of children has no head: nothing of it may be trained on. */
export const HAZARDS = ["vcr", "ncr", "src", "ssh", "iwp", "hte", "dfm", "ipv", "prv", "sxc", "spc"] as const;
export type Hazard = (typeof HAZARDS)[number];

export type HarmModel = {
	readonly bias: number;
	readonly scale: number;
	/** One weight a bucket, in units of `scale`. */
	readonly grams: Int8Array | Float32Array;
	readonly hand: Float32Array;
	/** By hazard, one after another: `HAZARDS.length × TOPICS`, in units of `topicScale`. */
	readonly topics: Int8Array | Float32Array;
	readonly topicScale: number;
	/** `HAZARDS.length × (HAND + 1)`; the last is the hazard's bias. */
	readonly topicHand: Float32Array;
};

/** Grams of silence that every text is taken to hold as well: a greeting has too few of its own to say anything. */
export const GRAM_PRIOR = 60;
export const TOPIC_PRIOR = 6;

/** Logit of "harmful". */
export function harmLogit(model: HarmModel, reading: Reading): number {
	const { buckets, count } = reading.grams;
	let sum = 0;
	for (let i = 0; i < count; i++) sum += model.grams[buckets[i] as number] as number;
	let logit = model.bias + (sum * model.scale) / Math.sqrt(count + GRAM_PRIOR);
	for (let k = 0; k < HAND; k++) logit += (model.hand[k] as number) * (reading.hand[k] as number);
	return logit;
}

/** Share of each hazard, given that the text is harmful; they add up to 1. */
export function hazardShares(model: HarmModel, reading: Reading): Float32Array {
	const out = new Float32Array(HAZARDS.length);
	const { buckets, count } = reading.topics;
	const norm = model.topicScale / Math.sqrt(count + TOPIC_PRIOR);
	let total = 0;
	let largest = -Infinity;
	for (let h = 0; h < HAZARDS.length; h++) {
		let sum = 0;
		const at = h * TOPICS;
		for (let i = 0; i < count; i++) sum += model.topics[at + (buckets[i] as number)] as number;
		const hand = h * (HAND + 1);
		let logit = sum * norm + (model.topicHand[hand + HAND] as number);
		for (let k = 0; k < HAND; k++) logit += (model.topicHand[hand + k] as number) * (reading.hand[k] as number);
		out[h] = logit;
		largest = Math.max(largest, logit);
	}
	for (let h = 0; h < HAZARDS.length; h++) {
		out[h] = Math.exp((out[h] as number) - largest);
		total += out[h] as number;
	}
	for (let h = 0; h < HAZARDS.length; h++) out[h] = (out[h] as number) / total;
	return out;
}
