// Commitments and leaves, against values computed by Node's own crypto and by hand.
import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/platform/canonical-json.ts";
import { commit, commitCanonical, leafHash, leafOf, newCommitmentKey, verifyCommitment } from "../../src/platform/commitment.ts";
import { hmacKey } from "../../src/platform/digest.ts";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";

describe("newCommitmentKey", () => {
	it("is HMAC(K_subject, decision id) where there is a subject", async () => {
		const raw = new Uint8Array(32).fill(7);
		const expected = createHmac("sha256", raw).update(ID).digest();
		expect(Buffer.from(await newCommitmentKey(await hmacKey(raw), ID)).equals(expected)).toBe(true);
	});

	it("is 32 fresh random bytes where there is none", async () => {
		const [a, b] = [await newCommitmentKey(), await newCommitmentKey()];
		expect(a).toHaveLength(32);
		expect(Buffer.from(a).equals(Buffer.from(b))).toBe(false);
	});

	it("throws when the subject's key comes without an id", async () => {
		await expect(newCommitmentKey(await hmacKey(new Uint8Array(32)))).rejects.toThrow(TypeError);
	});
});

describe("commit", () => {
	const key = new Uint8Array(32).fill(3);

	it("is the HMAC of the canonical record, whatever the order of its members", async () => {
		const expected = createHmac("sha256", key).update('{"a":1,"b":[true,"é"]}').digest("base64url");
		expect(await commit(key, { b: [true, "é"], a: 1 })).toBe(expected);
		expect(await commitCanonical(key, '{"a":1,"b":[true,"é"]}')).toBe(expected);
	});

	it("takes no key of another length", async () => {
		for (const length of [0, 31, 33, 64]) await expect(commit(new Uint8Array(length), {})).rejects.toThrow(RangeError);
	});

	it("verifies what was committed and nothing else", async () => {
		await fc.assert(
			fc.asyncProperty(fc.json(), fc.uint8Array({ minLength: 32, maxLength: 32 }), async (json, bytes) => {
				const text = canonicalJson({ json });
				const mine = Uint8Array.from(bytes);
				const commitment = await commitCanonical(mine, text);
				const other = Uint8Array.from(mine, (byte, at) => (at === 5 ? byte ^ 1 : byte));
				expect(await verifyCommitment(mine, text, commitment)).toBe(true);
				expect(await verifyCommitment(mine, `${text} `, commitment)).toBe(false);
				expect(await verifyCommitment(other, text, commitment)).toBe(false);
				expect(await verifyCommitment(mine.slice(0, 31), text, commitment)).toBe(false);
			}),
			{ numRuns: 40 },
		);
	});

	it("refuses a second spelling of the same bytes", async () => {
		const commitment = await commitCanonical(key, "{}");
		// 32 bytes leave two unused bits in the last character: its neighbour decodes to the same bytes.
		const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
		const twin = commitment.slice(0, -1) + alphabet[alphabet.indexOf(commitment.slice(-1)) + 1];
		expect(Buffer.from(twin, "base64url").equals(Buffer.from(commitment, "base64url"))).toBe(true);
		expect(await verifyCommitment(key, "{}", twin)).toBe(false);
	});
});

describe("leafHash", () => {
	it("is SHA-256 of a zero byte and the canonical leaf", async () => {
		const canonical = `{"commitment":"abc","id":"${ID}","type":"decision","v":1}`;
		const expected = createHash("sha256")
			.update(Buffer.concat([Buffer.of(0), Buffer.from(canonical)]))
			.digest("base64url");
		expect(await leafHash(leafOf(ID, "abc"))).toBe(expected);
	});
});
