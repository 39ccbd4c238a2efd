// A release from a folder that holds one, or from the sources of the guard or of any other policy.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { RELEASE_FILES, type ReleaseFiles, type ReleaseProblem, readRelease } from "../../policy/bundle.ts";
import { runOpa } from "../opa.ts";
import { buildRelease } from "./build.ts";
import { buildGeneral, type GeneralOptions, isGuardFolder } from "./build-general.ts";
import { SOURCES_AT_FAULT } from "./inspect.ts";
import { readReleaseFiles } from "./release-folder.ts";

/** Builds from sources. Options are for policies other than the guard, which says all of it itself. */
export async function buildOf(folder: string, options: GeneralOptions = {}): Promise<ReleaseFiles> {
	if (!(await isGuardFolder(folder))) return (await buildGeneral(folder, options)).files;
	const { signAgent, ...rest } = options;
	const given = Object.values(rest).find((value) => value !== undefined);
	if (given !== undefined) throw atFault("the guard names its policy, revision and entrypoint itself; leave the options out");
	return (await buildRelease(folder, runOpa, signAgent)).files;
}

/** The release that a folder holds, checked; of a folder of sources the one that they give. */
export async function releaseOf(folder: string, options: GeneralOptions = {}): Promise<ReleaseFiles> {
	const built = await stat(join(folder, RELEASE_FILES.manifest)).catch(() => undefined);
	if (built === undefined) return buildOf(folder, options);
	const files = await readReleaseFiles(folder).catch((error: NodeJS.ErrnoException) => {
		throw atFault(`${error.path ?? folder} cannot be read`);
	});
	const read = await readRelease(files);
	if (!read.ok) throw atFault(`${folder} holds no whole release: ${said(read.error)}`);
	return files;
}

function said(problem: ReleaseProblem): string {
	return [problem.reason, "file" in problem ? problem.file : "", "found" in problem ? problem.found : ""]
		.filter(Boolean)
		.join(" ");
}

function atFault(message: string): Error {
	return new Error(message, { cause: SOURCES_AT_FAULT });
}
