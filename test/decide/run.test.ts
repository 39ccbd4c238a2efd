// INVARIANT 8: detection is never silently incomplete, and every signal stands in the caller's own text.
import { describe, expect, it } from "vitest";
import type { SignalTypeName } from "../../src/contract/signal.ts";
import type { Detector, Hit, ScanContext } from "../../src/decide/detect/detector.ts";
import { DETECTORS, detectorSet } from "../../src/decide/detect/registry.ts";
import { detect } from "../../src/decide/detect/run.ts";
import type { Segment } from "../../src/decide/normalise/segment.ts";
import { NORMALISE_COST } from "../../src/platform/limits.ts";

const context = { stage: "output" as const, hosts: ["example.com"], locale: "de" };
const segment = (text: string, over: Partial<Segment> = {}): Segment => ({
	...{ pointer: "/content/0/text", target: "/content/0/text", kind: "message", role: "user", trust: "internal", text },
	...over,
});
/** Finds a word wherever it stands, by name and reading. */
function finds(word: string, over: Partial<Detector> = {}, hit: Partial<Hit> = {}): Detector {
	return {
		...{ name: "finds", version: "1", types: ["pii.email"], reads: "all", cost: 1 },
		scan: (text) => {
			const hits: Hit[] = [];
			for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
				hits.push({ type: "pii.email", start: at, end: at + word.length, score: 900, evidence: "format", ...hit });
			}
			return hits;
		},
		...over,
	};
}
const seen = (segments: Segment[], detectors: Detector[], budget?: number) => detect(segments, context, detectors, budget);
const types = (signals: readonly { type: SignalTypeName }[]) => signals.map(({ type }) => type);
const own = (signals: ReturnType<typeof detect>["signals"]) => signals.filter(({ detector }) => detector === "finds");

describe("a reading", () => {
	const word = "attention";
	const encoded = btoa(`please pay attention to every word of this`);
	const text = `Note ${encoded} and attention here`;

	it("of a decoded view is told in the place of the original, with the way it was read", () => {
		const signals = own(seen([segment(text)], [finds(word)]).signals);
		expect(signals.map(({ views }) => views)).toEqual([undefined, ["base64"]]);
		for (const { span, target } of signals) {
			expect(target).toBe("/content/0/text");
			expect(span && span.start >= 0 && span.end <= text.length).toBe(true);
		}
		const [plain, hidden] = signals.map(({ span }) => text.slice(span?.start, span?.end));
		expect(plain).toBe(word);
		expect(atob(hidden ?? "")).toContain(word);
	});

	it.each([
		["original", [undefined]],
		["canonical", [undefined]],
		["all", [undefined, ["base64"]]],
	] as const)("reaches a detector that reads %s", (reads, views) => {
		expect(own(seen([segment(text)], [finds(word, { reads })]).signals).map((signal) => signal.views)).toEqual(views);
	});

	it("that was cleaned alone reaches those that read clean text", () => {
		const hidden = [...word].join("\u200b");
		const count = (reads: Detector["reads"]) => own(seen([segment(hidden)], [finds(word, { reads })]).signals).length;
		expect([count("original"), count("canonical"), count("all")]).toEqual([0, 1, 1]);
	});

	it("tells the detector what it reads", () => {
		const contexts: ScanContext[] = [];
		const spy = finds(word, {
			scan: (_, given) => {
				contexts.push(given);
				return [];
			},
		});
		seen([segment(text, { kind: "document", role: "document", trust: "untrusted" })], [spy]);
		expect(contexts[0]).toEqual({ ...context, kind: "document", role: "document", trust: "untrusted", decoded: false });
		expect(contexts.at(-1)?.decoded).toBe(true);
	});
});

describe("one thing seen twice", () => {
	it("is one signal, unless the second reading is surer or wider", () => {
		const word = "attention";
		const twice = (first: Partial<Hit>, second: Partial<Hit>) =>
			own(seen([segment(`pay ${word} now`)], [finds(word, {}, first), finds(word, {}, second)]).signals).map(
				({ score }) => score,
			);
		expect(twice({}, {})).toEqual([900]);
		expect(twice({ score: 900 }, { score: 300 })).toEqual([900]);
		expect(twice({ score: 300 }, { score: 900 })).toEqual([300, 900]);
		expect(twice({}, { start: 0 })).toEqual([900, 900]);
		expect(twice({}, { type: "pii.phone" })).toEqual([900, 900]);
	});

	it("in two texts is two signals", () => {
		const other = segment("pay attention", { pointer: "/content/1/text", target: "/content/1/text" });
		const signals = own(seen([segment("pay attention"), other], [finds("attention")]).signals);
		expect(signals.map(({ target }) => target)).toEqual(["/content/0/text", "/content/1/text"]);
	});
});

describe("what could not be done is a signal", () => {
	const failing = finds("", {
		name: "failing",
		scan: () => {
			throw new Error("canary");
		},
	});

	it("when a detector throws: the others go on, and nothing of the error is told", () => {
		const { signals } = seen([segment("pay attention")], [failing, finds("attention")]);
		expect(types(signals)).toEqual(["limit.detector_failed", "pii.email"]);
		expect(signals[0]).toMatchObject({ detector: "failing", target: "/content/0/text", score: 1000, evidence: "limit" });
		expect(JSON.stringify(signals)).not.toContain("canary");
	});

	it("when the budget ends: once, at the text that was not finished, and no further text is read", () => {
		const segments = [0, 1, 2].map((at) => segment("pay attention", { target: `/content/${at}/text` }));
		const each = "pay attention".length * (NORMALISE_COST + 1);
		for (const [budget, finished] of [
			[each * 3, 3],
			[each * 3 - 1, 2],
			[each * 2, 2],
			[each, 1],
			[0, 0],
		] as const) {
			const { signals, work } = seen(segments, [finds("attention")], budget);
			expect(own(signals)).toHaveLength(finished);
			const ended = signals.filter(({ type }) => type === "limit.work_exhausted");
			expect(ended.map(({ target }) => target)).toEqual(finished === 3 ? [] : [`/content/${finished}/text`]);
			expect(work.chars).toBeLessThanOrEqual("pay attention".length * (finished + 1));
		}
	});

	it("when a detector reads what costs more than is left, before it reads it", () => {
		let read = 0;
		const dear = finds("", { cost: 1_000_000, scan: () => [{ type: "pii.email", score: read++, evidence: "format" }] });
		expect(types(seen([segment("pay attention")], [dear], 1_000).signals)).toEqual(["limit.work_exhausted"]);
		expect(read).toBe(0);
	});
});

describe("the registry", () => {
	it("names every reader with its version, once", () => {
		const names = detectorSet().split(",");
		expect(new Set(names).size).toBe(DETECTORS.length + 1);
		for (const { name, version } of DETECTORS) expect(names).toContain(`${name}@${version}`);
		expect(names[0]).toMatch(/^normaliser@\d+/);
	});

	it("holds detectors that emit only what they say, never throw, and stay within the text, on odd texts", () => {
		const odd = [
			"",
			" ",
			"\ud83d",
			"\udc00a",
			"\u0000",
			"a".repeat(2_000),
			"\u200b".repeat(300),
			"<".repeat(300),
			"%".repeat(300),
		];
		for (const detector of DETECTORS) {
			for (const text of odd) {
				for (const kind of ["message", "document", "argument", "result"] as const) {
					const given = { ...context, kind, role: "user" as const, trust: "untrusted" as const, decoded: false };
					for (const hit of detector.scan(text, given)) {
						expect(detector.types, detector.name).toContain(hit.type);
						expect(Number.isInteger(hit.score) && hit.score >= 0 && hit.score <= 1000).toBe(true);
						if (hit.start === undefined || hit.end === undefined) continue;
						expect(hit.start >= 0 && hit.start < hit.end && hit.end <= text.length, detector.name).toBe(true);
					}
				}
			}
		}
	});
});
