// Which probes to try where: one table by the first two characters, built once, so that a scan is one pass over the text.
import type { Hit } from "../detector.ts";
import { COMMANDS, commandAt } from "./commands.ts";
import { contextAt } from "./context.ts";
import { basicAt, bearerAt } from "./headers.ts";
import { jwtAt } from "./jwt.ts";
import { CONTEXT_KINDS, MARKED_KINDS, TOKEN_KINDS } from "./kinds/all.ts";
import { KEY_WORDS, PASSWORD_WORDS, phraseAt } from "./phrases.ts";
import { puttyKeyAt } from "./private-keys.ts";
import { isDistinctive, markedAt, tokenAt } from "./tokens.ts";

/** Looks for one thing at one place. */
export type Probe = (text: string, at: number) => Hit | undefined;

const ASCII = 128;

/** Probes by the first two characters (both ASCII). */
export type ProbeTable = readonly (readonly Probe[] | undefined)[];

function caseForms(character: string): readonly string[] {
	const lower = character.toLowerCase();
	const upper = character.toUpperCase();
	return upper.length === 1 && upper !== lower ? [lower, upper] : [lower];
}

function table(entries: readonly (readonly [first: string, second: string, probe: Probe])[]): ProbeTable {
	const cells: (Probe[] | undefined)[] = new Array(ASCII * ASCII).fill(undefined);
	for (const [first, second, probe] of entries) {
		const cell = first.charCodeAt(0) * ASCII + second.charCodeAt(0);
		const probes = cells[cell] ?? [];
		probes.push(probe);
		cells[cell] = probes;
	}
	return cells;
}

type Word = readonly [word: string, probe: Probe];

function words(): readonly Word[] {
	const providers = CONTEXT_KINDS.flatMap((kind) =>
		kind.words.map((word): Word => [word, (text, at) => contextAt(kind, word, text, at)]),
	);
	const passwords = PASSWORD_WORDS.map((word): Word => [word, (text, at) => phraseAt(word, false, text, at)]);
	const keys = KEY_WORDS.map((word): Word => [word, (text, at) => phraseAt(word, true, text, at)]);
	const commands = COMMANDS.map((command): Word => [command, (text, at) => commandAt(command, text, at)]);
	return [...providers, ...passwords, ...keys, ...commands, ["bearer", bearerAt], ["basic", basicAt]];
}

const WORDS = words();

/** Things that begin where a token begins: after anything that is no letter or digit. */
export const TOKEN_PROBES: ProbeTable = table([
	...TOKEN_KINDS.flatMap((kind) =>
		kind.literals.map(
			(literal) =>
				[literal.charAt(0), literal.charAt(1), (text: string, at: number) => tokenAt(kind, literal, text, at)] as const,
		),
	),
	["e", "y", jwtAt],
	["P", "u", puttyKeyAt],
]);

/** Tokens that are known by their prefix even amid letters: `ana@example.orgghp_…`. */
export const INNER_PROBES: ProbeTable = table(
	TOKEN_KINDS.flatMap((kind) =>
		kind.literals
			.filter(isDistinctive)
			.map(
				(literal) =>
					[literal.charAt(0), literal.charAt(1), (text: string, at: number) => tokenAt(kind, literal, text, at, true)] as const,
			),
	),
);

/** Words that announce a value: they begin at a word, or at a hump of an identifier. */
export const WORD_PROBES: ProbeTable = table(
	WORDS.flatMap(([word, probe]) =>
		caseForms(word.charAt(0)).flatMap((first) =>
			word.charCodeAt(0) < ASCII && word.charCodeAt(1) < ASCII
				? caseForms(word.charAt(1)).map((second) => [first, second, probe] as const)
				: [],
		),
	),
);

/** Words whose first or second character is beyond ASCII, by the first. */
export const OTHER_WORD_PROBES: ReadonlyMap<number, readonly Probe[]> = otherWords();

function otherWords(): ReadonlyMap<number, readonly Probe[]> {
	const found = new Map<number, Probe[]>();
	for (const [word, probe] of WORDS) {
		if (word.charCodeAt(0) < ASCII && word.charCodeAt(1) < ASCII) continue;
		for (const form of caseForms(word.charAt(0))) {
			const code = form.charCodeAt(0);
			found.set(code, [...(found.get(code) ?? []), probe]);
		}
	}
	return found;
}

/** Marks that begin with punctuation are met in the pass; those of letters are searched for. */
export const MARK_PROBES: ProbeTable = table(
	MARKED_KINDS.filter((kind) => !/^[A-Za-z0-9]/.test(kind.mark)).map(
		(kind) => [kind.mark.charAt(0), kind.mark.charAt(1), (text: string, at: number) => markedAt(kind, text, at)] as const,
	),
);
export const LETTER_MARKS: readonly (readonly [mark: string, probe: Probe])[] = MARKED_KINDS.filter((kind) =>
	/^[A-Za-z0-9]/.test(kind.mark),
).map((kind) => [kind.mark, (text, at) => markedAt(kind, text, at)] as const);
