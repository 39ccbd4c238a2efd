// How an instant may be written in a query.
import { expect, test } from "vitest";
import { readInstant } from "../../src/control/routes/policies.ts";

const NOW = 1_800_000_000_000;

test.each([
	[null, NOW],
	["0", 0],
	["1800000000001", 1_800_000_000_001],
	["1970-01-01T00:00:01Z", 1000],
	["1970-01-01t00:00:01.250z", 1250],
	["1970-01-01T01:00:01+01:00", 1000],
	["1970-01-01T01:00:01 01:00", 1000],
	["1970-01-01T00:00:01.123456789Z", 1123],
	["", undefined],
	["-1", undefined],
	["1e3", undefined],
	["1970-01-01", undefined],
	["1970-01-01T00:00:01", undefined],
	["1970-02-30T25:00:00Z", undefined],
	["1969-12-31T23:59:59Z", undefined],
	["9".repeat(16), undefined],
])("%j is %j", (text, instant) => {
	expect(readInstant(text, NOW)).toBe(instant);
});
