// Joins words spelled with separated letters: "i g n o r e", "i.g.n.o.r.e", "ig-no-re"; a wider gap is a word's end.
import type { Hit } from "../detect/detector.ts";
import { englishness } from "./likelihood.ts";
import type { Read, Reader } from "./reader.ts";
import { rewrite } from "./rewrite.ts";
import { wordStarts } from "./word-starts.ts";

/** Fewer letters are initials. */
const FEWEST_LETTERS = 5;
const LONGEST_SEPARATOR = 6;

type Token = { from: number; to: number };
type Chain = { tokens: Token[]; separators: string[] };

export const joined: Reader = {
	kind: "joined",
	encoding: false,
	read: (text, census) => {
		if (census.shortRow < 4) return [];
		const chains = findChains(text);
		return chains.length === 0 ? [] : [join(text, chains)];
	},
};

/** Letters and digits; ideographs are words of their own and never spelled. */
function isAtom(code: number): boolean {
	if (code < 0x80) return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
	return code >= 0xc0 && code < 0x2000 && code !== 0xd7 && code !== 0xf7;
}

function isSeparator(code: number): boolean {
	if (code < 0x80) return " \t\n\r.-_*|/~+,`:;=^#\\".includes(String.fromCharCode(code));
	return code === 0xa0 || code === 0xb7 || code === 0x2022 || (code >= 0x2010 && code <= 0x2015);
}

function findChains(text: string): Chain[] {
	const chains: Chain[] = [];
	let chain: Chain = { tokens: [], separators: [] };
	const close = () => {
		if (isSpelled(text, chain)) chains.push(chain);
		chain = { tokens: [], separators: [] };
	};
	let index = 0;
	while (index < text.length) {
		const gapFrom = index;
		while (index < text.length && isSeparator(text.charCodeAt(index))) index++;
		const separator = index - gapFrom <= LONGEST_SEPARATOR ? text.slice(gapFrom, index) : undefined;
		const from = index;
		while (index < text.length && isAtom(text.charCodeAt(index))) index++;
		if (index === from) {
			close();
			index++;
			continue;
		}
		const width = index - from;
		if (width > 2 || separator === undefined || !fits(chain, separator, width)) close();
		// Two letters before a gap are a word of their own: "do: i g n o r e".
		else if (isOnePiece(chain) && /\s/.test(separator)) close();
		if (width > 2) continue;
		if (chain.tokens.length > 0) chain.separators.push(separator ?? "");
		chain.tokens.push({ from, to: index });
	}
	close();
	return chains;
}

/** Two letters together are a piece of a word only where signs stand between: "it is so" is prose. */
function fits(chain: Chain, separator: string, width: number): boolean {
	if (chain.tokens.length === 0) return true;
	if (separator === "") return false;
	return width === 1 || !/\s/.test(separator) || isDotted(chain);
}

function isDotted(chain: Chain): boolean {
	const last = chain.separators.at(-1);
	return last !== undefined && !/\s/.test(last);
}

function isOnePiece({ tokens: [first, second] }: Chain): boolean {
	return first !== undefined && second === undefined && first.to - first.from === 2;
}

function isSpelled(text: string, { tokens, separators }: Chain): boolean {
	if (tokens.length < 4) return false;
	let letters = 0;
	let digits = 0;
	let ascending = 0;
	let previous = 0;
	for (const token of tokens) {
		for (let index = token.from; index < token.to; index++) {
			const code = text.charCodeAt(index);
			if (code >= 0x30 && code <= 0x39) digits++;
			else letters++;
			if ((code | 0x20) === (previous | 0x20) + 1) ascending++;
			previous = code;
		}
	}
	if (letters < FEWEST_LETTERS || digits * 2 > letters || ascending * 2 >= letters) return false;
	// Hyphens of compounds, dates and abbreviations recur less than the one sign between the letters of a spelled word.
	const inner = innerSeparator(separators);
	const count = separators.filter((separator) => separator === inner).length;
	return count >= 3 && count * 5 >= separators.length * 3;
}

function join(text: string, chains: readonly Chain[]): Read {
	const out = rewrite(text);
	const hits: Hit[] = [];
	let position = 0;
	for (const { tokens, separators } of chains) {
		const inner = innerSeparator(separators);
		const letters = tokens.map((token) => text.slice(token.from, token.to)).join("");
		const gaps = separators.map((separator) => isWordGap(separator, inner));
		// One and the same gap between all letters leaves the words to be found.
		const starts = gaps.includes(true) ? new Set<number>() : wordStarts(letters);
		let count = 0;
		for (const [index, token] of tokens.entries()) {
			const gapFrom = tokens[index - 1]?.to ?? token.from;
			if (index === 0) out.copy(position, token.from);
			else if (gaps[index - 1] || starts.has(count)) out.put(" ", gapFrom, token.from);
			for (let at = token.from; at < token.to; at++) out.put(text.charAt(at), at, at + 1);
			count += token.to - token.from;
		}
		const start = tokens[0]?.from ?? 0;
		position = tokens.at(-1)?.to ?? start;
		hits.push({ type: "text.letter_spacing", start, end: position, score: spellingScore(letters), evidence: "structure" });
	}
	out.copy(position, text.length);
	return { ...out.finish(), hits };
}

/** The most frequent separator; of equals the shorter. */
function innerSeparator(separators: readonly string[]): string {
	const counts = new Map<string, number>();
	for (const separator of separators) counts.set(separator, (counts.get(separator) ?? 0) + 1);
	let best = separators[0] ?? "";
	for (const [separator, count] of counts) {
		const known = counts.get(best) ?? 0;
		if (count > known || (count === known && separator.length < best.length)) best = separator;
	}
	return best;
}

function isWordGap(separator: string, inner: string): boolean {
	if (separator === inner) return false;
	return separator.length > inner.length || (separator.trim() === "") !== (inner.trim() === "");
}

/** Long words that read as language are spelled on purpose; a few letters may be initials, options or formulas. */
function spellingScore(word: string): number {
	const { mean, letters } = englishness(word);
	const foreign = word.replace(/[\p{ASCII}]/gu, "").length;
	if (letters >= 8 && mean >= 1) return Math.min(900, 550 + 10 * letters);
	if (foreign >= 10) return 500;
	return 250;
}
