// The shape of a text: case, symbols, lines, noise, runs of unlikely letters, tokens said over and over.
import { PAIR, SYMBOLS, symbolOf } from "../../normalise/likelihood.ts";
import { imbalance, noisiest } from "./oddness.ts";

/** Features of `shapeFeatures`. */
export const SHAPES = 22;
/** Longest stretch whose tokens are looked at one by one: optimised endings stand in short prompts. */
const MAX_TOKEN_TEXT = 4096;
/** Tokens of the window in which oddities are summed up. */
const WINDOW = 10;

type Census = { upper: number; lower: number; symbols: number; digits: number; lines: number; foreign: number; marks: number };

function census(text: string, from: number, to: number): Census {
	const seen: Census = { upper: 0, lower: 0, symbols: 0, digits: 0, lines: 0, foreign: 0, marks: 0 };
	for (let i = from; i < to; i++) {
		const c = text.charCodeAt(i);
		if (c >= 0x61 && c <= 0x7a) seen.lower++;
		else if (c >= 0x41 && c <= 0x5a) seen.upper++;
		else if (c >= 0x30 && c <= 0x39) seen.digits++;
		else if (c === 0x0a) seen.lines++;
		else if (c > 0x20 && c < 0x7f) {
			seen.symbols++;
			if (c === 0x3f) seen.marks++;
		} else if (c > 0x7f) seen.foreign++;
	}
	return seen;
}

type Tokens = {
	/** Largest sum of each kind of oddity in one window: glued words, unlikely letters, marks inside, foreign among Latin. */
	glued: number;
	unlikely: number;
	inner: number;
	mixed: number;
	/** Share of tokens that equal the one before the one before, or the one before. */
	repeated: number;
	/** Longest token without spaces that could be an encoded blob, in characters. */
	blob: number;
	/** Oddities of the last window. */
	ending: number;
};

type Odd = { glued: boolean; unlikely: boolean; inner: boolean; foreign: boolean; hash: number; blob: boolean };

function oddities(text: string, from: number, to: number): Odd {
	let hash = 17;
	let glued = false;
	let inner = false;
	let foreign = false;
	let letters = 0;
	let sum = 0;
	let pairs = 0;
	let previous = 0;
	let lowerSeen = false;
	let digits = 0;
	let letterAfter = false;
	let markAfterLetter = false;
	for (let i = from; i < to; i++) {
		const c = text.charCodeAt(i);
		hash = Math.imul(hash, 31) + c;
		const symbol = symbolOf(c);
		if (symbol !== 0) {
			letters++;
			if (c < 0x61 && lowerSeen) glued = true;
			lowerSeen = c >= 0x61;
			if (markAfterLetter) letterAfter = true;
		} else {
			if (c > 0x7f) foreign = true;
			else if (c >= 0x30 && c <= 0x39) digits++;
			// Apostrophes, hyphens and slashes stand within ordinary words.
			else if (letters > 0 && c !== 0x27 && c !== 0x2d && c !== 0x2f && c !== 0x2e) markAfterLetter = true;
			lowerSeen = false;
		}
		if (previous !== 0 || symbol !== 0) {
			sum += PAIR[previous * SYMBOLS + symbol] as number;
			pairs++;
		}
		previous = symbol;
	}
	inner = letterAfter;
	return {
		glued,
		unlikely: letters >= 3 && pairs > 0 && sum / pairs < 1,
		inner,
		foreign,
		hash,
		blob: to - from >= 16 && letters + digits >= 0.9 * (to - from) && digits > 1 && letters > 3,
	};
}

function tokens(text: string, from: number, to: number): Tokens {
	const out: Tokens = { glued: 0, unlikely: 0, inner: 0, mixed: 0, repeated: 0, blob: 0, ending: 0 };
	const ring: (Odd | undefined)[] = new Array(WINDOW);
	const sums = { glued: 0, unlikely: 0, inner: 0, foreign: 0 };
	let n = 0;
	let again = 0;
	let i = from;
	while (i < to) {
		while (i < to && text.charCodeAt(i) <= 0x20) i++;
		const start = i;
		while (i < to && text.charCodeAt(i) > 0x20) i++;
		if (i === start) break;
		const odd = oddities(text, start, Math.min(i, start + 80));
		const gone = ring[n % WINDOW];
		sums.glued += Number(odd.glued) - Number(gone?.glued ?? false);
		sums.unlikely += Number(odd.unlikely) - Number(gone?.unlikely ?? false);
		sums.inner += Number(odd.inner) - Number(gone?.inner ?? false);
		sums.foreign += Number(odd.foreign) - Number(gone?.foreign ?? false);
		if (n > 1 && (ring[(n - 1) % WINDOW]?.hash === odd.hash || ring[(n - 2) % WINDOW]?.hash === odd.hash)) again++;
		ring[n % WINDOW] = odd;
		n++;
		out.glued = Math.max(out.glued, sums.glued);
		out.unlikely = Math.max(out.unlikely, sums.unlikely);
		out.inner = Math.max(out.inner, sums.inner);
		// Foreign tokens among Latin ones: all foreign is a language, some are a mixture.
		out.mixed = Math.max(out.mixed, Math.min(sums.foreign, WINDOW - sums.foreign));
		if (odd.blob) out.blob = Math.max(out.blob, i - start);
	}
	out.repeated = n < 6 ? 0 : again / n;
	out.ending = sums.glued + sums.unlikely + sums.inner;
	return out;
}

/** Writes `SHAPES` features of `text[from..to)`, each about 0 to 1, to `out` from `at` on. `words`: how many it has. */
export function shapeFeatures(text: string, from: number, to: number, words: number, out: Float32Array, at: number): void {
	const { upper, lower, symbols, digits, lines, foreign, marks } = census(text, from, to);
	const length = Math.max(1, to - from);
	const slice = length === text.length ? text : text.slice(from, to);
	const short = length <= MAX_TOKEN_TEXT;
	const noise = short ? noisiest(slice) : { share: 0, start: 0, end: 0 };
	const open = short ? imbalance(slice, noise.start, noise.end) : 0;
	const odd = tokens(text, from, Math.min(to, from + MAX_TOKEN_TEXT));
	out[at] = Math.min(1, Math.log1p(length) / 9);
	out[at + 1] = Math.min(1, (5 * upper) / Math.max(1, upper + lower));
	out[at + 2] = Math.min(1, (5 * symbols) / length);
	out[at + 3] = Math.min(1, (5 * digits) / length);
	out[at + 4] = Math.min(1, lines / 20);
	out[at + 5] = noise.share;
	out[at + 6] = Math.min(1, open / 5);
	out[at + 7] = noise.share * Math.min(1, open);
	out[at + 8] = Math.min(1, words / 400);
	out[at + 9] = words < 25 ? 1 : 0;
	out[at + 10] = foreign / length;
	out[at + 11] = Math.min(1, marks / 4);
	out[at + 12] = odd.glued / WINDOW;
	out[at + 13] = odd.unlikely / WINDOW;
	out[at + 14] = odd.inner / WINDOW;
	out[at + 15] = odd.mixed / WINDOW;
	out[at + 16] = odd.repeated;
	out[at + 17] = Math.min(1, odd.blob / 64);
	out[at + 18] = odd.ending / (2 * WINDOW);
	out[at + 19] = Math.min(1, (odd.glued + odd.inner + odd.unlikely) / WINDOW) * Math.min(1, open);
	out[at + 20] = lines === 0 ? (out[at + 19] as number) : 0;
	out[at + 21] = lines === 0 ? noise.share : 0;
}
