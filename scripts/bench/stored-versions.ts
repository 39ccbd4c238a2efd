// Versions of the guard that a decision tells apart, made of the baked-in release, signed and published through the API.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { GuardManifest } from "../../src/contract/bundle.ts";
import { type Bytes, concatBytes, toBase64Url, utf8 } from "../../src/platform/bytes.ts";
import { canonicalJson } from "../../src/platform/canonical-json.ts";
import { digestOf, documentDigest } from "../../src/platform/digest.ts";
import { importSigningKey, newSigningJwk, RELEASE_PAYLOAD, type SigningKey, signEnvelope } from "../../src/platform/dsse.ts";
import { RELEASE_FILES, type ReleaseFiles } from "../../src/policy/bundle.ts";
import { OPEN } from "../open-tiers.ts";

const BASELINE = join(import.meta.dirname, "../../bundles/baseline");
/** The rule whose action and severity differ, and what sets it off at stage `output`. */
const RULE = "privacy.pii_in_output";
export const REQUEST = {
	stage: "output",
	app: "support-bot",
	content: [{ role: "assistant", text: "Write to ana@example.com" }],
};

/** What each version says of `REQUEST`: the action of its one reason, and the reason's severity. */
export type Behaviour = {
	readonly decision: "redact" | "refuse";
	readonly action: "redact" | "review" | "refuse";
	readonly severity: string;
};
export const BEHAVIOURS: readonly Behaviour[] = [
	{ decision: "redact", action: "redact", severity: "high" },
	{ decision: "refuse", action: "refuse", severity: "critical" },
	{ decision: "refuse", action: "review", severity: "high" },
];

export type Made = {
	readonly digest: string;
	/** Digest of the WASM rendition, and of the shipped defaults. */
	readonly bundle: string;
	readonly defaults: string;
	readonly revision: string;
	readonly files: ReleaseFiles;
	readonly says: Behaviour;
};

/** A version that behaves so; its module is the baked-in one with a section that says nothing, so that its bytes are its own. */
export async function makeVersion(revision: string, says: Behaviour): Promise<Made> {
	const read = async (name: keyof typeof RELEASE_FILES) => new Uint8Array(await readFile(join(BASELINE, RELEASE_FILES[name])));
	const text = new TextDecoder();
	const base = JSON.parse(text.decode(await read("manifest"))) as GuardManifest;
	const data = JSON.parse(text.decode(await read("data"))) as { guard: { config: { defaults: Record<string, object> } } };
	const { defaults } = data.guard.config;
	defaults[RULE] = { ...defaults[RULE], action: says.action, severity: says.severity };
	const files = {
		wasm: concatBytes(await read("wasm"), customSection(revision)),
		data: utf8(canonicalJson(data)),
		agent: await read("agent"),
		sources: await read("sources"),
	};
	const named = async (bytes: Bytes) => ({ digest: await digestOf(bytes), bytes: bytes.length });
	const manifest: GuardManifest = {
		...base,
		revision,
		defaults: await documentDigest(defaults),
		renditions: {
			wasm: await named(files.wasm),
			data: await named(files.data),
			agent: await named(files.agent),
			sources: await named(files.sources),
		},
	};
	const bytes = utf8(canonicalJson(manifest));
	const { wasm } = manifest.renditions;
	const names = { digest: await digestOf(bytes), bundle: wasm.digest, defaults: manifest.defaults, revision };
	return { ...names, files: { ...files, manifest: bytes }, says };
}

/** A custom section (id 0) of WebAssembly, named by a text of fewer than 100 characters. */
function customSection(name: string): Bytes {
	const text = utf8(name);
	return concatBytes(new Uint8Array([0, text.length + 1, text.length]), text);
}

/** Sends to the service with the key of an administrator. */
export type SendAsAdmin = (method: string, path: string, body: FormData | object) => Promise<Response>;

export function senderTo(url: string, key: string): SendAsAdmin {
	return (method, path, body) => {
		const form = body instanceof FormData;
		const headers = { authorization: `Bearer ${key}`, ...(form ? {} : { "content-type": "application/json" }) };
		return fetch(url + path, { method, headers, body: form ? body : JSON.stringify(body) });
	};
}

/** A new signing key, registered; and a tier that asks nothing for every policy of the tenant, whose change control is not looked at. */
export async function registerKey(send: SendAsAdmin): Promise<SigningKey> {
	const key = await importSigningKey(await newSigningJwk());
	if (key === undefined) throw new Error("the key that was made is none");
	await must(send("POST", "/v1/admin/signing-keys", { public_key: toBase64Url(key.publicRaw), principal: "policy-build" }));
	await must(send("PUT", "/v1/admin/tiers", OPEN));
	return key;
}

export async function publish(send: SendAsAdmin, { files }: Made, key: SigningKey): Promise<void> {
	const form = new FormData();
	for (const [name, bytes] of Object.entries(files)) form.append(name, new Blob([bytes]), name);
	const envelope = await signEnvelope(RELEASE_PAYLOAD, files.manifest, [key]);
	form.append("envelope", new Blob([JSON.stringify(envelope)]), "envelope");
	await must(send("POST", "/v1/policies/guard/versions", form));
}

export async function activate(send: SendAsAdmin, digest: string, channel = "stable"): Promise<void> {
	await must(send("POST", "/v1/policies/guard/activate", { channel, digest, reason: "Flip under load" }));
}

async function must(sent: Promise<Response>): Promise<void> {
	const response = await sent;
	if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
}
