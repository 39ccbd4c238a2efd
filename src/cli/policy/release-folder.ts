// A release as files in a folder: written by a build, read by whoever publishes or checks it.
import { mkdir, readdir, readFile, realpath, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
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

/** Why a release of these sources must not be written there: it would lie among them, or among what is no release. */
export async function whyNotThere(folder: string, sources: string): Promise<string | undefined> {
	const within = relative(await real(resolve(sources)), await real(resolve(folder)));
	const outside = within === ".." || within.startsWith(`..${sep}`) || within.startsWith(sep) || /^[A-Za-z]:/.test(within);
	if (!outside)
		return `${folder} lies in the folder of the sources: a release there would be taken for sources, or overwrite them`;
	const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
		if (error.code === "ENOENT") return [];
		throw error;
	});
	const names = new Set<string>(NAMES.map(([, name]) => name));
	const others = there.filter((name) => !names.has(name));
	if (others.length === 0) return undefined;
	return `${folder} holds what is no release (${others.slice(0, 3).join(", ")}${others.length > 3 ? ", …" : ""}): name an empty or a new folder`;
}

/** With links followed as far as the path is there. */
async function real(path: string): Promise<string> {
	return realpath(path).catch(async () => (dirname(path) === path ? path : join(await real(dirname(path)), basename(path))));
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
