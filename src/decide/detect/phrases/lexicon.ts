// Word lists as a trie: each word of a text gets the bit mask of the concepts it stands for, in one pass.
import { endsSentence, fold, foldTerm, letterClass } from "./fold.ts";

/** Children by code unit: an array for the letters most texts are made of, a map for the rest. */
type Node = { ascii: (Node | undefined)[] | undefined; other: Map<number, Node> | undefined; exact: number; prefix: number };

const ASCII = 128;
const APOSTROPHE = 0x27;
const LETTER_S = 0x73;
/** `dell'` */
const LONGEST_ELISION = 4;

function child(at: Node, code: number): Node | undefined {
	return code < ASCII ? at.ascii?.[code] : at.other?.get(code);
}

function grown(at: Node, code: number): Node {
	const known = child(at, code);
	if (known !== undefined) return known;
	const fresh: Node = { ascii: undefined, other: undefined, exact: 0, prefix: 0 };
	if (code < ASCII) {
		at.ascii ??= new Array<Node | undefined>(ASCII).fill(undefined);
		at.ascii[code] = fresh;
	} else {
		at.other ??= new Map();
		at.other.set(code, fresh);
	}
	return fresh;
}

/** A compiled set of word lists. Concepts are bits 0–30. */
export type Lexicon = { readonly root: Node };

/** Words of a text in order; `mask` 0 for a word of no list. */
export type Words = {
	readonly count: number;
	readonly start: Int32Array;
	readonly end: Int32Array;
	readonly mask: Int32Array;
	/** Number of the sentence a word stands in. */
	readonly sentence: Int32Array;
};

/**
 * Lists by concept bit. Terms are separated by white space; `term*` matches every word that begins with it. In scripts
 * without spaces every term is found wherever it stands.
 */
export function compileLexicon(lists: readonly (readonly [bit: number, terms: string])[]): Lexicon {
	const root: Node = { ascii: undefined, other: undefined, exact: 0, prefix: 0 };
	for (const [bit, terms] of lists) {
		for (const raw of terms.split(/\s+/)) {
			if (raw === "") continue;
			const prefix = raw.endsWith("*");
			const term = foldTerm(prefix ? raw.slice(0, -1) : raw);
			let at = root;
			for (let i = 0; i < term.length; i++) at = grown(at, term.charCodeAt(i));
			if (prefix) at.prefix |= 1 << bit;
			else at.exact |= 1 << bit;
		}
	}
	return { root };
}

/** Longest term that begins at `from` in a script without spaces: its end and mask, or the single unit with mask 0. */
function longest(root: Node, text: string, from: number): { end: number; mask: number } {
	let at: Node | undefined = root;
	let best = { end: from + 1, mask: 0 };
	for (let i = from; i < text.length; i++) {
		at = child(at, text.charCodeAt(i));
		if (at === undefined) break;
		if ((at.exact | at.prefix) !== 0) best = { end: i + 1, mask: at.exact | at.prefix };
	}
	return best;
}

/** Reads a text into words with their concepts. Linear: no term is longer than the trie is deep. */
export function readWords(lexicon: Lexicon, text: string): Words {
	const size = (text.length >> 1) + 2;
	let start = new Int32Array(size);
	let end = new Int32Array(size);
	let mask = new Int32Array(size);
	let sentence = new Int32Array(size);
	let count = 0;
	let current = 0;
	const push = (from: number, to: number, bits: number): void => {
		if (count === start.length) {
			[start, end, mask, sentence] = [grow(start), grow(end), grow(mask), grow(sentence)];
		}
		start[count] = from;
		end[count] = to;
		mask[count] = bits;
		sentence[count++] = current;
	};
	let i = 0;
	while (i < text.length) {
		const code = text.charCodeAt(i);
		const kind = letterClass(code);
		if (kind === 1) {
			const from = i;
			let at: Node | undefined = lexicon.root;
			let bits = 0;
			let unit = code;
			// Terms are written without the genitive: `neighbour's` is a neighbour.
			let stem = 0;
			// … and without an elided article: `l'argent` is money.
			let elided: Node | undefined;
			do {
				if (elided !== undefined) {
					elided = child(elided, fold(unit));
					if (elided !== undefined) bits |= elided.prefix;
				}
				if (fold(unit) === APOSTROPHE) {
					stem = at?.exact ?? 0;
					if (i - from <= LONGEST_ELISION) elided = lexicon.root;
				}
				if (at !== undefined) {
					at = child(at, fold(unit));
					if (at !== undefined) bits |= at.prefix;
				}
				unit = text.charCodeAt(++i);
			} while (i < text.length && letterClass(unit) === 1);
			if (i - from > 2 && fold(text.charCodeAt(i - 2)) === APOSTROPHE && fold(text.charCodeAt(i - 1)) === LETTER_S) bits |= stem;
			push(from, i, bits | (at?.exact ?? 0) | (elided?.exact ?? 0));
		} else if (kind === 2) {
			const found = longest(lexicon.root, text, i);
			push(i, found.end, found.mask);
			i = found.end;
		} else {
			if (endsSentence(code)) current++;
			i++;
		}
	}
	return { count, start, end, mask, sentence };
}

function grow(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
	const larger = new Int32Array(array.length * 2);
	larger.set(array);
	return larger;
}
