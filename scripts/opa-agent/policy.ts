// Versions of a small policy for the trial with a real OPA agent: built, signed for agents, published and activated over the API.
import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Build } from "../../src/cli/policy/assemble.ts";
import { buildGeneral } from "../../src/cli/policy/build-general.ts";
import { type OpaKey, readOpaKey, signBundle } from "../../src/cli/policy/opa-signature.ts";
import { signRelease, uploadOf } from "../../src/cli/policy/upload.ts";
import { toBase64Url } from "../../src/platform/bytes.ts";
import { importSigningKey, newSigningJwk, type SigningKey } from "../../src/platform/dsse.ts";
import { OPEN } from "../open-tiers.ts";

export const POLICY = "authz";
export const KEY_ID = "publisher-1";

/** An RSA key that signs bundles, as its owner and as agents know it. */
export type AgentKey = { readonly signing: OpaKey; readonly publicPem: string };

export async function newAgentKey(folder: string): Promise<AgentKey> {
	const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
	await mkdir(folder, { recursive: true });
	const path = join(folder, "key.pem");
	await writeFile(path, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
	return { signing: await readOpaKey(path, KEY_ID), publicPem: String(publicKey.export({ type: "spki", format: "pem" })) };
}

/** A version that answers its revision; its data has numbers that a careless hash would write otherwise. */
export async function buildVersion(revision: string, { signing }: AgentKey): Promise<Build> {
	const folder = await mkdtemp(join(tmpdir(), "edict-agent-policy-"));
	try {
		await writeFile(join(folder, ".manifest"), JSON.stringify({ revision, roots: [POLICY] }));
		await mkdir(join(folder, POLICY));
		await writeFile(join(folder, POLICY, "data.json"), '{"limits":{"small":1.0,"large":123456789012345678901,"odd":"<é>"}}');
		await writeFile(
			join(folder, `${POLICY}.rego`),
			`package ${POLICY}

version := "${revision}"

default allow := false

allow if input.amount < data.${POLICY}.limits.large
`,
		);
		const signAgent = (bundle: Parameters<typeof signBundle>[0]) => signBundle(bundle, signing);
		return await buildGeneral(folder, { entrypoints: [`${POLICY}/allow`, `${POLICY}/version`], signAgent });
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** Orders to a service with the keys of its roles. */
export type Publisher = {
	readonly publish: (build: Build) => Promise<void>;
	/** Gives the instant at which the activation was answered, ms. */
	readonly activate: (digest: string) => Promise<number>;
	readonly get: (path: string) => Promise<never>;
	readonly post: (path: string, body: unknown) => Promise<never>;
};

export async function publisher(url: string, key: string): Promise<Publisher> {
	const send = async (method: string, path: string, body?: unknown) => {
		const form = body instanceof FormData;
		const headers = {
			authorization: `Bearer ${key}`,
			...(form || body === undefined ? {} : { "content-type": "application/json" }),
		};
		const response = await fetch(url + path, {
			method,
			headers,
			...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
		});
		if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
		return (await response.json()) as never;
	};
	const signer = (await importSigningKey(await newSigningJwk())) as SigningKey;
	await send("POST", "/v1/admin/signing-keys", { public_key: toBase64Url(signer.publicRaw), principal: "policy-build" });
	await send("PUT", "/v1/admin/tiers", OPEN);
	return {
		publish: async ({ files }) => {
			await send("POST", `/v1/policies/${POLICY}/versions`, uploadOf(files, await signRelease(files, signer)));
		},
		activate: async (digest) => {
			await send("POST", `/v1/policies/${POLICY}/activate`, { channel: "stable", digest, reason: "Trial with an OPA agent" });
			return performance.now();
		},
		get: (path) => send("GET", path),
		post: (path, body) => send("POST", path, body),
	};
}
