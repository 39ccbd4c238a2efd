// Composes training texts from the grammars: one attack, one innocent text, one payload, one stretch of a document.
import { DOCUMENT_SENTENCES, DOCUMENT_WORDS, PAYLOAD_WORDS, PAYLOADS } from "./documents.ts";
import { ATTACK_WORDS, ATTACKS } from "./english-attacks.ts";
import { EXTRA_WORDS, GREETINGS, INNOCENT_WORDS, PLAIN, TRIGGERS } from "./english-innocent.ts";
import { alternatives, expand, type Pick } from "./grammar.ts";
import { ASIA } from "./languages-asia.ts";
import { EUROPE, type Pack } from "./languages-europe.ts";
import { MORE } from "./languages-more.ts";
import { MANUAL_WORDS, MANUALS } from "./manuals.ts";
import { SYMBOLIC } from "./suffixes.ts";

const INNOCENT = { ...INNOCENT_WORDS, ...EXTRA_WORDS };
const DOCUMENT = { ...MANUAL_WORDS, ...DOCUMENT_WORDS, ...PAYLOAD_WORDS };
type Phrases = { readonly [K in keyof Pack | "order" | "work"]: readonly string[] };
const PACKS: readonly Phrases[] = Object.entries({ ...EUROPE, ...ASIA }).map(([language, pack]) => {
	const [order, work] = MORE[language] as readonly [string, string];
	const lines = Object.entries({ ...pack, order, work }).map(([key, line]) => [key, alternatives(line)]);
	return Object.fromEntries(lines) as unknown as Phrases;
});
const HELLO = alternatives(GREETINGS);
const STOPS = [". ", "! ", "\n", ", ", "; ", " "];

/** An attack in one of the languages of the packs. */
export function foreignAttack(p: Pick): string {
	const L = p(PACKS);
	const s = () => p(STOPS);
	return p([
		() => `${p(L.override)}${s()}${p(L.other)}`,
		() => `${p(L.override)}${s()}${p(L.secret)}`,
		() => `${p(L.override)}${s()}${p(L.leak)}`,
		() => p(L.override),
		() => p(L.order),
		() => `${p(L.order)}${s()}${p([p(L.other), p(L.secret), p(L.leak), p(L.persona)])}`,
		() => `${p(L.override)}${s()}${p([p(L.ask), p(L.work), p(L.fact)])}`,
		() => `${p(L.override)}${s()}${p(p(PACKS).secret)}`,
		() => `${p(L.ask)}: <code>def area(r):\n# ${p(L.override)}. ${p(L.other)}\nreturn r * r</code>`,
		() => `${p(L.ask)}: '${p(L.fact)}. ${p(L.work)}. ${p(L.override)}${s()}${p(L.other)}'`,
		() => `<html><body><h1>${p(L.fact)}</h1><!-- ${p(L.override)} ${p(L.other)} --></body></html> ${p(L.ask)}`,
		() => `Q: ${p(L.fact)} A: ${p(L.fact)} Q: ${p(L.innocent)} A: ${p(L.fact)} Q: ${p(L.secret)}`,
		() => p(L.secret),
		() => p(L.leak),
		() => `${p(L.persona)}${s()}${p([p(L.secret), p(L.leak), p(L.other), ""])}`,
		() => `${p(L.authority)}${s()}${p([p(L.secret), p(L.leak), p(L.override)])}`,
		() => `${p(L.scene)}${s()}${p([p(L.secret), p(L.leak), p(L.persona)])}`,
		() => p(L.disguise),
		() => `${p(L.fact)} ${p(L.fact)} ${p(L.secret)}`,
		() => `${p([p(L.ask), p(L.fact)])}${s()}${p(L.override)}${s()}${p([p(L.other), p(L.secret)])}`,
	])();
}

/** An innocent text in one of the languages of the packs. */
export function foreignInnocent(p: Pick): string {
	const L = p(PACKS);
	return p([
		() => p(L.ask),
		() => p(L.innocent),
		() => p(L.innocent),
		() => p(L.work),
		() => `${p(L.work)}. ${p(L.work)}`,
		() => `${p(L.work)}. ${p(L.ask)}. ${p(L.fact)}. ${p(L.work)}`,
		() => `${p(L.ask)}: <code>def area(r):\n# ${p(L.fact)}\nreturn r * r</code>`,
		() => `Q: ${p(L.fact)} A: ${p(L.fact)} Q: ${p(L.innocent)}`,
		() => `${p(L.role)}. ${p(L.ask)}`,
		() => p(L.fact),
		() => `${p(L.fact)} ${p(L.ask)}`,
		() => `${p(L.fact)}. ${p(L.innocent)}`,
		() => `${p(L.ask)}. ${p(L.ask)}`,
	])();
}

function typed(p: Pick, text: string): string {
	return p([
		text,
		text,
		text,
		text,
		text.toLowerCase(),
		text.charAt(0).toUpperCase() + text.slice(1),
		p([text, text.toUpperCase()]),
	]);
}

export const englishAttack = (p: Pick): string => typed(p, expand(p(ATTACKS), ATTACK_WORDS, p));
export const triggerText = (p: Pick): string => typed(p, expand(p(TRIGGERS), INNOCENT, p));
export const plainText = (p: Pick): string => typed(p, expand(p(PLAIN), INNOCENT, p));
export const payload = (p: Pick): string => typed(p, expand(p(PAYLOADS), DOCUMENT, p));
export const greeting = (p: Pick): string => `${p(HELLO)}${p(["", ".", "!", "?", " :)"])}`;

/** Two to eight sentences of one kind of document. */
export function documentText(p: Pick): string {
	const kind = p(p([DOCUMENT_SENTENCES, MANUALS]));
	const joint = p([" ", "\n", "\n\n", " "]);
	return Array.from({ length: p([1, 2, 3, 5, 8]) }, () =>
		expand(p(p([kind, kind, kind, p(DOCUMENT_SENTENCES)])), DOCUMENT, p),
	).join(joint);
}

/** Any attack. */
export const attackTemplate = (p: Pick): string => p([englishAttack, englishAttack, foreignAttack])(p);

/** Any innocent message. */
export function innocentTemplate(p: Pick): string {
	return p([
		triggerText,
		triggerText,
		triggerText,
		plainText,
		plainText,
		foreignInnocent,
		foreignInnocent,
		documentText,
		p(SYMBOLIC),
		greeting,
	])(p);
}
