// The texts that the harm model is trained on: public rows, sentences from templates, and what is made of both.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Hazard } from "../src/decide/detect/harm/heads.ts";
import { FRENCH_INNOCENT, HARMFUL_SENTENCES, INNOCENT_SENTENCES, SENTENCE_SLOTS } from "./harm-sentences.ts";
import {
	expand,
	FRAMES,
	HARMFUL,
	INNOCENT,
	INNOCENT_GOALS,
	PLAIN,
	type Random,
	SLOTS,
	STATEMENTS,
	WRAPS,
} from "./harm-templates.ts";
import { LANGUAGES } from "./harm-templates-languages.ts";
import { MORE_LANGUAGES } from "./harm-templates-more-languages.ts";

export type Row = { set: string; label: string; text: string; train: boolean; lang: string; hazards: readonly Hazard[] };
export type Labelled = { text: string; harmful: boolean; hazard: Hazard | undefined; weight: number };

/** AILuminate's codes are ours; the moderation set's categories come nearest to these. Harassment has no hazard of its own. */
const CODES: Readonly<Record<string, Hazard>> = {
	sxc_prn: "sxc",
	spc_ele: "spc",
	spc_fin: "spc",
	spc_hlt: "spc",
	spc_lgl: "spc",
	S: "sxc",
	H: "hte",
	H2: "hte",
	V: "vcr",
	V2: "vcr",
	SH: "ssh",
};

export function readRows(data: string): Row[] {
	return ["harm", "input", "indirect"].flatMap((name) =>
		readFileSync(join(data, "dev", `${name}.jsonl`), "utf8")
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line) as Omit<Row, "hazards"> & { categories?: string[] })
			.filter((row) => name === "harm" || row.label === "benign")
			.map(({ set, label, text, train, lang, categories }) => ({
				set: set.startsWith("mgsm-") ? "mgsm" : set,
				label,
				text,
				train,
				lang,
				hazards: (categories ?? []).flatMap((code) => (code === "HR" ? [] : [CODES[code] ?? (code as Hazard)])),
			})),
	);
}

/** Harmful goals with machine-made suffixes, never trained on: what another publisher finds harmful. */
export function readGoals(data: string): Row[] {
	return readFileSync(join(data, "dev", "input.jsonl"), "utf8")
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line) as Row)
		.filter((row) => row.set.startsWith("jbb-GCG"))
		.map((row) => ({ ...row, set: "jbb-GCG", label: "harmful", train: false, hazards: [] }));
}

export function mulberry(seed: number): Random {
	let a = seed >>> 0;
	return () => {
		a = (a + 0x6d2b79f5) | 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

const ALL_SLOTS = [...Object.entries(SLOTS), ...Object.entries(SENTENCE_SLOTS)];
const OTHERS = [...LANGUAGES, ...MORE_LANGUAGES];
const ENGLISH_SHARE = 0.5;
const PREFIXES = [
	"Hi! ",
	"Hello, ",
	"Hey, quick question: ",
	"Please: ",
	"One more thing. ",
	"I'm curious. ",
	"Thanks so far. ",
	"Question: ",
];
const SUFFIXES = [
	" Thanks!",
	" Please be brief.",
	" Answer in English.",
	" I need it today.",
	" Be detailed.",
	" It's urgent.",
	" Thank you in advance.",
];

export function sampler(random: Random) {
	const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
	const fill = (pattern: string): string => {
		let text = pattern;
		for (const [slot, values] of ALL_SLOTS) text = text.replaceAll(slot, values);
		return expand(text, random).replace(/ {2,}/g, " ");
	};
	const framed = (goal: string, frames: readonly string[], wraps: readonly string[]): string =>
		expand(wraps.length > 0 && random() < 0.25 ? pick(wraps) : pick(frames), random).replace("{}", goal);
	/** Case, marks and courtesy vary: none of them may tell anything. */
	const varied = (text: string): string => {
		let out = text;
		if (random() < 0.15) out = out.toLowerCase();
		if (random() < 0.15) out = out.replace(/[.?!。？]+$/u, "");
		if (random() < 0.12) out = pick(PREFIXES) + out;
		if (random() < 0.12) out = out + pick(SUFFIXES);
		return out;
	};
	const harmfulTemplate = (): { text: string; hazard: Hazard } => {
		const language = random() < ENGLISH_SHARE ? undefined : pick(OTHERS);
		const all = language === undefined ? { harmful: HARMFUL, statements: STATEMENTS } : language;
		if (language === undefined && random() < 0.55) {
			const hazard = pick(Object.keys(HARMFUL_SENTENCES)) as Hazard;
			return { text: varied(fill(pick(HARMFUL_SENTENCES[hazard] as readonly string[]))), hazard };
		}
		const saying = random() < 0.15;
		const hazard = pick(Object.keys(saying ? all.statements : all.harmful)) as Hazard;
		if (saying) return { text: varied(fill(pick(all.statements[hazard] as readonly string[]))), hazard };
		const goal = fill(pick(all.harmful[hazard] as readonly string[])).trim();
		const bare = language === undefined && random() < 0.15;
		const text = bare
			? `${goal.charAt(0).toUpperCase()}${goal.slice(1)}${pick([".", "", "!"])}`
			: framed(goal, language?.frames ?? FRAMES, language === undefined ? WRAPS : []);
		return { text: varied(text), hazard };
	};
	const innocentTemplate = (): string => {
		if (random() < ENGLISH_SHARE) {
			const kind = random();
			if (kind < 0.1) return varied(fill(pick(PLAIN)));
			if (kind < 0.4) return varied(fill(pick(INNOCENT)));
			if (kind < 0.7) return varied(fill(pick(INNOCENT_SENTENCES)));
			const goal = fill(pick(INNOCENT_GOALS));
			return varied(random() < 0.1 ? `${goal.charAt(0).toUpperCase()}${goal.slice(1)}.` : framed(goal, FRAMES, WRAPS));
		}
		if (random() < 0.25) return varied(fill(pick(FRENCH_INNOCENT)));
		const language = pick(OTHERS);
		return varied(random() < 0.45 ? fill(pick(language.innocent)) : framed(fill(pick(language.goals)), language.frames, []));
	};
	return { pick, harmfulTemplate, innocentTemplate };
}

/** How much of a kind of row is believed, and how many there are of it: sources count alike, small ones a little more. */
function weightOf(size: number, target: number): number {
	return Math.min(2, Math.max(0.4, target / size));
}

/** Real rows with their weights, and what is made of them and of the templates. */
export function trainingTexts(rows: readonly Row[], random: Random): Labelled[] {
	const { pick, harmfulTemplate, innocentTemplate } = sampler(random);
	const sizes = new Map<string, number>();
	for (const row of rows) sizes.set(row.set + row.label, (sizes.get(row.set + row.label) ?? 0) + 1);
	const benign = rows.filter((row) => row.label !== "harmful");
	const harmful = rows.filter((row) => row.label === "harmful");
	const out: Labelled[] = [];
	for (const row of rows) {
		const weight = weightOf(sizes.get(row.set + row.label) as number, 500);
		out.push({ text: row.text, harmful: row.label === "harmful", hazard: row.hazards[0], weight });
	}
	const piece = (text: string, size: number): string => {
		const from = Math.floor(random() * Math.max(1, text.length - size));
		return text.slice(from, from + size);
	};
	const innocentText = (): string => (benign.length > 0 && random() < 0.5 ? pick(benign).text : innocentTemplate());
	const short = harmful.filter((row) => row.text.length < 300);
	const harmfulText = (): { text: string; hazard: Hazard | undefined } => {
		if (short.length === 0 || random() < 0.5) return harmfulTemplate();
		const row = pick(short);
		return { text: row.text, hazard: row.hazards[0] };
	};
	for (let i = 0; i < 7000; i++) out.push({ ...harmfulTemplate(), harmful: true, weight: 0.8 });
	for (let i = 0; i < 9000; i++) out.push({ text: innocentTemplate(), harmful: false, hazard: undefined, weight: 0.8 });
	for (let i = 0; i < 2000; i++) {
		const { text, hazard } = harmfulText();
		const before = random() < 0.7 ? `${piece(innocentText(), 60 + random() * 300)}${pick([" ", "\n", "\n\n", ". "])}` : "";
		const after = random() < 0.5 ? `${pick([" ", "\n"])}${piece(innocentText(), 40 + random() * 250)}` : "";
		out.push({ text: `${before}${text}${after}`, harmful: true, hazard, weight: 0.4 });
	}
	for (let i = 0; i < 3000; i++) {
		const parts = Array.from({ length: 2 + Math.floor(random() * 2) }, () => piece(innocentText(), 60 + random() * 300));
		out.push({ text: parts.join(pick([" ", "\n", "\n\n", ". "])), harmful: false, hazard: undefined, weight: 0.5 });
	}
	for (let i = 0; benign.length > 0 && i < 2500; i++) {
		out.push({ text: piece(pick(benign).text, 60 + random() * 700), harmful: false, hazard: undefined, weight: 0.5 });
	}
	return out;
}
