// Reads digits and symbols inside words as the letters they stand for: "1gn0re", "p@ssw0rd".
import { englishness, PAIR, SYMBOLS, symbolOf } from "./likelihood.ts";
import type { Reader } from "./reader.ts";
import { rewrite } from "./rewrite.ts";
import { VOCABULARY } from "./vocabulary.ts";

/** Where two letters are meant by one sign, the likelier between its neighbours is taken. */
const MEANING = new Map(
	Object.entries({
		0: "o",
		1: "il",
		3: "e",
		4: "a",
		5: "s",
		6: "g",
		7: "t",
		8: "b",
		9: "g",
		"@": "a",
		$: "s",
		"!": "i",
		"€": "e",
		"£": "l",
	}),
);
const TOKEN = /[A-Za-z0-9@$!€£]+/g;
const LONGEST_WORD = 24;
/** Mean score (quarter bits) from which a folded token reads as a word. */
const WORDLIKE = 2;

export const leet: Reader = {
	kind: "leet",
	encoding: false,
	read: (text, census) => {
		if (census.mixed === 0) return [];
		const out = rewrite(text);
		let position = 0;
		for (const match of text.matchAll(TOKEN)) {
			const from = match.index;
			const word = core(match[0], text.charAt(from + match[0].length));
			const folded = word === undefined ? undefined : fold(word);
			if (word === undefined || folded === undefined) continue;
			for (let index = 0; index < word.length; index++) {
				if (word[index] === folded[index]) continue;
				out.copy(position, from + index);
				out.put(folded.charAt(index), from + index, from + index + 1);
				position = from + index + 1;
			}
		}
		if (position === 0) return [];
		out.copy(position, text.length);
		return [{ ...out.finish(), hits: [] }];
	},
};

/** The part of a token that may be a disguised word; versions, units, ordinals, addresses and numbers are none. */
function core(token: string, next: string): string | undefined {
	if (token.length < 3 || token.length > LONGEST_WORD) return undefined;
	if ((token.includes("@") && next === ".") || /^(?:0x|U\+)/i.test(token)) return undefined;
	const word = token.replace(/!+$/, "");
	if (/^[A-Za-z]*$/.test(word) || !/[A-Za-z]/.test(word) || word.includes("2")) return undefined;
	// Ordinals are no words, nor is what an exclamation mark ends before a capital.
	return /^(?:\d*(?:1st|2nd|3rd|[04-9]th))$|[a-z]![A-Z]/.test(word) ? undefined : word;
}

/** Signs at the ends alone are sigils, versions and numbers, unless a known word comes of them. */
function hasInnerSigns(word: string): boolean {
	return /[A-Za-z][^A-Za-z]+[A-Za-z]/.test(word);
}

function fold(word: string): string | undefined {
	let folded = "";
	for (let index = 0; index < word.length; index++) {
		const character = word.charAt(index);
		const meanings = MEANING.get(character);
		if (meanings === undefined) {
			if (!/[A-Za-z]/.test(character)) return undefined;
			folded += character;
		} else {
			folded += meanings.length === 1 ? meanings : likelier(meanings, folded.charCodeAt(index - 1), word, index);
		}
	}
	if (!hasInnerSigns(word)) return VOCABULARY.has(folded.toLowerCase()) ? folded : undefined;
	return englishness(folded).mean >= WORDLIKE ? folded : undefined;
}

function likelier(meanings: string, before: number, word: string, index: number): string {
	const previous = index === 0 ? 0 : symbolOf(before);
	const following = word.charAt(index + 1);
	const next = symbolOf((MEANING.get(following) ?? following).charCodeAt(0) || 0);
	const score = (letter: string) => {
		const symbol = symbolOf(letter.charCodeAt(0));
		return (PAIR[previous * SYMBOLS + symbol] ?? 0) + (PAIR[symbol * SYMBOLS + next] ?? 0);
	};
	const [first = "", second = first] = meanings;
	return score(second) > score(first) ? second : first;
}
