// The runner of the detectors' golden folders: one text in, exactly these hits out, in words a reviewer can read.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Evidence } from "../../../src/contract/signal.ts";
import type { Detector, Hit, ScanContext } from "../../../src/decide/detect/detector.ts";

const ROOT = fileURLToPath(new URL("../../golden/", import.meta.url).href);

/** Hits below this are hints for other detectors, not promises: a golden case does not list them. */
export const GOLDEN_MIN_SCORE = 300;

/** What a case runs in when its `expected.json` does not say otherwise. */
export const GOLDEN_CONTEXT: ScanContext = {
	stage: "input",
	kind: "message",
	role: "user",
	trust: "trusted",
	hosts: [],
	decoded: false,
};

type ExpectedHit = { type: string; text: string | null; evidence?: Evidence; min_score?: number; max_score?: number };
type Expected = { context?: Partial<ScanContext>; hits: ExpectedHit[] };

/** How stored text differs from what is scanned: for values that must not stand in a repository as they are. */
export type Disguise = {
	/** From the stored text (input and expected slices) to the scanned one. */
	readonly reveal: (stored: string) => string;
	/** The way back, for slices written by `UPDATE_GOLDEN=1`. */
	readonly hide: (plain: string) => string;
};

const PLAIN: Disguise = { reveal: (text) => text, hide: (text) => text };

function byStart(a: Hit, b: Hit): number {
	return (a.start ?? -1) - (b.start ?? -1) || (a.end ?? -1) - (b.end ?? -1) || (a.type < b.type ? -1 : 1);
}

function sliceOf(hit: Hit, text: string): string | null {
	return hit.start === undefined || hit.end === undefined ? null : text.slice(hit.start, hit.end);
}

function rewrite(file: string, expected: Expected, hits: Hit[], text: string, disguise: Disguise): void {
	const left = [...expected.hits];
	const written = hits.map((hit): ExpectedHit => {
		const slice = sliceOf(hit, text);
		const stored = slice === null ? null : disguise.hide(slice);
		const at = left.findIndex((old) => old.type === hit.type && old.text === stored);
		const old = at < 0 ? undefined : left.splice(at, 1)[0];
		return {
			type: hit.type,
			text: stored,
			evidence: hit.evidence,
			...(old?.min_score === undefined ? {} : { min_score: old.min_score }),
			...(old?.max_score === undefined ? {} : { max_score: old.max_score }),
		};
	});
	const lines = written.map((hit) => `\t\t${JSON.stringify(hit)}`).join(",\n");
	const list = lines === "" ? "[]" : `[\n${lines}\n\t]`;
	writeFileSync(file, `{\n\t"context": ${JSON.stringify(expected.context ?? {})},\n\t"hits": ${list}\n}\n`);
}

function checkCase(detector: Detector, folder: string, disguise: Disguise): void {
	const file = `${folder}/expected.json`;
	const text = disguise.reveal(readFileSync(`${folder}/input.txt`, "utf8"));
	const update = process.env.UPDATE_GOLDEN === "1";
	const expected: Expected = update && !existsSync(file) ? { hits: [] } : JSON.parse(readFileSync(file, "utf8"));
	const all = detector.scan(text, { ...GOLDEN_CONTEXT, ...expected.context });
	for (const hit of all) {
		expect(detector.types, "a type that the detector does not declare").toContain(hit.type);
		expect(Number.isInteger(hit.score) && hit.score >= 0 && hit.score <= 1000, `${hit.type} scored ${hit.score}`).toBe(true);
		expect(hit.start === undefined, "start and end come together").toBe(hit.end === undefined);
	}
	const hits = all.filter((hit) => hit.score >= GOLDEN_MIN_SCORE).sort(byStart);
	if (update) {
		rewrite(file, expected, hits, text, disguise);
		return;
	}
	const seen = hits.map((hit) => ({ type: hit.type as string, text: sliceOf(hit, text) }));
	expect(seen).toEqual(
		expected.hits.map((hit) => ({ type: hit.type, text: hit.text === null ? null : disguise.reveal(hit.text) })),
	);
	expected.hits.forEach((want, at) => {
		const hit = hits[at];
		if (want.evidence !== undefined) expect(hit?.evidence, `evidence of ${want.type}`).toBe(want.evidence);
		if (want.min_score !== undefined) expect(hit?.score, `score of ${want.type}`).toBeGreaterThanOrEqual(want.min_score);
		if (want.max_score !== undefined) expect(hit?.score, `score of ${want.type}`).toBeLessThanOrEqual(want.max_score);
	});
}

/**
 * Declares one test for each folder `test/golden/<detector.name>/<case>/{input.txt,expected.json}`.
 * `expected.json` is `{"context"?: Partial<ScanContext>, "hits": [{type, text, evidence?, min_score?, max_score?}]}`,
 * in order of start: exactly the hits that score ≥ 300; `text` is the slice, null for a hit about the whole text.
 * With `UPDATE_GOLDEN=1` the hits are rewritten from what the detector says (context and score bounds stay).
 */
export function runGolden(detector: Detector, disguise: Disguise = PLAIN): void {
	const root = `${ROOT}${detector.name}`;
	const cases = existsSync(root)
		? readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
		: [];
	describe(`golden cases of ${detector.name}`, () => {
		it("has cases", () => expect(cases.length).toBeGreaterThan(0));
		it.each(cases.sort())("%s", (name) => checkCase(detector, `${root}/${name}`, disguise));
	});
}
