// The short way to a path gives what the long way gives, also where it looks plain and is not.
import fc from "fast-check";
import { expect, it } from "vitest";
import { pathnameOf } from "../../src/platform/pathname.ts";

const PIECES = ["/", "//", "a", "v1", ".", "..", "%2e", "%2F", "\\", "é", "?", "#", "@", ":", "data", "_x-~", " ", "&", "="];

it("gives the path that the platform's reader gives", () => {
	const urls = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((parts) => `https://edict.example/${parts.join("")}`);
	fc.assert(
		fc.property(urls, (url) => {
			expect(pathnameOf({ url } as Request)).toBe(new URL(url).pathname);
		}),
		{ numRuns: 2_000 },
	);
	for (const url of ["http://a", "http://a:80/b/c?d=/e", "http://u:p@a/b", "https://a/b/../c", "https://a/b/c/"]) {
		expect(pathnameOf({ url } as Request)).toBe(new URL(url).pathname);
	}
});
