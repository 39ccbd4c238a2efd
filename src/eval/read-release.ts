// Reads a release from a folder, every digest checked.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RELEASE_FILES, type Release, readRelease } from "../policy/bundle.ts";

/** Throws, naming the reason, when the folder holds no valid release. */
export async function readReleaseFolder(folder: string): Promise<Release> {
	const read = async (name: keyof typeof RELEASE_FILES) => new Uint8Array(await readFile(join(folder, RELEASE_FILES[name])));
	const release = await readRelease({ manifest: await read("manifest"), wasm: await read("wasm"), data: await read("data") });
	if (!release.ok) throw new Error(`${folder} holds no valid release: ${JSON.stringify(release.error)}`);
	return release.value;
}
