// Reads one text in every way it may be meant: as it stands, cleaned, and decoded, each with the way back to its offsets.
import type { SignalTypeName, ViewKind } from "../../contract/signal.ts";
import { MAX_DECODED_CHARS, MAX_HITS_PER_SCAN, MAX_VIEW_CHARS, MAX_VIEW_DEPTH, MAX_VIEWS } from "../../platform/limits.ts";
import type { Hit } from "../detect/detector.ts";
import { base32 } from "./base32.ts";
import { base64 } from "./base64.ts";
import { base64Pieces } from "./base64-pieces.ts";
import { binary } from "./binary.ts";
import { type Budget, budget } from "./budget.ts";
import { canonicalise } from "./canonical.ts";
import { census } from "./census.ts";
import { decimal } from "./decimal.ts";
import { hex } from "./hex.ts";
import { hiddenRuns } from "./hidden.ts";
import { hiddenHits } from "./hidden-hits.ts";
import { htmlEntities } from "./html-entities.ts";
import { joined } from "./joined.ts";
import { leet } from "./leet.ts";
import { markup } from "./markup.ts";
import { morse } from "./morse.ts";
import { percent } from "./percent.ts";
import { quotedPrintable } from "./quoted-printable.ts";
import type { Reader } from "./reader.ts";
import { reversed } from "./reversed.ts";
import type { Changed, Rewritten } from "./rewrite.ts";
import { rot13 } from "./rot13.ts";
import { readSmuggled } from "./smuggled.ts";
import { unicodeEscapes } from "./unicode-escapes.ts";
import type { View } from "./view.ts";

/** Changes whenever the same text may be read differently. */
export const NORMALISER_VERSION = "2";

export type Reading = {
	/** The first is the text as it stands; texts differ from one another. */
	readonly views: View[];
	/** What the text's own make gives away, in offsets of the text as it stands. */
	readonly hits: Hit[];
	/** A bound kept a reading from being followed; `hits` then say so too. */
	readonly truncated: boolean;
};

/** Encodings that hide most come first: where a bound is hit, they have been read. */
const READERS: readonly Reader[] = [
	base64,
	markup,
	base64Pieces,
	percent,
	quotedPrintable,
	hex,
	decimal,
	unicodeEscapes,
	htmlEntities,
	joined,
	leet,
	rot13,
	reversed,
	base32,
	binary,
	morse,
];

/** A view still to be read further. `depth` counts readings, `nesting` those that lie within one another. */
type Node = { readonly view: View; readonly depth: number; readonly nesting: number; readonly changed: readonly Changed[] };
type State = {
	readonly views: View[];
	readonly seen: Set<string>;
	readonly queue: Node[];
	readonly hits: Hit[];
	readonly budget: Budget;
	characters: number;
	truncated: boolean;
};

/**
 * All readings of `text`, breadth first. Linear in the text: each of at most `MAX_VIEWS` views is passed over a fixed
 * number of times. Never throws.
 */
export function readText(text: string): Reading {
	const root: View = { kinds: [], text, range: (start, end) => ({ start, end }) };
	const state: State = {
		views: [root],
		seen: new Set([text]),
		queue: [{ view: root, depth: 0, nesting: 0, changed: [] }],
		hits: [],
		budget: budget(MAX_DECODED_CHARS),
		characters: text.length,
		truncated: false,
	};
	for (let node = state.queue.shift(); node !== undefined; node = state.queue.shift()) expand(state, node);
	const truncated = state.truncated || state.budget.exhausted();
	const hits = capped(state.hits);
	if (truncated) hits.push({ type: "limit.views_truncated", score: 1000, evidence: "limit" });
	return { views: state.views, hits, truncated };
}

/** Cleans a view, then reads the clean text on; characters that cleaning drops are read before. */
function expand(state: State, node: Node): void {
	const raw = node.view;
	let base = raw;
	let facts = census(raw.text);
	let clean = (start: number, end: number) => ({ start, end });
	if (facts.special) {
		const hidden = hiddenRuns(raw.text);
		const canonical = canonicalise(raw.text, hidden);
		if (node.depth === 0) note(state, [...hiddenHits(raw.text, hidden), ...(canonical?.hits ?? [])], raw);
		if (canonical !== undefined) {
			clean = canonical.range;
			base = { kinds: [...raw.kinds, "canonical"], text: canonical.text, range: through(raw, canonical.range) };
			facts = census(base.text);
			show(state, base);
		}
		for (const { kind, rewritten } of readSmuggled(raw.text, hidden, state.budget)) {
			follow(state, node, raw, kind, rewritten, (start, end) => ({ start, end }));
		}
	}
	for (const reader of READERS) {
		if (node.depth >= MAX_VIEW_DEPTH && !reader.encoding) continue;
		for (const read of reader.read(base.text, facts, state.budget)) {
			if (node.depth === 0) note(state, read.hits, base);
			follow(state, node, base, reader.kind, read, clean);
		}
	}
}

/** Keeps hits found in `view`, in offsets of the original. One by one: a call takes only so many arguments. */
function note(state: State, hits: readonly Hit[], view: View): void {
	for (const hit of hits) state.hits.push({ ...hit, ...view.range(hit.start ?? 0, hit.end ?? 0) });
}

/** Takes up one more reading of a node, or remembers that it was not. `clean` maps `base` to the node's own text. */
function follow(state: State, node: Node, base: View, kind: ViewKind, read: Rewritten, clean: View["range"]): void {
	const isNested = node.changed.length > 0 && overlaps(node.changed, read.changed, clean);
	const nesting = isNested ? node.nesting + 1 : 1;
	if (node.depth >= MAX_VIEW_DEPTH) {
		// What stands beside an earlier reading has been read from there; only what lies within it is new.
		if (isNested && nesting > MAX_VIEW_DEPTH) state.truncated = true;
		return;
	}
	const view: View = { kinds: [...base.kinds, kind], text: read.text, range: through(base, read.map.range) };
	if (show(state, view)) state.queue.push({ view, depth: node.depth + 1, nesting, changed: read.changed });
}

/** Adds a view unless its text is known or there are too many. */
function show(state: State, view: View): boolean {
	if (state.seen.has(view.text)) return false;
	if (state.views.length >= MAX_VIEWS || state.characters + view.text.length > MAX_VIEW_CHARS) {
		state.truncated = true;
		return false;
	}
	state.characters += view.text.length;
	state.seen.add(view.text);
	state.views.push(view);
	return true;
}

function through(outer: View, inner: View["range"]): View["range"] {
	return (start, end) => {
		const middle = inner(start, end);
		return outer.range(middle.start, middle.end);
	};
}

/** Whether some stretch read now lies in what the reading before had written. Both lists are in order of the text. */
function overlaps(before: readonly Changed[], now: readonly Changed[], clean: View["range"]): boolean {
	let index = 0;
	for (const change of now) {
		const { start, end } = clean(change.from, change.to);
		while (index < before.length && (before[index]?.end ?? 0) <= start) index++;
		if ((before[index]?.start ?? Number.POSITIVE_INFINITY) < end) return true;
	}
	return false;
}

/** Of each type so many places; beyond that the rest is one hit about the whole text. */
function capped(hits: readonly Hit[]): Hit[] {
	const places = Math.floor(MAX_HITS_PER_SCAN / 2);
	const counts = new Map<SignalTypeName, number>();
	const rest = new Map<SignalTypeName, Hit>();
	const kept: Hit[] = [];
	for (const hit of hits) {
		const count = (counts.get(hit.type) ?? 0) + 1;
		counts.set(hit.type, count);
		if (count <= places) {
			kept.push(hit);
		} else if ((rest.get(hit.type)?.score ?? -1) < hit.score) {
			rest.set(hit.type, { type: hit.type, score: hit.score, evidence: hit.evidence });
		}
	}
	return [...kept, ...rest.values()];
}
