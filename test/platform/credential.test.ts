// Keys have a form that scanners and typos can be told by.
import { expect, it } from "vitest";
import { isKey, keyHash, newKey } from "../../src/platform/credential.ts";

it("makes keys that it recognises, none like another", () => {
	const keys = Array.from({ length: 50 }, (_, index) => newKey(index % 2 === 0 ? "test" : "live"));
	expect(new Set(keys).size).toBe(50);
	for (const key of keys) {
		expect(isKey(key)).toBe(true);
		expect(key).toMatch(/^edk_(test|live)_[A-Za-z0-9_-]{43}[0-9A-Za-z]{6}$/);
	}
});

it("notices every single changed character", () => {
	const key = newKey("test");
	for (let at = 0; at < key.length; at++) {
		const changed = key.slice(0, at) + (key[at] === "A" ? "B" : "A") + key.slice(at + 1);
		expect(isKey(changed), changed).toBe(false);
	}
});

it("hashes to 64 hex digits", async () => {
	expect(await keyHash(newKey("test"))).toMatch(/^[0-9a-f]{64}$/);
});
