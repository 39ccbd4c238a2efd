// The secrets detector: one pass over the text, a table of probes, and the best hit of those that overlap.
import { SECRET_SIGNALS, type SecretSignalType } from "../../../contract/signals/secret.ts";
import { MAX_HITS_PER_SCAN } from "../../../platform/limits.ts";
import type { Detector, Hit } from "../detector.ts";
import { assignmentAt } from "./assignments.ts";
import { urlPasswordAt } from "./connection.ts";
import { INNER_PROBES, LETTER_MARKS, MARK_PROBES, OTHER_WORD_PROBES, type Probe, TOKEN_PROBES, WORD_PROBES } from "./dispatch.ts";
import { isPlaceholder, looksRandom } from "./entropy.ts";
import { blockEnds, privateKeyAt } from "./private-keys.ts";

const OTHER = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;
const OPERATOR = 4;
const DASH = 5;
const ESCAPE = 6;

const CLASS = new Uint8Array(128);
for (let c = 48; c <= 57; c++) CLASS[c] = DIGIT;
for (let c = 65; c <= 90; c++) CLASS[c] = UPPER;
for (let c = 97; c <= 122; c++) CLASS[c] = LOWER;
for (const c of ":=>") CLASS[c.charCodeAt(0)] = OPERATOR;
for (const c of "\\%") CLASS[c.charCodeAt(0)] = ESCAPE;
CLASS[45] = DASH;

function tryAll(probes: readonly Probe[] | undefined, text: string, at: number, hits: Hit[]): void {
	if (probes === undefined) return;
	for (const probe of probes) {
		const hit = probe(text, at);
		if (hit !== undefined) hits.push(hit);
	}
}

function keep(hit: Hit | undefined, hits: Hit[]): void {
	if (hit !== undefined) hits.push(hit);
}

/** What an operator may stand in: an assignment, a URL, a mark. */
function atOperator(text: string, at: number, cell: number, hits: Hit[]): void {
	if (text.charCodeAt(at) === 58 && text.startsWith("//", at + 1)) keep(urlPasswordAt(text, at), hits);
	else keep(assignmentAt(text, at), hits);
	tryAll(MARK_PROBES[cell], text, at, hits);
}

function pass(text: string): Hit[] {
	const hits: Hit[] = [];
	const ends = blockEnds();
	let before = OTHER;
	/** A token may begin here: just after an escape such as `\n` or `%3D`. */
	let fresh = -1;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code >= 128) {
			before = OTHER;
			tryAll(OTHER_WORD_PROBES.get(code), text, at, hits);
			continue;
		}
		const kind = CLASS[code] as number;
		const next = text.charCodeAt(at + 1);
		const cell = next < 128 ? code * 128 + next : 0;
		if (kind === LOWER || kind === UPPER || kind === DIGIT) {
			const starts = before === OTHER || before > DIGIT || at === fresh;
			tryAll((starts ? TOKEN_PROBES : INNER_PROBES)[cell], text, at, hits);
			if (starts || (kind === UPPER && before === LOWER)) {
				tryAll(WORD_PROBES[cell], text, at, hits);
				if (next >= 128) tryAll(OTHER_WORD_PROBES.get(code), text, at, hits);
			}
		} else if (kind === OPERATOR) atOperator(text, at, cell, hits);
		else if (kind === DASH && next === 45 && before !== DASH) keep(privateKeyAt(text, at, ends), hits);
		else if (kind === ESCAPE) fresh = at + (code === 92 ? 2 : 3);
		else tryAll(MARK_PROBES[cell], text, at, hits);
		if (kind === DASH) tryAll(MARK_PROBES[cell], text, at, hits);
		before = kind;
	}
	return hits;
}

function byLetterMarks(text: string, hits: Hit[]): void {
	for (const [mark, probe] of LETTER_MARKS) {
		for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) keep(probe(text, at), hits);
	}
}

const AWS_SECRET = /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/;

/** A 40-character value close behind an access key id is its other half, whatever stands between. */
function awsPairs(text: string, hits: Hit[]): void {
	for (const hit of hits.slice()) {
		if (hit.type !== "secret.aws_access_key_id" || hit.end === undefined || hit.score < 300) continue;
		const found = AWS_SECRET.exec(text.slice(hit.end, hit.end + 200));
		if (found === null || !looksRandom(found[0]) || isPlaceholder(found[0])) continue;
		const start = hit.end + found.index;
		hits.push({ type: "secret.aws_secret_access_key", start, end: start + 40, score: 900, evidence: "context" });
	}
}

function isGeneric(hit: Hit): boolean {
	return (
		hit.type === "secret.generic_key" ||
		hit.type === "secret.url_password" ||
		hit.type === "secret.generic_password" ||
		hit.type === "secret.bearer_token"
	);
}

/** Whether `a` says more than `b` of the same place: a known issuer first, then the score, then the longer span. */
function better(a: Hit, b: Hit): boolean {
	if (isGeneric(a) !== isGeneric(b))
		return isGeneric(b) ? a.score >= 500 || a.score >= b.score : a.score > b.score && b.score < 500;
	if (a.score !== b.score) return a.score > b.score;
	return (a.end ?? 0) - (a.start ?? 0) > (b.end ?? 0) - (b.start ?? 0);
}

/** From here on a claim is cut out by the policies' default. */
const STRONG = 700;

/**
 * What stands for both of two claims that overlap. A named kind seen where a general one was too is at least as sure as
 * that. Where each has something of its own, the span is both: a cut must not leave a part of either.
 */
function named(winner: Hit, loser: Hit): Hit {
	const score = isGeneric(loser) && !isGeneric(winner) ? Math.max(winner.score, loser.score) : winner.score;
	const [start, end] = [winner.start ?? 0, winner.end ?? 0];
	const [from, to] = [loser.start ?? 0, loser.end ?? 0];
	const crosses = (from < start && to < end) || (from > start && to > end);
	if (!crosses || loser.score < STRONG) return { ...winner, score };
	return { ...winner, score, start: Math.min(start, from), end: Math.max(end, to) };
}

/** Of hits that overlap, the best one; linear after sorting. */
function distinct(hits: Hit[]): Hit[] {
	hits.sort((a, b) => (a.start ?? 0) - (b.start ?? 0) || (b.end ?? 0) - (a.end ?? 0));
	const kept: Hit[] = [];
	for (const hit of hits) {
		const last = kept.at(-1);
		if (last === undefined || (hit.start ?? 0) >= (last.end ?? 0)) kept.push(hit);
		else if (better(hit, last)) kept[kept.length - 1] = named(hit, last);
		else kept[kept.length - 1] = named(last, hit);
	}
	return kept;
}

/** Finds keys, tokens, passwords and private keys. Spans cover the secret alone, not its name. */
function scan(text: string): Hit[] {
	const hits = pass(text);
	byLetterMarks(text, hits);
	awsPairs(text, hits);
	const kept = distinct(hits);
	// What is cut off beyond the bound is the weakest, so that noise cannot push an alarm out.
	return kept.length > MAX_HITS_PER_SCAN ? kept.sort((a, b) => b.score - a.score) : kept;
}

export const secretsDetector: Detector = {
	name: "secrets",
	version: "2",
	types: Object.keys(SECRET_SIGNALS) as SecretSignalType[],
	reads: "all",
	cost: 5,
	scan,
};
