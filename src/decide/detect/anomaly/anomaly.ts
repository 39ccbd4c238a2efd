// Texts of unusual shape: repeated, random-looking or oversized. Statistics only; what they mean is for a policy to say.
import { MIN_ENTROPY_RUN_CHARS, MIN_REPETITION_CHARS, OVERSIZED_CHARS, OVERSIZED_RUN_CHARS } from "../../../platform/limits.ts";
import type { Detector, Hit } from "../detector.ts";
import { repetition } from "./repetition.ts";

/** Bits a character above which a long run without white space is no language, code or URL path (base64 has about 6). */
const HIGH_ENTROPY_BITS = 4.9;
const MAX_RUNS = 16;

/** Shannon entropy of `text[from..to)` over its code units, bits a unit. */
function entropy(text: string, from: number, to: number, counts: Int32Array): number {
	counts.fill(0);
	for (let i = from; i < to; i++) {
		const c = text.charCodeAt(i);
		counts[c < 128 ? c : 128 + (c & 127)] = (counts[c < 128 ? c : 128 + (c & 127)] as number) + 1;
	}
	const n = to - from;
	let bits = 0;
	for (const k of counts) if (k > 0) bits -= (k / n) * Math.log2(k / n);
	return bits;
}

/** Letters of scripts without spaces make long runs of high entropy that are plain prose. */
function isPlain(text: string, from: number, to: number): boolean {
	let wide = 0;
	for (let i = from; i < to; i++) if (text.charCodeAt(i) >= 0x250) wide++;
	return wide * 4 > to - from;
}

function runs(text: string): Hit[] {
	const hits: Hit[] = [];
	const counts = new Int32Array(256);
	let longest = { start: 0, end: 0 };
	let random = 0;
	let i = 0;
	while (i < text.length) {
		while (i < text.length && text.charCodeAt(i) <= 0x20) i++;
		const from = i;
		while (i < text.length && text.charCodeAt(i) > 0x20) i++;
		if (i - from < MIN_ENTROPY_RUN_CHARS || isPlain(text, from, i)) continue;
		if (i - from > longest.end - longest.start) longest = { start: from, end: i };
		if (random === MAX_RUNS) continue;
		const bits = entropy(text, from, i, counts);
		if (bits < HIGH_ENTROPY_BITS) continue;
		random++;
		const score = Math.min(800, Math.round(400 + 200 * (bits - HIGH_ENTROPY_BITS) + Math.min(200, (i - from) / 20)));
		hits.push({ type: "text.high_entropy", start: from, end: i, score, evidence: "statistic" });
	}
	if (longest.end - longest.start > OVERSIZED_RUN_CHARS) {
		hits.push({ type: "text.oversized", start: longest.start, end: longest.end, score: 500, evidence: "limit" });
	}
	return hits;
}

function scan(text: string): Hit[] {
	const hits = runs(text);
	if (text.length > OVERSIZED_CHARS) hits.push({ type: "text.oversized", score: 600, evidence: "limit" });
	if (text.length >= MIN_REPETITION_CHARS) {
		const repeated = repetition(text);
		if (repeated !== null) hits.push(repeated);
	}
	return hits;
}

export const anomalyDetector: Detector = {
	name: "anomaly",
	version: "1",
	types: ["text.repetition", "text.high_entropy", "text.oversized"],
	reads: "original",
	cost: 4,
	scan,
};
