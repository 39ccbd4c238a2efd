// Bytes to text: what is made here is what everyone else's code makes.
import fc from "fast-check";
import { expect, it } from "vitest";
import { fromBase64Url, toBase64Url, toHex } from "../../src/platform/bytes.ts";

it("writes base64url and hex as others do, and reads it back", () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
			const text = toBase64Url(bytes);
			expect(text).toBe(Buffer.from(bytes).toString("base64url"));
			expect(fromBase64Url(text)).toEqual(bytes);
			expect(toHex(bytes)).toBe(Buffer.from(bytes).toString("hex"));
		}),
		{ numRuns: 500 },
	);
});
