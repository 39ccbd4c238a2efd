// The files a release is built from, and a workspace that holds nothing else.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export type Source = { readonly path: string; readonly text: string };

/** Lies beside the bundle, not in it: what the compiler is told, and the revision. */
const BESIDE = ["VERSION", "capabilities.json"];

/**
 * Text of every file that a release is built from, by path, sorted. Tests are no part of it unless asked for:
 * a better test is no new version.
 */
export async function policySources(folder: string, tests = false): Promise<Source[]> {
	const entries = await readdir(join(folder, "guard"), { recursive: true, withFileTypes: true });
	const policy = entries
		.filter((entry) => entry.isFile() && /\.(rego|json)$/.test(entry.name) && (tests || !entry.name.endsWith("_test.rego")))
		.map((entry) => join(entry.parentPath, entry.name).slice(join(folder, "/").length));
	const paths = [...policy, ".manifest", ...BESIDE].sort();
	return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), "utf8") })));
}

/** Text of one source; throws when it is not there. */
export function textOf(sources: readonly Source[], path: string): string {
	const source = sources.find((each) => each.path === path);
	if (!source) throw new Error(`${path} is missing`);
	return source.text;
}

/** Waits for all, also when one has failed: what still runs may be writing where others clean up. Throws the first failure. */
export async function allDone<const T extends readonly Promise<unknown>[]>(
	work: T,
): Promise<{ -readonly [at in keyof T]: Awaited<T[at]> }> {
	await Promise.allSettled(work);
	return (await Promise.all(work)) as { -readonly [at in keyof T]: Awaited<T[at]> };
}

/**
 * Lays the sources out in a folder of their own (`bundle/` and what lies beside it) while `use` runs. OPA leaves out
 * files by name only, which would also leave out a rule of that name.
 */
export async function withWorkspace<T>(sources: readonly Source[], use: (workspace: string) => Promise<T>): Promise<T> {
	const workspace = await mkdtemp(join(tmpdir(), "edict-policy-"));
	try {
		for (const { path, text } of sources) {
			const target = BESIDE.includes(path) ? join(workspace, path) : join(workspace, "bundle", path);
			await mkdir(dirname(target), { recursive: true });
			await writeFile(target, text);
		}
		return await use(workspace);
	} finally {
		await rm(workspace, { recursive: true });
	}
}
