// The digests computed here against the platform's own, at every length around a block's edge and of random bytes.
import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hmac, hmacKey, hmacRaw, sha256 } from "../../src/platform/digest.ts";
import { hmacNow, SHORT_MESSAGE_BYTES, sha256Now } from "../../src/platform/sha256.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 151 + 7) & 0xff);

describe("sha256Now", () => {
	it("gives the standard's examples", () => {
		expect(hex(sha256Now(new Uint8Array()))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
		expect(hex(sha256Now(Buffer.from("abc")))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	});

	it("gives the platform's digest at every length up to four blocks", () => {
		for (let length = 0; length <= 256; length++) {
			const message = bytesOf(length);
			expect(hex(sha256Now(message)), `${length}`).toBe(createHash("sha256").update(message).digest("hex"));
		}
	});

	it("gives the platform's digest of random bytes", () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 5_000 }), (message) => {
				expect(hex(sha256Now(message))).toBe(createHash("sha256").update(message).digest("hex"));
			}),
		);
	});
});

describe("hmacNow", () => {
	it("gives the platform's code for keys up to a block, of messages at every edge", () => {
		for (const keyLength of [0, 1, 32, 63, 64]) {
			for (let length = 0; length <= 200; length++) {
				const [key, message] = [bytesOf(keyLength), bytesOf(length)];
				expect(hex(hmacNow(key, message)), `${keyLength}/${length}`).toBe(
					createHmac("sha256", key).update(message).digest("hex"),
				);
			}
		}
	});

	it("takes no key longer than a block", () => {
		expect(() => hmacNow(new Uint8Array(65), new Uint8Array())).toThrow(RangeError);
	});
});

it("says the same on both sides of the bound above which the platform is asked", async () => {
	for (const length of [SHORT_MESSAGE_BYTES - 1, SHORT_MESSAGE_BYTES, SHORT_MESSAGE_BYTES + 1]) {
		const [key, message] = [bytesOf(32), bytesOf(length)];
		const mac = createHmac("sha256", key).update(message).digest("hex");
		expect(hex(await hmacRaw(key, message))).toBe(mac);
		expect(hex(await hmac(await hmacKey(key), message))).toBe(mac);
		expect(hex(await sha256(message))).toBe(createHash("sha256").update(message).digest("hex"));
	}
});
