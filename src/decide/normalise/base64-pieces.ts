// Reads base64 that white space cuts into pieces of any length, and base64 written backwards.
import { NONE, VALUE } from "./base64-alphabet.ts";
import { type EncodedRun, packBits, readRuns } from "./encoded-runs.ts";
import { isPlain, letterShare, type Stretch, worthReading } from "./readable.ts";
import type { Reader } from "./reader.ts";

const FEWEST = 16;
/** Blanks and line ends between two pieces. */
const WIDEST_GAP = 4;
/** Pieces of different lengths are words as a rule: so many of a hundred must not look like one. */
const LEAST_UNLIKE_WORDS = 60;

type Range = { readonly from: number; readonly to: number };
type Piece = { readonly from: number; readonly to: number; readonly wordLike: boolean };

export const base64Pieces: Reader = {
	kind: "base64",
	encoding: true,
	read: (text, _census, budget) => {
		const { stretches, long } = candidates(text);
		const pieces = stretches.flatMap(({ from, to }) => rows(text.slice(from, to), from));
		const runs = [...pieces.flatMap((row) => fromPieces(text, row)), ...long.flatMap((range) => turned(text, range))];
		if (runs.length === 0) return [];
		return readRuns(text, withoutOverlap(runs), budget);
	},
};

function withoutOverlap(runs: EncodedRun[]): EncodedRun[] {
	const placed = runs.map((run) => ({ run, from: run.start(run.stretches[0]?.from ?? 0), to: run.end(run.bytes.length - 1) }));
	const kept: EncodedRun[] = [];
	let end = 0;
	for (const { run, from, to } of placed.sort((a, b) => a.from - b.from)) {
		if (from < end) continue;
		kept.push(run);
		end = to;
	}
	return kept;
}

const LOWER = 1;
const UPPER = 2;
const BOTH_CASES = LOWER | UPPER;
const DIGIT = 4;
const SIGN = 8;
const BLANK = 16;
const CLASS = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
	const character = String.fromCharCode(code);
	if (/[a-z]/.test(character)) CLASS[code] = LOWER;
	else if (/[A-Z]/.test(character)) CLASS[code] = UPPER;
	else if (/[0-9]/.test(character)) CLASS[code] = DIGIT;
	else if (/[+/_-]/.test(character)) CLASS[code] = SIGN;
	else if (/\s/.test(character)) CLASS[code] = BLANK;
}

/**
 * Where rows of pieces may stand, in one pass that keeps nothing of ordinary words: stretches of the alphabet and white
 * space with two odd pieces, or with pieces of one length that make a run; and long runs in both cases.
 */
function candidates(text: string): { stretches: Range[]; long: Range[] } {
	const stretches: Range[] = [];
	const long: Range[] = [];
	let from = 0;
	let odd = 0;
	let isEven = false;
	/** Of the pieces of one length up to here: how many, how long, which classes. */
	let row = { count: 0, width: 0, seen: 0 };
	let wordFrom = 0;
	let seen = 0;
	let humps = 0;
	for (let at = 0; at <= text.length; at++) {
		const code = at < text.length ? text.charCodeAt(at) : 0;
		const kind = code < 128 ? (CLASS[code] as number) : 0;
		if (kind !== 0 && kind !== BLANK) {
			if (kind === UPPER && at > wordFrom) humps++;
			seen |= kind;
			continue;
		}
		const length = at - wordFrom;
		if (length > 0) {
			const isWord = seen === LOWER || seen === UPPER || seen === DIGIT || (seen === BOTH_CASES && humps === 0);
			if (!isWord && seen !== SIGN) odd++;
			if (length >= FEWEST && (seen & BOTH_CASES) === BOTH_CASES) long.push({ from: wordFrom, to: at });
			if (length === row.width) {
				row.count++;
				row.seen |= seen;
				// A last, shorter piece may follow.
				if (row.count * length + length > FEWEST && (row.seen & BOTH_CASES) === BOTH_CASES) isEven = true;
			} else row = { count: 1, width: length, seen };
		}
		seen = 0;
		humps = 0;
		wordFrom = at + 1;
		if (kind === BLANK) continue;
		if (odd >= 2 || isEven) stretches.push({ from, to: at });
		from = at + 1;
		odd = 0;
		isEven = false;
		row = { count: 0, width: 0, seen: 0 };
	}
	return { stretches, long };
}

/** Pieces that follow one another with little white space between, where they may be one encoding. */
function rows(stretch: string, origin: number): Piece[][] {
	const found: Piece[][] = [];
	let row: Piece[] = [];
	const close = () => {
		if (row.length > 1) found.push(...likely(row));
		row = [];
	};
	let expected = 0;
	for (const { 0: piece, index } of stretch.matchAll(/\S+/g)) {
		// A dash alone is the mark of a list.
		if (index - expected > WIDEST_GAP || !/[A-Za-z0-9]/.test(piece)) close();
		expected = index + piece.length;
		const wordLike = /^(?:[A-Za-z]?[a-z]+|[A-Z]+|[0-9]+)$/.test(piece);
		if (/[A-Za-z0-9]/.test(piece)) row.push({ from: origin + index, to: origin + expected, wordLike });
	}
	close();
	return found;
}

/** The stretches of a row with pieces of one length (the last may be shorter), else the row from first to last odd piece. */
function likely(row: readonly Piece[]): Piece[][] {
	const found: Piece[][] = [];
	const width = (piece: Piece | undefined) => (piece === undefined ? 0 : piece.to - piece.from);
	for (let at = 0; at < row.length; ) {
		let end = at + 1;
		while (end < row.length && width(row[end]) === width(row[at])) end++;
		const even = end;
		if (end < row.length && width(row[end]) < width(row[at])) end++;
		if (even - at >= 3 || (even - at >= 2 && width(row[at]) >= 8)) found.push(row.slice(at, end));
		at = even;
	}
	const first = row.findIndex((piece) => !piece.wordLike);
	const last = row.findLastIndex((piece) => !piece.wordLike);
	const odd = first < 0 ? [] : row.slice(first, last + 1);
	const unlike = odd.filter((piece) => !piece.wordLike).length;
	const total = odd.reduce((sum, piece) => sum + width(piece), 0);
	// One long piece among short ones is read where it stands.
	const isWhole = odd.some((piece) => width(piece) >= FEWEST && width(piece) * 2 > total);
	if (odd.length > 1 && !isWhole && unlike * 100 >= odd.length * LEAST_UNLIKE_WORDS) return [odd, ...found];
	return found;
}

function fromPieces(text: string, pieces: readonly Piece[]): EncodedRun[] {
	const positions: number[] = [];
	for (const { from, to } of pieces) for (let at = from; at < to; at++) positions.push(at);
	return decode(text, positions);
}

/** A long run read from its end, where it does not read from its beginning. */
function turned(text: string, { from, to }: Range): EncodedRun[] {
	const positions = new Int32Array(to - from).map((_, index) => to - 1 - index);
	// The whole run stands for all of it: its characters stand in the other order.
	return decode(text, positions).map((run) => ({ ...run, start: () => from, end: () => to }));
}

/** The first alignment that reads as text, if one does. */
function decode(text: string, positions: readonly number[] | Int32Array): EncodedRun[] {
	if (positions.length < FEWEST) return [];
	const values = Uint8Array.from(positions, (at) => VALUE[text.charCodeAt(at)] ?? NONE);
	for (let skip = 0; skip < 4; skip++) {
		const bytes = packBits(values, skip, values.length, 6);
		const stretches = worthReading(bytes, 10).filter((stretch) => isText(bytes, stretch));
		if (stretches.length === 0) continue;
		const quantum = (index: number) => skip + Math.floor(index / 3) * 4;
		const place = (at: number) => positions[Math.min(positions.length - 1, at)] ?? 0;
		return [{ bytes, stretches, start: (index) => place(quantum(index)), end: (index) => place(quantum(index) + 3) + 1 }];
	}
	return [];
}

/** Stricter than of a run that stands in one piece, since there is more to try: names in code are read by chance as well. */
function isText(bytes: Uint8Array, stretch: Stretch): boolean {
	return isPlain(bytes, stretch) || (stretch.to - stretch.from >= 24 && letterShare(bytes, stretch) >= 0.6);
}
