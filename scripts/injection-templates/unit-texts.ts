// Training texts of the sentence model: sentences of documents, and instructions to a model such as are put among them.
import { unitsOf } from "../../src/decide/detect/injection/units.ts";
import type { Labelled } from "./augment.ts";
import { attackTemplate, documentText, payload } from "./compose.ts";
import type { Pick } from "./grammar.ts";

export type DocumentSource = {
	/** Instructions that attackers place. */
	readonly payloads: readonly string[];
	/** Innocent documents, and how much of each kind is used. */
	readonly documents: readonly { readonly text: string; readonly share: number }[];
	/** Questions that have no place in a document. */
	readonly questions: readonly string[];
};

const MAX_CHARS = 6000;

function sentences(text: string): string[] {
	const bounds = unitsOf(text);
	const out: string[] = [];
	for (let i = 0; i < bounds.length; i += 2) out.push(text.slice(bounds[i], bounds[i + 1]));
	return out;
}

/** Every sentence with its weight, in a fixed order. */
export function unitTexts({ payloads, documents, questions }: DocumentSource, random: () => number): Labelled[] {
	const pick: Pick = (items) => items[Math.floor(random() * items.length)] as (typeof items)[number];
	const innocent: string[] = [];
	for (const { text, share } of documents) {
		for (const sentence of sentences(text.slice(0, MAX_CHARS))) if (random() < share) innocent.push(sentence);
	}
	for (let i = 0; i < 16_000; i++) innocent.push(...sentences(documentText(pick)).slice(0, 2));
	const out: Labelled[] = innocent.map((text) => ({ text, y: 0, weight: 0.5 }));
	const first = (text: string) => sentences(text)[0] ?? text;
	for (const text of payloads) {
		out.push({ text: text.slice(0, 280), y: 1, weight: 1 }, { text: first(text), y: 1, weight: 0.5 });
	}
	const placed = (): string => {
		if (payloads.length > 0 && random() < 0.25) return pick(payloads).split("\n", 1)[0] as string;
		if (random() < 0.75) return payload(pick);
		return random() < 0.85 ? attackTemplate(pick) : pick(questions);
	};
	for (let i = 0; i < 9000; i++) out.push({ text: first(placed()), y: 1, weight: 0.5 });
	for (let i = 0; i < 4000; i++) {
		const neighbour = pick(innocent).trim();
		const text = random() < 0.5 ? `${neighbour.slice(-60)} ${placed()}` : `${placed()} ${neighbour.slice(0, 60)}`;
		out.push({ text: text.slice(0, 300), y: 1, weight: 0.5 });
	}
	return out;
}
