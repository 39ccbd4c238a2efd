// Names: what has their form, and that none is one that every JavaScript object has, which would be found or lost by itself.
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { Name } from "../../src/contract/names.ts";
import { PolicyName } from "../../src/contract/versions.ts";
import { checkShape } from "../../src/platform/body.ts";
import { isPlainName } from "../../src/platform/data-record.ts";

const RESERVED = ["__proto__", "constructor", "toString", "valueOf", "hasOwnProperty", "prototype", "__defineGetter__"];

describe("a name", () => {
	it.each(RESERVED)("is not %s, of an app, a tool, a channel or a policy", (name) => {
		expect(v.is(Name, name)).toBe(false);
		expect(v.is(PolicyName, name)).toBe(false);
		expect(isPlainName(name)).toBe(false);
	});

	it("may look like one", () => {
		for (const name of ["proto", "Constructor", "constructor.prototype", "to-string"]) expect(v.is(Name, name)).toBe(true);
	});

	it("that is refused is told why", () => {
		const checked = checkShape(v.strictObject({ channel: Name }), { channel: "constructor" });
		expect(checked).toMatchObject({
			error: { errors: [{ pointer: "/channel", detail: expect.stringContaining("take another") }] },
		});
	});
});
