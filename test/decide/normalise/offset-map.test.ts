// The offset map against a plain table of every character's source range, for forward, backward and shuffled texts.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rewrite } from "../../../src/decide/normalise/rewrite.ts";

/** Pieces of a source of `lengths`: each is copied, or put as a text of so many characters (0 drops it). */
const pieces = fc.array(fc.record({ length: fc.integer({ min: 1, max: 5 }), put: fc.option(fc.integer({ min: 0, max: 4 })) }), {
	minLength: 1,
	maxLength: 30,
});

function build(list: readonly { length: number; put: number | null }[], order: "forward" | "backward" | "shuffled") {
	const source = "x".repeat(list.reduce((sum, piece) => sum + piece.length, 0));
	let at = 0;
	const placed = list.map((piece) => {
		const from = at;
		at += piece.length;
		return { ...piece, from, to: at };
	});
	const ordered =
		order === "forward"
			? placed
			: order === "backward"
				? placed.toReversed()
				: placed.toSorted((a, b) => ((a.from * 7) % 5) - ((b.from * 7) % 5));
	const out = rewrite(source);
	const table: { start: number; end: number }[] = [];
	for (const { from, to, put } of ordered) {
		if (put === null) {
			out.copy(from, to);
			for (let index = from; index < to; index++) table.push({ start: index, end: index + 1 });
		} else {
			out.put("y".repeat(put), from, to);
			for (let index = 0; index < put; index++) table.push({ start: from, end: to });
		}
	}
	return { ...out.finish(), table };
}

describe("a range is the smallest that covers every character's own", () => {
	test.each(["forward", "backward", "shuffled"] as const)("%s", (order) => {
		fc.assert(
			fc.property(pieces, fc.nat(), fc.nat(), (list, a, b) => {
				const { text, map, table } = build(list, order);
				expect(text).toHaveLength(table.length);
				if (table.length === 0) return;
				const start = a % table.length;
				const end = start + 1 + (b % (table.length - start));
				const covered = table.slice(start, end);
				expect(map.range(start, end)).toEqual({
					start: Math.min(...covered.map((one) => one.start)),
					end: Math.max(...covered.map((one) => one.end)),
				});
			}),
			{ seed: 11, numRuns: 500 },
		);
	});

	test("offsets beyond the text are drawn in, and an empty text maps to the start", () => {
		const out = rewrite("abc");
		out.copy(0, 3);
		expect(out.finish().map.range(-5, 99)).toEqual({ start: 0, end: 3 });
		expect(rewrite("abc").finish().map.range(0, 1)).toEqual({ start: 0, end: 0 });
	});
});
