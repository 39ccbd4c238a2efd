// Chunks: everything once, in order, within both bounds.
import fc from "fast-check";
import { expect, it } from "vitest";
import { chunks } from "../../src/ledger/chunk.ts";

it("keeps every item, in order, within both bounds, as the JSON it says", () => {
	const items = fc.array(fc.string({ unit: "binary", maxLength: 60 }), { maxLength: 40 });
	fc.assert(
		fc.property(items, fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 300 }), (all, maxItems, maxBytes) => {
			const cut = chunks(all, maxItems, maxBytes);
			expect(cut.flatMap((chunk) => chunk.items)).toEqual(all);
			for (const { items, json } of cut) {
				if (json !== JSON.stringify(items)) return false;
				if (items.length === 0 || items.length > maxItems) return false;
				if (items.length > 1 && Buffer.byteLength(json) > maxBytes) return false;
			}
			return true;
		}),
	);
});

it("fills a chunk before it opens another", () => {
	expect(chunks(["a", "b", "c"], 10, 11).map(({ json }) => json)).toEqual(['["a","b"]', '["c"]']);
	expect(chunks(["a", "b", "c"], 2, 100).map(({ json }) => json)).toEqual(['["a","b"]', '["c"]']);
	expect(chunks([], 2)).toEqual([]);
});
