// Releases made for a test: small, whole, signed by keys made for it, and told wrong in the one way that a test is about.
import { env } from "cloudflare:workers";
import type { GeneralManifest } from "../../../src/contract/bundle.ts";
import { pathOf } from "../../../src/control/bundle-bytes.ts";
import { registerSigningKey } from "../../../src/control/signing-keys.ts";
import { type Bytes, toBase64Url, utf8 } from "../../../src/platform/bytes.ts";
import { canonicalJson } from "../../../src/platform/canonical-json.ts";
import { digestOf } from "../../../src/platform/digest.ts";
import {
	type Envelope,
	importSigningKey,
	newSigningJwk,
	RELEASE_PAYLOAD,
	type SigningKey,
	signEnvelope,
} from "../../../src/platform/dsse.ts";
import type { ReleaseFiles } from "../../../src/policy/bundle.ts";
import { db, NOW } from "./fixture.ts";

/** The smallest module there is, told apart by a custom section. */
export function wasmOf(mark: string): Bytes {
	const name = utf8(mark);
	return new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, name.length + 1, name.length, ...name]);
}

export type Made = { readonly digest: string; readonly files: ReleaseFiles; readonly manifest: GeneralManifest };

/** A release of a general policy, unlike any other made by its revision. */
export async function makeRelease(revision: string, over: Partial<GeneralManifest> = {}): Promise<Made> {
	const sources = { files: [{ path: "authz/a.rego", text: `package authz\n\nrevision := "${revision}"\n` }] };
	const root = over.roots?.[0] ?? "authz";
	const bytes = {
		wasm: wasmOf(revision),
		data: utf8(JSON.stringify({ [root]: { revision } })),
		agent: utf8(`agent ${revision}`),
		sources: utf8(canonicalJson(sources)),
	};
	const named = async (file: Bytes) => ({ digest: await digestOf(file), bytes: file.length });
	const manifest: GeneralManifest = {
		v: 1,
		kind: "general",
		policy: "authz",
		revision,
		input: "any",
		entrypoints: [root],
		roots: [root],
		opa: "1.22.2",
		rego_version: 1,
		renditions: {
			wasm: await named(bytes.wasm),
			data: await named(bytes.data),
			agent: await named(bytes.agent),
			sources: await named(bytes.sources),
		},
		rules: [],
		builtins: [],
		...over,
	};
	const text = utf8(canonicalJson(manifest));
	return { digest: await digestOf(text), manifest, files: { ...bytes, manifest: text } };
}

export async function makeKey(): Promise<SigningKey> {
	const key = await importSigningKey(await newSigningJwk());
	if (key === undefined) throw new Error("a new key is a key");
	return key;
}

/** A key whose signatures count for the tenant. */
export async function registeredKey(tenant: string, principal = "policy-build"): Promise<SigningKey> {
	const key = await makeKey();
	const actor = { tenant, by: `${tenant}-ana`, at: NOW };
	const body = { public_key: toBase64Url(key.publicRaw), principal, purpose: "release" } as const;
	const made = await registerSigningKey(db, actor, body);
	if (!made.ok) throw new Error(made.error);
	return key;
}

export function sign(made: Made, ...keys: SigningKey[]): Promise<Envelope> {
	return signEnvelope(RELEASE_PAYLOAD, made.files.manifest, keys);
}

/** Other bytes in place of an object's, as damage leaves them. */
export async function damage(digest: string, bytes: Bytes): Promise<void> {
	await env.BUNDLES.delete(pathOf(digest));
	await env.BUNDLES.put(pathOf(digest), bytes);
}

export const brokenR2 = {
	get: () => Promise.reject(new Error("get: Internal error (10001)")),
	put: () => Promise.reject(new Error("put: Internal error (10001)")),
} as unknown as R2Bucket;
