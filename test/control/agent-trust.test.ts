// Trust as of a pointer: remembered, lost with the revocation that the pointer tells, and found again with another signature.
import { expect, it } from "vitest";
import type { Pointer } from "../../src/contract/pointer.ts";
import type { VersionInfo } from "../../src/contract/versions.ts";
import { createTrust } from "../../src/control/opa-management/trust.ts";

const pointer = (...revoked: string[]): Pointer => ({ v: 1, tenant: "acme", epoch: 1, policies: {}, revoked });

function bench(signers: Record<string, boolean>) {
	const asked: string[] = [];
	const list = async (_: string, digest?: string) => {
		asked.push(digest ?? "");
		const signed_by = Object.entries(signers).map(([fingerprint, counts]) => ({ fingerprint, principal: "p", counts }));
		return digest === "none" ? [] : [{ signed_by } as unknown as VersionInfo];
	};
	return { asked, isTrusted: createTrust(list), signers };
}

it("is asked of the store once while it holds", async () => {
	const { isTrusted, asked } = bench({ a: true });
	for (const _ of [1, 2, 3]) expect(await isTrusted(pointer(), "d")).toBe(true);
	expect(asked).toEqual(["d"]);
});

it("ends with the pointer's revocation, though the table does not tell it yet", async () => {
	const { isTrusted } = bench({ a: true });
	expect(await isTrusted(pointer(), "d")).toBe(true);
	expect(await isTrusted(pointer("a"), "d")).toBe(false);
	expect(await bench({ a: false }).isTrusted(pointer(), "d")).toBe(false);
	expect(await bench({ a: true, b: true }).isTrusted(pointer("a"), "d")).toBe(true);
});

it("comes back when another key has signed", async () => {
	const { isTrusted, signers } = bench({ a: true });
	expect(await isTrusted(pointer("a"), "d")).toBe(false);
	signers.b = true;
	expect(await isTrusted(pointer("a"), "d")).toBe(true);
});

it("is not doubted of what is none of the store's, such as what a deployment carries", async () => {
	expect(await bench({}).isTrusted(pointer(), "none")).toBe(true);
});
