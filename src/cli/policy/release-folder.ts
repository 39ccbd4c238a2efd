// A release as files in a folder: written by a build, read by whoever publishes or checks it.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bytes } from "../../platform/bytes.ts";
import { RELEASE_FILES, type ReleaseFile, type ReleaseFiles } from "../../policy/bundle.ts";

const NAMES = Object.entries(RELEASE_FILES) as [ReleaseFile, string][];

/** Writes every file of a release, and gives their names. */
export async function writeRelease(folder: string, files: ReleaseFiles): Promise<string[]> {
	await mkdir(folder, { recursive: true });
	const present = NAMES.filter(([file]) => files[file] !== undefined);
	await Promise.all(present.map(([file, name]) => writeFile(join(folder, name), files[file] ?? "")));
	return present.map(([, name]) => name);
}

/** Bytes of the release's files, unchecked. Throws, as the file system does, when one is missing that every release has. */
export async function readReleaseFiles(folder: string): Promise<ReleaseFiles> {
	const read = NAMES.map(async ([file, name]) => [file, await readOne(join(folder, name), file)] as const);
	return Object.fromEntries((await Promise.all(read)).filter(([, bytes]) => bytes !== undefined)) as ReleaseFiles;
}

async function readOne(path: string, file: ReleaseFile): Promise<Bytes | undefined> {
	try {
		return new Uint8Array(await readFile(path));
	} catch (error) {
		if (file === "debug" && (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw error;
	}
}
