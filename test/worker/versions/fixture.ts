// Versions for tests in workerd: made of the baked-in release with other defaults, or of a little Rego.
import { env } from "cloudflare:workers";
import type { ReleaseManifest } from "../../../src/contract/bundle.ts";
import { type Bytes, utf8 } from "../../../src/platform/bytes.ts";
import { canonicalJson } from "../../../src/platform/canonical-json.ts";
import { digestOf, documentDigest } from "../../../src/platform/digest.ts";
import type { ReleaseFiles } from "../../../src/policy/bundle.ts";
import type { Loadable } from "../../../src/policy/load.ts";

async function file(name: string): Promise<Bytes> {
	return new Uint8Array(await (await env.DESK.fetch(`http://desk/file/${name}`)).arrayBuffer());
}

export async function compile(source: string, entrypoints: readonly string[]): Promise<Bytes> {
	const query = entrypoints.map((name) => `entrypoint=${encodeURIComponent(name)}`).join("&");
	const answer = await env.DESK.fetch(`http://desk/rego/${encodeURIComponent(source)}?${query}`);
	return new Uint8Array(await answer.arrayBuffer());
}

type GuardData = { guard: { config: { defaults: Record<string, { action: string; severity: string }> } } };

export type GuardVersion = { readonly digest: string; readonly manifest: ReleaseManifest; readonly files: ReleaseFiles };

/** The baked-in release with other actions of some rules: another version of the guard whose answers tell it apart. */
export async function guardVersion(revision: string, actions: Readonly<Record<string, string>>): Promise<GuardVersion> {
	const manifest = JSON.parse(new TextDecoder().decode(await file("manifest.json"))) as ReleaseManifest;
	const wasm = await file("policy.wasm");
	const data = JSON.parse(new TextDecoder().decode(await file("data.json"))) as GuardData;
	const { defaults } = data.guard.config;
	for (const [rule, action] of Object.entries(actions)) {
		const shipped = defaults[rule];
		if (shipped === undefined) throw new Error(`the release has no rule ${rule}`);
		defaults[rule] = { ...shipped, action };
	}
	const bytes = utf8(JSON.stringify(data));
	// Without the debug rendition: a release need not have one.
	const { debug: _, ...kept } = manifest.renditions;
	const renditions = { ...kept, data: { digest: await digestOf(bytes), bytes: bytes.length } };
	const made = { ...manifest, revision, renditions, defaults: await documentDigest(defaults) } as ReleaseManifest;
	const rest = { agent: await file("agent.tar.gz"), sources: await file("sources.json") };
	const files = { manifest: utf8(canonicalJson(made)), wasm, data: bytes, ...rest };
	return { digest: await documentDigest(made), manifest: made, files };
}

/** A version around a module; its digest is made up of what it is made of. */
export async function versionOf(wasm: Bytes, data: string, builtins: readonly string[] = []): Promise<Loadable> {
	const base = JSON.parse(new TextDecoder().decode(await file("manifest.json"))) as ReleaseManifest;
	const manifest = { ...base, builtins: [...builtins] };
	const digest = await documentDigest([await digestOf(wasm), data, builtins]);
	return { digest, manifest, wasm, data };
}
