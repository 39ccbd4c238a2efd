// What agents are configured with: the key that signed is demanded, and where it cannot be known there is no configuration.
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Pointer } from "../../src/contract/pointer.ts";
import { agentConfig } from "../../src/control/opa-management/discovery.ts";
import { signerOf } from "../../src/control/opa-management/signer.ts";
import { toBase64Url, utf8 } from "../../src/platform/bytes.ts";
import { MAX_AGENT_BUNDLE_BYTES } from "../../src/platform/limits.ts";
import { err, ok } from "../../src/platform/result.ts";
import { writeTar } from "../../src/policy/tar.ts";
import { digest } from "../ledger/messages.ts";

const target = (seed: string) => ({ digest: digest(seed), revision: seed, epoch: 1, since: 0 });
const POINTER: Pointer = {
	v: 1,
	tenant: "acme",
	epoch: 3,
	policies: {
		authz: { roots: ["authz"], channels: { stable: target("a"), canary: target("b") } },
		guard: { roots: ["guard"], channels: { stable: target("c") } },
		trial: { roots: ["trial"], channels: { canary: target("d") } },
	},
	revoked: [],
};

describe("an agent's configuration", () => {
	it("has a bundle for each policy with a stable channel, and demands the key that signed it", async () => {
		const config = await agentConfig(POINTER, "edict", async (of) => ok(of === digest("a") ? "publisher-1" : undefined));
		expect(config).toMatchObject({
			ok: true,
			value: {
				bundles: {
					authz: { service: "edict", resource: "bundles/authz", signing: { keyid: "publisher-1" } },
					guard: { service: "edict", resource: "bundles/guard" },
				},
			},
		});
		const { bundles } = (config.ok ? config.value : {}) as { bundles: Record<string, object> };
		expect(Object.keys(bundles)).toEqual(["authz", "guard"]);
		expect(bundles.guard).not.toHaveProperty("signing");
	});

	it("is not given where it cannot be known who signed", async () => {
		const config = await agentConfig(POINTER, undefined, async (of) => (of === digest("c") ? err("unavailable") : ok("k")));
		expect(config).toEqual({ ok: false, error: "unavailable" });
	});
});

describe("the signer of a bundle", () => {
	const pack = (files: Record<string, string>) =>
		new Uint8Array(gzipSync(writeTar(Object.entries(files).map(([path, text]) => ({ path, bytes: utf8(text) })))));
	const jwt = (header: unknown) => `${toBase64Url(utf8(JSON.stringify(header)))}.e30.c2ln`;
	const signed = (...signatures: unknown[]) =>
		pack({ "a.rego": "package a", ".signatures.json": JSON.stringify({ signatures }) });

	it("is the key that its signature names, or nobody", async () => {
		expect(await signerOf(signed(jwt({ alg: "RS256", kid: "publisher-1" })))).toEqual(ok("publisher-1"));
		expect(await signerOf(pack({ "a.rego": "package a" }))).toEqual(ok(undefined));
	});

	it("is not taken for nobody where it cannot be read", async () => {
		const broken = [signed(), signed(jwt({})), signed("x"), signed(jwt({ kid: "a" }), jwt({ kid: "b" }))];
		for (const bundle of [...broken, pack({ ".signatures.json": "{" }), pack({ a: "b" }).slice(0, -6)]) {
			expect(await signerOf(bundle)).toEqual(err("corrupt"));
		}
		const large = pack({ "data.json": " ".repeat(MAX_AGENT_BUNDLE_BYTES) });
		expect(await signerOf(large)).toEqual(err("unsupported"));
	});
});
