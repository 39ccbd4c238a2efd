// How much a stretch of ASCII letters looks like English: log-odds of letter pairs, word edges included, in quarter bits.
import { BIGRAMS } from "./bigram-table.ts";

/** Symbols: 0 a word's edge, 1–26 the letters without case. */
export const SYMBOLS = 27;
/** Score of the pair `first * SYMBOLS + second`. */
export const PAIR = new Int8Array(SYMBOLS * SYMBOLS);
/** Score of the same pair read backwards. */
export const BACKWARD_PAIR = new Int8Array(SYMBOLS * SYMBOLS);
for (let pair = 0; pair < PAIR.length; pair++) {
	const score = BIGRAMS.charCodeAt(pair) - 73;
	PAIR[pair] = score;
	BACKWARD_PAIR[(pair % SYMBOLS) * SYMBOLS + Math.floor(pair / SYMBOLS)] = score;
}

/** Symbol of an ASCII code; 0 for whatever is not a letter. */
export const SYMBOL_OF = new Uint8Array(128);
for (let letter = 0; letter < 26; letter++) {
	SYMBOL_OF[65 + letter] = letter + 1;
	SYMBOL_OF[97 + letter] = letter + 1;
}

/** Symbol of a character code; 0 beyond ASCII. */
export function symbolOf(code: number): number {
	return code < 128 ? (SYMBOL_OF[code] ?? 0) : 0;
}

/**
 * Mean score of a text's letter pairs in quarter bits: English about 7, random letters about −8.
 * `letters` says on how many letters it rests; with none the mean is 0.
 */
export function englishness(text: string): { mean: number; letters: number } {
	let previous = 0;
	let sum = 0;
	let pairs = 0;
	let letters = 0;
	for (let i = 0; i <= text.length; i++) {
		const symbol = i < text.length ? symbolOf(text.charCodeAt(i)) : 0;
		if (previous === 0 && symbol === 0) continue;
		sum += PAIR[previous * SYMBOLS + symbol] ?? 0;
		pairs++;
		if (symbol !== 0) letters++;
		previous = symbol;
	}
	return { mean: pairs === 0 ? 0 : sum / pairs, letters };
}

/** Honest score (0–1000) of a decoding: prose is near certain, other readable text (data, markup, code) is not. */
export function decodedScore(text: string): number {
	const { mean, letters } = englishness(text.length > 4096 ? text.slice(0, 4096) : text);
	if (letters >= 8 && mean >= 3) return letters >= 16 ? 900 : 800;
	// Valid UTF-8 beyond ASCII does not come about by chance.
	if (/[^\p{ASCII}]{4}/u.test(text.slice(0, 4096))) return 800;
	return 500;
}
