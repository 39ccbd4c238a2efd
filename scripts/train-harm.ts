// Trains the harm model from public texts that may be used for training, and measures it on sources left out whole.
import { writeFileSync } from "node:fs";
import { HARM_LEXICON } from "../src/decide/detect/harm/concepts.ts";
import { harmEvidence } from "../src/decide/detect/harm/evidence.ts";
import { BUCKETS, HAND, newReading, read, TOPICS } from "../src/decide/detect/harm/features.ts";
import { GRAM_PRIOR, HAZARDS, type HarmModel, hazardShares, TOPIC_PRIOR } from "../src/decide/detect/harm/heads.ts";
import { mostHarmful } from "../src/decide/detect/harm/windows.ts";
import { readWords } from "../src/decide/detect/phrases/lexicon.ts";
import { SAFE_PROMPTS, UNSAFE_PROMPTS } from "../test/decide/detect/harm-prompts.ts";
import { type Labelled, mulberry, type Row, readGoals, readRows, trainingTexts } from "./harm-samples.ts";

const SEED = 20_261_124;
const EPOCHS = 7;
const RATE = 0.25;
/** Weights are the mean of those after each quarter of an epoch, from this epoch on: the last texts seen must not speak loudest. */
const AVERAGED_FROM = 2;
const L2_HAND = 1e-4;
const MAX_TRAIN_CHARS = 1200;

type Sample = {
	grams: Int32Array;
	topics: Int32Array;
	hand: Float32Array;
	harmful: 0 | 1;
	hazard: number;
	weight: number;
};

const reading = newReading();

function sample({ text, harmful, hazard, weight }: Labelled): Sample {
	const cut = text.slice(0, MAX_TRAIN_CHARS);
	const words = readWords(HARM_LEXICON, cut);
	read(reading, cut, words, harmEvidence(cut, words, "user"), 0, cut.length);
	return {
		grams: reading.grams.buckets.slice(0, reading.grams.count),
		topics: harmful ? reading.topics.buckets.slice(0, reading.topics.count) : new Int32Array(0),
		hand: reading.hand.slice(),
		harmful: harmful ? 1 : 0,
		hazard: hazard === undefined ? -1 : HAZARDS.indexOf(hazard),
		weight,
	};
}

/** Visits samples in seeded order, each epoch anew. */
function* shuffled<T>(samples: readonly T[], random: () => number): Generator<T> {
	const order = samples.map((_, i) => i);
	for (let epoch = 0; epoch < EPOCHS; epoch++) {
		for (let i = order.length - 1; i > 0; i--) {
			const j = Math.floor(random() * (i + 1));
			[order[i], order[j]] = [order[j] as number, order[i] as number];
		}
		for (const at of order) yield samples[at] as T;
	}
}

/** Logistic regression by AdaGrad. */
function trainHarmful(samples: readonly Sample[], random: () => number): Pick<HarmModel, "bias" | "grams" | "hand"> {
	const grams = new Float32Array(BUCKETS);
	const hand = new Float32Array(HAND);
	const gramSquares = new Float32Array(BUCKETS).fill(1);
	const handSquares = new Float32Array(HAND).fill(1e-2);
	let bias = -1;
	const sum = new Float32Array(BUCKETS);
	let visits = 0;
	let averaged = 0;
	for (const { grams: buckets, hand: h, harmful, weight } of shuffled(samples, random)) {
		if (++visits % (samples.length >> 2) === 0 && visits > samples.length * AVERAGED_FROM) {
			averaged++;
			for (let b = 0; b < BUCKETS; b++) sum[b] = (sum[b] as number) + (grams[b] as number);
		}
		const norm = 1 / Math.sqrt(buckets.length + GRAM_PRIOR);
		let logit = bias;
		for (const b of buckets) logit += (grams[b] as number) * norm;
		for (let k = 0; k < HAND; k++) logit += (hand[k] as number) * (h[k] as number);
		const error = weight * (1 / (1 + Math.exp(-logit)) - harmful);
		bias -= 0.02 * error;
		const g = error * norm;
		for (const b of buckets) {
			gramSquares[b] = (gramSquares[b] as number) + g * g;
			grams[b] = (grams[b] as number) - (RATE * g) / Math.sqrt(gramSquares[b] as number);
		}
		for (let k = 0; k < HAND; k++) {
			if (h[k] === 0) continue;
			const gh = error * (h[k] as number) + L2_HAND * (hand[k] as number);
			handSquares[k] = (handSquares[k] as number) + gh * gh;
			hand[k] = (hand[k] as number) - (0.1 * gh) / Math.sqrt(handSquares[k] as number);
		}
	}
	for (let b = 0; b < BUCKETS; b++) grams[b] = (sum[b] as number) / averaged;
	return { bias, grams, hand };
}

/** Softmax regression over the hazards of harmful texts, by AdaGrad. */
function trainHazards(samples: readonly Sample[], random: () => number): Pick<HarmModel, "topics" | "topicHand"> {
	const n = HAZARDS.length;
	const topics = new Float32Array(n * TOPICS);
	const squares = new Float32Array(n * TOPICS).fill(1);
	const hand = new Float32Array(n * (HAND + 1));
	const handSquares = new Float32Array(hand.length).fill(1e-1);
	const p = new Float32Array(n);
	const known = samples.filter((s) => s.harmful === 1 && s.hazard >= 0);
	for (const { topics: buckets, hand: h, hazard, weight } of shuffled(known, random)) {
		const norm = 1 / Math.sqrt(buckets.length + TOPIC_PRIOR);
		let total = 0;
		for (let k = 0; k < n; k++) {
			let logit = hand[k * (HAND + 1) + HAND] as number;
			for (const b of buckets) logit += (topics[k * TOPICS + b] as number) * norm;
			for (let f = 0; f < HAND; f++) logit += (hand[k * (HAND + 1) + f] as number) * (h[f] as number);
			p[k] = Math.exp(Math.min(30, logit));
			total += p[k] as number;
		}
		for (let k = 0; k < n; k++) {
			const error = weight * ((p[k] as number) / total - (k === hazard ? 1 : 0));
			const g = error * norm;
			for (const b of buckets) {
				const at = k * TOPICS + b;
				squares[at] = (squares[at] as number) + g * g;
				topics[at] = (topics[at] as number) - (0.3 * g) / Math.sqrt(squares[at] as number);
			}
			for (let f = 0; f <= HAND; f++) {
				const x = f === HAND ? 1 : (h[f] as number);
				if (x === 0) continue;
				const at = k * (HAND + 1) + f;
				const gh = error * x + L2_HAND * (hand[at] as number);
				handSquares[at] = (handSquares[at] as number) + gh * gh;
				hand[at] = (hand[at] as number) - (0.1 * gh) / Math.sqrt(handSquares[at] as number);
			}
		}
	}
	return { topics, topicHand: hand };
}

/** Weights as signed bytes. The few largest are clipped: the rest keep their resolution. */
function quantise(weights: Float32Array): { bytes: Int8Array; scale: number } {
	const sorted = Float32Array.from(weights, Math.abs).sort();
	const scale = (sorted[Math.floor(weights.length * 0.9995)] as number) / 127;
	return { bytes: Int8Array.from(weights, (w) => Math.max(-127, Math.min(127, Math.round(w / scale)))), scale };
}

function train(rows: readonly Row[], seed: number): HarmModel {
	const random = mulberry(seed);
	const samples = trainingTexts(rows, random).map(sample);
	const harmful = trainHarmful(samples, random);
	const hazards = trainHazards(samples, random);
	const grams = quantise(harmful.grams as Float32Array);
	const topics = quantise(hazards.topics as Float32Array);
	return {
		bias: harmful.bias,
		hand: harmful.hand,
		grams: grams.bytes,
		scale: grams.scale,
		topics: topics.bytes,
		topicScale: topics.scale,
		topicHand: hazards.topicHand,
	};
}

type Scored = {
	set: string;
	label: string;
	text: string;
	logit: number;
	top: string;
	hazards: readonly string[];
	lexicon: number;
};

function score(model: HarmModel, row: Pick<Row, "set" | "label" | "text" | "hazards">): Scored {
	const words = readWords(HARM_LEXICON, row.text);
	const hits = harmEvidence(row.text, words, "user");
	const harm = mostHarmful(model, reading, row.text, words, hits);
	read(reading, row.text, words, hits, harm.start, harm.end);
	const shares = hazardShares(model, reading);
	const top = HAZARDS[shares.indexOf(Math.max(...shares))] as string;
	const lexicon = hits.reduce((best, hit) => Math.max(best, hit.score), 0);
	return { set: row.set, label: row.label, text: row.text, logit: harm.logit, top, hazards: row.hazards, lexicon };
}

/** Sources that are left out together: harmful and harmless ones, so that neither side of a fold was seen. */
const FOLDS: readonly (readonly string[])[] = [
	["advbench", "awesome-even", "cse-frr-multilingual", "bipia-code-context"],
	["ailuminate-en-even", "ailuminate-fr-even", "wildguard-benign"],
	["openai-moderation-even", "deepset-train", "mgsm", "bipia-email-context", "bipia-table-context"],
];

function crossValidate(rows: readonly Row[], groups: number, groupOf: (row: Row) => number): Scored[] {
	return Array.from({ length: groups }).flatMap((_, n) => {
		const model = train(
			rows.filter((row) => groupOf(row) !== n),
			SEED + n,
		);
		return rows.filter((row) => groupOf(row) === n).map((row) => score(model, row));
	});
}

/** One of five parts by the beginning of a text, so that near copies fall together. */
function partOf(row: Row): number {
	let hash = 0;
	for (const c of row.text.slice(0, 60)) hash = (Math.imul(hash, 31) + c.charCodeAt(0)) | 0;
	return (hash >>> 7) % 5;
}

function wilson(k: number, n: number): string {
	const z = 1.96;
	const p = k / n;
	const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
	const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
	return `${(100 * p).toFixed(1)} (${(100 * Math.max(0, middle - half)).toFixed(1)}–${(100 * Math.min(1, middle + half)).toFixed(1)})`;
}

function auc(scored: readonly Scored[], harmful: (s: Scored) => boolean): number {
	const order = [...scored].sort((a, b) => a.logit - b.logit);
	let ranks = 0;
	let n = 0;
	order.forEach((s, i) => {
		if (!harmful(s)) return;
		ranks += i + 1;
		n++;
	});
	return (ranks - (n * (n + 1)) / 2) / (n * (order.length - n));
}

function report(title: string, scored: readonly Scored[], thresholds: readonly number[]): void {
	console.log(`\n${title}`);
	const groups = Map.groupBy(scored, (s) => `${s.set} | ${s.label === "harmful" ? "harmful" : "benign"}`);
	const line = (key: string, list: readonly Scored[]) => {
		const cells = thresholds.map((t) => wilson(list.filter((s) => s.logit >= t).length, list.length));
		console.log(`| ${key} | ${list.length} | ${cells.join(" | ")} |`);
	};
	for (const [key, list] of [...groups].sort()) line(key, list);
	const harmful = scored.filter((s) => s.label === "harmful");
	line("**all** | harmful", harmful);
	line(
		"**all** | benign",
		scored.filter((s) => s.label !== "harmful"),
	);
	const known = harmful.filter((s) => s.hazards.length > 0);
	const right = known.filter((s) => s.hazards.includes(s.top)).length;
	console.log(
		`AUC ${auc(scored, (s) => s.label === "harmful").toFixed(3)}; hazard right: ${wilson(right, known.length)} of ${known.length}`,
	);
}

/** Logit above which a share of the texts lies. */
function quantile(scored: readonly Scored[], share: number): number {
	const logits = scored.map((s) => s.logit).sort((a, b) => b - a);
	return logits[Math.floor(share * logits.length)] as number;
}

/** Slope and intercept that turn logits into probabilities, both labels weighing `harmful` to 1 − `harmful`. */
function platt(scored: readonly Scored[], harmful: number): { slope: number; intercept: number } {
	const n = scored.filter((s) => s.label === "harmful").length;
	let slope = 1;
	let intercept = 0;
	for (let step = 0; step < 4000; step++) {
		let ds = 0;
		let di = 0;
		for (const s of scored) {
			const y = s.label === "harmful" ? 1 : 0;
			const weight = y === 1 ? harmful / n : (1 - harmful) / (scored.length - n);
			const error = weight * (1 / (1 + Math.exp(-(slope * s.logit + intercept))) - y);
			ds += error * s.logit;
			di += error;
		}
		slope -= 0.3 * ds;
		intercept -= 0.3 * di;
	}
	return { slope, intercept };
}

/** What the harmful weigh when logits become probabilities: one text in five. */
const PRIOR = 0.2;

const all = readRows(process.env.EDICT_DATA ?? "../shared/data");
const trainable = all.filter((row) => row.train);
const left = crossValidate(trainable, FOLDS.length, (row) => FOLDS.findIndex((fold) => fold.includes(row.set)));
const final = train(trainable, SEED);
// Rows that must not be trained on were seen by no model: the final one speaks for them.
const unseen = all.filter((row) => !row.train).map((row) => score(final, row));
const judged = [...left, ...unseen];
const curve = platt(judged, PRIOR);
const benign = judged.filter((s) => s.label !== "harmful");
const shares = [0.05, 0.02, 0.01];
const thresholds = shares.map((share) => quantile(benign, share));
console.log(`logits passed by ${shares.join(", ")} of benign: ${thresholds.map((t) => t.toFixed(2)).join(", ")}; curve`, curve);
report("sources left out whole, and rows that are never trained on", judged, thresholds);
if (process.argv.includes("--within")) report("other rows of the same sources", crossValidate(trainable, 5, partOf), thresholds);
report(
	"harmful goals with suffixes, final model",
	readGoals(process.env.EDICT_DATA ?? "../shared/data").map((row) => score(final, row)),
	thresholds,
);
const prompts = [
	...SAFE_PROMPTS.map((text) => score(final, { set: "hand-written", label: "benign", text, hazards: [] })),
	...UNSAFE_PROMPTS.map((text) => score(final, { set: "hand-written", label: "harmful", text, hazards: [] })),
];
report("hand-written prompts, final model", prompts, thresholds);
if (process.argv.includes("--errors")) {
	for (const label of ["harmful", "benign"]) {
		const named = judged.filter((s) => s.lexicon >= 700 && (label === "harmful") === (s.label === "harmful"));
		console.log(
			label,
			"wordings of 700 and more:",
			named.length,
			[0.1, 0.2, 0.3, 0.5, 0.7, 0.9].map((q) => quantile(named, q).toFixed(2)),
		);
	}
	for (const s of prompts) {
		const alarm = s.logit >= (thresholds[1] as number);
		if (alarm !== (s.label === "harmful")) console.log(s.label, s.logit.toFixed(2), s.lexicon, s.top, s.text.slice(0, 120));
	}
	for (const [set, list] of Map.groupBy(benign, (s) => s.set)) {
		for (const s of list.sort((a, b) => b.logit - a.logit).slice(0, 12)) {
			console.log(set, s.logit.toFixed(2), s.lexicon, s.top, s.text.slice(0, 160).replaceAll("\n", " "));
		}
	}
}
if (process.argv.includes("--write")) {
	const base64 = (bytes: Int8Array) => Buffer.from(bytes.buffer).toString("base64");
	const numbers = (values: Float32Array) => Array.from(values, (w) => Number(w.toPrecision(3))).join(", ");
	writeFileSync(
		"src/decide/detect/harm/weights.ts",
		`// Generated by scripts/train-harm.ts: weights of the harm model. See docs/detectors/harm-model.md.

/** One signed byte a bucket, base64. */
export const GRAMS =
	"${base64(final.grams as Int8Array)}";
export const SCALE = ${final.scale.toPrecision(6)};
export const BIAS = ${final.bias.toPrecision(6)};
export const HAND_WEIGHTS = [${numbers(final.hand)}];
/** One signed byte a bucket and hazard, base64. */
export const TOPIC_GRAMS =
	"${base64(final.topics as Int8Array)}";
export const TOPIC_SCALE = ${final.topicScale.toPrecision(6)};
export const TOPIC_HAND_WEIGHTS = [${numbers(final.topicHand)}];
/** Probability of harm at a logit: 1 / (1 + exp(−(SLOPE × logit + INTERCEPT))), fitted on sources left out whole. */
export const SLOPE = ${curve.slope.toPrecision(5)};
export const INTERCEPT = ${curve.intercept.toPrecision(5)};
`,
	);
}
