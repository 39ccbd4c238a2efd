// Cursors: what was written is read back under the same filters and under no others.
import fc from "fast-check";
import { expect, it } from "vitest";
import { filterDigest, readCursor, writeCursor } from "../../src/ledger/cursor.ts";
import { nextId } from "./messages.ts";

const millis = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

it("comes back as it was, under 256 characters, and only for its own filters", async () => {
	const [mine, other] = [await filterDigest({ app: "a" }), await filterDigest({ app: "b" })];
	fc.assert(
		fc.property(millis, millis, (time, recordedUntil) => {
			const cursor = { after: { time, id: nextId(0) }, recordedUntil };
			const text = writeCursor(cursor, mine);
			expect(text.length).toBeLessThan(256);
			expect(readCursor(text, mine)).toEqual(cursor);
			expect(readCursor(text, other)).toBeUndefined();
		}),
	);
});

it("binds every filter, whatever the order of its members", async () => {
	expect(await filterDigest({ a: 1, b: [2] })).toBe(await filterDigest({ b: [2], a: 1 }));
	expect(await filterDigest({ a: 1, b: undefined })).toBe(await filterDigest({ a: 1 }));
	expect(await filterDigest({ a: 1 })).not.toBe(await filterDigest({ a: "1" }));
});

it("takes nothing that is not a cursor", async () => {
	const digest = await filterDigest({});
	const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
	fc.assert(fc.property(fc.string(), (any) => readCursor(any, digest) === undefined));
	const bad = [
		[1, digest, 5, 5],
		[2, digest, 5, 5, "x"],
		[1, digest, -1, 5, "x"],
		[1, digest, 5, "5", "x"],
		[1, digest, 5, 5, 5],
		[1, digest, 1.5, 5, "x"],
		{},
	];
	for (const value of bad) expect(readCursor(text(value), digest)).toBeUndefined();
	expect(readCursor(text([1, digest, 5, 5, "x"]), digest)).toEqual({ after: { time: 5, id: "x" }, recordedUntil: 5 });
});
