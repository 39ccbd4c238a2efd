// A receipt is a compact JWS that anyone verifies with the public key, and nothing else passes.
import { beforeAll, expect, it } from "vitest";
import type { ReceiptClaims } from "../../src/contract/record.ts";
import { importReceiptKey, type ReceiptKey, signReceipt, verifyReceipt } from "../../src/platform/receipt.ts";

const digest = `sha256:${"a".repeat(64)}`;
const claims: ReceiptClaims = {
	v: 1,
	origin: "edict.test/log/t",
	decision_id: "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
	decision: "allow",
	outcome: "decided",
	leaf: "bGVhZg",
	policy: digest,
	config: digest,
	exceptions: digest,
	kill: digest,
	epoch: 3,
	time: 1_700_000_000_000,
	mmd: 86_400,
};

let key: ReceiptKey;
beforeAll(async () => {
	const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
	key = await importReceiptKey(JSON.stringify({ ...(await crypto.subtle.exportKey("jwk", pair.privateKey)), kid: "k1" }));
});

it("verifies with an independent library and gives the claims back", async () => {
	const receipt = await signReceipt(key, claims);
	expect(await verifyReceipt(receipt, key.publicJwk)).toEqual({ ok: true, value: claims });
	expect(await signReceipt(key, claims)).toBe(receipt);
	expect(JSON.stringify(key.publicJwk)).not.toContain('"d"');
});

it("notices a change of any character", async () => {
	const receipt = await signReceipt(key, claims);
	for (let at = 0; at < receipt.length - 1; at += 7) {
		if (receipt[at] === ".") continue;
		const changed = receipt.slice(0, at) + (receipt[at] === "A" ? "B" : "A") + receipt.slice(at + 1);
		expect((await verifyReceipt(changed, key.publicJwk)).ok, String(at)).toBe(false);
	}
});

it("signs with a key that cannot be taken out", async () => {
	await expect(crypto.subtle.exportKey("jwk", key.privateKey)).rejects.toThrow();
});

it.each(["{}", "null", '{"kty":"OKP","crv":"Ed25519","x":"a","d":"b"}', '{"kty":"EC","crv":"P-256","x":"a","d":"b","kid":"k"}'])(
	"refuses %s as a key",
	async (json) => {
		await expect(importReceiptKey(json)).rejects.toThrow();
	},
);
