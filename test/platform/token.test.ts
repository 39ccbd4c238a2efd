// Tokens: the derivation against Node's own HKDF and HMAC, their separation, their rotation and the bound of the cache.
import { createHmac, hkdfSync } from "node:crypto";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { utf8 } from "../../src/platform/bytes.ts";
import { hmac } from "../../src/platform/digest.ts";
import { MAX_TOKEN_KEYS } from "../../src/platform/limits.ts";
import { type TokenPurpose, tokeniser } from "../../src/platform/token.ts";

const MASTER = Uint8Array.from({ length: 32 }, (_, at) => at);

function expectedKey(tenant: string, purpose: string, epoch: number): Buffer {
	const info = JSON.stringify(["edict token v1", tenant, purpose, epoch]);
	return Buffer.from(hkdfSync("sha256", MASTER, new Uint8Array(), info, 32));
}

afterEach(() => vi.restoreAllMocks());

describe("tokeniser", () => {
	it("derives a key by HKDF and cuts the HMAC to 16 bytes", async () => {
		const mac = createHmac("sha256", expectedKey("acme", "subject", 2))
			.update("u_123")
			.digest();
		const expected = `t1.2.${mac.subarray(0, 16).toString("base64url")}`;
		expect(await tokeniser(MASTER, [1, 2]).token("acme", "subject", "u_123")).toBe(expected);
	});

	it("gives the tokens of all epochs, the newest first", async () => {
		const before = await tokeniser(MASTER, [1]).token("acme", "session", "s");
		const after = tokeniser(MASTER, [3, 1, 3]);
		const all = await after.all("acme", "session", "s");
		expect(all).toEqual([await after.token("acme", "session", "s"), before]);
		expect(all.map((token) => token.split(".")[1])).toEqual(["3", "1"]);
	});

	it("tells tenants, purposes and values apart, and never shows a value", async () => {
		const { token } = tokeniser(MASTER, [1]);
		const purposes: TokenPurpose[] = ["subject", "session", "document", "host", "value", "call"];
		await fc.assert(
			fc.asyncProperty(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), async (a, b) => {
				const tokens = await Promise.all(purposes.flatMap((purpose) => ["t", "t2"].map((tenant) => token(tenant, purpose, a))));
				expect(new Set(tokens).size).toBe(purposes.length * 2);
				for (const each of tokens) expect(each).toMatch(/^t1\.1\.[A-Za-z0-9_-]{22}$/);
				expect((await token("t", "subject", a)) === (await token("t", "subject", b))).toBe(a === b);
			}),
			{ numRuns: 40 },
		);
	});

	it("cannot be led to one context by moving characters between tenant and value", async () => {
		const { token } = tokeniser(MASTER, [1]);
		expect(await token("a:b", "subject", "c")).not.toBe(await token("a", "subject", "b:c"));
	});

	it("makes the subject's key unlike any token's", async () => {
		const key = await tokeniser(MASTER, [1, 2]).subjectKey("acme", "u_123");
		const raw = createHmac("sha256", expectedKey("acme", "commitment", 2))
			.update("u_123")
			.digest();
		const expected = createHmac("sha256", raw).update("m").digest();
		expect(Buffer.from(await hmac(key, utf8("m"))).equals(expected)).toBe(true);
		expect(key.extractable).toBe(false);
	});

	it("derives a key once, and again only when it was pushed out of the cache", async () => {
		const derive = vi.spyOn(crypto.subtle, "deriveBits");
		const { token } = tokeniser(MASTER, [1]);
		const first = await token("tenant", "subject", "u");
		await token("tenant", "subject", "u");
		expect(derive).toHaveBeenCalledTimes(1);
		for (let other = 0; other < MAX_TOKEN_KEYS; other++) await token(`tenant-${other}`, "subject", "u");
		derive.mockClear();
		await token(`tenant-${MAX_TOKEN_KEYS - 1}`, "subject", "u");
		expect(derive).toHaveBeenCalledTimes(0);
		expect(await token("tenant", "subject", "u")).toBe(first);
		expect(derive).toHaveBeenCalledTimes(1);
	});

	it("takes no short master and no empty or odd list of epochs", () => {
		expect(() => tokeniser(new Uint8Array(31), [1])).toThrow(RangeError);
		for (const epochs of [[], [0], [-1], [1.5], [1, Number.NaN]]) expect(() => tokeniser(MASTER, epochs)).toThrow(RangeError);
	});
});
