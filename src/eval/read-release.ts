// Reads a release from a folder, every digest checked.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type GuardRelease, RELEASE_FILES, readRelease } from "../policy/bundle.ts";

/** Throws, naming the reason, when the folder holds no valid release of the guard. */
export async function readReleaseFolder(folder: string): Promise<GuardRelease> {
	const read = async (name: keyof typeof RELEASE_FILES) => new Uint8Array(await readFile(join(folder, RELEASE_FILES[name])));
	const release = await readRelease({ manifest: await read("manifest"), wasm: await read("wasm"), data: await read("data") });
	if (!release.ok) throw new Error(`${folder} holds no valid release: ${JSON.stringify(release.error)}`);
	const { manifest } = release.value;
	if (manifest.kind !== "guard") throw new Error(`${folder} holds a release of another policy than the guard`);
	return { ...release.value, manifest };
}
