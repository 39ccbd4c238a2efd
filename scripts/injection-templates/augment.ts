// Makes the training texts of the injection score out of real rows and templates: attacks placed, joined, cut, varied.
import {
	attackTemplate,
	documentText,
	englishAttack,
	foreignAttack,
	foreignInnocent,
	innocentTemplate,
	payload,
	plainText,
	triggerText,
} from "./compose.ts";
import type { Pick } from "./grammar.ts";
import { flood, SYMBOLIC, salad, suffix } from "./suffixes.ts";

/** A line of the development data, as far as training reads it. */
export type Row = {
	readonly set: string;
	readonly label: "attack" | "benign";
	readonly text: string;
	readonly train: boolean;
	readonly family?: string;
};
export type Labelled = { readonly text: string; readonly y: 0 | 1; readonly weight: number };
export type Source = {
	readonly rows: readonly Row[];
	/** Harmful requests without any attack: what suffixes are attached to. */
	readonly goals: readonly string[];
	/** Innocent prose of documents. */
	readonly prose: readonly string[];
};

const JOINTS = [" ", "\n", "\n\n", ". ", "? ", " - "];

type Tools = {
	readonly pick: Pick;
	readonly random: () => number;
	readonly attack: () => string;
	readonly innocent: () => string;
	readonly piece: (text: string, size: number) => string;
	readonly words: readonly string[];
};

function tools(source: Source, random: () => number): Tools {
	const pick: Pick = (items) => items[Math.floor(random() * items.length)] as (typeof items)[number];
	const attacks = source.rows.filter((row) => row.label === "attack" && row.text.length < 500 && !row.set.includes("GCG"));
	const benign = source.rows.filter((row) => row.label === "benign");
	const words = [...new Set(benign.slice(0, 4000).flatMap((row) => row.text.slice(0, 200).split(/[^\p{L}]+/u)))].filter(
		(word) => word.length > 2 && word.length < 12,
	);
	const piece = (text: string, size: number): string => {
		if (text.length <= size) return text;
		const from = Math.floor(random() * (text.length - size));
		const start = from === 0 ? 0 : text.indexOf(" ", from) + 1;
		return text.slice(start, start + size);
	};
	return {
		pick,
		random,
		words,
		piece,
		attack: () => (attacks.length > 0 && random() < 0.35 ? varied(pick(attacks).text, random) : attackTemplate(pick)),
		innocent: () =>
			random() < 0.5
				? pick(benign).text
				: random() < 0.3 && source.prose.length > 0
					? piece(pick(source.prose), 600)
					: innocentTemplate(pick),
	};
}

/** The same text as somebody else might have typed it: words missing or swapped, other case. */
function varied(text: string, random: () => number): string {
	const dice = random();
	if (dice < 0.3) return text;
	const words = text.split(" ");
	const kept = words.filter(() => random() > 0.12);
	const out = (dice < 0.8 && words.length > 5 ? kept : words).join(" ");
	const at = 1 + Math.floor(random() * (out.length - 1));
	if (random() < 0.1) return `${out.slice(0, at)}${random() < 0.5 ? " " : ""}${out.slice(at + (random() < 0.5 ? 0 : 1))}`;
	return random() < 0.2 ? out.toLowerCase() : out;
}

/** Every training text with its weight, in a fixed order. */
export function trainingTexts(source: Source, random: () => number): Labelled[] {
	const t = tools(source, random);
	const out: Labelled[] = [];
	const put = (text: string, y: 0 | 1, weight: number) => out.push({ text, y, weight });
	const times = (n: number, make: () => void) => {
		for (let i = 0; i < n; i++) make();
	};
	const sizes = new Map<string, number>();
	for (const row of source.rows) sizes.set(row.set + row.label, (sizes.get(row.set + row.label) ?? 0) + 1);
	for (const row of source.rows) {
		const weight = Math.min(1.5, Math.max(0.6, 300 / (sizes.get(row.set + row.label) as number)));
		put(row.text, row.label === "attack" ? 1 : 0, weight);
	}
	attacks(source, t, put, times);
	innocents(source, t, put, times);
	return out;
}

type Put = (text: string, y: 0 | 1, weight: number) => void;
type Times = (n: number, make: () => void) => void;

function attacks(source: Source, t: Tools, put: Put, times: Times): void {
	const { pick, random, piece } = t;
	times(5000, () => put(englishAttack(pick), 1, 0.5));
	times(6000, () => put(foreignAttack(pick), 1, 0.5));
	const real = source.rows.filter((row) => row.label === "attack");
	const short = real.filter((row) => row.text.length < 500 && !row.set.includes("GCG"));
	if (short.length > 0) times(2500, () => put(varied(pick(short).text, random), 1, 0.4));
	times(6000, () => {
		const before = random() < 0.85 ? piece(t.innocent(), 40 + random() * random() * 1400) + pick(JOINTS) : "";
		const after = random() < 0.4 || before === "" ? pick(JOINTS) + piece(t.innocent(), 40 + random() * 600) : "";
		put(`${before}${t.attack()}${after}`, 1, 0.5);
	});
	times(1500, () => put(`${t.attack()}${pick(JOINTS)}${t.attack()}`, 1, 0.4));
	const long = real.filter((row) => row.text.length > 600);
	if (long.length > 0) times(1500, () => put(piece(pick(long).text, 400 + random() * 1200), 1, 0.4));
	const endings = real.filter((row) => row.set.includes("GCG")).map((row) => row.text.slice(Math.floor(row.text.length * 0.6)));
	const ending = () => (endings.length > 0 && random() < 0.4 ? pick(endings) : pick([suffix, suffix, salad])(pick, t.words));
	times(4000, () => {
		const goal = random() < 0.6 ? pick(source.goals) : t.innocent().slice(0, 250);
		put(`${goal}${pick([" ", " ", ". ", ""])}${ending()}`, 1, 0.5);
	});
	times(800, () => {
		const run = flood(pick, t.words);
		put(random() < 0.5 ? `${run} ${t.attack()}` : `${t.attack()}\n${run}\n${t.attack()}`, 1, 0.5);
	});
}

function innocents(source: Source, t: Tools, put: Put, times: Times): void {
	const { pick, random, piece } = t;
	times(6000, () => put(triggerText(pick), 0, 0.6));
	times(3000, () => put(plainText(pick), 0, 0.5));
	times(7000, () => put(foreignInnocent(pick), 0, 0.6));
	times(3000, () => put(innocentTemplate(pick), 0, 0.5));
	times(1500, () => put(documentText(pick), 0, 0.5));
	times(2000, () => put(pick(SYMBOLIC)(pick), 0, 0.5));
	times(1200, () => put(pick(source.goals), 0, 0.3));
	if (source.prose.length > 0) times(2500, () => put(piece(pick(source.prose), 100 + random() * 1500), 0, 0.5));
	times(5000, () => {
		const parts = Array.from({ length: 2 + Math.floor(random() * 3) }, () => piece(t.innocent(), 40 + random() * 700));
		put(parts.join(pick(JOINTS)), 0, 0.7);
	});
	const benign = source.rows.filter((row) => row.label === "benign");
	times(3000, () => put(piece(pick(benign).text, 60 + random() * 1200), 0, 0.5));
	times(1500, () => put(varied(pick(benign).text.slice(0, 800), random), 0, 0.4));
	times(600, () => put(payload(pick), 0, 0.2));
}
