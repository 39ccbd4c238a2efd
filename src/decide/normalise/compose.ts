// Compatibility composition (Unicode NFKC) cluster by cluster, so that every character keeps its exact place.
import type { Rewrite } from "./rewrite.ts";

/** A stack of marks above this is decoration; it is cut, which also bounds the cost of reordering marks. */
const MOST_MARKS = 8;
/** From this many marks on a Latin letter they hide it rather than accent it. */
const ZALGO_MARKS = 3;
const COMBINING = /[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;
/** Strokes through a character: no script writes with them, and `=` with one is a sign of its own. */
const OVERLAY = /(?<!^[<=>])[\u0334-\u0338]/;
const OVERLAYS = /[\u0334-\u0338]/g;
const MARK = /^\p{M}$/u;
const MOST_CACHED = 4096;
const cache = new Map<string, string>();

/** Writes `from..to` of the source, which holds no hidden characters, in NFKC. */
export function compose(out: Rewrite, text: string, from: number, to: number): void {
	let copied = from;
	let index = from;
	while (index < to) {
		const code = text.charCodeAt(index);
		const next = index + 1 < to ? text.charCodeAt(index + 1) : 0;
		if (isInert(code) && (next < 0x300 || isInert(next))) {
			index++;
			continue;
		}
		let end = index + (code >= 0xd800 && code < 0xdc00 && next >= 0xdc00 && next < 0xe000 ? 2 : 1);
		while (end < to && extend(text, end) > 0) end += extend(text, end);
		const cluster = text.slice(index, end);
		const normal = normalise(cluster, text, index, end);
		if (normal !== cluster) {
			out.copy(copied, index);
			out.put(normal, index, end);
			copied = end;
		}
		index = end;
	}
	out.copy(copied, to);
}

/** Characters that NFKC leaves alone and that never join the one before: the bulk of most scripts. */
function isInert(code: number): boolean {
	if (code < 0x80) return true;
	if (code < 0x2000)
		return (
			(code >= 0xc0 && code < 0x132 && code !== 0x140) ||
			(code >= 0x400 && code < 0x483) ||
			(code >= 0x5d0 && code < 0x5eb) ||
			(code >= 0x620 && code < 0x64b) ||
			(code >= 0xe01 && code < 0xe31)
		);
	return (
		(code >= 0x4e00 && code < 0xa000) ||
		(code >= 0x3041 && code < 0x3097) ||
		(code >= 0x30a1 && code < 0x30fb) ||
		(code >= 0xac00 && code < 0xd7a4)
	);
}

/** Width of the character at `index` when it belongs to the cluster before it, else 0. */
function extend(text: string, index: number): number {
	const code = text.codePointAt(index) ?? 0;
	if (code < 0x300) return 0;
	if ((code >= 0x1160 && code < 0x1200) || code === 0xff9e || code === 0xff9f) return 1;
	if (code >= 0x3400 && code < 0xd800) return code >= 0xa66f && code < 0xac00 && MARK.test(String.fromCharCode(code)) ? 1 : 0;
	return MARK.test(String.fromCodePoint(code)) ? (code > 0xffff ? 2 : 1) : 0;
}

function normalise(cluster: string, text: string, from: number, to: number): string {
	const first = cluster.codePointAt(0) ?? 0;
	if (first >= 0x1f1e6 && first <= 0x1f1ff)
		return isPairedIndicator(text, from, to) ? cluster : String.fromCharCode(65 + first - 0x1f1e6);
	const known = cache.get(cluster);
	if (known !== undefined) return known;
	const normal = normaliseAlone(cluster, first);
	if (cluster.length <= 8) {
		// Dropping everything now and then keeps the cache bounded without bookkeeping on the hot path.
		if (cache.size >= MOST_CACHED) cache.clear();
		cache.set(cluster, normal);
	}
	return normal;
}

function normaliseAlone(cluster: string, first: number): string {
	if (first >= 0x1f150 && first <= 0x1f169) return String.fromCharCode(65 + first - 0x1f150);
	if (first >= 0x1f170 && first <= 0x1f189) return String.fromCharCode(65 + first - 0x1f170);
	if (first === 0x85 || first === 0x2028 || first === 0x2029) return "\n";
	if (first === 0x2800) return " ";
	if (first === 0x2010 || first === 0x2011) return "-";
	if (OVERLAY.test(cluster)) return normaliseAlone(cluster.replace(OVERLAYS, ""), first);
	const base = String.fromCodePoint(first);
	const marks = cluster.length - base.length;
	if (marks === 0) return base.normalize("NFKC");
	const plain = base.normalize("NFKC");
	if (first < 0x80 || /^\p{Script=Latin}/u.test(plain)) {
		return marks >= ZALGO_MARKS ? plain.normalize("NFD").charAt(0) : cluster.normalize("NFKC").replace(COMBINING, "");
	}
	return cluster.slice(0, base.length + MOST_MARKS).normalize("NFKC");
}

/** Two regional indicators make a flag; one alone is read as the letter it shows. */
function isPairedIndicator(text: string, from: number, to: number): boolean {
	const isIndicator = (index: number) =>
		index >= 0 && (text.codePointAt(index) ?? 0) >= 0x1f1e6 && (text.codePointAt(index) ?? 0) <= 0x1f1ff;
	return isIndicator(to) || isIndicator(from - 2);
}
