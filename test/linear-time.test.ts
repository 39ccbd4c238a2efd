// The measure of time itself: what is linear passes, what is quadratic does not.
import { expect, it } from "vitest";
import { cpuTime, expectLinear } from "./linear-time.ts";

const letters = (length: number): string => "ab ".repeat(length / 3);

/** A sum over all characters. */
function linear(text: string): number {
	let sum = 0;
	for (let at = 0; at < text.length; at++) sum += text.charCodeAt(at);
	return sum;
}

/** A sum over all pairs of characters. */
function quadratic(text: string): number {
	let sum = 0;
	for (let at = 0; at < text.length; at++) {
		for (let before = 0; before < at; before++) sum += text.charCodeAt(at) ^ text.charCodeAt(before);
	}
	return sum;
}

it.each<[name: string, run: (text: string) => unknown]>([
	["a sum over characters", linear],
	["a pattern that moves on", (text) => [...text.matchAll(/\bab\b/g)].length],
	["a list as long as the text", (text) => Array.from(text, (char) => ({ char }))],
	["work that does not depend on the text", () => linear("ab".repeat(1_000))],
])("%s is linear", (_, run) => {
	expectLinear(run, letters);
});

it.each<[name: string, run: (text: string) => unknown, from: number]>([
	["a sum over pairs of characters", quadratic, 1_000],
	["a pattern that looks to the end from each place", (text) => text.match(/ [^!]*!/g), 3_000],
	["a quadratic part behind a linear one", (text) => [linear(text.repeat(50)), quadratic(text)], 1_000],
])("%s is not linear", (_, run, from) => {
	expect(() => expectLinear(run, letters, { from })).toThrow(/characters take/);
});

it("twice the text is enough to tell them apart", () => {
	expectLinear(linear, letters, { factor: 2 });
	expect(() => expectLinear(quadratic, letters, { from: 2_000, factor: 2 })).toThrow(/characters take/);
});

it("counts work, not waiting", () => {
	const wait = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
	expect(cpuTime(wait)).toBeLessThan(25);
	expect(cpuTime(() => quadratic("a".repeat(5_000)))).toBeGreaterThan(1);
});
