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
	["a sum over pairs of characters", quadratic, 600],
	["a pattern that looks to the end from each place", (text) => text.match(/ [^!]*!/g), 1_500],
	["a quadratic part behind a linear one", (text) => [linear(text.repeat(20)), quadratic(text)], 600],
])("%s is not linear", { timeout: 120_000 }, (_, run, from) => {
	// Eight times as long, as the work of others could hide some of the growth.
	expect(() => expectLinear(run, letters, { from, factor: 8 })).toThrow(/characters take/);
});

it("counts work, not waiting", () => {
	const wait = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
	expect(cpuTime(wait)).toBeLessThan(25);
	expect(cpuTime(() => quadratic("a".repeat(5_000)))).toBeGreaterThan(1);
});
