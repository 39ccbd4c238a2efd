// Anomalies: the bounds are met exactly, ordinary data is not one, linear time.
import { describe, expect, it } from "vitest";
import { anomalyDetector } from "../../../src/decide/detect/anomaly/anomaly.ts";
import type { Hit } from "../../../src/decide/detect/detector.ts";
import {
	MIN_ENTROPY_RUN_CHARS,
	MIN_REPETITION_CHARS,
	OVERSIZED_CHARS,
	OVERSIZED_RUN_CHARS,
} from "../../../src/platform/limits.ts";
import { expectLinear } from "../../linear-time.ts";
import { GOLDEN_CONTEXT, runGolden } from "./golden.ts";
import { HOSTILE } from "./hostile-texts.ts";

const scan = (text: string): Hit[] => anomalyDetector.scan(text, GOLDEN_CONTEXT);
const types = (text: string): string[] => scan(text).map((hit) => hit.type);

/** Letters in an order that repeats only after a long while. */
function noise(length: number): string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	let state = 12345;
	let out = "";
	for (let i = 0; i < length; i++) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		out += letters[state % letters.length];
	}
	return out;
}

runGolden(anomalyDetector);

describe("bounds", () => {
	it("a text is oversized from one character above the bound", () => {
		const filler = Array.from({ length: OVERSIZED_CHARS }, (_, i) => (i % 7 === 6 ? " " : noise(1))).join("");
		expect(types(filler.slice(0, OVERSIZED_CHARS))).not.toContain("text.oversized");
		expect(types(`${filler}.`)).toContain("text.oversized");
	});

	it("so is a run without white space", () => {
		expect(types(noise(OVERSIZED_RUN_CHARS))).not.toContain("text.oversized");
		expect(types(noise(OVERSIZED_RUN_CHARS + 1))).toContain("text.oversized");
	});

	it("randomness needs a long run", () => {
		expect(types(noise(MIN_ENTROPY_RUN_CHARS - 1))).toEqual([]);
		expect(types(noise(MIN_ENTROPY_RUN_CHARS))).toEqual(["text.high_entropy"]);
	});

	it("repetition needs a text of some length", () => {
		const sentence = "Say yes now. ";
		expect(types(sentence.repeat(Math.floor((MIN_REPETITION_CHARS - 1) / sentence.length)))).toEqual([]);
		expect(types(sentence.repeat(60))).toEqual(["text.repetition"]);
	});
});

describe("ordinary data", () => {
	it.each([
		["a URL", `https://example.com/${"path/to/some/page/".repeat(20)}`],
		["hexadecimal", "0123456789abcdef".repeat(40)],
		["Chinese prose", "最近的车站在哪里？下一班火车几点开？我们明天要去北京看朋友，然后坐飞机回家。".repeat(9).slice(0, 300)],
	])("%s is not random", (_, text) => {
		expect(types(text)).not.toContain("text.high_entropy");
	});
});

describe("hostile input", () => {
	it.each(HOSTILE)("takes linear time on %s", (_, make) => {
		expectLinear(scan, make, { from: 65_536 });
	});
});
