// Reads base64 that white space cuts into pieces of any length, and base64 written backwards.
import { NONE, VALUE } from "./base64-alphabet.ts";
import { type EncodedRun, packBits, readRuns } from "./encoded-runs.ts";
import { isPlain, letterShare, type Stretch, worthReading } from "./readable.ts";
import type { Reader } from "./reader.ts";

const FEWEST = 16;
/** Pieces of different lengths are words as a rule: so many of a hundred must not look like one. */
const LEAST_UNLIKE_WORDS = 60;

type Piece = { readonly from: number; readonly to: number; readonly wordLike: boolean };

export const base64Pieces: Reader = {
	kind: "base64",
	encoding: true,
	read: (text, census, budget) => {
		if (!/[A-Za-z0-9+/=]\s{1,3}[A-Za-z0-9+/]/.test(text) && census.longest < FEWEST) return [];
		const runs = [...rows(text).flatMap((row) => fromPieces(text, row)), ...turned(text)];
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

/** Pieces that follow one another with little white space between, where they may be one encoding. */
function rows(text: string): Piece[][] {
	const found: Piece[][] = [];
	let row: Piece[] = [];
	const close = () => {
		if (row.length > 1) found.push(...likely(row));
		row = [];
	};
	const add = (from: number, piece: string) => {
		const wordLike = /^(?:[A-Za-z]?[a-z]+|[A-Z]+|[0-9]+)$/.test(piece);
		row.push({ from, to: from + piece.replace(/=+$/, "").length, wordLike });
	};
	let expected = 0;
	for (const { 0: token, index } of text.matchAll(/\S+/g)) {
		if (index - expected > 4) close();
		expected = index + token.length;
		if (/^[A-Za-z0-9+/_-]+$/.test(token)) {
			add(index, token);
			continue;
		}
		// Signs of the text around may touch the first piece and the last; padding ends the last too.
		const head = /^[A-Za-z0-9+/_-]+={0,2}/.exec(token)?.[0];
		if (head !== undefined) add(index, head);
		close();
		const tail = token.slice(lastSign(token) + 1);
		if (tail !== "" && tail !== token) add(expected - tail.length, tail);
	}
	close();
	return found;
}

/** Where the last character that no encoding has stands. */
function lastSign(token: string): number {
	let at = token.length - 1;
	while (at >= 0 && (VALUE[token.charCodeAt(at)] ?? NONE) !== NONE) at--;
	return at;
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
	if (odd.length > 1 && unlike * 100 >= odd.length * LEAST_UNLIKE_WORDS) return [odd, ...found];
	return found;
}

function fromPieces(text: string, pieces: readonly Piece[]): EncodedRun[] {
	const positions: number[] = [];
	for (const { from, to } of pieces) for (let at = from; at < to; at++) positions.push(at);
	return decode(text, positions);
}

/** Long runs read from their end, where they do not read from their beginning. */
function turned(text: string): EncodedRun[] {
	const runs: EncodedRun[] = [];
	for (const match of text.matchAll(/[A-Za-z0-9+/_-]{16,}/g)) {
		if (!/[A-Z]/.test(match[0]) || !/[a-z]/.test(match[0])) continue;
		const [from, to] = [match.index, match.index + match[0].length];
		const positions = new Int32Array(to - from).map((_, index) => to - 1 - index);
		// The whole run stands for all of it: its characters stand in the other order.
		runs.push(...decode(text, positions).map((run) => ({ ...run, start: () => from, end: () => to })));
	}
	return runs;
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

/** Stricter than of a run that stands in one piece, since there is more to try. */
function isText(bytes: Uint8Array, stretch: Stretch): boolean {
	const whole = stretch.to - stretch.from === bytes.length;
	if (whole && bytes.length >= 14 && isPlain(bytes, stretch)) return true;
	return letterShare(bytes, stretch) >= (stretch.to - stretch.from >= 24 ? 0.6 : 0.75);
}
