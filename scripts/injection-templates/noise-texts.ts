// Training texts of the noise model: stretches of prompts with machine-made endings, and of innocent prompts and code.
import { SUFFIX_WINDOW } from "../../src/decide/detect/injection/suffix.ts";
import type { Labelled, Source } from "./augment.ts";
import { innocentTemplate } from "./compose.ts";
import type { Pick } from "./grammar.ts";
import { SYMBOLIC, salad, suffix } from "./suffixes.ts";

const MAX_CHARS = 2500;

/** Every stretch with its weight, in a fixed order. */
export function noiseTexts({ rows, goals }: Source, random: () => number): Labelled[] {
	const pick: Pick = (items) => items[Math.floor(random() * items.length)] as (typeof items)[number];
	const out: Labelled[] = [];
	const put = (text: string, y: 0 | 1, weight: number) => out.push({ text, y, weight });
	const ending = (text: string, slack: number): string => {
		const cut = Math.floor(random() * slack);
		return text.slice(Math.max(0, text.length - SUFFIX_WINDOW - cut), text.length - cut);
	};
	const optimised = rows.filter((row) => row.set.includes("GCG")).map((row) => row.text);
	const others = rows.filter((row) => !row.set.includes("GCG"));
	const words = [
		...new Set(others.filter((row) => row.label === "benign").flatMap((row) => row.text.slice(0, 200).split(/[^\p{L}]+/u))),
	].filter((word) => word.length > 2 && word.length < 12);
	for (const { text } of others) {
		for (let from = 0; from < Math.min(text.length, MAX_CHARS); from += SUFFIX_WINDOW / 2) {
			if (random() < 0.5) put(text.slice(from, from + SUFFIX_WINDOW), 0, 0.5);
		}
	}
	for (let i = 0; i < 4000; i++) put(innocentTemplate(pick).slice(0, SUFFIX_WINDOW), 0, 0.5);
	for (let i = 0; i < 2000; i++) put(pick(SYMBOLIC)(pick).slice(0, SUFFIX_WINDOW), 0, 0.5);
	for (const goal of goals) put(goal.slice(0, SUFFIX_WINDOW), 0, 0.5);
	for (let i = 0; i < 7000; i++) put(ending(`${pick(goals)} ${pick([suffix, suffix, salad])(pick, words)}`, 40), 1, 0.7);
	for (let i = 0; i < (optimised.length > 0 ? 3000 : 0); i++) {
		const real = pick(optimised);
		put(ending(random() < 0.5 ? real : `${pick(goals)} ${real.slice(Math.floor(real.length * 0.55))}`, 30), 1, 0.7);
	}
	return out;
}
