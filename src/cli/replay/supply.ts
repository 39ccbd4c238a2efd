// Where versions and documents come from: folders at hand first, then the service.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bytes } from "../../platform/bytes.ts";
import { digestOf, documentDigest } from "../../platform/digest.ts";
import { fileFault, RELEASE_FILES, readManifest } from "../../policy/bundle.ts";
import { misused, Refusal } from "../command.ts";
import { REGO } from "../opa.ts";
import { releaseOf } from "../policy/release-of.ts";
import type { Service } from "../service.ts";
import type { Supply, VersionBytes } from "./protocol.ts";

/** The release that this package carries, as the deployment of the same version does. */
const CARRIED = join(REGO, "../bundles/baseline");

export type AtHand = {
	/** Folders of releases. */
	readonly releases: readonly string[];
	/** Files of documents: JSON, an array of documents or one of them. */
	readonly documents: readonly string[];
};

/** The release of a folder; sources are compiled first. */
export async function versionOf(folder: string): Promise<{ readonly digest: string; readonly bytes: VersionBytes }> {
	const { manifest, wasm, data, sources } = await releaseOf(folder);
	return { digest: await digestOf(manifest), bytes: { manifest, wasm, data, sources } };
}

/** `service` absent: nothing but what is at hand. */
export async function openSupply(atHand: AtHand, service: Service | undefined): Promise<Supply> {
	const versions = new Map<string, VersionBytes>();
	for (const folder of [CARRIED, ...atHand.releases]) {
		const { digest, bytes } = await versionOf(folder);
		versions.set(digest, bytes);
	}
	const documents = new Map<string, unknown>();
	for (const file of atHand.documents) {
		for (const document of await readDocuments(file)) documents.set(await documentDigest(document), document);
	}
	return {
		version: async (digest) => versions.get(digest) ?? (service === undefined ? undefined : stored(service, digest)),
		document: async (digest) => {
			if (documents.has(digest)) return { document: documents.get(digest) };
			const found = await service?.find(`/v1/documents/${digest}`);
			return found === undefined
				? undefined
				: { document: (JSON.parse(new TextDecoder().decode(found)) as { document: unknown }).document };
		},
	};
}

async function readDocuments(file: string): Promise<unknown[]> {
	const text = await readFile(file, "utf8").catch(() => {
		throw new Refusal(`${file} cannot be read`);
	});
	try {
		const json: unknown = JSON.parse(text);
		// A list may be one document (exceptions) or several.
		return Array.isArray(json) ? [json, ...json] : [json];
	} catch {
		throw misused(`${file} is not JSON`);
	}
}

async function stored(service: Service, digest: string): Promise<VersionBytes | undefined> {
	const file = (name: keyof typeof RELEASE_FILES) => service.find(`/v1/policies/${digest}/files/${RELEASE_FILES[name]}`);
	const [manifest, wasm, data, sources] = await Promise.all([file("manifest"), file("wasm"), file("data"), file("sources")]);
	if (manifest === undefined || wasm === undefined || data === undefined) return undefined;
	return { manifest, wasm, data, sources };
}

/** The version's bundle for OPA agents, from a folder or the service, checked against its manifest; `undefined`: not at hand. */
export async function agentOf(
	digest: string,
	releases: readonly string[],
	service: Service | undefined,
): Promise<Bytes | undefined> {
	for (const folder of [CARRIED, ...releases]) {
		const files = await releaseOf(folder);
		if ((await digestOf(files.manifest)) === digest) return files.agent;
	}
	const file = (name: keyof typeof RELEASE_FILES) => service?.find(`/v1/policies/${digest}/files/${RELEASE_FILES[name]}`);
	const [manifest, agent] = [await file("manifest"), await file("agent")];
	if (manifest === undefined || agent === undefined || (await digestOf(manifest)) !== digest) return undefined;
	const read = readManifest(manifest);
	return read.ok && (await fileFault(read.value, "agent", agent)) === undefined ? agent : undefined;
}
