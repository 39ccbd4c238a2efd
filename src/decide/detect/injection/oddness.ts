// How odd tokens are, counted: symbols inside letters, flips of case, brackets that do not close.

/** Tokens of one window; optimised suffixes are about 20 model tokens long. */
const WINDOW = 12;
/** Tokens longer than this are data, not prose. */
const MAX_TOKEN = 80;

export type Noise = { readonly share: number; readonly start: number; readonly end: number };

function isLower(c: number): boolean {
	return c >= 0x61 && c <= 0x7a;
}
function isUpper(c: number): boolean {
	return c >= 0x41 && c <= 0x5a;
}

/** Oddness of one token, 0 to 1: symbols inside letters, case flips, brackets that do not close, bare symbols. */
function oddness(text: string, from: number, to: number): number {
	if (to - from > MAX_TOKEN) return 0;
	let letters = 0;
	let symbols = 0;
	let flips = 0;
	let inner = 0;
	let open = 0;
	let unmatched = 0;
	for (let i = from; i < to; i++) {
		const c = text.charCodeAt(i);
		if (isLower(c) || isUpper(c) || c > 0x7f) {
			letters++;
			if (isUpper(c) && i > from && isLower(text.charCodeAt(i - 1))) flips++;
			continue;
		}
		if (c >= 0x30 && c <= 0x39) continue;
		const plain =
			c === 0x2c || c === 0x2e || c === 0x27 || c === 0x3f || c === 0x21 || c === 0x3a || c === 0x3b || c === 0x2d || c === 0x2f;
		if (c === 0x28 || c === 0x5b || c === 0x7b) open++;
		else if (c === 0x29 || c === 0x5d || c === 0x7d) open > 0 ? open-- : unmatched++;
		if (plain) continue;
		symbols++;
		if (i > from && i < to - 1) inner++;
	}
	unmatched += open;
	let odd = 0;
	if (letters === 0) odd = symbols >= 2 ? 0.8 : symbols === 1 ? 0.3 : 0;
	else odd = Math.min(1, flips * 0.5 + inner * 0.35 + unmatched * 0.4 + (symbols > 1 ? 0.2 : 0));
	return odd;
}

/** The noisiest window of a text. Lines of code are told from noise by balance: see `suffixHit`. */
export function noisiest(text: string): Noise {
	const ring = new Float64Array(WINDOW);
	const starts = new Int32Array(WINDOW);
	let sum = 0;
	let n = 0;
	let best: Noise = { share: 0, start: 0, end: 0 };
	let i = 0;
	while (i < text.length) {
		while (i < text.length && text.charCodeAt(i) <= 0x20) i++;
		const from = i;
		while (i < text.length && text.charCodeAt(i) > 0x20) i++;
		if (i === from) break;
		const slot = n % WINDOW;
		const odd = oddness(text, from, i);
		sum += odd - (n >= WINDOW ? (ring[slot] as number) : 0);
		ring[slot] = odd;
		starts[slot] = from;
		n++;
		if (n >= 5) {
			const share = sum / Math.min(n, WINDOW);
			if (share > best.share + 1e-9) best = { share, start: starts[n >= WINDOW ? n % WINDOW : 0] as number, end: i };
		}
	}
	return best;
}

/** How far brackets fail to close in `from..to`, by kind and order. */
export function imbalance(text: string, from: number, to: number): number {
	const depth = [0, 0, 0];
	let bad = 0;
	for (let i = from; i < to; i++) {
		const c = text[i] as string;
		const opens = "([{".indexOf(c);
		if (opens >= 0) depth[opens] = (depth[opens] as number) + 1;
		const closes = ")]}".indexOf(c);
		if (closes >= 0) {
			if ((depth[closes] as number) > 0) depth[closes] = (depth[closes] as number) - 1;
			else bad++;
		}
	}
	return bad + depth.reduce((a, b) => a + b, 0);
}
