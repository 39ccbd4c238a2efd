// Reads base64 and base64url (RFC 4648 §4 and §5), also wrapped over lines and starting off a quantum.
import { NONE, VALUE } from "./base64-alphabet.ts";
import { type EncodedRun, packBits, readRuns } from "./encoded-runs.ts";
import { englishness } from "./likelihood.ts";
import { isPlain, letterShare, type Stretch, textOf, worthReading } from "./readable.ts";
import type { Reader } from "./reader.ts";

/** Runs from here on are tried as they are; shorter ones must decode to words. */
const LONG_RUN = 16;
const SHORT_RUN = 8;
/** Fewer bytes off the quantum must be a number, an address or words: names in code are read by chance as well. */
const SURE = 18;
/** The shortest of all, with its padding. */
const SHORTEST_PADDED = 6;
/** A line this long that ends within the alphabet may be wrapped base64 (MIME wraps at 76, PEM at 64). */
const WRAPPED_LINE = 32;

export const base64: Reader = {
	kind: "base64",
	encoding: true,
	read: (text, census, budget) => {
		if (census.longest < 2) return [];
		const runs: EncodedRun[] = [];
		let index = 0;
		while (index < text.length) {
			// Looking one run ahead passes over ordinary words in a few steps.
			const probe = index + SHORTEST_PADDED - 1;
			if (probe >= text.length) break;
			if (valueAt(text, probe) === NONE) {
				index = probe + 1;
				continue;
			}
			let start = probe;
			while (start > index && valueAt(text, start - 1) !== NONE) start--;
			let end = probe + 1;
			while (end < text.length && valueAt(text, end) !== NONE) end++;
			if (end - start < LONG_RUN && !isShortRun(text, start, end)) {
				index = end + 1;
				continue;
			}
			const run = collect(text, start);
			const decoded = decode(run);
			if (decoded !== undefined) runs.push(decoded);
			index = run.end + 1;
		}
		return readRuns(text, runs, budget);
	},
};

function valueAt(text: string, index: number): number {
	const code = text.charCodeAt(index);
	return code < 128 ? (VALUE[code] ?? NONE) : NONE;
}

type Run = { values: Uint8Array; positions: Int32Array; end: number };

/** The run from `start` on, across line ends where lines are long; `end` lies behind its padding. */
function collect(text: string, start: number): Run {
	let end = start;
	let lineStart = start;
	const gaps: number[] = [];
	for (;;) {
		while (end < text.length && valueAt(text, end) !== NONE) end++;
		if (end - lineStart < WRAPPED_LINE) break;
		let next = end;
		if (text[next] === "\r") next++;
		if (text[next] !== "\n") break;
		next++;
		if (next >= text.length || valueAt(text, next) === NONE) break;
		gaps.push(end, next);
		lineStart = next;
		end = next;
	}
	const values = new Uint8Array(end - start);
	const positions = new Int32Array(end - start);
	let count = 0;
	let gap = 0;
	for (let index = start; index < end; index++) {
		if (index === gaps[gap]) {
			index = gaps[gap + 1] ?? index;
			gap += 2;
		}
		values[count] = valueAt(text, index);
		positions[count++] = index;
	}
	while (text[end] === "=" && end - (positions[count - 1] ?? end) <= 2) end++;
	return { values: values.subarray(0, count), positions: positions.subarray(0, count), end };
}

function decode(run: Run): EncodedRun | undefined {
	const { values } = run;
	if (values.length < LONG_RUN) {
		if (values.length % 4 === 1) return undefined;
		const bytes = packBits(values, 0, values.length, 6);
		const whole = { from: 0, to: bytes.length };
		return isWords(bytes, whole) ? { ...placed(bytes, run, 0), stretches: [whole] } : undefined;
	}
	// Letters glued to the front shift the quanta: the alignment in which most reads as text is the encoder's.
	let best: EncodedRun | undefined;
	let most = 0;
	for (let skip = 0; skip < 4; skip++) {
		const bytes = packBits(values, skip, values.length, 6);
		const stretches = worthReading(bytes, 10).filter(
			(stretch) => isText(bytes, stretch) && (skip === 0 || bytes.length >= SURE || isPlain(bytes, stretch)),
		);
		const readable = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
		if (readable <= most) continue;
		most = readable;
		best = { ...placed(bytes, run, skip), stretches };
		if (readable === bytes.length) break;
	}
	return best;
}

function placed(bytes: Uint8Array, { positions, end }: Run, skip: number) {
	const last = positions.length - 1;
	return {
		bytes,
		start: (index: number) => positions[Math.min(last, skip + Math.floor(index / 3) * 4)] ?? 0,
		end: (index: number) => {
			const behind = skip + Math.floor(index / 3) * 4 + 3;
			return behind >= last ? end : (positions[behind] ?? 0) + 1;
		},
	};
}

/** A few readable bytes come about by chance, and then are mostly signs. */
function isText(bytes: Uint8Array, stretch: Stretch): boolean {
	return stretch.to - stretch.from >= 24 || letterShare(bytes, stretch) >= 0.4 || isPlain(bytes, stretch);
}

function isWords(bytes: Uint8Array, whole: Stretch): boolean {
	for (const byte of bytes) {
		const lower = byte | 0x20;
		if (byte !== 0x20 && !(lower >= 0x61 && lower <= 0x7a)) return false;
	}
	const { mean, letters } = englishness(textOf(bytes, whole));
	return letters >= 3 && mean >= 3;
}

/** Cheap, since every longer word comes here: a run in one case, but for its first letter, is a word and no encoding. */
function isShortRun(text: string, start: number, end: number): boolean {
	if (end - start < SHORT_RUN && (end - start < SHORTEST_PADDED || text[end] !== "=")) return false;
	let upper = 0;
	let lower = 0;
	for (let index = start + 1; index < end; index++) {
		const code = text.charCodeAt(index);
		if (code >= 0x61) lower++;
		else upper++;
	}
	return upper > 0 && lower > 0;
}
