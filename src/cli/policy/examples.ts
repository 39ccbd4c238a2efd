// Checks folders of policies as their authors would: form, types, tests with full coverage, and that a release comes of them.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readRelease } from "../../policy/bundle.ts";
import { REGO, runOpa } from "../opa.ts";
import { buildGeneral } from "./build-general.ts";

/** What is wrong with each policy in a folder of policies, by its name; an empty list: nothing. */
export async function checkExamples(folder: string): Promise<Map<string, string[]>> {
	const entries = await readdir(folder, { withFileTypes: true });
	const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
	const checked = new Map<string, string[]>();
	for (const name of names.sort()) checked.set(name, await checkBundle(join(folder, name)));
	return checked;
}

/** What is wrong with one policy. */
export async function checkBundle(folder: string): Promise<string[]> {
	const capabilities = ["--capabilities", join(REGO, "capabilities-general.json")];
	const commands = [
		["fmt", "--list", "--fail", "."],
		["check", "--strict", ...capabilities, "."],
		["test", "-b", ...capabilities, "--format", "pretty", "--fail-on-empty", "--threshold", "100", "."],
	];
	for (const args of commands) {
		const { code, stdout, stderr } = await runOpa(args, { cwd: folder });
		if (code !== 0) return [`opa ${args[0]}: ${(stdout + stderr).trim()}`];
	}
	const read = await readRelease((await buildGeneral(folder)).files);
	return read.ok ? [] : [`its release is not whole: ${JSON.stringify(read.error)}`];
}
