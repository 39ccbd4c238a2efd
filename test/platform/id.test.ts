// Ids are UUIDs of version 7, sorted by their clock.
import * as v from "valibot";
import { expect, it } from "vitest";
import { DecisionId } from "../../src/contract/names.ts";
import { newUuidv7, uuidv7 } from "../../src/platform/id.ts";

it("puts the clock first, then version, variant and randomness (RFC 9562, appendix A.6)", () => {
	const random = Uint8Array.from([0xcc, 0xc3, 0x98, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
	expect(uuidv7(0x017f22e279b0, random)).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});

it("has the whole of the clock's 48 bits", () => {
	for (const time of [0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 47 + 5, 2 ** 48 - 1]) {
		expect(uuidv7(time, new Uint8Array(10)).replaceAll("-", "").slice(0, 12)).toBe(time.toString(16).padStart(12, "0"));
	}
});

it("sorts by time", () => {
	const ids = [5, 4, 3, 2, 1].map((offset) => newUuidv7(1_700_000_000_000 + offset));
	expect([...ids].sort()).toEqual(ids.reverse());
	for (const id of ids) expect(v.is(DecisionId, id)).toBe(true);
});
